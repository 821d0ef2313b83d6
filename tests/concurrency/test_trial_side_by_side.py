"""Two that look at rules on trial, and people meanwhile: one need is noted once."""

import pytest

from .steps import Fault

ORDERS = """
    SELECT orderpoint_id, COUNT(*), SUM(quantity)::float FROM jit_trial_order
     GROUP BY orderpoint_id ORDER BY orderpoint_id
"""
STATES = "SELECT state, COUNT(*) FROM jit_trial GROUP BY state"
# the same moment is another day there, whatever the hour
TOMORROW = """
    UPDATE res_partner SET tz = 'Etc/GMT-14'
     WHERE id IN (SELECT partner_id FROM res_company)
"""
TODAY = TOMORROW.replace("GMT-14", "GMT+12")
LATER = "UPDATE jit_trial SET looked_at = looked_at - interval '1 hour'"
NOTING = 'INSERT INTO "jit_trial_order"'


def open_trial(stage):
    stage.run("sql", statements=[TODAY])
    stage.run("person", acts=["begin_trial", "deliver_much", "deliver_much"])


def assert_noted_once(stage):
    """Every rule that was low has one order, and another look adds none."""
    found = stage.run("read", query=ORDERS)
    assert len(found) > 3
    assert {count for _rule, count, _quantity in found} == {1}
    stage.run("sql", statements=[LATER, TOMORROW])
    stage.run("try_out")
    assert stage.run("read", query=ORDERS) == found
    ((state, _count),) = stage.run("read", query=STATES)
    assert state == "noted"


def test_two_looks_at_once_note_one_order_a_need(stage):
    open_trial(stage)
    stage.together(("try_out", {}), ("try_out", {}), ("try_out", {}))
    assert_noted_once(stage)


def test_second_look_on_the_next_day_waits_and_counts_what_the_first_noted(stage):
    open_trial(stage)
    first = stage.start("try_out", fault=Fault("hold", statement=NOTING))
    first.wait_for("holding")
    stage.run("sql", statements=[TOMORROW])
    second = stage.start("try_out")
    stage.wait_until_one_waits()
    first.go_on()
    for actor in (first, second):
        actor.finish()
    assert_noted_once(stage)


@pytest.mark.parametrize("statement", [NOTING, 'INSERT INTO "jit_trial_day"'])
def test_look_that_is_killed_leaves_nothing_half_done(stage, statement):
    open_trial(stage)
    stage.start("try_out", fault=Fault("kill", statement=statement)).finish()
    assert stage.run("read", query=ORDERS) == []
    stage.run("try_out")
    assert_noted_once(stage)


def test_people_deliver_and_end_the_trial_while_it_is_looked_at(stage):
    open_trial(stage)
    stage.together(
        ("person", {"acts": ["deliver"] * 6}),
        ("try_out", {}),
        ("person", {"acts": ["end_trial"]}),
        ("try_out", {}),
    )
    counts = [count for _rule, count, _sum in stage.run("read", query=ORDERS)]
    assert set(counts) <= {1}
    assert (
        stage.run("read", query="SELECT 1 FROM jit_trial WHERE state = 'failed'") == []
    )
