"""A shop with real lead times, day by day, for many settings at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .deliveries import Round


@dataclass(frozen=True)
class Outcome:
    """Arrays by setting, weighed by unit cost.

    :param fill: share of the demand served on the day it was asked for
    :param stock: on an average evening, in days of average demand
    :param kept: share of the order cycles without a stock-out
    """

    fill: np.ndarray
    stock: np.ndarray
    kept: np.ndarray


@dataclass(frozen=True)
class Numbers:
    """What holds from a day on.

    :param points: reorder points, settings x products
    :param lots: by product
    """

    day: int
    points: np.ndarray
    lots: np.ndarray


def simulate(
    demand: np.ndarray,
    cost: np.ndarray,
    vendors: np.ndarray,
    rounds: Sequence[Sequence[Round]],
    numbers: Sequence[Numbers],
    measured_from: int,
) -> Outcome:
    """From the day of the first numbers on; who finds nothing waits.

    A cycle ends when goods arrive. Each vendor is asked once a week, for all that is
    at or below its reorder point.

    :param demand: products x days
    :param vendors: index of each product's vendor in ``rounds``
    """
    first, days = numbers[0].day, demand.shape[1]
    asked = [{each.day: each.days for each in vendor} for vendor in rounds]
    on_hand = np.maximum(numbers[0].points, 0.0) + numbers[0].lots
    shape = on_hand.shape
    on_order, waiting, dry = np.zeros(shape), np.zeros(shape), np.zeros(shape, bool)
    coming: dict[int, list[tuple[np.ndarray, np.ndarray]]] = {}
    served, stock = np.zeros(shape[0]), np.zeros(shape[0])
    cycles, clean = np.zeros(shape[0]), np.zeros(shape[0])
    wanted = 0.0
    current = list(numbers)
    for day in range(first, days):
        if len(current) > 1 and current[1].day <= day:
            current.pop(0)
        arrived = np.zeros(shape)
        for of_vendor, quantity in coming.pop(day, ()):
            arrived[:, of_vendor] += quantity
        on_hand += arrived
        on_order -= arrived
        new = demand[:, day]
        left = np.minimum(waiting + new, on_hand)
        on_hand -= left
        waiting += new - left
        short = np.minimum(waiting, new)
        if day >= measured_from:
            ended = arrived > 0
            cycles += ended.sum(axis=1)
            clean += (ended & ~dry).sum(axis=1)
            served += ((new - short) * cost).sum(axis=1)
            wanted += float((new * cost).sum())
            stock += (on_hand * cost).sum(axis=1)
        dry = (dry & ~(arrived > 0)) | (short > 0)
        lacking = current[0].points - (on_hand + on_order - waiting)
        for vendor, known in enumerate(asked):
            if day in known:
                mine = np.flatnonzero(vendors == vendor)
                lack = lacking[:, mine]
                lots = current[0].lots[mine]
                quantity = np.where(lack >= 0, lack + lots, 0.0)
                on_order[:, mine] += quantity
                coming.setdefault(day + known[day], []).append((mine, quantity))
    return Outcome(served / wanted, stock / wanted, clean / np.maximum(cycles, 1.0))
