"""decide(): one rule's situation in, one decision with its reasons out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .inventory_position import (
    Commitment,
    InventoryPosition,
    JudgedSupply,
    Supply,
    SupplyTerms,
    committed,
    judge_supplies,
    projected_stock_out,
)
from .order_quantity import OrderQuantity, order_quantity
from .reason import Reason
from .sourcing import OfferTerm, Sourcing, VendorOffer, choose_offer

Outcome = Literal["order", "covered", "enough", "snoozed", "to_fix"]


@dataclass(frozen=True, slots=True)
class Situation:
    """All that is known of one rule when it is decided.

    :param rounding: smallest quantity the product's unit tells apart
    :param rule_multiple: order multiple of the rule, in the product's unit, 0 if none
    :param supplies: everything on its way but the engine's own untouched lines
    :param unsuppliable: code of a fault that keeps any vendor from being asked
    """

    reorder_point: float
    target_stock: float
    on_hand: float
    supplies: tuple[Supply, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    terms: tuple[OfferTerm, ...] = ()
    supply_terms: SupplyTerms = SupplyTerms()
    preferred_vendor_id: int | None = None
    rule_multiple: float = 0.0
    review_period_days: int = 1
    snoozed_until: date | None = None
    rounding: float = 0.01
    unsuppliable: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about one rule, with everything a person needs to check it.

    :param quantity: to order, in the product's unit, before the unit's own rounding
    :param fault: why nothing can be ordered, only with outcome ``to_fix``
    :param protection_interval_days: lead time plus review period
    :param runs_out_on: first day booked movements leave nothing on the shelf
    """

    outcome: Outcome
    position: InventoryPosition
    reorder_point: float
    target_stock: float
    protection_interval_days: int
    need: float = 0.0
    quantity: float = 0.0
    offer: VendorOffer | None = None
    fault: str | None = None
    runs_out_on: date | None = None
    expedite: tuple[Supply, ...] = ()
    reasons: tuple[Reason, ...] = ()


def decide(situation: Situation, today: date) -> Decision:
    """Order when the inventory position is at or below the reorder point.

    Reorder point 0 with target 0 is "order on demand": the need is then exactly the
    committed shortage, and a position of 0 needs nothing.
    """
    sourcing = choose_offer(situation.terms, situation.preferred_vendor_id, today)
    lead_time = sourcing.offer.lead_time_days if sourcing.offer else 0
    interval = lead_time + situation.review_period_days
    judged, runs_out_on = _judge(situation, today, interval, lead_time)
    position = InventoryPosition(
        situation.on_hand,
        judged.on_order,
        committed(situation.commitments, today + timedelta(days=interval)),
    )
    known = {
        "position": position,
        "reorder_point": situation.reorder_point,
        "target_stock": situation.target_stock,
        "protection_interval_days": interval,
        "runs_out_on": runs_out_on,
        "expedite": judged.expedite,
    }
    need = situation.target_stock - position.quantity
    tolerance = situation.rounding / 2
    if situation.snoozed_until and situation.snoozed_until > today:
        until = Reason("snoozed", {"until": situation.snoozed_until.isoformat()})
        return Decision("snoozed", reasons=(until,), **known)
    if position.quantity >= situation.reorder_point + tolerance or need < tolerance:
        return _nothing_to_order(situation, position, judged, known)
    reasons = (_position_reason(position, situation), *_supply_reasons(judged))
    if situation.on_hand < 0:
        reasons += (Reason("count_first"),)
    fault = situation.unsuppliable or sourcing.fault
    if fault:
        found = Reason(fault, {"vendor": sourcing.fault_vendor})
        known |= {"need": need, "fault": fault, "reasons": (*reasons, found)}
        return Decision("to_fix", **known)
    return _order(situation, sourcing, need, reasons, known)


def _judge(
    situation: Situation, today: date, interval: int, lead_time: int
) -> tuple[JudgedSupply, date | None]:
    runs_out_on = projected_stock_out(
        situation.on_hand, situation.supplies, situation.commitments, today
    )
    judged = judge_supplies(
        situation.supplies,
        situation.supply_terms,
        runs_out_on,
        today,
        today + timedelta(days=interval),
        lead_time,
    )
    return judged, runs_out_on


def _order(
    situation: Situation,
    sourcing: Sourcing,
    need: float,
    reasons: tuple[Reason, ...],
    known: dict,
) -> Decision:
    offer = sourcing.offer
    ordered = order_quantity(
        need,
        offer.minimum_order_quantity,
        (situation.rule_multiple, offer.order_multiple),
    )
    return Decision(
        "order",
        need=need,
        quantity=ordered.quantity,
        offer=offer,
        reasons=(
            *reasons,
            quantity_reason(ordered, situation.target_stock),
            _vendor_reason(situation, sourcing, ordered.quantity),
        ),
        **known,
    )


def _nothing_to_order(
    situation: Situation,
    position: InventoryPosition,
    judged: JudgedSupply,
    known: dict,
) -> Decision:
    """Enough on the shelf, or covered by what is on its way."""
    without_supply = position.on_hand - position.committed
    tolerance = situation.rounding / 2
    covered = (
        judged.on_order > tolerance
        and without_supply < situation.reorder_point + tolerance
    )
    reasons = (_position_reason(position, situation), *_supply_reasons(judged))
    if not covered:
        return Decision("enough", reasons=reasons, **known)
    first = min(judged.counted, key=lambda supply: supply.due or date.max)
    cover = Reason(
        "covered",
        {
            "document": first.document,
            "due": first.due.isoformat() if first.due else None,
        },
    )
    return Decision("covered", reasons=(cover, *reasons), **known)


def _position_reason(position: InventoryPosition, situation: Situation) -> Reason:
    low = position.quantity < situation.reorder_point + situation.rounding / 2
    return Reason(
        "position_low" if low else "position_enough",
        {
            "on_hand": position.on_hand,
            "on_order": position.on_order,
            "committed": position.committed,
            "inventory_position": position.quantity,
            "reorder_point": situation.reorder_point,
        },
    )


def _supply_reasons(judged: JudgedSupply) -> tuple[Reason, ...]:
    dropped = tuple(
        Reason("supply_not_counted", _supply_values(supply))
        for supply in judged.dropped
    )
    chased = tuple(
        Reason("expedite", _supply_values(supply))
        for supply in judged.expedite
        if supply not in judged.dropped
    )
    return dropped + chased


def _supply_values(supply: Supply) -> dict:
    return {
        "document": supply.document,
        "due": supply.due.isoformat() if supply.due else None,
        "quantity": supply.quantity,
    }


def quantity_reason(ordered: OrderQuantity, target_stock: float) -> Reason:
    return Reason(
        "quantity",
        {
            "target_stock": target_stock,
            "need": ordered.need,
            "quantity": ordered.quantity,
            "minimum_order_quantity": ordered.minimum_order_quantity,
            "order_multiple": ordered.order_multiple,
        },
    )


def _vendor_reason(
    situation: Situation, sourcing: Sourcing, quantity: float
) -> Reason:
    offer = sourcing.offer
    tier = offer.tier_for(quantity)
    return Reason(
        "vendor_set" if situation.preferred_vendor_id else "vendor_preferred",
        {
            "vendor": offer.vendor_name,
            "vendor_sku": offer.vendor_sku,
            "lead_time_days": offer.lead_time_days,
            "price": tier.net_price,
            "currency_id": offer.currency_id,
            "rejected": ", ".join(loser.vendor_name for loser in sourcing.rejected),
        },
    )
