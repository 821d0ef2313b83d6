"""How uneven demand is, compared with its size.

r = variance of a day's demand / (rate x mean size of a demand): 1 for a Poisson
process, more where sizes differ or demands come together. Whole histories are counted,
every day alike: how uneven a demand is changes more slowly than how high it is.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from .demand_history import DemandEvent, DemandHistory

# what the catalogue's spread weighs beside a product's own, in events
_POOL_WEIGHT = 300.0
# nothing is steadier; of demand that never varies there would be no logarithm
_STEADIEST = 0.1


class Spread(NamedTuple):
    """:param frequency: share of the days with a demand
    :param size: units in a day's demand where there is any
    :param ratio: r
    :param events: it was learned from
    """

    frequency: float
    size: float
    ratio: float
    events: int


def own_spread(history: DemandHistory, events: Sequence[DemandEvent]) -> Spread | None:
    """None where nothing was sold.

    >>> events = [DemandEvent(day, 2.0) for day in range(1, 11)]
    >>> own_spread(DemandHistory(events, 1, 10), events)
    Spread(frequency=1.0, size=2.0, ratio=0.0, events=10)
    """
    days, count = max(history.days, len(events)), len(events)
    quantities = [quantity for _day, quantity in events]
    total = math.fsum(quantities)
    if not count or total <= 0:
        return None
    rate, size = total / days, total / count
    squares = math.fsum([quantity * quantity for quantity in quantities])
    variance = max(squares / days - rate * rate, 0.0)
    return Spread(count / days, size, variance / (rate * size), count)


def shrunk(own: Spread, usual: float) -> float:
    """r of a product, its logarithm drawn to that of products that sell as often.

    :param usual: r of the catalogue at this frequency

    >>> shrunk(Spread(1.0, 1.0, 1.0, 0), 4.0)
    4.0
    """
    logs = own.events * math.log(max(own.ratio, _STEADIEST))
    logs += _POOL_WEIGHT * math.log(usual)
    return math.exp(logs / (own.events + _POOL_WEIGHT))


def line_of(spreads: Sequence[Spread]) -> tuple[float, float]:
    """Intercept and slope of log r over log frequency, by least squares.

    Flat where there is nothing to fit.

    >>> line_of([Spread(1.0, 1.0, 1.0, 9), Spread(0.25, 1.0, 0.25, 9)])
    (0.0, 1.0)
    """
    points = [
        (math.log(each.frequency), math.log(each.ratio))
        for each in spreads
        if each.ratio > 0
    ]
    count = len(points)
    if not count:
        return 0.0, 0.0
    mean_x = math.fsum(x for x, _y in points) / count
    mean_y = math.fsum(y for _x, y in points) / count
    squares = math.fsum((x - mean_x) ** 2 for x, _y in points)
    if squares <= 0:
        return mean_y, 0.0
    slope = math.fsum((x - mean_x) * (y - mean_y) for x, y in points) / squares
    return mean_y - slope * mean_x, slope
