"""What people put in the way of an order."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy.brakes import Brakes, Lowered, Pause, Rejection
from policy.decision import decide
from policy.limit import Limit, hold_back, raised_by

from .builders import ACME, BETA, TODAY, codes, day, reason, situation, supply
from .strategies import quantities, situations, valid_terms

STOCKTAKE = Pause("stocktake", "Anna")


def outcome(brakes: Brakes, **differs) -> str:
    return decide(situation(brakes=brakes, **differs), TODAY).outcome


@pytest.mark.parametrize(
    ("pause", "expected"),
    [
        (STOCKTAKE, "paused"),
        (Pause("stocktake", "Anna", until=day(1)), "paused"),
        (Pause("stocktake", "Anna", until=TODAY), "order"),
        (Pause("holiday", "Anna", vendor_ids=frozenset({ACME})), "paused"),
        (Pause("holiday", "Anna", vendor_ids=frozenset({BETA})), "order"),
    ],
)
def test_pause_holds_whom_it_concerns_until_its_day(pause, expected):
    assert outcome(Brakes(pauses=(pause,))) == expected


def test_pause_of_a_vendor_holds_its_rules_though_it_has_no_offer():
    pause = Pause("holiday", "Anna", vendor_ids=frozenset({ACME}))
    brakes = Brakes(pauses=(pause,))
    assert outcome(brakes, terms=(), preferred_vendor_id=ACME) == "paused"


@pytest.mark.parametrize(("until", "expected"), [(1, "rejected"), (0, "order")])
def test_rejection_holds_until_its_day(until, expected):
    rejection = Rejection("too early", "Anna", day(until))
    assert outcome(Brakes(rejection=rejection)) == expected


@pytest.mark.parametrize(
    "refused",
    [
        {"brakes": Brakes(rejection=Rejection("too early", "Anna", day(9)))},
        {"snoozed_until": day(9)},
    ],
)
@pytest.mark.parametrize(
    ("stock", "expected"),
    [({"supplies": (supply(40, 14),)}, "covered"), ({"on_hand": 50}, "enough")],
)
def test_no_to_an_order_says_nothing_where_none_is_needed(refused, stock, expected):
    assert decide(situation(**refused, **stock), TODAY).outcome == expected


def test_paused_rule_shows_what_piles_up():
    ordered = decide(situation(), TODAY)
    paused = decide(situation(brakes=Brakes(pauses=(STOCKTAKE,))), TODAY)
    assert (paused.quantity, paused.offer) == (ordered.quantity, ordered.offer)
    assert codes(paused) == ["paused", *codes(ordered)]


def test_paused_rule_that_could_not_be_ordered_is_no_new_problem():
    paused = decide(situation(brakes=Brakes(pauses=(STOCKTAKE,)), terms=()), TODAY)
    assert (paused.outcome, paused.fault) == ("paused", None)


def test_rejection_with_a_condition_ends_where_stock_falls_that_far():
    rejection = Rejection("too early", "Anna", day(9), sooner_at=5.0)
    assert rejection.holds(5.1, day(3))
    assert not rejection.holds(5.0, day(3))
    assert not rejection.holds(9.0, day(9))


def test_pause_is_said_before_a_rejection_and_a_snooze():
    rejection = Rejection("too early", "Anna", day(9))
    brakes = Brakes(pauses=(STOCKTAKE,), rejection=rejection)
    decision = decide(situation(brakes=brakes, snoozed_until=day(5)), TODAY)
    assert codes(decision)[0] == "paused"
    assert reason(decision, "paused").values == {
        "reason": "stocktake",
        "by": "Anna",
        "until": None,
    }


@pytest.mark.parametrize(("kept", "more"), [(None, 30), (12, 18), (30, 0), (45, 0)])
def test_only_what_a_draft_line_does_not_hold_yet_is_limited(kept, more):
    brakes = Brakes(kept=supply(kept, 14) if kept else None)
    decision = decide(situation(brakes=brakes), TODAY)
    assert raised_by(decision, brakes) == more


def test_order_held_back_keeps_all_it_would_be_made_of():
    decision = decide(situation(), TODAY)
    held = hold_back(decision)
    assert (held.outcome, held.quantity, held.offer) == ("waiting", 30, decision.offer)
    assert codes(held) == ["waiting", *codes(decision)]


def test_limit_of_nothing_limits_nothing():
    assert not Limit()
    assert Limit().allows(10**6, 1e12)


def lowered(quantity: float, until: int = 7) -> Brakes:
    return Brakes(lowered=(Lowered("Anna", quantity, day(until), "P1"),))


@pytest.mark.parametrize(
    ("kept", "sold", "needed"),
    [
        (5, 0, 0),
        (5, 5, 0),
        # customers would wait
        (5, 6, 6),
        # beside the whole line it would be ordered too
        (5, 20, 20),
        (20, 10, 0),
        # below the reorder point, and more than the rest
        (20, 11, 11),
        (29, 18, 0),
        (29, 19, 19),
        (0, 0, 0),
        (0, 1, 1),
    ],
)
def test_beyond_a_refused_rest_only_the_further_need_is_ordered(kept, sold, needed):
    rule = situation(on_hand=kept - sold, brakes=lowered(30 - kept))
    decision = decide(rule, TODAY)
    assert decision.need == needed
    assert (decision.outcome == "order") is bool(needed)


def test_rest_is_ordered_from_its_day_on():
    assert outcome(lowered(25, until=1), on_hand=5) == "rejected"
    assert outcome(lowered(25, until=0), on_hand=5) == "order"


def test_rests_of_several_lines_add_up_and_are_said_together():
    brakes = Brakes(
        lowered=(
            Lowered("Anna", 10, day(7), "P1"),
            Lowered("Bert", 15, day(3), "P2"),
            Lowered("Cora", 99, TODAY, "P3"),
        )
    )
    decision = decide(situation(on_hand=5, brakes=brakes), TODAY)
    assert reason(decision, "rest_refused").values == {
        "by": "Anna, Bert",
        "documents": "P1, P2",
        "quantity": 25,
        "until": day(7).isoformat(),
    }


buyable = situations(terms=valid_terms)


@given(buyable, st.floats(0, 1))
def test_lowering_an_order_never_brings_any_of_it_back(rule, part):
    """Whatever is ordered and to whatever it is lowered, the next look is content."""
    ordered = decide(rule, TODAY)
    assume(ordered.outcome == "order")
    kept = round(ordered.quantity * part * 4) / 4
    assume(kept <= ordered.quantity)
    after = replace(
        rule,
        on_hand=rule.on_hand + kept,
        brakes=lowered(ordered.quantity - kept),
    )
    assert decide(after, TODAY).outcome != "order"


@given(buyable, quantities)
def test_refused_rest_never_adds_to_an_order_and_takes_no_more_than_itself(rule, rest):
    free = decide(rule, TODAY)
    braked = decide(replace(rule, brakes=lowered(rest)), TODAY)
    assert braked.need <= free.need
    if braked.outcome == "order" and rest:
        assert braked.need == pytest.approx(free.need - rest)
