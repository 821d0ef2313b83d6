"""How far the formula's safety factors are to be raised to keep what they promise.

Asked for 95 cycles of 100, no formula reaches just that: rates drift, orders come
together. So the catalogue is asked about its own past: reorder points as they would
have been learned on some days, against what was demanded after the orders they would
have led to. One factor for the whole catalogue: how stock is shared out among products
stays as it was.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .demand_history import DemandHistory
from .demand_pool import DemandPool, sample
from .drift import expected_at
from .memory_mix import ASKED_EVERY_DAYS, asked_days, until
from .reorder_point import LeadTimeDemand, gamma_at

_ASKED_LEVEL = 0.95
_ASKED_PRODUCTS = 500
_ASKED_DAYS = 4
_FEWEST_EVENTS = 3
# with so many cycles a catalogue is heard by half
_TELLING_CYCLES = 50.0
_LEAST, _MOST = 0.5, 3.0
_HALVINGS = 20


class _Order(NamedTuple):
    """A demand that may have led to an order.

    :param demand: as it was learned then
    :param size: units
    :param after: units demanded until the order was there
    :param weight: how probably it led to one
    """

    demand: LeadTimeDemand
    size: float
    after: float
    weight: float


def calibrated(
    pool: DemandPool,
    histories: Sequence[DemandHistory],
    interval: float,
    bucket_days: float = 1.0,
    step: float = 1.0,
) -> DemandPool:
    """The pool with the calibration its histories ask for.

    :param interval: a usual protection interval, in buckets
    :param step: smallest quantity of the units

    >>> calibrated(DemandPool(), [], 15.0).calibration
    1.0
    """
    telling = [each for each in histories if len(each.events) > _FEWEST_EVENTS]
    orders = [
        order
        for history in sample(telling, _ASKED_PRODUCTS)
        for order in _orders(history, pool, interval, bucket_days, step)
    ]
    cycles = math.fsum(order.weight for order in orders)
    if not cycles:
        return pool
    low, high = math.log(_LEAST), math.log(_MOST)
    for _halving in range(_HALVINGS):
        middle = (low + high) / 2
        if _covered(orders, math.exp(middle), step) < _ASKED_LEVEL * cycles:
            low = middle
        else:
            high = middle
    heard = cycles / (cycles + _TELLING_CYCLES)
    return replace(pool, calibration=math.exp(heard * (low + high) / 2))


def _covered(orders: Sequence[_Order], calibration: float, step: float) -> float:
    """Cycles without a stock-out.

    Before the demand of size x the position was as likely at any height above the
    reorder point r up to r + x, and after it that much lower: of these cases those are
    covered in which what is left is no less than what was demanded after.
    """
    total, known, point = 0.0, None, 0.0
    for order in orders:
        if order.demand is not known:
            known = order.demand
            factor = replace(known, calibration=calibration).safety_factor(_ASKED_LEVEL)
            level = known.with_undershoot(gamma_at(known.mean, known.variance, factor))
            point = max(math.ceil(level / step - 1e-9) - 1, 0) * step
        share = (point - order.after) / order.size
        total += order.weight * min(max(share, 0.0), 1.0)
    return total


def _orders(
    history: DemandHistory,
    pool: DemandPool,
    interval: float,
    bucket_days: float,
    step: float,
) -> Iterator[_Order]:
    stride = max(round(ASKED_EVERY_DAYS / bucket_days), 1)
    lead_time = max(round(interval) - 1, 1)
    for day in asked_days(history, interval, bucket_days, _ASKED_DAYS):
        past = until(history, history.events, day)
        if len(past.events) < _FEWEST_EVENTS:
            return
        demand = expected_at(past, pool, interval, bucket_days, step)
        if demand.mean <= 0:
            continue
        last = min(day + stride, history.last_day - lead_time)
        days = [event.day for event in history.events]
        for index in range(bisect_right(days, day), bisect_right(days, last)):
            when, size = history.events[index]
            if _blind(history, when, when + lead_time):
                continue
            end = bisect_right(days, when + lead_time)
            after = math.fsum(q for _day, q in history.events[index + 1 : end])
            yield _Order(demand, size, after, min(size / demand.mean, 1.0))


def _blind(history: DemandHistory, first: int, last: int) -> bool:
    return any(start <= last and end >= first for start, end in history.blind)
