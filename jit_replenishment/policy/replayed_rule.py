"""One rule's past under its own figures, and under learned ones at several services."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .demand_pool import DemandPool
from .learned_rule import Learnable
from .relearned import VendorPast, relearn
from .replay import Figures, Ledger, Scene, replay
from .situation import Situation

# so long a demand is known before anything is learned from it here
LEARN_DAYS = 84
RELEARN_EVERY_DAYS = 28
# figures of fewer days say nothing
FEWEST_DAYS = 28


@dataclass(frozen=True, slots=True)
class Replayable:
    """A rule and its past.

    :param learnable: as known today; its history ends with the last day replayed
    :param rule: whom to buy from and how, and the figures it has now
    :param lost_sales: customers do not wait
    """

    learnable: Learnable
    vendor: VendorPast
    rule: Situation
    lost_sales: bool = False


def learning_days(first_day: int, last_day: int) -> list[int]:
    """Days on whose morning is learned anew.

    >>> learning_days(100, 170)
    [100, 128, 156]
    """
    return list(range(first_day, last_day + 1, RELEARN_EVERY_DAYS))


def replay_rule(
    past: Replayable,
    first_day: int,
    pools: Mapping[int, DemandPool],
    levels: Sequence[float],
    *,
    as_it_is: bool = True,
) -> list[Ledger] | None:
    """What happens with the rule as it is, and with learned figures at each level.

    All begin with the shelf filled to the rule's target, and order by its figures until
    there is enough to learn from. Counted is from the day on which what the learned
    figures ordered first can be there. None where that leaves too few days.

    :param first_day: of all rules; one whose past begins later is replayed from then
    :param pools: what the catalogue had taught by each of ``learning_days``
    :param levels: cycle service levels
    :param as_it_is: whether the rule as it is comes first; it is known otherwise
    """
    learnable, hand = past.learnable, past.rule
    history = learnable.history
    begin = max(first_day, history.first_day)
    known_enough = max(begin, history.first_day + LEARN_DAYS)
    days = sorted(day for day in pools if day >= known_enough)
    if not days:
        return None
    interval = past.vendor.known_by(days[0]).mean + learnable.other_days
    counted_from = days[0] + math.ceil(interval)
    if history.last_day - counted_from + 1 < FEWEST_DAYS:
        return None
    scene = Scene(
        rule=hand,
        history=history,
        first_day=begin,
        counted_from=counted_from,
        opening_stock=max(hand.target_stock, hand.reorder_point, 0.0),
        deliveries=_deliveries(past.vendor, history.last_day + 1),
        left_out=learnable.excluded_days,
        lost_sales=past.lost_sales,
    )
    own = Figures(begin, hand.reorder_point, hand.target_stock, hand.expected_demand)
    learned = [relearn(learnable, past.vendor, day, pools[day], levels) for day in days]
    plans = [[own, *figures] for figures in zip(*learned, strict=True)]
    if as_it_is:
        plans.insert(0, [own])
    return [replay(scene, plan) for plan in plans]


def _deliveries(vendor: VendorPast, today: int) -> list[tuple[int, int]]:
    """Day ordered and days taken, in the order in which they were ordered.

    What has not come yet takes as long as is to be expected, and longer where it has:
    left out, the latest orders would all be quick ones.
    """
    usual = math.ceil(vendor.known_by(today).mean)
    there = [(first, last - first) for first, last in vendor.deliveries]
    coming = [(day, max(usual, today - day)) for day in vendor.open_orders]
    return sorted([*there, *coming])
