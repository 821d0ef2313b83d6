"""Shelves that are empty before anything comes."""

import pytest

from policy.brakes import Brakes, Lowered, Pause, Rejection
from policy.decision import decide
from policy.running_out import RunningOut, running_out

from .builders import TODAY, VITAL, day, on_demand, promise, situation, supply


def short(rule):
    return running_out(decide(rule, TODAY), TODAY)


def test_empty_shelf_is_out_until_the_order_of_today_is_there():
    assert short(situation()) == RunningOut(TODAY, day(14), 0)


def test_shelf_that_lasts_until_the_order_of_today_is_there_does_not_run_out():
    assert short(situation(on_hand=5)) is None
    rule = situation(on_hand=5, commitments=(promise(5, 14),))
    assert short(rule) is None


def test_promise_before_the_order_can_be_there_is_missing():
    rule = situation(on_hand=5, commitments=(promise(7, 3), promise(9, 20)))
    assert short(rule) == RunningOut(day(3), day(14), 2)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (2, None),
        (9, RunningOut(day(3), day(9), 2)),
        # overdue: nobody can say when it will come
        (-1, RunningOut(day(3), None, 2)),
    ],
)
def test_supply_on_its_way_is_late_when_it_finds_the_shelf_empty(due, expected):
    rule = situation(
        on_hand=5, supplies=(supply(40, due),), commitments=(promise(7, 3),)
    )
    assert decide(rule, TODAY).outcome == "covered"
    assert short(rule) == expected


def test_overdue_supply_leaves_alone_a_shelf_that_is_full_enough():
    rule = situation(on_hand=5, supplies=(supply(40, -1),))
    assert decide(rule, TODAY).is_late
    assert short(rule) is None


def test_promises_far_away_wait_for_their_order():
    assert short(on_demand(commitments=(promise(7, 60),))) is None
    assert short(on_demand(commitments=(promise(7, 3),))) == RunningOut(
        day(3), day(14), 7
    )


def test_late_supply_that_an_order_replaces_is_short_until_the_order():
    rule = situation(
        supplies=(supply(40, 30),), commitments=(promise(4, 1),), supply_terms=VITAL
    )
    assert decide(rule, TODAY).outcome == "order"
    assert short(rule) == RunningOut(TODAY, day(14), 4)


@pytest.mark.parametrize(
    ("differs", "outcome"),
    [
        ({"terms": ()}, "to_fix"),
        ({"brakes": Brakes(pauses=(Pause("stocktake", "Anna"),))}, "paused"),
    ],
)
def test_what_nobody_brings_is_out_without_an_end(differs, outcome):
    rule = situation(**differs)
    assert decide(rule, TODAY).outcome == outcome
    assert short(rule) == RunningOut(TODAY, None, 0)


@pytest.mark.parametrize(
    "refused",
    [
        {"brakes": Brakes(rejection=Rejection("too early", "Anna", day(9)))},
        {"brakes": Brakes(lowered=(Lowered("Anna", 30, day(9)),))},
        {"snoozed_until": day(9)},
    ],
)
def test_what_a_person_refused_runs_out_all_the_same(refused):
    assert short(situation(**refused)) == RunningOut(TODAY, None, 0)
    assert short(situation(on_hand=5, **refused)) is None


def test_paused_rule_is_not_short_of_what_is_promised_after_its_interval():
    paused = Brakes(pauses=(Pause("stocktake", "Anna"),))
    late, soon = promise(50, 40), promise(50, 10)
    assert short(situation(on_hand=20, brakes=paused, commitments=(late,))) is None
    assert short(situation(on_hand=20, brakes=paused, commitments=(soon,)))
