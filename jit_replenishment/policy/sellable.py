"""A target stock is never above what sells before it has to be gone."""

import math
from dataclasses import dataclass

from .reorder_point import LeadTimeDemand, ReorderPoint, parts_of


@dataclass(frozen=True, slots=True)
class Stocking:
    """How a rule keeps its stock.

    :param target_stock: reorder point and one lot; both 0: ordered on demand
    :param lot: what is ordered at a time
    """

    reorder_point: ReorderPoint
    target_stock: float
    lot: float


def stocking(point: ReorderPoint, lot: float) -> Stocking:
    target = point.quantity + lot if point.quantity > 0 else 0.0
    return Stocking(point, target, lot)


def after_predecessor(
    point: ReorderPoint, expected: LeadTimeDemand, sold_first: float, step: float
) -> ReorderPoint:
    """The same, less what is left of a predecessor and sold first.

    >>> demand = LeadTimeDemand(14.0, 28.0, 0.0, 0.0)
    >>> after_predecessor(parts_of(demand, 20.0), demand, 8.0, 1.0).quantity
    12.0
    """
    if sold_first <= 0:
        return point
    left = max(math.ceil((point.quantity - sold_first) / step - 1e-9), 0) * step
    return parts_of(expected, left)


def within_sellable(
    wanted: Stocking,
    expected: LeadTimeDemand,
    sellable: float,
    least_lot: float,
    step: float,
) -> Stocking:
    """The same, but for what would still be there when it has to be gone.

    First lots become smaller, then the reorder point gives way. Where not even the
    vendor's least is sold in time, it is ordered on demand.

    :param sellable: units that will be sold in time
    :param least_lot: the least that can be ordered

    >>> demand = LeadTimeDemand(14.0, 28.0, 0.0, 0.0)
    >>> wanted = stocking(parts_of(demand, 20.0), 30.0)
    >>> found = within_sellable(wanted, demand, 34.0, 10.0, 1.0)
    >>> found.reorder_point.quantity, found.target_stock
    (20.0, 34.0)
    >>> found = within_sellable(wanted, demand, 28.0, 10.0, 1.0)
    >>> found.reorder_point.quantity, found.target_stock
    (18.0, 28.0)
    >>> within_sellable(wanted, demand, 9.0, 10.0, 1.0).target_stock
    0.0
    """
    if wanted.target_stock <= sellable:
        return wanted
    most = math.floor(sellable / step + 1e-9) * step
    room = math.floor((most - least_lot) / step + 1e-9) * step
    if min(wanted.reorder_point.quantity, room) <= 0:
        return Stocking(parts_of(expected, 0.0), 0.0, wanted.lot)
    point = wanted.reorder_point
    if room < point.quantity:
        point = parts_of(expected, room)
    return Stocking(point, most, most - point.quantity)
