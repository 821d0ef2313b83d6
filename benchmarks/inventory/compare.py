"""Every method on one demand set: what stock it needs at equal fill."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from . import bounds
from .datasets import DemandSet
from .estimates import Past, since_first_demand
from .methods import CONTENDERS, Contender
from .simulation import Outcome, simulate

FILLS = {"90": 0.90, "95": 0.95, "98": 0.98}
ASKED = 0.95
_HOLDING_RATE = 0.25
_LOT_DAYS = 14.0
_LEARNED_EVERY_DAYS = 28.0
Figures = dict[str, Any]


def compare(found: DemandSet) -> Iterator[tuple[str, Figures]]:
    """Figures of each method by name, the bounds nobody can reach last."""
    for name, contender in CONTENDERS.items():
        yield name, summary(run(found, contender), contender.settings)
    lots = lots_of(found)
    ledger = bounds.constant_in_hindsight(found, lots)
    best = [ledger.best(worth).outcome() for worth in bounds.WORTHS]
    yield "hindsight", summary(joined(best))
    yield "clairvoyant", foreseen(bounds.clairvoyant(found, lots).outcome())


def lots_of(found: DemandSet) -> np.ndarray:
    """The same lot for all methods: two weeks, or what an order's cost pays for."""
    past = since_first_demand(found.demand[:, : found.training])
    with np.errstate(all="ignore"):
        mean = np.nan_to_num(np.nanmean(past, axis=1))
    lots = mean * _LOT_DAYS / found.bucket_days
    yearly = mean * 365.25 / found.bucket_days
    economic = np.sqrt(2 * yearly * found.order_cost / _HOLDING_RATE / found.unit_cost)
    lots = np.where(found.order_cost > 0, economic, lots)
    return np.maximum(np.ceil(np.maximum(lots, found.minimum_order)), 1.0)


def every(found: DemandSet) -> int:
    return max(round(_LEARNED_EVERY_DAYS / found.bucket_days), 1)


def run(found: DemandSet, contender: Contender) -> Outcome:
    """Orders by the method as time goes by; it never sees what is yet to come."""
    tested = found.demand[:, found.training :]
    stride = every(found)
    moments = [0] if contender.once else range(0, tested.shape[1], stride)
    points = [
        contender.method(
            Past(
                since_first_demand(found.demand[:, : found.training + moment]),
                found.lead_time,
                found.bucket_days,
            ),
            contender.settings,
        )
        for moment in moments
    ]
    return simulate(found.tested(lots_of(found)), points, stride).outcome()


def joined(outcomes: Sequence[Outcome]) -> Outcome:
    """Outcomes of one setting each as one of many."""
    names = ("fill", "stock", "cycle", "turnover", "orders")
    return Outcome(
        *(np.array([getattr(each, name)[0] for each in outcomes]) for name in names)
    )


def summary(outcome: Outcome, settings: Sequence[float] = ()) -> Figures:
    """At equal fill, by interpolation between the two settings around it."""

    def at(values: np.ndarray, fill: float) -> float | None:
        return at_fill(outcome.fill, values, fill)

    asked = list(settings).index(ASKED) if ASKED in settings else None
    return {
        "stock_at_fill": {name: at(outcome.stock, FILLS[name]) for name in FILLS},
        "achieved_when_asked_95": None
        if asked is None
        else float(outcome.cycle[asked]),
        "turnover": at(outcome.turnover, FILLS["95"]),
        "orders": at(outcome.orders, FILLS["95"]),
    }


def foreseen(outcome: Outcome) -> Figures:
    """Of who knows the future: the stock of all demand served."""
    stock = float(outcome.stock[0])
    return {
        "stock_at_fill": dict.fromkeys(FILLS, stock),
        "achieved_when_asked_95": None,
        "turnover": float(outcome.turnover[0]),
        "orders": float(outcome.orders[0]),
    }


def at_fill(fill: np.ndarray, values: np.ndarray, wanted: float) -> float | None:
    """None where that fill is not reached at any setting."""
    order = np.argsort(fill, kind="stable")
    fill, values = fill[order], values[order]
    if wanted > fill[-1] or wanted < fill[0]:
        return None
    return float(np.interp(wanted, fill, values))
