"""A plain case of everything the policy reads; a test says what differs."""

from dataclasses import replace
from datetime import date, timedelta

from policy.decision import Decision
from policy.inventory_position import Commitment, Supply, SupplyTerms
from policy.reason import Reason
from policy.situation import Situation
from policy.sourcing import OfferTerm

TODAY = date(2026, 3, 2)
ACME, BETA = 7, 8
VITAL = SupplyTerms(
    late_supply_counts=False, overdue_supply_days=2, unsent_rfq_counts=False
)

_TERM = OfferTerm(
    offer_id=1,
    vendor_id=ACME,
    vendor_name="Acme",
    vendor_active=True,
    variant_specific=False,
    minimum_quantity=0.0,
    price=2.10,
    discount=0.0,
    currency_id=1,
    lead_time_days=14,
    vendor_sku="AC-100",
    order_multiple=0.0,
    unit_id=1,
    unit_factor=1.0,
    date_start=None,
    date_end=None,
)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def term(**differs) -> OfferTerm:
    """A row of Acme's price list: any quantity for 2.10, there in 14 days."""
    return replace(_TERM, **differs)


def beta(**differs) -> OfferTerm:
    """A row of another vendor."""
    return term(**{"offer_id": 2, "vendor_id": BETA, "vendor_name": "Beta", **differs})


def situation(**differs) -> Situation:
    """Reorder point 10, target 30, nothing on the shelf, Acme sells it.

    The protection interval is 15 days: 14 to deliver, 1 until the next look.
    """
    usual = {
        "reorder_point": 10.0,
        "target_stock": 30.0,
        "on_hand": 0.0,
        "terms": (term(),),
    }
    return Situation(**{**usual, **differs})


def on_demand(**differs) -> Situation:
    return situation(**{"reorder_point": 0.0, "target_stock": 0.0, **differs})


def supply(quantity: float, due: int | None, document: str = "P1", **more) -> Supply:
    """:param due: days from today"""
    return Supply(quantity, None if due is None else day(due), document, **more)


def promise(quantity: float, due: int) -> Commitment:
    return Commitment(quantity, day(due))


def codes(decision: Decision) -> list[str]:
    return [reason.code for reason in decision.reasons]


def reason(decision: Decision, code: str) -> Reason:
    (found,) = (each for each in decision.reasons if each.code == code)
    return found
