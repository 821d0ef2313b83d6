"""Rate and spread of a product's demand, with what the catalogue knows besides.

A single bulk order ruins a product's own deviation. How uneven demand is, compared
with its size, is alike for all products of a catalogue that sell equally often: so
the own figure is drawn towards the catalogue's, the more the fewer demands it saw.
"""

from dataclasses import dataclass, replace

from .demand_history import DemandHistory
from .demand_pool import DemandPool
from .memory import HALF_LIVES, learned_from, remembered_rates
from .spikes import (
    SPREAD_DEVIATIONS,
    USUAL_DEVIATIONS,
    CutOrder,
    cut_above,
    usual_size,
)
from .spread import own_spread, shrunk

# from so many demands on a product speaks for itself, as the grade C has it
_TELLING_EVENTS = 3
# over which a single demand is spread
_FIRST_WEEKS_DAYS = 28.0


@dataclass(frozen=True, slots=True)
class Demand:
    """:param rate: units a day, at the year's mean where there is a season
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
    >>> events = [DemandEvent(day, 2.0) for day in range(1, 101)]
    >>> learned = learn_demand(DemandHistory(events, 1, 100), DemandPool())
    >>> round(learned.rate, 2), learned.cut
    (2.0, ())
    """
    usual = usual_size(history.events, pool.log_size_deviation)
    most = usual.most(USUAL_DEVIATIONS)
    rates = remembered_rates(history, cut_above(history.events, most), bucket_days)
    rate = sum(
        weight * remembered / pool.season.remembered(history, half_life)
        for weight, remembered, half_life in zip(
            pool.mix, rates, HALF_LIVES, strict=True
        )
        if weight
    )
    learned = learned_from(history, pool.mix, bucket_days)
    return Demand(
        rate=rate,
        dispersion=max(_dispersion(history, pool, usual.most(SPREAD_DEVIATIONS)), step),
        effective_days=learned.days,
        events=learned.events,
        cut=tuple(
            CutOrder(*event, most) for event in history.events if event.quantity > most
        ),
    )


def hardly_sold(
    demand: Demand, history: DemandHistory, bucket_days: float = 1.0
) -> Demand:
    """What to expect after one or two demands of which no past launch tells more.

    Often the first day known is that of the first demand, so how long it had been
    awaited is unknown: one sold on a single day would be one a day. So one demand is
    taken for that of four weeks at least; three speak for themselves, and two lie as
    far above one as below three. Days it was known before its first demand count
    against that, stock or none: how long it was awaited is no guess then.

    :param demand: as ``learn_demand`` has it

    >>> from policy.demand_history import DemandEvent
    >>> once = DemandHistory([DemandEvent(9, 7.0)], 9, 9)
    >>> found = hardly_sold(Demand(7.0, 1.0, 1.0, 1.0), once)
    >>> found.rate, found.effective_days
    (0.25, 28.0)
    """
    events = len(history.events)
    if events >= _TELLING_EVENTS:
        return demand
    share = (_TELLING_EVENTS - events) / (_TELLING_EVENTS - 1)
    awaited = history.events[0].day - history.first_day
    least = events * (_FIRST_WEEKS_DAYS / bucket_days) ** share - awaited
    days = demand.effective_days
    if days >= least:
        return demand
    return replace(demand, rate=demand.rate * days / least, effective_days=least)


def _dispersion(history: DemandHistory, pool: DemandPool, most: float) -> float:
    own = own_spread(history, cut_above(history.events, most))
    return own.size * shrunk(own, pool.spread(own.frequency)) if own else 0.0
