"""Single orders so large that nobody stocks for them."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from .demand_history import DemandEvent

# log sizes farther above the mean than so many deviations are cut: a rate is to say
# what comes every week, a spread also what comes once a year
USUAL_DEVIATIONS, SPREAD_DEVIATIONS = 2.0, 4.0
# what the catalogue's deviation weighs beside a product's own, in events
_POOL_WEIGHT = 200.0


class CutOrder(NamedTuple):
    """A demand that was counted as ``counted`` only."""

    day: int
    quantity: float
    counted: float


class UsualSize(NamedTuple):
    """Mean of the logarithms of a product's demands, and their pooled deviation."""

    mean: float
    deviation: float

    def most(self, deviations: float) -> float:
        """The largest size that is still to be expected, units.

        >>> round(UsualSize(0.0, 0.5).most(2.0), 3)
        2.718
        """
        # beyond any quantity, and still a number
        return math.exp(min(self.mean + deviations * self.deviation, 700.0))


def log_sizes(events: Sequence[DemandEvent]) -> tuple[float, float]:
    """Mean and standard deviation of the logarithms of the sizes."""
    logs = list(map(math.log, [quantity for _day, quantity in events]))
    mean = math.fsum(logs) / len(logs)
    if len(logs) < 2:
        return mean, 0.0
    squares = math.fsum([(each - mean) ** 2 for each in logs])
    return mean, math.sqrt(squares / (len(logs) - 1))


def usual_size(events: Sequence[DemandEvent], pooled_deviation: float) -> UsualSize:
    """:param events: at least one
    :param pooled_deviation: of log sizes, typical of the catalogue
    """
    mean, own = log_sizes(events)
    count = len(events)
    weighed = count * own + _POOL_WEIGHT * pooled_deviation
    return UsualSize(mean, weighed / (count + _POOL_WEIGHT))


def cut_above(events: Sequence[DemandEvent], most: float) -> list[DemandEvent]:
    """The events, none larger than that.

    >>> cut_above([DemandEvent(1, 5.0), DemandEvent(2, 1.0)], 4.0)
    [DemandEvent(day=1, quantity=4.0), DemandEvent(day=2, quantity=1.0)]
    """
    return [
        event if event.quantity <= most else DemandEvent(event.day, most)
        for event in events
    ]


def cut_spikes(
    events: Sequence[DemandEvent], pooled_deviation: float
) -> tuple[list[DemandEvent], list[CutOrder]]:
    """The events as a rate is learned from them, and those that were cut.

    >>> sizes = [4.0, 5.0, 6.0] * 4 + [600.0]
    >>> events = [DemandEvent(day, size) for day, size in enumerate(sizes)]
    >>> kept, cut = cut_spikes(events, 0.5)
    >>> cut[0].quantity, kept[0].quantity
    (600.0, 4.0)
    """
    if not events:
        return [], []
    most = usual_size(events, pooled_deviation).most(USUAL_DEVIATIONS)
    cut = [CutOrder(*event, most) for event in events if event.quantity > most]
    return cut_above(events, most), cut
