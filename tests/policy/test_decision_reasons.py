"""What an order says for itself, and that it says the truth."""

import json

import pytest

from policy.decision import decide

from .builders import (
    BETA,
    TODAY,
    beta,
    codes,
    day,
    promise,
    reason,
    situation,
    supply,
    term,
)


def test_order_tells_position_quantity_and_vendor_with_their_figures():
    """On hand 6 - committed 2 = 4; target 30, need 26, 30 by MOQ 20 and tens."""
    decision = decide(
        situation(
            on_hand=6,
            commitments=(promise(2, 5),),
            terms=(term(minimum_quantity=20, order_multiple=10), beta()),
        ),
        TODAY,
    )
    assert decision.quantity == 30
    assert decision.order_multiple == 10
    assert [each.as_list() for each in decision.reasons] == [
        [
            "position_low",
            {
                "on_hand": 6,
                "on_order": 0,
                "committed": 2,
                "already_expected": 0.0,
                "inventory_position": 4,
                "reorder_point": 10,
            },
        ],
        [
            "quantity",
            {
                "target_stock": 30,
                "need": 26,
                "quantity": 30,
                "minimum_order_quantity": 20,
                "order_multiple": 10,
            },
        ],
        [
            "vendor_preferred",
            {
                "vendor": "Acme",
                "vendor_sku": "AC-100",
                "lead_time_days": 14,
                "purchase_days": 0,
                "price": 2.10,
                "currency_id": 1,
                "unit_id": 1,
                "not_asked": [["Beta", "listed_after"]],
            },
        ],
    ]


def test_vendor_set_on_the_rule_is_said_to_be():
    decision = decide(
        situation(terms=(term(), beta()), preferred_vendor_id=BETA), TODAY
    )
    assert reason(decision, "vendor_set").values["vendor"] == "Beta"


def test_price_told_is_that_of_the_ordered_quantity():
    """Need 26 is raised to 30, which reaches the tier."""
    tiers = (
        term(minimum_quantity=10, order_multiple=10, price=2.10),
        term(minimum_quantity=30, order_multiple=10, price=2.00, discount=5.0),
    )
    decision = decide(situation(on_hand=4, terms=tiers), TODAY)
    assert decision.quantity == 30
    assert reason(decision, "vendor_preferred").values["price"] == pytest.approx(1.90)


def test_quantity_meets_the_multiples_of_vendor_and_rule_together():
    rule = situation(on_hand=7, terms=(term(order_multiple=6),), rule_multiple=4)
    decision = decide(rule, TODAY)
    assert (decision.need, decision.quantity) == (23, 24)
    assert decision.order_multiple == 12


def test_pack_of_the_vendor_is_ordered_whole():
    dozens = term(unit_id=9, unit_factor=12.0, price=20.0)
    decision = decide(situation(on_hand=5, terms=(dozens,)), TODAY)
    assert (decision.need, decision.quantity) == (25, 36)


def test_supply_neither_counted_nor_twice_mentioned():
    gone = supply(40, -60, "P1")
    slow = supply(2, 30, "P2")
    decision = decide(situation(supplies=(gone, slow)), TODAY)
    assert codes(decision)[:3] == ["position_low", "supply_not_counted", "expedite"]
    assert reason(decision, "supply_not_counted").values == {
        "document": "P1",
        "due": "2026-01-01",
        "quantity": 40,
        "cause": "overdue",
        "pegged_due": None,
        "overdue_days": 60,
        "overdue_supply_days": 7,
    }
    assert decision.expedite == (gone, slow)


def test_undated_cover_tells_no_day():
    decision = decide(situation(on_hand=5, supplies=(supply(40, None),)), TODAY)
    assert decision.reasons[0].values["supplies"] == [["P1", None, 40, None]]


@pytest.mark.parametrize(
    "differs",
    [
        pytest.param({}, id="order"),
        pytest.param({"on_hand": -3}, id="count first"),
        pytest.param({"supplies": (supply(40, 20),)}, id="covered"),
        pytest.param({"supplies": (supply(40, -20),)}, id="not counted"),
        pytest.param({"snoozed_until": day(2)}, id="snoozed"),
        pytest.param({"terms": ()}, id="to fix"),
    ],
)
def test_reasons_can_be_stored_as_json(differs):
    facts = [each.as_list() for each in decide(situation(**differs), TODAY).reasons]
    assert facts
    assert json.loads(json.dumps(facts, allow_nan=False)) == facts
