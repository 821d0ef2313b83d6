"""What a reorder point and a target stock lead to, whoever set them.

Demand of an interval is gamma distributed, as reorder_point.py has it. Ordered in lots
Q at or below r, the inventory position is as often at any height between r and r + Q,
and what is on hand an interval later is that less the interval's demand (Hadley and
Whitin, *Analysis of Inventory Systems*, 1963, chapter 4).
"""

import math
from statistics import NormalDist

from .gamma import gamma_left_over, gamma_shortage
from .reorder_point import LeadTimeDemand

_STANDARD_NORMAL = NormalDist()
# a gamma variable of a smaller shape is as good as never above 0
_NO_DEMAND = 1e-12


def expected_service(
    demand: LeadTimeDemand,
    reorder_point: float,
    step: float = 1.0,
    sold_first: float = 0.0,
) -> float:
    """Cycle service level of a reorder point: no stock-out with this probability.

    :param sold_first: units that are left of a predecessor and serve before it

    The inverse of ``reorder_point()``: by Wilson and Hilferty's approximation too, and
    with the step that "at or below" takes off. So a learned reorder point is never
    shown with less than was asked; and where demand is rare, that is nearer to the
    truth than the exact distribution (of real retail cycles 96.0 % were covered, where
    this expects 96.0 % and the exact one 94.4 %).

    >>> round(expected_service(LeadTimeDemand(10, 20, 0, 0), 18), 3)
    0.96
    >>> expected_service(LeadTimeDemand(0, 0, 0, 0), 0)
    1.0
    >>> round(expected_service(LeadTimeDemand(10, 20, 0, 0), 8, sold_first=10), 3)
    0.96
    """
    mean, variance = demand.mean, demand.variance
    enough = demand.without_undershoot(reorder_point + sold_first + step)
    if mean <= 0 or variance <= 0 or enough <= 0:
        return 1.0 if enough >= mean and enough > 0 else 0.0
    shape = mean / variance * mean
    if shape < _NO_DEMAND:
        return 1.0
    root = (enough / mean) ** (1.0 / 3.0) - 1.0 + 1.0 / (9.0 * shape)
    return _STANDARD_NORMAL.cdf(demand.uncalibrated(3.0 * math.sqrt(shape) * root))


def average_stock(
    demand: LeadTimeDemand, reorder_point: float, target_stock: float, step: float = 1.0
) -> float:
    """Units on hand on average, the mean of E(y - D)+ for y between the two.

    Without stock-outs it is safety stock + half a lot. Ordered on demand nothing is
    kept.

    >>> average_stock(LeadTimeDemand(10, 20, 0, 0), 30, 50) - (30 - 10 + 20 / 2) < 0.01
    True
    >>> average_stock(LeadTimeDemand(10, 20, 0, 0), 0, 0)
    0.0
    """
    if target_stock <= 0:
        return 0.0
    top = max(target_stock, reorder_point + step)
    found = _sum_on_hand(demand, top) - _sum_on_hand(demand, reorder_point)
    return max(found / (top - reorder_point), 0.0)


def expected_fill_rate(
    demand: LeadTimeDemand, reorder_point: float, target_stock: float, step: float = 1.0
) -> float:
    """Share of the demand served from the shelf.

    1 - (E(D - r)+ - E(D - r - Q)+) / Q (Hadley and Whitin).

    >>> round(expected_fill_rate(LeadTimeDemand(10, 20, 0, 0), 18, 48), 3)
    0.994
    """
    if demand.mean <= 0:
        return 1.0
    if target_stock <= 0:
        return 0.0
    top = max(target_stock, reorder_point + step)
    short = _short(demand, reorder_point) - _short(demand, top)
    return min(max(1.0 - short / (top - reorder_point), 0.0), 1.0)


def _short(demand: LeadTimeDemand, quantity: float) -> float:
    lasts = demand.without_undershoot(quantity)
    return gamma_shortage(lasts, demand.mean, demand.variance)


def _sum_on_hand(demand: LeadTimeDemand, quantity: float) -> float:
    lasts = demand.without_undershoot(quantity)
    return gamma_left_over(lasts, demand.mean, demand.variance)
