"""All that a catalogue teaches, in the order in which one needs the other."""

from collections.abc import Sequence

from .calibration import calibrated
from .demand_history import DemandHistory
from .demand_pool import DemandPool, learn_pool
from .drift import with_drift


def learn_catalogue(
    histories: Sequence[DemandHistory], interval: float, bucket_days: float = 1.0
) -> DemandPool:
    """The constants of a catalogue: what is alike, how far rates move, and how far
    the formula is to be trusted.

    :param interval: a usual protection interval, in buckets of the histories

    >>> learn_catalogue([], 15.0) == DemandPool()
    True
    """
    pool = with_drift(
        learn_pool(histories, interval, bucket_days), histories, interval, bucket_days
    )
    return calibrated(pool, histories, interval, bucket_days)
