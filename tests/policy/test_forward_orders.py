"""Booked demand consumes what a learned reorder point expects: never their sum."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy.decision import decide
from policy.inventory_position import Supply, SupplyTerms, committed

from .builders import (
    TODAY,
    VITAL,
    codes,
    day,
    on_demand,
    promise,
    reason,
    situation,
    supply,
    term,
)
from .strategies import commitments, quantities, situations

# all supply counts, however late: what is booked then moves nothing but the position
TRUSTING = SupplyTerms(True, 10**6, True)
LEAD_TIME, LAST_DAY = 14, 15


def learned(**differs):
    """Reorder point 50 = 40 expected + 10 buffer, target 90, 60 on the shelf."""
    usual = {
        "reorder_point": 50.0,
        "target_stock": 90.0,
        "on_hand": 60.0,
        "expected_demand": 40.0,
    }
    return situation(**{**usual, **differs})


@st.composite
def learned_rules(draw: st.DrawFn):
    """Rules that are only bought, so that the interval is that of the promises."""
    rule = draw(situations(terms=st.just(term(lead_time_days=LEAD_TIME))))
    return replace(
        rule,
        supply_terms=TRUSTING,
        review_period_days=1,
        snoozed_until=None,
        purchase_days=0,
        commitments=tuple(draw(st.lists(commitments, max_size=6))),
    )


def overdue(rule) -> float:
    return committed(each for each in rule.commitments if each.due < TODAY)


def booked(rule) -> float:
    inside = (each for each in rule.commitments if TODAY <= each.due <= day(LAST_DAY))
    return committed(inside)


@pytest.mark.parametrize(
    ("promises", "position", "outcome", "need"),
    [
        pytest.param((), 60, "enough", 0, id="nothing booked"),
        pytest.param((promise(40, 5),), 60, "enough", 0, id="as much as expected"),
        pytest.param((promise(45, 5),), 55, "enough", 0, id="5 beyond it"),
        pytest.param((promise(50, 5),), 50, "order", 40, id="10 beyond it"),
        pytest.param((promise(40, 0),), 60, "enough", 0, id="due today"),
        pytest.param(
            (promise(40, 15),), 60, "enough", 0, id="last day of the interval"
        ),
        pytest.param((promise(99, 16),), 60, "enough", 0, id="after the interval"),
        pytest.param((promise(10, -1),), 50, "order", 40, id="overdue counts in full"),
        pytest.param(
            (promise(5, -30), promise(25, 3), promise(20, 9)),
            50,
            "order",
            40,
            id="backlog, and two promises 5 beyond what is expected",
        ),
    ],
)
def test_promise_counts_beyond_what_is_expected(promises, position, outcome, need):
    decision = decide(learned(commitments=promises), TODAY)
    assert decision.position.quantity == position
    assert (decision.outcome, decision.need) == (outcome, need)


def test_reorder_point_set_by_hand_counts_every_promise():
    """60 - 45 = 15, at or below 50: 75 up to the target."""
    rule = learned(commitments=(promise(45, 5),), expected_demand=0.0)
    assert decide(rule, TODAY).need == 75


def test_reason_tells_how_much_of_what_is_promised_was_expected():
    decision = decide(learned(commitments=(promise(45, 5),)), TODAY)
    assert reason(decision, "position_enough").values == {
        "on_hand": 60.0,
        "on_order": 0.0,
        "committed": 45.0,
        "already_expected": 40.0,
        "inventory_position": 55.0,
        "reorder_point": 50.0,
    }
    assert [each.quantity for each in decision.promised] == [45]


def test_day_the_shelf_runs_out_is_that_of_what_is_booked():
    rule = learned(on_hand=38.0, commitments=(promise(30, 5), promise(9, 8)))
    assert decide(rule, TODAY).runs_out_on == day(8)


def test_item_on_demand_expects_nothing_whatever_was_learned():
    rule = on_demand(on_hand=2.0, expected_demand=5.0, commitments=(promise(3, 5),))
    decision = decide(rule, TODAY)
    assert (decision.outcome, decision.need) == ("order", 1)


def test_no_more_is_expected_than_the_reorder_point_holds():
    """Of 3 promised 1 is in the reorder point: 3 - (3 - 1) = 1, at or below it."""
    rule = learned(
        reorder_point=1.0,
        target_stock=4.0,
        on_hand=3.0,
        expected_demand=9.0,
        commitments=(promise(3, 5),),
    )
    assert decide(rule, TODAY).need == 3


def test_order_of_today_rescues_late_supply_only_if_one_is_needed():
    """What is promised was expected: nothing is ordered anyway, so what is late for a
    class that does not wait is replaced."""
    late = supply(80, 30, "P1")
    rule = learned(
        on_hand=20.0,
        supplies=(late,),
        supply_terms=VITAL,
        commitments=(promise(30, 3),),
    )
    decision = decide(rule, TODAY)
    assert (decision.outcome, decision.need) == ("order", 70)
    assert "replaced" in codes(decision)


@pytest.mark.parametrize(
    ("promises", "until"),
    [
        pytest.param((promise(40, 5),), None, id="expected ones use up nothing"),
        pytest.param((promise(40, 5), promise(9, 30)), None, id="later ones do"),
        pytest.param((promise(40, 5), promise(10, 30)), day(30), id="until they do"),
    ],
)
def test_cover_lasts_until_promises_beyond_those_expected_use_it_up(promises, until):
    rule = learned(on_hand=45.0, supplies=(supply(15, 3),), commitments=promises)
    decision = decide(rule, TODAY)
    assert decision.outcome == "covered"
    told = reason(decision, "covered").values["until"]
    assert told == (until and until.isoformat())


@pytest.mark.parametrize(
    ("on_hand", "promised", "is_too_much"),
    [
        pytest.param(60.0, 45, False, id="60 + 35 - 5 = 90, the target"),
        pytest.param(90.0, 40, True, id="90 + 35 - 0: all promised was expected"),
    ],
)
def test_incoming_order_is_too_much_by_the_same_count(on_hand, promised, is_too_much):
    rule = learned(
        on_hand=on_hand,
        supplies=(supply(35, 9),),
        commitments=(promise(promised, 5),),
    )
    assert ("too_much" in codes(decide(rule, TODAY))) is is_too_much


@given(learned_rules())
def test_need_covers_the_larger_of_booked_and_expected_and_the_buffer(rule):
    decision = decide(rule, TODAY)
    buffer = rule.reorder_point - rule.expected
    must_cover = max(booked(rule), rule.expected) + buffer + overdue(rule)
    stock = rule.on_hand + decision.position.on_order
    assert decision.position.quantity - rule.reorder_point == stock - must_cover


@given(learned_rules())
def test_what_is_booked_and_was_expected_changes_nothing(rule):
    assume(booked(rule) <= rule.expected)
    backlog = tuple(each for each in rule.commitments if each.due < TODAY)
    without = decide(replace(rule, commitments=backlog), TODAY)
    decision = decide(rule, TODAY)
    assert decision.position.quantity == without.position.quantity
    assert (decision.need, decision.quantity) == (without.need, without.quantity)


@given(learned_rules())
def test_learned_rule_orders_no_more_than_one_set_by_hand(rule):
    by_hand = replace(rule, expected_demand=0.0)
    assert decide(rule, TODAY).need <= decide(by_hand, TODAY).need
    assert decide(rule, TODAY).quantity <= decide(by_hand, TODAY).quantity


@given(learned_rules(), commitments)
def test_another_promise_never_needs_less(rule, another):
    more = replace(rule, commitments=(*rule.commitments, another))
    assert decide(more, TODAY).need >= decide(rule, TODAY).need


@given(learned_rules(), quantities)
def test_more_of_it_expected_never_needs_more(rule, more):
    knowing = replace(rule, expected_demand=rule.expected_demand + more)
    assert decide(knowing, TODAY).need <= decide(rule, TODAY).need


@given(learned_rules())
def test_what_is_promised_is_never_left_uncovered(rule):
    """Enough means enough for every promise of the interval, expected or not."""
    decision = decide(rule, TODAY)
    assume(decision.position.quantity > rule.reorder_point)
    stock = rule.on_hand + decision.position.on_order
    assert stock > decision.position.committed


@given(situations())
def test_preselection_by_all_that_is_promised_misses_no_rule(rule):
    """``queries/due_rules.py``: on hand less every promise, at or below it."""
    decision = decide(rule, TODAY)
    assume(decision.need > 0)
    shelf = rule.on_hand - committed(rule.commitments)
    assert shelf <= rule.reorder_point + rule.tolerance


@given(situations(), st.lists(st.builds(Supply, quantities, st.none(), st.just("P9"))))
def test_position_is_the_same_whatever_part_of_it_is_called_expected(rule, supplies):
    rule = replace(rule, supplies=(*rule.supplies, *supplies))
    position = decide(rule, TODAY).position
    assert 0 <= position.already_expected <= position.committed
    counted = position.committed - position.already_expected
    assert position.quantity == position.on_hand + position.on_order - counted
