"""What is alike for all products of a catalogue."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from .demand_history import DemandEvent, DemandHistory
from .memory import Memory, half_life, remember
from .season import Season, learn_season
from .spikes import cut_spikes, log_sizes

# products with fewer events say nothing about the catalogue
_TELLING = 8
_TELLING_BLOCKS = 4
_MOST_CLUMPING = 4.0


@dataclass(frozen=True, slots=True)
class DemandPool:
    """The spread r of demand, variance / (rate x mean size), follows
    log r = ``intercept`` + ``slope`` x log(rate).

    :param log_size_deviation: of the logarithms of a product's demands
    :param clumping: variance of the sums of an interval / interval x daily variance
    """

    log_size_deviation: float = 1.0
    intercept: float = 0.0
    slope: float = 0.0
    clumping: float = 1.0
    season: Season = field(default=Season())

    def spread(self, rate: float) -> float:
        """Of a product that sells so much a day.

        >>> DemandPool(intercept=0.0, slope=0.5).spread(4.0)
        2.0
        """
        return math.exp(self.intercept + self.slope * math.log(rate))


def own_spread(memory: Memory) -> float:
    """Variance of a day's demand / (rate x mean size); 1 for a Poisson process."""
    size = memory.rate * memory.mean_size
    return memory.variance / size if size else 0.0


def learn_pool(
    histories: Sequence[DemandHistory], interval: float, bucket_days: float = 1.0
) -> DemandPool:
    """The constants of a catalogue.

    :param interval: a usual protection interval, in buckets of the histories
    """
    known = [each for each in histories if len(each.events) >= _TELLING]
    deviations = [log_sizes(each.events)[1] for each in known]
    typical = median(deviations) if deviations else 1.0
    points, clumps = [], []
    for history in known:
        kept, _cut = cut_spikes(history.events, typical)
        memory = remember(history, kept, half_life(history, bucket_days))
        spread = own_spread(memory)
        if spread > 0:
            points.append((math.log(memory.rate), math.log(spread)))
        clump = _clumping(history, kept, max(round(interval), 1))
        if clump is not None:
            clumps.append(clump)
    mean = math.fsum(clumps) / len(clumps) if clumps else 1.0
    return DemandPool(
        typical,
        *_line(points),
        clumping=min(max(mean, 1.0), _MOST_CLUMPING),
        season=learn_season(histories, bucket_days),
    )


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


def _line(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Intercept and slope of least squares; flat where there is nothing to fit."""
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
