"""Every method on one demand set: what stock it needs at equal fill."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from . import bounds
from .datasets import DemandSet
from .figures import Figures
from .past import Method, Past, since_first_demand
from .simulation import Outcome, simulate

FILLS = {"90": 0.90, "95": 0.95, "98": 0.98}
ASKED = 0.95
HINDSIGHT, CLAIRVOYANT = "hindsight", "clairvoyant"
_HOLDING_RATE = 0.25
_LOT_DAYS = 14.0
_LEARNED_EVERY_DAYS = 28.0


@dataclass(frozen=True)
class Contender:
    """:param settings: target levels, or factors of what people choose by hand
    :param once: set before the first order and never again
    """

    method: Method
    settings: Sequence[float]
    once: bool = False


def lots_of(found: DemandSet) -> np.ndarray:
    """The same lot for all methods: two weeks, or what an order's cost pays for."""
    past = since_first_demand(found.demand[:, : found.training])
    known = ~np.isnan(past)
    mean = np.where(known, past, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    lots = mean * _LOT_DAYS / found.bucket_days
    yearly = mean * 365.25 / found.bucket_days
    economic = np.sqrt(2 * yearly * found.order_cost / _HOLDING_RATE / found.unit_cost)
    lots = np.where(found.order_cost > 0, economic, lots)
    return np.maximum(np.ceil(np.maximum(lots, found.minimum_order)), 1.0)


def every(found: DemandSet) -> int:
    return max(round(_LEARNED_EVERY_DAYS / found.bucket_days), 1)


def past_of(found: DemandSet, bucket: int) -> Past:
    """What is known when so many buckets are over."""
    demand = since_first_demand(found.demand[:, :bucket])
    return Past(demand, found.lead_time, found.bucket_days)


def moments(found: DemandSet, once: bool = False) -> list[int]:
    """Buckets at whose beginning a method is asked."""
    buckets = found.demand.shape[1]
    return list(range(found.training, buckets, buckets if once else every(found)))


def run(found: DemandSet, contender: Contender) -> Outcome:
    """Orders by the method as time goes by; it never sees what is yet to come."""
    return simulated(
        found,
        [
            contender.method(past_of(found, moment), contender.settings)
            for moment in moments(found, contender.once)
        ],
    )


def simulated(found: DemandSet, points: Sequence[np.ndarray]) -> Outcome:
    """:param points: settings x products, at each of ``moments``"""
    return simulate(found.tested(lots_of(found)), list(points), every(found)).outcome()


def hindsight(found: DemandSet) -> Outcome:
    ledger = bounds.constant_in_hindsight(found, lots_of(found))
    best = [ledger.best(worth).outcome() for worth in bounds.WORTHS]
    return joined(best)


def clairvoyant(found: DemandSet) -> Outcome:
    return bounds.clairvoyant(found, lots_of(found)).outcome()


# what nobody can know, measured like the others
BOUNDS: Mapping[str, Callable[[DemandSet], Outcome]] = {
    HINDSIGHT: hindsight,
    CLAIRVOYANT: clairvoyant,
}


def joined(outcomes: Sequence[Outcome]) -> Outcome:
    """Outcomes of one setting each as one of many."""
    names = ("fill", "stock", "cycle", "turnover", "orders")
    return Outcome(
        *(np.array([getattr(each, name)[0] for each in outcomes]) for name in names)
    )


def summary(outcome: Outcome, settings: Sequence[float] = ()) -> Figures:
    """The figures of one method; None where that fill is not reached at any setting."""
    asked = list(settings).index(ASKED) if ASKED in settings else None
    return {
        "stock_at_fill": {
            name: at_fill(outcome, outcome.stock, fill) for name, fill in FILLS.items()
        },
        "achieved_when_asked_95": None
        if asked is None
        else _said(outcome.cycle[asked]),
        "turnover": at_fill(outcome, outcome.turnover, FILLS["95"]),
        "orders": at_fill(outcome, outcome.orders, FILLS["95"]),
    }


def nothing() -> Figures:
    """Of a method that has no figures."""
    return {
        "stock_at_fill": dict.fromkeys(FILLS),
        "achieved_when_asked_95": None,
        "turnover": None,
        "orders": None,
    }


def at_fill(outcome: Outcome, values: np.ndarray, wanted: float) -> float | None:
    """The value at that fill, between the two settings around it.

    A method whose leanest setting serves more has no leaner one: its figure is that
    of the setting with the least stock.
    """
    known = np.isfinite(outcome.fill) & np.isfinite(outcome.stock)
    fill, stock, values = outcome.fill[known], outcome.stock[known], values[known]
    if not len(fill) or wanted > fill.max():
        return None
    if wanted < fill.min():
        return _said(values[stock.argmin()])
    order = np.argsort(fill, kind="stable")
    return _said(np.interp(wanted, fill[order], values[order]))


def _said(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
