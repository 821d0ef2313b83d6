"""The reasons of a decision, from the figures that led to it."""

from collections.abc import Iterable
from datetime import date

from .internal_supply import InternalSupply
from .inventory_position import InventoryPosition, Supply, SupplyTerms
from .need_date import Schedule
from .order_calendar import order_day_after
from .order_quantity import OrderQuantity
from .reason import Reason, Row, Value
from .sourcing import NotAsked, VendorOffer
from .stock_projection import StockProjection
from .supply_cover import JudgedSupply

# documents a sentence or table lists; of the others it says how many
MOST_NAMED = 10


def position_reason(
    position: InventoryPosition, reorder_point: float, is_low: bool
) -> Reason:
    return Reason(
        "position_low" if is_low else "position_enough",
        {
            "on_hand": position.on_hand,
            "on_order": position.on_order,
            "committed": position.committed,
            "already_expected": position.already_expected,
            "inventory_position": position.quantity,
            "reorder_point": reorder_point,
        },
    )


def supply_reasons(
    judged: JudgedSupply, terms: SupplyTerms, today: date
) -> tuple[Reason, ...]:
    """What is not counted on and why, then what is but must be chased."""
    dropped = tuple(
        Reason(
            "supply_not_counted",
            _supply_values(each.supply)
            | {
                "cause": each.cause,
                "pegged_due": _day(each.supply.pegged_due),
                "overdue_days": (today - (each.supply.due or today)).days,
                "overdue_supply_days": terms.overdue_supply_days,
            },
        )
        for each in judged.dropped
    )
    not_counted = {each.supply for each in judged.dropped}
    chased = tuple(
        Reason("expedite", _supply_values(supply))
        for supply in judged.expedite
        if supply not in not_counted
    )
    return dropped + chased


def cover_reason(
    named: tuple[Supply, ...],
    judged: JudgedSupply,
    projection: StockProjection,
    until: date | None,
) -> Reason:
    """The goods that together cover the need, and the day the cover lasts until.

    What a person changed on a draft of ours is always named: they look for it.
    Where some of them are late that comes first: since when the shelf is empty, and
    until when.
    """
    told = list(named[:MOST_NAMED])
    told += [each for each in judged.arriving if each.is_changed and each not in told]
    values: dict[str, Value] = {
        "supplies": [_supply_row(supply) for supply in told],
        "more": len(judged.arriving) - len(told),
        "until": _day(until),
    }
    if judged.chases(named):
        out_on, back_on = _day(projection.runs_out_on), _day(projection.back_on)
        return Reason("covered_late", values | {"out_on": out_on, "back_on": back_on})
    return Reason("covered", values)


def replaced_reasons(judged: JudgedSupply, arrival: date) -> tuple[Reason, ...]:
    """What is too much as soon as its place is taken by an order."""
    return tuple(
        Reason("replaced", _supply_values(supply) | {"arrival": _day(arrival)})
        for supply in judged.replaced
    )


def too_much_reason(supplies: tuple[Supply, ...], target_stock: float) -> Reason:
    """What is on its way and not needed to reach the target."""
    return Reason(
        "too_much",
        {
            "target_stock": target_stock,
            "supplies": [_supply_row(supply) for supply in supplies[:MOST_NAMED]],
            "more": len(supplies[MOST_NAMED:]),
        },
    )


def snooze_reason(until: date) -> Reason:
    return Reason("snoozed", {"until": _day(until)})


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


def vendor_reason(
    offer: VendorOffer,
    quantity: float,
    not_asked: Iterable[NotAsked],
    *,
    is_set: bool,
    purchase_days: int = 0,
) -> Reason:
    """The chosen vendor and its terms.

    :param is_set: the rule names the vendor, rather than the price list's order
    """
    behind = "rule_names_another" if is_set else "listed_after"
    return Reason(
        "vendor_set" if is_set else "vendor_preferred",
        {
            "vendor": offer.vendor_name,
            "vendor_sku": offer.vendor_sku,
            "lead_time_days": offer.lead_time_days,
            "purchase_days": purchase_days,
            "price": offer.tier_for(quantity).net_price,
            "currency_id": offer.currency_id,
            "unit_id": offer.unit_id,
            "not_asked": [
                [other.vendor_name, other.fault or behind] for other in not_asked
            ],
        },
    )


def schedule_reasons(offer: VendorOffer, dates: Schedule) -> tuple[Reason, ...]:
    """Why an order is not due today: the vendor's days, or nobody needs it yet."""
    order_by, planned_on = _day(dates.order_by), _day(dates.planned_on)
    reasons = []
    if offer.order_weekdays:
        following = order_day_after(offer.order_weekdays, dates.order_by)
        reasons.append(
            Reason(
                "order_day",
                {
                    "vendor": offer.vendor_name,
                    "order_by": order_by,
                    "following": _day(following),
                },
            )
        )
    if dates.needed_on == dates.planned_on:
        reasons.append(
            Reason("needed_on", {"needed_on": planned_on, "order_by": order_by})
        )
    return tuple(reasons)


def internal_reason(supply: InternalSupply) -> Reason:
    """Where the goods come from, if from no vendor."""
    values: dict[str, Value] = {
        "source": supply.source,
        "lead_time_days": supply.lead_time_days,
    }
    if supply.way == "manufactured":
        return Reason("manufactured", values)
    return Reason("transferred", values)


def _supply_values(supply: Supply) -> dict[str, Value]:
    return {
        "document": supply.document,
        "due": _day(supply.due),
        "quantity": supply.quantity,
    }


def _supply_row(supply: Supply) -> Row:
    return [supply.document, _day(supply.due), supply.quantity, supply.changed_by]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
