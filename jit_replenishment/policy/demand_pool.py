"""What is alike for all products of a catalogue."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

from .demand_history import DemandEvent, DemandHistory
from .memory_mix import UNTOLD_MIX, learn_mix
from .season import Season, learn_season
from .spikes import (
    SPREAD_DEVIATIONS,
    USUAL_DEVIATIONS,
    cut_above,
    log_sizes,
    usual_size,
)
from .spread import line_of, own_spread

# products with fewer events say nothing about the catalogue
_TELLING = 8
_TELLING_BLOCKS = 4
_MOST_CLUMPING = 4.0
# the past is asked of so many products at most: more would not change the answer
_ASKED_PRODUCTS = 1500
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class DemandPool:
    """The spread r of demand, variance / (rate x mean size), follows
    log r = ``intercept`` + ``slope`` x log(frequency): of days with a demand, as a
    share, and not of units, of which there may be kilograms and pieces.

    :param log_size_deviation: of the logarithms of a product's demands
    :param clumping: variance of the sums of an interval / interval x daily variance
    :param mix: how much each memory says of what comes next, see ``memory_mix``
    :param calibration: of safety factors, so that service asked for is reached, see
        ``calibration``
    :param drift: how far rates move from what was learned, as a share of them
    """

    log_size_deviation: float = 1.0
    intercept: float = 0.0
    slope: float = 0.0
    clumping: float = 1.0
    season: Season = field(default=Season())
    mix: tuple[float, ...] = UNTOLD_MIX
    calibration: float = 1.0
    drift: float = 0.0

    def spread(self, frequency: float) -> float:
        """r of a product that sells on this share of the days.

        >>> DemandPool(intercept=0.0, slope=0.5).spread(0.25)
        0.5
        """
        return math.exp(self.intercept + self.slope * math.log(frequency))


def learn_pool(
    histories: Sequence[DemandHistory], interval: float, bucket_days: float = 1.0
) -> DemandPool:
    """The constants of a catalogue, all but its calibration.

    :param interval: a usual protection interval, in buckets of the histories
    """
    telling = [each for each in histories if len(each.events) >= _TELLING]
    deviations = [log_sizes(each.events)[1] for each in telling]
    typical = median(deviations) if deviations else 1.0
    spreads, clumps = [], []
    for history in telling:
        kept = _cut(history, typical, SPREAD_DEVIATIONS)
        spread = own_spread(history, kept)
        if spread:
            spreads.append(spread)
        clump = _clumping(history, kept, max(round(interval), 1))
        if clump is not None:
            clumps.append(clump)
    mean = math.fsum(clumps) / len(clumps) if clumps else 1.0
    usual = [
        (history, _cut(history, typical, USUAL_DEVIATIONS))
        for history in histories
        if history.events
    ]
    season = learn_season(usual, bucket_days)
    return DemandPool(
        typical,
        *line_of(spreads),
        clumping=min(max(mean, 1.0), _MOST_CLUMPING),
        season=season,
        mix=learn_mix(sample(usual, _ASKED_PRODUCTS), interval, season, bucket_days),
    )


def sample(known: Sequence[_Item], most: int) -> Sequence[_Item]:
    """So many of them at most, spread evenly; the same ones each time.

    >>> sample(range(10), 4)
    range(0, 10, 3)
    """
    return known[:: max(-(-len(known) // most), 1)]


def _cut(
    history: DemandHistory, typical: float, deviations: float
) -> list[DemandEvent]:
    most = usual_size(history.events, typical).most(deviations)
    return cut_above(history.events, most)


def _clumping(
    history: DemandHistory, events: Sequence[DemandEvent], interval: int
) -> float | None:
    """Variance of sums over intervals / that of as many independent days."""
    span = history.last_day - history.first_day + 1
    blocks = span // interval
    if blocks < _TELLING_BLOCKS:
        return None
    sums = [0.0] * blocks
    squares = 0.0
    for day, quantity in events:
        block = (history.last_day - day) // interval
        if block < blocks:
            sums[block] += quantity
            squares += quantity * quantity
    days = blocks * interval
    daily_mean = math.fsum(sums) / days
    daily = (squares - days * daily_mean**2) / (days - 1) if days > 1 else 0.0
    mean = math.fsum(sums) / blocks
    variance = math.fsum((each - mean) ** 2 for each in sums) / (blocks - 1)
    return variance / (interval * daily) if daily > 0 else None
