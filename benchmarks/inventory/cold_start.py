"""Two weeks after a launch: does the reorder point cover what sells until goods come?

Products that began to sell inside a daily demand set. Everything is learned from what
was known on that day: of the product 14 days, of the others all that was there. Ours
are the addon's own functions, asked as its learning asks them.
"""

import math
from collections.abc import Iterator
from datetime import date
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from policy.catalogue import learn_catalogue
from policy.demand_pool import DemandPool
from policy.launch import RECORDS_BEGIN_DAYS, LaunchPrior, learn_launch
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule

from .compare import ASKED, past_of
from .datasets import DemandSet
from .figures import Figures
from .ours import histories
from .past import Past, since_first_demand

AGE_DAYS = 14
# what sells within the first weeks of a data set may well have sold before it
_SETTLED_DAYS = 60
_LEARNED_EVERY_DAYS = 56
_Z = NormalDist().inv_cdf(ASKED)
WAYS = ("zero_filled", "own", "own_x4", "ours")


class Known(NamedTuple):
    """What the catalogue had taught by then."""

    pool: DemandPool
    prior: LaunchPrior | None


def cold_start(found: DemandSet) -> Figures | None:
    """By way of estimating; None where nothing was launched after other launches."""
    points: dict[str, list[float]] = {way: [] for way in WAYS}
    chosen, demanded = [], []
    for product, bucket, known in _launches(found):
        until = bucket + int(found.lead_time[product]) + 1
        demanded.append(float(found.demand[product, bucket:until].sum()))
        chosen.append(product)
        for way, point in _points(found, product, bucket, known).items():
            points[way].append(point)
    if not chosen:
        return None
    wanted, cost = np.array(demanded), found.unit_cost[chosen]
    days = found.lead_time[chosen] + 1
    a_day = (wanted / days * cost).sum()
    return {
        "products": len(chosen),
        "ways": {
            way: {
                "covered_when_asked_95": float((wanted <= np.array(found_)).mean()),
                "stock": float((np.array(found_) * cost).sum() / a_day),
            }
            for way, found_ in points.items()
        },
    }


def _launches(found: DemandSet) -> Iterator[tuple[int, int, Known]]:
    """Product, the bucket two weeks after its first demand, and what was known then."""
    started = (found.demand > 0).argmax(axis=1)
    ever = (found.demand > 0).any(axis=1)
    asked = started + AGE_DAYS
    last = found.demand.shape[1] - found.lead_time - 1
    fits = ever & (started > _SETTLED_DAYS) & (asked <= last)
    moments = asked // _LEARNED_EVERY_DAYS * _LEARNED_EVERY_DAYS
    for moment in np.unique(moments[fits]):
        known = _learn(found, int(moment))
        if known.prior:
            for product in np.flatnonzero(fits & (moments == moment)):
                yield int(product), int(asked[product]), known


def _learn(found: DemandSet, bucket: int) -> Known:
    past = past_of(found, bucket)
    begun = [history for history in histories(past) if history.events]
    pool = learn_catalogue(begun, float(np.median(past.interval)))
    return Known(pool, learn_launch(begun, pool, RECORDS_BEGIN_DAYS))


def _points(
    found: DemandSet, product: int, bucket: int, known: Known
) -> dict[str, float]:
    row, lead_time = found.demand[[product], :bucket], found.lead_time[[product]]
    own = _textbook(Past(row[:, -AGE_DAYS:], lead_time, 1.0))
    return {
        "zero_filled": _textbook(Past(row, lead_time, 1.0)),
        "own": own,
        "own_x4": 4.0 * own,
        "ours": _ours(Past(since_first_demand(row), lead_time, 1.0), known),
    }


def _textbook(past: Past) -> float:
    """Mean and deviation of these days alone, as ``estimates.normal``."""
    interval = float(past.interval[0])
    mean, deviation = past.demand.mean(), past.demand.std(ddof=1)
    level = mean * interval + _Z * deviation * math.sqrt(interval)
    return max(math.ceil(level) - 1.0, 0.0)


def _ours(young: Past, known: Known) -> float:
    (history,), days = histories(young), float(young.lead_time[0])
    learnable = Learnable(
        history,
        known.pool,
        LeadTime(days, 0.0, days, 0),
        cycle_service_level=ASKED,
        launch=known.prior,
    )
    return learn_rule(learnable, date.min).reorder_point.quantity
