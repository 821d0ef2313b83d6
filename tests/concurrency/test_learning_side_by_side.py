"""Learners, and people who deliver meanwhile; whatever kills them, nothing is lost."""

import pytest

from .steps import Fault

DEMAND = """
    SELECT product_id, location_id, company_id, day, quantity
      FROM jit_demand_event ORDER BY 1, 2, 3, 4
"""
SPANS = "SELECT orderpoint_id, first_day, blind::text FROM jit_demand_span ORDER BY 1"
RULES = """
    SELECT orderpoint_id, reorder_point, target_stock FROM jit_learning ORDER BY 1
"""
LEFT = "SELECT COUNT(*) FROM jit_demand_unread"
# before what a learner may die or lose its connection
MOMENTS = (
    ("kill", "INSERT INTO jit_demand_event"),
    ("kill", "DELETE FROM jit_demand_unread"),
    ("kill", "INSERT INTO jit_learning AS known"),
    ("sever", "INSERT INTO jit_demand_span"),
)
NEXT_NIGHT = "UPDATE jit_learning_state SET learned_on = NULL, learning_on = NULL"


def sell(stage, times=4):
    stage.run("person", acts=["deliver"] * times)


def known(stage):
    return [stage.run("read", query=query) for query in (DEMAND, SPANS, RULES)]


def assert_as_learned_at_once(stage):
    """What is known after the next night is what one learner, alone, finds out from
    the beginning."""
    stage.run("sql", statements=[NEXT_NIGHT])
    stage.run("learn")
    found = known(stage)
    assert all(found)
    assert stage.run("read", query=LEFT) == [(0,)]
    stage.run("learn_all")
    assert known(stage) == found


def test_two_learners_at_once_learn_what_one_would(stage):
    sell(stage)
    stage.together(("learn", {}), ("learn", {}), ("learn", {}))
    assert_as_learned_at_once(stage)


def test_two_learners_that_meet_at_one_statement_both_come_to_an_end(stage):
    sell(stage)
    first = stage.start(
        "learn", fault=Fault("hold", statement="DELETE FROM jit_demand_u")
    )
    first.wait_for("holding")
    second = stage.start("learn")
    stage.wait_until_one_waits()
    first.go_on()
    for learner in (first, second):
        learner.finish()
    assert_as_learned_at_once(stage)


@pytest.mark.parametrize(("kind", "statement"), MOMENTS)
def test_interrupted_learner_is_carried_on(stage, kind, statement):
    sell(stage)
    learner = stage.start("learn", fault=Fault(kind, statement=statement))
    try:
        learner.finish()
    except AssertionError:
        # a lost connection ends the action, and its next run goes on
        assert kind == "sever"
    assert_as_learned_at_once(stage)


def test_delivery_that_is_committed_after_the_learner_looked_is_not_missed(stage):
    """It carries the time its transaction began, which the learner has passed."""
    sell(stage)
    late = stage.start(
        "person", acts=["deliver"], fault=Fault("hold", statement="jit_signal")
    )
    late.wait_for("holding")
    stage.run("learn")
    late.go_on()
    late.finish()
    assert_as_learned_at_once(stage)


def test_people_deliver_while_learners_learn(stage):
    stage.together(
        ("person", {"acts": ["deliver"] * 8}),
        ("learn", {}),
        ("person", {"acts": ["deliver"] * 8, "seed": 1}),
        ("learn", {}),
    )
    assert_as_learned_at_once(stage)
