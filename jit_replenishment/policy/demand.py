"""Rate and spread of a product's demand, with what the catalogue knows besides.

A single bulk order ruins a product's own deviation. How uneven demand is, compared
with its size, is alike for all products of a catalogue that sell equally fast: so
the own figure is drawn towards the catalogue's, the more the fewer demands it saw.
"""

import math
from dataclasses import dataclass

from .demand_history import DemandHistory
from .demand_pool import DemandPool, own_spread
from .memory import Memory, half_life, remember
from .spikes import CutOrder, cut_spikes

# what the catalogue's spread weighs beside a product's own, in events
_POOL_WEIGHT = 50.0
# nothing is steadier; of demand that never varies there would be no logarithm
_STEADIEST = 0.1


@dataclass(frozen=True, slots=True)
class Demand:
    """:param rate: units a day
    :param dispersion: variance of a day's demand / its mean, units
    :param effective_days: days of equal weight the rate was learned from
    :param events: demands of equal weight it was learned from
    :param cut: orders that were not fully counted
    """

    rate: float
    dispersion: float
    effective_days: float
    events: float
    cut: tuple[CutOrder, ...] = ()


def learn_demand(
    history: DemandHistory,
    pool: DemandPool,
    *,
    step: float = 1.0,
    bucket_days: float = 1.0,
) -> Demand:
    """The demand to expect, from a history with at least one event.

    :param step: smallest quantity of the unit
    :param bucket_days: days in a bucket, where a "day" of the history is a longer one

    >>> from policy.demand_history import DemandEvent
    >>> events = [DemandEvent(day, 2.0) for day in range(1, 100, 2)]
    >>> learned = learn_demand(DemandHistory(events, 1, 100), DemandPool())
    >>> round(learned.rate, 2), learned.cut
    (0.99, ())
    """
    kept, cut = cut_spikes(history.events, pool.log_size_deviation)
    memory = remember(history, kept, half_life(history, bucket_days))
    dispersion = memory.mean_size * _spread(memory, len(kept), pool)
    return Demand(
        rate=memory.rate,
        dispersion=max(dispersion, step),
        effective_days=memory.effective_days,
        events=memory.events,
        cut=tuple(cut),
    )


def _spread(memory: Memory, count: int, pool: DemandPool) -> float:
    pooled = math.log(pool.spread(memory.rate))
    own = max(own_spread(memory), _STEADIEST)
    return math.exp(
        (count * math.log(own) + _POOL_WEIGHT * pooled) / (count + _POOL_WEIGHT)
    )
