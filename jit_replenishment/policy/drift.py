"""How wrong rates were in the past: by chance, and because they moved.

Chance grows with the demand, a rate that moves with its square. Both are asked of the
catalogue's own past: the squared errors of what would have been expected on some days,
by least squares over what chance on single days amounts to and over the squared mean.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .demand import learn_demand
from .demand_history import DemandHistory
from .demand_pool import DemandPool, sample
from .memory_mix import asked_days, until
from .reorder_point import LeadTimeDemand, lead_time_demand
from .spikes import USUAL_DEVIATIONS, cut_above, usual_size

_ASKED_PRODUCTS = 500
_ASKED_DAYS = 4
_FEWEST_EVENTS = 3
# of fewer cases nothing is learned
_TELLING_CASES = 50
# an error counts as so many deviations at most
_MOST_SURPRISE = 5.0
_LEAST_CLUMPING, _MOST_CLUMPING = 0.5, 6.0
_MOST_DRIFT = 1.0


class _Case(NamedTuple):
    """:param chance: variance of an interval of independent days
    :param mean: that was expected
    :param error: what came - what was expected
    """

    chance: float
    mean: float
    error: float


def with_drift(
    pool: DemandPool,
    histories: Sequence[DemandHistory],
    interval: float,
    bucket_days: float = 1.0,
) -> DemandPool:
    """The pool with the clumping and the drift its histories ask for.

    >>> with_drift(DemandPool(), [], 15.0).drift
    0.0
    """
    telling = [each for each in histories if len(each.events) > _FEWEST_EVENTS]
    chance = replace(pool, clumping=1.0, drift=0.0)
    cases = [
        case
        for history in sample(telling, _ASKED_PRODUCTS)
        for case in _cases(_usual(history, pool), chance, interval, bucket_days)
    ]
    if len(cases) < _TELLING_CASES:
        return pool
    clumping, squared = _fit(cases)
    return replace(
        pool,
        clumping=min(max(clumping, _LEAST_CLUMPING), _MOST_CLUMPING),
        drift=min(math.sqrt(squared), _MOST_DRIFT),
    )


def _usual(history: DemandHistory, pool: DemandPool) -> DemandHistory:
    """Without its spikes: a bulk order is no rate that moved."""
    most = usual_size(history.events, pool.log_size_deviation).most(USUAL_DEVIATIONS)
    return replace(history, events=cut_above(history.events, most))


def expected_at(
    past: DemandHistory,
    pool: DemandPool,
    interval: float,
    bucket_days: float,
    step: float = 0.0,
) -> LeadTimeDemand:
    """What would have been expected at the end of a history."""
    demand = learn_demand(past, pool, step=step, bucket_days=bucket_days)
    return lead_time_demand(
        demand.rate,
        demand.dispersion,
        interval,
        demand.effective_days,
        clumping=pool.clumping,
        season=pool.season.coming(past.last_day, interval),
        step=step,
        drift=pool.drift,
    )


def _cases(
    history: DemandHistory, pool: DemandPool, interval: float, bucket_days: float
) -> Iterator[_Case]:
    ahead = max(round(interval), 1)
    for day in asked_days(history, interval, bucket_days, _ASKED_DAYS):
        past = until(history, history.events, day)
        if len(past.events) < _FEWEST_EVENTS:
            return
        if any(a <= day + ahead and b > day for a, b in history.blind):
            continue
        expected = expected_at(past, pool, ahead, bucket_days)
        if expected.mean > 0 and expected.variance > 0:
            came = math.fsum(
                q for when, q in history.events if day < when <= day + ahead
            )
            yield _Case(expected.variance, expected.mean, came - expected.mean)


def _fit(cases: Sequence[_Case]) -> tuple[float, float]:
    """Factor of chance and squared drift, neither below 0.

    >>> _fit([_Case(4.0, 1.0, 2.0), _Case(4.0, 10.0, 2.0)])
    (1.0, 0.0)
    """
    aa = ab = bb = ay = by = 0.0
    for chance, mean, error in cases:
        square = mean * mean
        # a squared error is off by about itself
        scale = chance + 0.1 * square
        a, b = chance / scale, square / scale
        y = min(error * error / scale, _MOST_SURPRISE**2)
        aa, ab, bb = aa + a * a, ab + a * b, bb + b * b
        ay, by = ay + a * y, by + b * y
    determinant = aa * bb - ab * ab
    if determinant > 1e-9 * aa * bb:
        clumping = (ay * bb - by * ab) / determinant
        squared = (by * aa - ay * ab) / determinant
        if clumping >= 0 and squared >= 0:
            return clumping, squared
    alone = ay / aa if aa else 1.0
    if ay * ay * bb >= by * by * aa:
        return alone, 0.0
    return 0.0, by / bb
