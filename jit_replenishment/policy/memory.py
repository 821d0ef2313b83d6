"""How far back a history is remembered: each day weighs less than the day after it.

Exponential weights as in exponential smoothing (Brown, *Statistical Forecasting for
Inventory Control*, 1959), but in calendar time, so days without demand cost nothing:
their weights are sums of geometric series. Four memories are kept; how much each says
of what comes next the catalogue tells (memory_mix.py).
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from .demand_history import DemandEvent, DemandHistory

# days after which a day weighs half: the last weeks, season, year, all years
HALF_LIVES = (20.0, 90.0, 360.0, 1440.0)
# of a longer bucket at least the last two have to count
_SHORTEST_BUCKETS = 0.35


class Learned(NamedTuple):
    """How much a rate was learned from.

    :param days: days of equal weight that would tell as much, Kish's
        (sum of weights)^2 / sum of squared weights
    :param events: the same for the days with demand
    """

    days: float
    events: float


def remembered_rates(
    history: DemandHistory, events: Iterable[DemandEvent], bucket_days: float = 1.0
) -> tuple[float, ...]:
    """Units a day as each of ``HALF_LIVES`` remembers them, on the last day.

    :param events: those of the history, or what is left of them

    >>> steady = [DemandEvent(day, 2.0) for day in range(1, 11)]
    >>> found = remembered_rates(DemandHistory(steady, 1, 10), steady)
    >>> [round(rate, 9) for rate in found]
    [2.0, 2.0, 2.0, 2.0]
    """
    keeps = [daily_decay(half_life, bucket_days) for half_life in HALF_LIVES]
    days = [_weight_of_days(history, keep) for keep in keeps]
    weeks = season = year = years = 0.0
    last, weights = history.last_day, _weights_by_age(history, bucket_days)
    # a few thousand histories a second depend on this loop, and on the one below
    for day, quantity in events:
        of_weeks, of_season, of_year, of_years = weights[last - day]
        weeks += quantity * of_weeks
        season += quantity * of_season
        year += quantity * of_year
        years += quantity * of_years
    return tuple(
        sold / seen if seen else 0.0
        for sold, seen in zip((weeks, season, year, years), days, strict=True)
    )


def learned_from(
    history: DemandHistory, mix: Sequence[float], bucket_days: float = 1.0
) -> Learned:
    """What the memories together rest on.

    :param mix: weight of each of ``HALF_LIVES``, together 1

    >>> steady = [DemandEvent(day, 2.0) for day in range(1, 1001)]
    >>> found = learned_from(DemandHistory(steady, 1, 1000), (1.0, 0.0, 0.0, 0.0))
    >>> round(found.days), round(found.events)
    (58, 58)
    """
    parts = []
    for half_life, weight in zip(HALF_LIVES, mix, strict=True):
        keep = daily_decay(half_life, bucket_days)
        days = _weight_of_days(history, keep)
        parts.append((weight / days if weight > 0 and days > 0 else 0.0, keep))
    squares = sum(
        one * other * _weight_of_days(history, keep * kept)
        for one, keep in parts
        for other, kept in parts
        if one and other
    )
    weeks, season, year, years = (part for part, _keep in parts)
    total = total_squares = 0.0
    last, weights = history.last_day, _weights_by_age(history, bucket_days)
    for day, _quantity in history.events:
        of_weeks, of_season, of_year, of_years = weights[last - day]
        share = (
            weeks * of_weeks + season * of_season + year * of_year + years * of_years
        )
        total += share
        total_squares += share * share
    # weights of long ago can be too small for their squares
    return Learned(
        1.0 / squares if squares > 0 else 0.0,
        total * total / total_squares if total_squares > 0 else 0.0,
    )


def daily_decay(half_life: float, bucket_days: float = 1.0) -> float:
    """Weight of a day / weight of the day after it; of a bucket likewise.

    >>> round(daily_decay(20.0) ** 20, 9)
    0.5
    """
    return 0.5 ** (1.0 / max(half_life / bucket_days, _SHORTEST_BUCKETS))


def _weights_by_age(
    history: DemandHistory, bucket_days: float
) -> list[tuple[float, ...]]:
    """Of a day of each age, as each of ``HALF_LIVES`` remembers it."""
    oldest = max(history.last_day - history.first_day, 0)
    return _all_weights(bucket_days, 1 << oldest.bit_length())


# longer for a few histories than they need, so that all share one
@lru_cache(maxsize=32)
def _all_weights(bucket_days: float, ages: int) -> list[tuple[float, ...]]:
    logs = [math.log(daily_decay(each, bucket_days)) for each in HALF_LIVES]
    return [tuple(math.exp(age * log) for log in logs) for age in range(ages)]


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
