"""Orders of several rules that reach one offer's minimum together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from .decision import Decision
from .order_quantity import share_minimum
from .reason import Value

Key = TypeVar("Key")


def share_minimums(
    decisions: Mapping[Key, Decision], groups: Iterable[Sequence[Key]]
) -> dict[Key, Decision]:
    """The decisions, with each group's orders reaching one minimum together.

    A group are the rules whose lines one offer's minimum is judged on: same vendor,
    an offer shared by variants, same draft. Only its orders take part, and nothing
    changes where there is but one of them. No quantity becomes larger.
    """
    shared = dict(decisions)
    for group in groups:
        orders = {
            key: decisions[key]
            for key in group
            if key in decisions and decisions[key].outcome == "order"
        }
        if len(orders) > 1:
            shared |= zip(orders, _share(list(orders.values())), strict=True)
    return shared


def _share(orders: Sequence[Decision]) -> list[Decision]:
    minimum = max(
        (order.offer.minimum_order_quantity for order in orders if order.offer),
        default=0.0,
    )
    quantities = share_minimum(
        [order.need for order in orders],
        minimum,
        [order.order_multiple for order in orders],
    )
    return [
        _with_quantity(order, quantity)
        for order, quantity in zip(orders, quantities, strict=True)
    ]


def _with_quantity(order: Decision, quantity: float) -> Decision:
    """The order for a quantity that others made possible, and its reasons."""
    if order.offer is None or quantity >= order.quantity:
        return order
    price = order.offer.tier_for(quantity).net_price
    changed: dict[str, dict[str, Value]] = {
        "quantity": {"quantity": quantity, "shared": True},
        "vendor_set": {"price": price},
        "vendor_preferred": {"price": price},
    }
    reasons = (each.updated(**changed.get(each.code, {})) for each in order.reasons)
    return replace(order, quantity=quantity, reasons=tuple(reasons))
