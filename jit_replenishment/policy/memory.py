"""How far back a history is remembered: each day weighs less than the day after it.

Exponential weights as in exponential smoothing (Brown, *Statistical Forecasting for
Inventory Control*, 1959), but in calendar time, so days without demand cost nothing:
their weights are sums of geometric series.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .demand_history import DemandEvent, DemandHistory

GAPS_REMEMBERED = 4.0
SHORTEST_HALF_LIFE, LONGEST_HALF_LIFE = 60.0, 365.0


@dataclass(frozen=True, slots=True)
class Memory:
    """Weighted sums of a history as seen on its last day.

    :param half_life: days after which a day weighs half
    :param days: sum of the weights of all days seen
    :param effective_days: days of equal weight that would tell as much, Kish's
        (sum of weights)^2 / sum of squared weights
    :param events: the same for the days with demand
    :param rate: demand a day, in units
    :param variance: of a day's demand
    :param mean_size: of a day's demand where there is any
    """

    half_life: float
    days: float
    effective_days: float
    events: float
    rate: float
    variance: float
    mean_size: float


def half_life(history: DemandHistory, bucket_days: float = 1.0) -> float:
    """Rare demand is remembered longer; in buckets of the history.

    >>> half_life(DemandHistory([], 1, 30))
    120.0
    """
    wanted = GAPS_REMEMBERED * history.mean_gap * bucket_days
    return min(max(wanted, SHORTEST_HALF_LIFE), LONGEST_HALF_LIFE) / bucket_days


def remember(
    history: DemandHistory, events: Iterable[DemandEvent], half_life: float
) -> Memory:
    """Weigh ``events``, those of the history or what is left of them.

    >>> steady = [DemandEvent(day, 2.0) for day in range(1, 11)]
    >>> found = remember(DemandHistory(steady, 1, 10), steady, 60)
    >>> round(found.rate, 9), round(found.variance, 9)
    (2.0, 0.0)
    """
    keep = 0.5 ** (1.0 / half_life)
    days = _weight_of_days(history, keep)
    squares = _weight_of_days(history, keep * keep)
    demand = demand_squares = weight = weight_squares = 0.0
    for day, quantity in events:
        share = keep ** (history.last_day - day)
        weight += share
        weight_squares += share * share
        demand += share * quantity
        demand_squares += share * quantity * quantity
    rate = demand / days if days else 0.0
    return Memory(
        half_life=half_life,
        days=days,
        effective_days=days * days / squares if squares else 0.0,
        events=weight * weight / weight_squares if weight else 0.0,
        rate=rate,
        variance=max(demand_squares / days - rate * rate, 0.0) if days else 0.0,
        mean_size=demand / weight if weight else 0.0,
    )


def _weight_of_days(history: DemandHistory, keep: float) -> float:
    """Sum of ``keep ** age`` over the days that were seen."""
    last = history.last_day
    seen = _weights(keep, 0, last - history.first_day)
    unseen = sum(
        _weights(keep, last - end, last - start) for start, end in history.blind
    )
    return max(seen - unseen, 0.0)


def _weights(keep: float, youngest: int, oldest: int) -> float:
    """Sum of ``keep ** age`` for the ages from ``youngest`` to ``oldest``.

    >>> round(_weights(0.5, 0, 2), 9)
    1.75
    """
    if oldest < youngest:
        return 0.0
    return (keep**youngest - keep ** (oldest + 1)) / (1.0 - keep)
