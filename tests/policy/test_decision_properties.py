from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy.decision import decide
from policy.inventory_position import Supply, SupplyTerms
from policy.shared_minimum import share_minimums

from .builders import TODAY, day, situation, term
from .strategies import multiples, quantities, situations, valid_terms

buyable = situations(terms=valid_terms)


def scaled(each, factor: float, *names: str):
    return replace(each, **{name: getattr(each, name) * factor for name in names})


@given(situations())
def test_order_is_placed_exactly_when_low_in_need_without_fault_and_awake(rule):
    decision = decide(rule, TODAY)
    low = decision.position.quantity <= rule.reorder_point
    in_need = rule.target_stock > decision.position.quantity
    asleep = rule.snoozed_until == day(1)
    (first, *_) = rule.terms
    sold = first.vendor_active and first.unit_factor and first.price > 0
    in_force = first.date_end is None and (
        first.date_start is None or rule.purchase_days > 0
    )
    can_be_bought = sold and in_force and not rule.unsuppliable
    assert (decision.outcome == "order") is bool(
        low and in_need and not asleep and can_be_bought
    )
    assert (decision.outcome == "to_fix") is bool(
        low and in_need and not asleep and not can_be_bought
    )


@given(situations())
def test_decision_carries_what_its_outcome_promises(rule):
    decision = decide(rule, TODAY)
    ordered = decision.outcome == "order"
    assert (decision.quantity > 0) is ordered
    assert (decision.offer is not None) is ordered
    assert (decision.fault is not None) is (decision.outcome == "to_fix")
    assert (decision.need > 0) is (decision.outcome in {"order", "to_fix"})


@given(situations())
def test_every_supply_is_counted_or_said_not_to_be(rule):
    decision = decide(rule, TODAY)
    dropped = sum(
        reason.values["quantity"]
        for reason in decision.reasons
        if reason.code == "supply_not_counted"
    )
    assert decision.position.on_order + dropped == sum(
        supply.quantity for supply in rule.supplies
    )


@given(situations())
def test_cover_ends_after_the_days_an_order_must_last_if_at_all(rule):
    plenty = Supply(10_000, None, "P9")
    rule = replace(
        rule, on_hand=0.0, supplies=(*rule.supplies, plenty), snoozed_until=None
    )
    decision = decide(rule, TODAY)
    assume(decision.outcome == "covered")
    cover = decision.reasons[0]
    until = cover.values["until"]
    assert until is None or until > day(decision.protection_interval_days).isoformat()


@given(situations(), quantities)
def test_more_on_hand_never_needs_more(rule, more):
    """While supply is counted whatever the shelf: a fuller one makes none late."""
    trusting = replace(rule, supply_terms=SupplyTerms(True, 10**6, True))
    richer = replace(trusting, on_hand=trusting.on_hand + more)
    assert decide(richer, TODAY).need <= decide(trusting, TODAY).need


@given(buyable)
def test_order_brings_the_position_to_the_target_at_least(rule):
    decision = decide(rule, TODAY)
    assume(decision.outcome == "order")
    after = decision.position.quantity + decision.quantity
    assert after >= rule.target_stock
    assert decision.quantity >= decision.offer.minimum_order_quantity


@given(buyable)
def test_deciding_again_with_the_order_on_its_way_orders_nothing(rule):
    decision = decide(rule, TODAY)
    assume(decision.outcome == "order")
    placed = Supply(decision.quantity, decision.schedule.planned_on, "P9", kind="draft")
    again = replace(rule, supplies=(*rule.supplies, placed))
    assert decide(again, TODAY).outcome in {"covered", "enough"}


@given(situations(), st.randoms(use_true_random=False))
def test_order_in_which_movements_are_read_does_not_matter(rule, random):
    shuffled = replace(
        rule,
        supplies=tuple(random.sample(rule.supplies, len(rule.supplies))),
        commitments=tuple(random.sample(rule.commitments, len(rule.commitments))),
    )
    one, other = decide(rule, TODAY), decide(shuffled, TODAY)
    assert sorted(map(repr, one.reasons)) == sorted(map(repr, other.reasons))
    assert sorted(map(repr, one.expedite)) == sorted(map(repr, other.expedite))
    assert replace(one, reasons=(), expedite=()) == replace(
        other, reasons=(), expedite=()
    )


@given(situations(), st.sampled_from([0.5, 2.0, 8.0]))
def test_decision_in_another_unit_is_the_same(rule, factor):
    """Pairs instead of pieces: every quantity changes by the factor, nothing else."""
    own = "reorder_point", "target_stock", "on_hand", "rule_multiple", "rounding"
    own += ("expected_demand",)
    other = replace(
        scaled(rule, factor, *own),
        supplies=tuple(scaled(each, factor, "quantity") for each in rule.supplies),
        commitments=tuple(
            scaled(each, factor, "quantity") for each in rule.commitments
        ),
        terms=tuple(
            scaled(each, factor, "minimum_quantity", "order_multiple")
            for each in rule.terms
        ),
    )
    decision, converted = decide(rule, TODAY), decide(other, TODAY)
    assert converted.outcome == decision.outcome
    assert converted.runs_out_on == decision.runs_out_on
    assert converted.quantity == pytest.approx(decision.quantity * factor)


@given(st.lists(st.tuples(quantities, multiples), min_size=2, max_size=5), quantities)
def test_orders_that_share_a_minimum_reach_it_without_buying_more(sizes, minimum):
    alone = {
        size: decide(
            situation(
                reorder_point=2_000,
                target_stock=2_000,
                on_hand=2_000 - need,
                rule_multiple=multiple,
                terms=(term(minimum_quantity=minimum),),
            ),
            TODAY,
        )
        for size, (need, multiple) in enumerate(sizes)
    }
    shared = share_minimums(alone, [list(alone)])
    ordered = [each for each in shared.values() if each.outcome == "order"]
    assert len(shared) == len(sizes)
    assert not ordered or sum(each.quantity for each in ordered) >= minimum - 1e-6
    for size, decision in shared.items():
        assert decision.need <= decision.quantity <= alone[size].quantity
