"""A process dies at any statement: nothing is lost, nothing is there twice."""


def test_undisturbed(stage):
    stage.run("person", acts=["deliver_much"])
    steps = stage.run("serve")
    print(steps)
    assert stage.run("inspect") == []
