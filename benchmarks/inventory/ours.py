"""The addon's own functions, fed with the past of a demand set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from policy.catalogue import learn_catalogue
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, interval_demand, outlook_of
from policy.reorder_point import ReorderPoint, reorder_point

from .past import Past

# of a product nobody ever asked for
_NEVER = ReorderPoint(0.0, 0.0, 0.0, 0.0, 0.0)
# what is kept on demand is not ordered for the shelf when there is nothing left
_ON_DEMAND = -1.0


def histories(past: Past) -> list[DemandHistory]:
    return [_history(row) for row in past.demand]


def _history(row: np.ndarray) -> DemandHistory:
    known = np.flatnonzero(~np.isnan(row))
    events = [
        DemandEvent(int(bucket), float(row[bucket]))
        for bucket in np.flatnonzero(np.nan_to_num(row) > 0)
    ]
    if not len(known):
        return DemandHistory([], len(row), len(row) - 1)
    blind = []
    gaps = np.flatnonzero(np.isnan(row[known[0] :])) + known[0]
    for gap in gaps:
        if blind and blind[-1][1] == gap - 1:
            blind[-1] = (blind[-1][0], int(gap))
        else:
            blind.append((int(gap), int(gap)))
    return DemandHistory(events, int(known[0]), len(row) - 1, blind)


@dataclass(frozen=True)
class Points:
    """Settings x products.

    :param quantities: reorder points as the addon orders by them: see
        ``LearnedRule.on_demand``
    :param expected: the part of them that will be sold, as ``Situation.expected``
    """

    quantities: np.ndarray
    expected: np.ndarray


def ours(past: Past, settings: Sequence[float]) -> np.ndarray:
    return learned(past, settings).quantities


def learned(past: Past, settings: Sequence[float]) -> Points:
    known = histories(past)
    interval = float(np.median(past.interval))
    pool = learn_catalogue(known, interval, past.bucket_days)
    return as_ordered_by(
        [
            _points(history, pool, float(lead_time), past.bucket_days, settings)
            for history, lead_time in zip(known, past.lead_time, strict=True)
        ]
    )


def as_ordered_by(points: Sequence[Sequence[ReorderPoint]]) -> Points:
    """:param points: of each product, a reorder point a setting"""
    found = np.array([[each.quantity for each in row] for row in points]).T
    expected = np.array([[each.expected for each in row] for row in points]).T
    return Points(np.where(found > 0, found, _ON_DEMAND), np.minimum(expected, found))


def _points(
    history: DemandHistory,
    pool: DemandPool,
    lead_time: float,
    bucket_days: float,
    settings: Sequence[float],
) -> list[ReorderPoint]:
    """All settings from one look at the history: ``learn_rule`` takes one."""
    if not history.events:
        return [_NEVER] * len(settings)
    learnable = Learnable(
        history,
        pool,
        LeadTime(lead_time, 0.0, lead_time, 0),
        cycle_service_level=settings[-1],
        bucket_days=bucket_days,
    )
    expected = interval_demand(learnable, outlook_of(learnable, date.min))
    return [reorder_point(expected, level) for level in settings]
