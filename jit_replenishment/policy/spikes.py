"""Single orders so large that nobody stocks for them."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from .demand_history import DemandEvent

# log sizes farther above the mean than so many deviations are cut
_DEVIATIONS = 2.5
# what the catalogue's deviation weighs beside a product's own, in events
_POOL_WEIGHT = 10.0


class CutOrder(NamedTuple):
    """A demand that was counted as ``counted`` only."""

    day: int
    quantity: float
    counted: float


def log_sizes(events: Sequence[DemandEvent]) -> tuple[float, float]:
    """Mean and standard deviation of the logarithms of the sizes."""
    logs = [math.log(event.quantity) for event in events]
    mean = math.fsum(logs) / len(logs)
    if len(logs) < 2:
        return mean, 0.0
    squares = math.fsum((each - mean) ** 2 for each in logs)
    return mean, math.sqrt(squares / (len(logs) - 1))


def cut_spikes(
    events: Sequence[DemandEvent], pooled_deviation: float
) -> tuple[list[DemandEvent], list[CutOrder]]:
    """The events as they are learned from, and those that were cut.

    :param pooled_deviation: of log sizes, typical of the catalogue

    >>> sizes = [4.0, 5.0, 6.0] * 4 + [600.0]
    >>> events = [DemandEvent(day, size) for day, size in enumerate(sizes)]
    >>> kept, cut = cut_spikes(events, 0.5)
    >>> cut[0].quantity, kept[0].quantity
    (600.0, 4.0)
    """
    if not events:
        return [], []
    mean, own = log_sizes(events)
    count = len(events)
    deviation = (count * own + _POOL_WEIGHT * pooled_deviation) / (count + _POOL_WEIGHT)
    cap = math.exp(mean + _DEVIATIONS * deviation)
    kept = [DemandEvent(day, min(quantity, cap)) for day, quantity in events]
    cut = [CutOrder(*event, cap) for event in events if event.quantity > cap]
    return kept, cut
