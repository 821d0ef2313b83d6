"""The time of the year: what a catalogue sells in each twelfth of it.

One product's year is too short to tell its season from chance, so the index is that of
all products together, and it is followed by half: too little is learned from one year
to bet on all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .demand_history import DemandHistory

PARTS = 12
_YEAR_DAYS = 365.25
_STRENGTH = 0.5
_LEAST, _MOST = 0.6, 1.8


@dataclass(frozen=True, slots=True)
class Season:
    """:param index: demand of each twelfth of the year / the year's mean; empty where
    the histories are shorter than a year
    :param bucket_days: days in a bucket of the histories
    """

    index: tuple[float, ...] = ()
    bucket_days: float = 1.0

    def factor(
        self, last_day: int, first_day: int, half_life: float, ahead: float
    ) -> float:
        """Demand of the coming ``ahead`` days / that of the days remembered."""
        if not self.index:
            return 1.0
        remembered = self._remembered(last_day, first_day, half_life)
        coming = self._mean(last_day + 1, max(round(ahead), 1))
        if remembered <= 0:
            return 1.0
        ratio = (coming / remembered) ** _STRENGTH
        return min(max(ratio, _LEAST), _MOST)

    def _part(self, day: int) -> int:
        return part_of_year(day, self.bucket_days)

    def _mean(self, first: int, days: int) -> float:
        return sum(self.index[self._part(first + n)] for n in range(days)) / days

    def _remembered(self, last: int, first: int, half_life: float) -> float:
        """Mean index of the past, weighted as it is remembered."""
        keep = 0.5 ** (1.0 / half_life)
        stride = max(round(_YEAR_DAYS / PARTS / 3 / self.bucket_days), 1)
        total = weights = 0.0
        weight = 1.0
        for day in range(last - stride // 2, first - 1, -stride):
            total += weight * self.index[self._part(day)]
            weights += weight
            weight *= keep**stride
        return total / weights if weights else 0.0


def part_of_year(day: int, bucket_days: float) -> int:
    """Which twelfth of a year a day is in, whatever day the years begin with.

    >>> part_of_year(31, 1.0), part_of_year(365, 1.0), part_of_year(13, 365.25 / 12)
    (1, 11, 1)
    """
    return int(day * bucket_days % _YEAR_DAYS / _YEAR_DAYS * PARTS)


def learn_season(
    histories: Iterable[DemandHistory], bucket_days: float = 1.0
) -> Season:
    """The index of a catalogue; each product weighs the same, however much it sells."""
    sold = [0.0] * PARTS
    seen = [0.0] * PARTS
    for history in histories:
        span = history.last_day - history.first_day + 1
        total = sum(event.quantity for event in history.events)
        if span * bucket_days < _YEAR_DAYS or not total:
            continue
        scale = history.days / total
        for day, quantity in history.events:
            sold[part_of_year(day, bucket_days)] += quantity * scale
        stride = max(round(5 / bucket_days), 1)
        for day in range(history.first_day, history.last_day + 1, stride):
            seen[part_of_year(day, bucket_days)] += stride
    if not all(seen):
        return Season((), bucket_days)
    rates = [part / days for part, days in zip(sold, seen, strict=True)]
    mean = sum(rates) / PARTS
    if mean <= 0:
        return Season((), bucket_days)
    return Season(tuple(rate / mean for rate in rates), bucket_days)
