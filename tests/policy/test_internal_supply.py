"""Rules that no vendor serves: the company moves or makes the goods itself."""

import pytest

from policy.decision import decide
from policy.internal_supply import InternalSupply
from policy.inventory_position import SupplyTerms

from .builders import TODAY, codes, day, promise, reason, situation, supply

FROM_CENTRAL = InternalSupply("transferred", "CEN/Stock", "1/9/", lead_time_days=3)
MADE = InternalSupply(
    "manufactured", "Table", "1/15/", lead_time_days=5, order_multiple=4
)


def inside(way=FROM_CENTRAL, **differs):
    return situation(internal_supply=way, terms=(), **differs)


def test_nobody_sells_it_and_it_is_ordered_all_the_same():
    decision = decide(inside(), TODAY)
    assert (decision.outcome, decision.quantity, decision.offer) == ("order", 30, None)
    assert decision.lead_time_days == 3
    assert decision.protection_interval_days == 4
    assert codes(decision) == ["position_low", "quantity", "transferred"]
    assert reason(decision, "transferred").values["source"] == "CEN/Stock"


def test_vendors_and_their_minimum_play_no_part():
    listed = situation().terms
    decision = decide(situation(internal_supply=FROM_CENTRAL, terms=listed), TODAY)
    assert decision.offer is None
    assert decision.protection_interval_days == 4


@pytest.mark.parametrize(
    ("on_hand", "rule_multiple", "quantity"),
    [(5, 0, 28), (2, 0, 28), (5, 6, 36), (10, 0, 20)],
)
def test_production_comes_in_whole_batches_and_the_rules_multiple(
    on_hand, rule_multiple, quantity
):
    decision = decide(inside(MADE, on_hand=on_hand, rule_multiple=rule_multiple), TODAY)
    assert decision.quantity == quantity
    assert codes(decision)[-1] == "manufactured"


@pytest.mark.parametrize("due", [-40, -1, 2, 30, None])
def test_what_was_started_counts_however_late(due):
    strict = SupplyTerms(False, 0, False)
    started = supply(30, due, "CEN/OUT/00001")
    decision = decide(inside(supplies=(started,), supply_terms=strict), TODAY)
    assert decision.outcome == "covered"


def test_overdue_transfer_is_chased():
    decision = decide(inside(supplies=(supply(30, -40, "CEN/OUT/1"),)), TODAY)
    assert "expedite" in codes(decision)


def test_fault_of_the_route_goes_before_any_order():
    decision = decide(inside(unsuppliable="left_to_core"), TODAY)
    assert (decision.outcome, decision.fault) == ("to_fix", "left_to_core")


def test_promises_count_within_the_lead_time_of_the_transfer():
    at_day = {
        due: decide(
            inside(reorder_point=0.0, target_stock=0.0, commitments=(promise(5, due),)),
            TODAY,
        ).outcome
        for due in (4, 5)
    }
    assert at_day == {4: "order", 5: "enough"}


def test_snooze_and_enough_stock_start_nothing():
    assert decide(inside(on_hand=11), TODAY).outcome == "enough"
    assert decide(inside(snoozed_until=day(1)), TODAY).outcome == "snoozed"


@pytest.mark.parametrize(
    ("path", "brings"), [("1/", False), ("1/9/", False), ("1/7/", True)]
)
def test_transfer_adds_to_a_place_it_does_not_leave(path, brings):
    assert FROM_CENTRAL.brings_into(path) is brings
    assert decide(inside(), TODAY).brings_into(path) is brings


def test_purchase_adds_to_every_place_around():
    assert decide(situation(), TODAY).brings_into("1/")
