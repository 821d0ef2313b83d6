"""Two transactions meet at one row: who loses tries again, and nobody notices."""

from .steps import Fault

ENGINE_WRITES = Fault("hold", statement='UPDATE "purchase_order_line"')
DRAFTS = "SELECT id FROM purchase_order WHERE jit_owned ORDER BY id"


def dip_again(stage):
    """Drafts exist, and every line of them has to grow."""
    stage.run("person", acts=["deliver_much"])
    stage.run("serve")
    stage.run("person", acts=["deliver_much"])


def test_draft_confirmed_while_it_is_written_is_confirmed(stage):
    dip_again(stage)
    worker = stage.start("serve", fault=ENGINE_WRITES)
    worker.wait_for("holding")
    buyer = stage.start("person", acts=["confirm_drafts"])
    stage.wait_until_one_waits()
    worker.go_on()
    for actor in (worker, buyer):
        actor.finish()
    assert stage.run("inspect") == []
    states = "SELECT COUNT(*) > 0 FROM purchase_order WHERE state = 'purchase'"
    assert stage.run("read", query=states) == [(True,)]


def test_deadlock_with_a_person_is_tried_again(stage):
    """Line first and order second, where the engine takes the order first."""
    dip_again(stage)
    ((line, order),) = stage.run(
        "read",
        query="SELECT id, order_id FROM purchase_order_line WHERE jit_owned"
        " ORDER BY id LIMIT 1",
    )
    person = stage.start(
        "sql",
        statements=[
            f"UPDATE purchase_order_line SET sequence = 7 WHERE id = {line}",
            f"UPDATE purchase_order SET origin = 'Soon' WHERE id = {order}",
        ],
        fault=Fault("hold", statement="UPDATE purchase_order SET origin"),
    )
    person.wait_for("holding")
    worker = stage.start("serve")
    stage.wait_until_one_waits()
    person.go_on()
    person.finish()
    worker.finish()
    assert stage.run("inspect") == []
    notes = f"SELECT origin FROM purchase_order WHERE id = {order}"
    assert stage.run("read", query=notes) == [("Soon",)]


def test_draft_that_somebody_keeps_locked_delays_no_other(stage):
    dip_again(stage)
    (locked, *others) = [row[0] for row in stage.run("read", query=DRAFTS)]
    person = stage.start(
        "sql",
        statements=[f"SELECT FROM purchase_order WHERE id = {locked} FOR UPDATE"],
        fault=Fault("hold", statement="COMMIT"),
    )
    person.wait_for("holding")
    stage.run("serve", patience="1s")
    grown = (
        "SELECT DISTINCT order_id FROM purchase_order_line"
        " WHERE jit_owned AND write_date > create_date ORDER BY order_id"
    )
    assert [row[0] for row in stage.run("read", query=grown)] == others
    waiting = "SELECT COUNT(DISTINCT product_id) FROM jit_signal"
    assert stage.run("read", query=waiting) == [(5,)]
    person.go_on()
    person.finish()
    assert stage.run("inspect") == []


def test_run_killed_three_times_is_called_again_by_the_sweep(stage):
    """Odoo takes the fourth for a failure, and forgets that anybody called."""
    stage.run("person", acts=["deliver_much"])
    for _time in range(3):
        worker = stage.start("serve", fault=Fault("kill", step=40))
        assert worker.finish().was_killed
    stage.run("serve")
    assert stage.run("read", query="SELECT COUNT(*) > 0 FROM jit_signal") == [(True,)]
    stage.run("sweep")
    stage.run("serve")
    assert stage.run("offences") == []
