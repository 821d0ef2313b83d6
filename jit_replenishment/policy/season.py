"""The time of the year: what a catalogue sells in each twelfth of it.

One product's year is too short to tell its season from chance, or from its coming and
going; the turnover of the catalogue as a whole is not: products that go are followed
by others. What chance alone would show is taken off (James and Stein's shrinkage).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .demand_history import DemandEvent, DemandHistory
from .memory import daily_decay

PARTS = 12
_YEAR_DAYS = 365.25
_LEAST, _MOST = 0.4, 2.5
# over so many years the mean is that of the year, whatever follows
_FARTHEST_YEARS = 10
# weights below this share say nothing any more
_FORGOTTEN = 1e-3


@dataclass(frozen=True, slots=True)
class Season:
    """:param index: demand of each twelfth of the year / the year's mean; empty where
    there is no year of it
    :param bucket_days: days in a bucket of the histories
    """

    index: tuple[float, ...] = ()
    bucket_days: float = 1.0

    def coming(self, last_day: int, ahead: float) -> float:
        """Mean index of the ``ahead`` buckets after a day.

        >>> january = Season((2.0, *(1.0,) * 11))
        >>> january.coming(340, 10), january.coming(366, 10)
        (1.0, 2.0)
        """
        if not self.index:
            return 1.0
        farthest = round(_FARTHEST_YEARS * _YEAR_DAYS / self.bucket_days)
        return _coming(self, last_day, max(min(round(ahead), farthest), 1))

    def remembered(self, history: DemandHistory, half_life: float) -> float:
        """Mean index of the history, weighted as it is remembered.

        :param half_life: days
        """
        if not self.index:
            return 1.0
        return _remembered(self, history.first_day, history.last_day, half_life)

    def at(self, day: int) -> float:
        return self.index[part_of_year(day, self.bucket_days)]


# most histories of a catalogue end on one day, and many begin on the same
@lru_cache(maxsize=1024)
def _coming(season: Season, last_day: int, days: int) -> float:
    return sum(season.at(last_day + 1 + n) for n in range(days)) / days


@lru_cache(maxsize=8192)
def _remembered(season: Season, first: int, last: int, half_life: float) -> float:
    keep = daily_decay(half_life, season.bucket_days)
    stride = max(round(_YEAR_DAYS / PARTS / 3 / season.bucket_days), 1)
    fades = keep**stride
    total = weights = 0.0
    weight = 1.0
    for day in range(last - stride // 2, first - 1, -stride):
        total += weight * season.at(day)
        weights += weight
        weight *= fades
        if weight < _FORGOTTEN:
            break
    return total / weights if weights else season.at(last)


def part_of_year(day: int, bucket_days: float) -> int:
    """Which twelfth of a year a day is in, whatever day the years begin with.

    >>> part_of_year(31, 1.0), part_of_year(365, 1.0), part_of_year(13, 365.25 / 12)
    (1, 11, 1)
    """
    return int(day * bucket_days % _YEAR_DAYS / _YEAR_DAYS * PARTS)


def learn_season(
    known: Iterable[tuple[DemandHistory, Sequence[DemandEvent]]],
    bucket_days: float = 1.0,
) -> Season:
    """The index of a catalogue.

    :param known: histories, each with its events as far as they count
    """
    sold: dict[int, float] = defaultdict(float)
    squares = [0.0] * PARTS
    first, last = math.inf, -math.inf
    for history, events in known:
        if events:
            first = min(first, history.first_day)
            last = max(last, history.last_day)
        for day, quantity in events:
            value = quantity * history.unit_value
            sold[day] += value
            squares[part_of_year(day, bucket_days)] += value * value
    none = Season((), bucket_days)
    if not sold or (last - first + 1) * bucket_days < _YEAR_DAYS:
        return none
    sums, days = [0.0] * PARTS, [0] * PARTS
    growth = _growth(sold, int(first), int(last), bucket_days)
    for day in range(int(first), int(last) + 1):
        part = part_of_year(day, bucket_days)
        days[part] += 1
        sums[part] += sold.get(day, 0.0) * math.exp(-growth * (day - last))
    if not all(days) or not all(sums):
        return none
    rates = [total / count for total, count in zip(sums, days, strict=True)]
    mean = sum(rates) / PARTS
    raw = [rate / mean for rate in rates]
    plain = [0.0] * PARTS
    for day, value in sold.items():
        plain[part_of_year(day, bucket_days)] += value
    chance = [
        index**2 * square / total**2
        for index, square, total in zip(raw, squares, plain, strict=True)
    ]
    return Season(_shrunk(raw, sum(chance) / PARTS), bucket_days)


def _shrunk(raw: Sequence[float], chance: float) -> tuple[float, ...]:
    """:param chance: variance the index would have without any season"""
    variance = sum((each - 1.0) ** 2 for each in raw) / PARTS
    strength = max(1.0 - chance / variance, 0.0) if variance > 0 else 0.0
    shrunk = (1.0 + strength * (each - 1.0) for each in raw)
    return tuple(min(max(each, _LEAST), _MOST) for each in shrunk)


def _growth(sold: dict[int, float], first: int, last: int, bucket_days: float) -> float:
    """Growth a bucket of the catalogue, as a logarithm; needs two whole years."""
    year = round(_YEAR_DAYS / bucket_days)
    years = (last - first + 1) // year
    if years < 2:
        return 0.0
    logs = []
    for number in range(years):
        start = last - (number + 1) * year
        total = math.fsum(
            value for day, value in sold.items() if start < day <= start + year
        )
        if total <= 0:
            return 0.0
        logs.append(math.log(total))
    centre = (years - 1) / 2
    spread = sum((n - centre) ** 2 for n in range(years))
    return -sum((n - centre) * log for n, log in enumerate(logs)) / spread / year
