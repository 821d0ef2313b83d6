"""Sales booked days ahead: what stock it takes to count them, and counted how.

Every sale of a demand set is booked some days before it is due. At the end of a day
the shop knows what is booked within the protection interval, and orders by one of
three counts. ``consumes`` is the addon's: booked demand counts beyond what the reorder
point expects (``policy.forward_orders``).
"""

from collections.abc import Sequence

import numpy as np

from .compare import ASKED, FILLS, at_fill, every, lots_of
from .datasets import DemandSet
from .figures import Figures
from .ours import Points
from .past import LEVELS
from .simulation import Outcome, simulate

# days ahead of its delivery that a sale is booked: from, to
LEADS = {"0": (0, 0), "0-14": (0, 14), "14": (14, 14)}
WAYS = ("consumes", "adds", "ignores")
_SEED = 20110812


def leads_of(demand: np.ndarray, span: tuple[int, int]) -> np.ndarray:
    """Days ahead, one for every sale of a product on a day; always the same ones."""
    return np.random.default_rng(_SEED).integers(*span, demand.shape, endpoint=True)


def booked(
    demand: np.ndarray, leads: np.ndarray, interval: np.ndarray, bucket: int
) -> np.ndarray:
    """What is known at the end of a bucket to be due within the interval."""
    ahead = np.arange(1, int(interval.max()) + 1)
    ahead = ahead[bucket + ahead < demand.shape[1]]
    due = demand[:, bucket + ahead]
    known = (leads[:, bucket + ahead] >= ahead) & (ahead <= interval[:, None])
    return np.where(known, np.nan_to_num(due), 0.0).sum(axis=1)


def counted(way: str, promised: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """What of it the position is lowered by, settings x products."""
    if way == "consumes":
        return promised - np.clip(np.minimum(promised, expected), 0.0, None)
    return promised * (way == "adds") + np.zeros_like(expected)


def replay(found: DemandSet, learnt: Sequence[Points]) -> dict[str, Figures]:
    """By days ahead and way of counting.

    :param learnt: at ``LEVELS``, at each moment it is learned anew
    """
    tested = found.demand[:, found.training :]
    figures: dict[str, Figures] = {}
    for name, span in LEADS.items():
        leads = leads_of(tested, span)
        figures[name] = {
            way: _figures(_outcome(found, learnt, leads, way)) for way in WAYS
        }
    return figures


def _outcome(
    found: DemandSet, learnt: Sequence[Points], leads: np.ndarray, way: str
) -> Outcome:
    """A position lowered by what is counted is one held against a higher point."""
    lots, stride = lots_of(found), every(found)
    tested = found.demand[:, found.training :]
    raised = []
    for bucket in range(tested.shape[1]):
        points = learnt[bucket // stride]
        promised = booked(tested, leads, found.lead_time + 1, bucket)
        lower = counted(way, promised, points.expected)
        raised.append(points.quantities + lower)
    first = np.maximum(learnt[0].quantities, 0.0) + lots
    return simulate(found.tested(lots), raised, 1, first).outcome()


def _figures(outcome: Outcome) -> Figures:
    asked = LEVELS.index(ASKED)
    return {
        "stock_at_fill": {
            name: at_fill(outcome, outcome.stock, fill) for name, fill in FILLS.items()
        },
        "stock_when_asked_95": float(outcome.stock[asked]),
        "fill_when_asked_95": float(outcome.fill[asked]),
        "achieved_when_asked_95": float(outcome.cycle[asked]),
    }
