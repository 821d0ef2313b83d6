"""What the addon would have learned, day by day, from the demo's year so far.

The very functions the nightly job calls, fed with the past of that day alone.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from odoo.addons.jit_replenishment.policy.catalogue import learn_catalogue
from odoo.addons.jit_replenishment.policy.demand_history import (
    DemandEvent,
    DemandHistory,
)
from odoo.addons.jit_replenishment.policy.demand_pool import DemandPool
from odoo.addons.jit_replenishment.policy.lead_time import (
    LeadTime,
    learn_lead_time,
    usual_ratio,
)
from odoo.addons.jit_replenishment.policy.learned_rule import Learnable, learn_rule
from odoo.addons.jit_replenishment.policy.lot_size import LotTerms
from odoo.addons.jit_replenishment.policy.order_crossing import lead_time_correlation

from .measured_year import Numbers
from .replay import ORDER_EVERY_DAYS, Order
from .terms import Item, Offer


class YearLearner:
    """:param levels: cycle service level of each product, by internal reference"""

    def __init__(
        self,
        items: Sequence[Item],
        levels: Mapping[str, float],
        order_cost: float,
        holding_rate: float,
    ) -> None:
        self._items = items
        self._levels = levels
        self._costs = {"order_cost": order_cost, "holding_rate": holding_rate}

    def __call__(self, day: int, orders: Sequence[Order]) -> Numbers:
        """Reorder points and targets, as known at the beginning of a day."""
        histories = [_history(item, day) for item in self._items]
        taken = _days_taken(orders, day)
        ratio = usual_ratio(each.days for each in taken.values())
        together = lead_time_correlation(each.days for each in taken.values())
        times = [
            _lead_time(item.preferred, taken, ratio, together) for item in self._items
        ]
        interval = median(each.mean for each in times) + ORDER_EVERY_DAYS
        pool = learn_catalogue(histories, interval)
        return {
            item.product.sku: self._numbers(item, history, pool, lead_time)
            for item, history, lead_time in zip(
                self._items, histories, times, strict=True
            )
        }

    def _numbers(
        self, item: Item, history: DemandHistory, pool: DemandPool, time: LeadTime
    ) -> tuple[int, int]:
        if not history.events:
            return item.reorder_point, item.target_stock
        offer, units = item.preferred, item.preferred.units_per_vendor_unit
        learned = learn_rule(
            Learnable(
                history,
                pool,
                time,
                self._levels[item.product.sku],
                tuple(LotTerms(least * units, p / units) for least, p in offer.tiers),
                other_days=float(ORDER_EVERY_DAYS),
                multiple=float(offer.order_multiple * units),
                **self._costs,
            ),
            date.fromordinal(history.last_day + 1),
        )
        return round(learned.reorder_point.quantity), round(learned.target_stock)


def _history(item: Item, day: int) -> DemandHistory:
    """Days count from 1, as ordinals do."""
    events = [
        DemandEvent(number, float(quantity))
        for number, quantity in enumerate(item.product.demand[:day], 1)
        if quantity
    ]
    first = events[0].day if events else day + 1
    return DemandHistory(events, first, day)


class _Taken(NamedTuple):
    """Days that a vendor's orders took, and those that open ones took so far."""

    days: list[float]
    waiting: list[float]


def _days_taken(orders: Sequence[Order], day: int) -> dict[str, _Taken]:
    """By vendor."""
    taken: dict[str, _Taken] = defaultdict(lambda: _Taken([], []))
    for order in orders:
        known = taken[order.vendor.name]
        if order.received_day < day:
            known.days.append(float(order.received_day - order.day))
        else:
            known.waiting.append(float(day - order.day))
    return taken


def _lead_time(
    offer: Offer, taken: Mapping[str, _Taken], ratio: float, together: float
) -> LeadTime:
    known = taken.get(offer.vendor.name, _Taken([], []))
    return learn_lead_time(
        known.days, offer.lead_time_days, ratio, known.waiting, together
    )
