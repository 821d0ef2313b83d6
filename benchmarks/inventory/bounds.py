"""What nobody can know: how far a method is from the best there could have been."""

import numpy as np

from .datasets import DemandSet
from .simulation import Ledger, simulate

_CANDIDATES = np.concatenate(
    [[-1.0], np.linspace(0.0, 3.0, 25), np.geomspace(3.5, 60.0, 14)]
)
WORTHS = np.geomspace(0.5, 5000.0, 60)


def constant_in_hindsight(found: DemandSet, lots: np.ndarray) -> Ledger:
    """Every product at every constant reorder point, in interval demands."""
    tested = found.demand[:, found.training :]
    mean = np.nan_to_num(np.nanmean(tested, axis=1))
    usage = mean * (found.lead_time + 1)
    points = np.where(
        _CANDIDATES[:, None] < 0, -1.0, np.ceil(_CANDIDATES[:, None] * usage) - 1
    )
    return simulate(found.tested(lots), [points], 10**6)


def clairvoyant(found: DemandSet, lots: np.ndarray) -> Ledger:
    """Orders each lot on the last day it can still be there in time.

    It begins with the lots that last until its first order can be there, and so never
    runs out.
    """
    tested = np.nan_to_num(found.demand[:, found.training :])
    buckets = tested.shape[1]
    sums = np.concatenate(
        [np.zeros((len(tested), 1)), np.cumsum(tested, axis=1)], axis=1
    )
    rows = np.arange(len(tested))
    points = []
    for bucket in range(buckets):
        last = np.minimum(bucket + 2 + found.lead_time, buckets)
        ahead = sums[rows, last] - sums[rows, min(bucket + 1, buckets)]
        # at or below this is below what is ahead, also where that is no whole number
        points.append(np.nextafter(ahead, -np.inf)[None, :])
    begin = sums[rows, np.minimum(1 + found.lead_time, buckets)]
    first = (np.ceil(begin / lots) * lots)[None, :]
    return simulate(found.tested(lots), points, 1, first)
