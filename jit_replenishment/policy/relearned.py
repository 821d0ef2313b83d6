"""What would have been learned on days of the past, from what was known by then."""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .catalogue import learn_catalogue
from .demand_history import DemandHistory
from .demand_pool import DemandPool
from .lead_time import LeadTime, learn_lead_time
from .learned_rule import Learnable, learn_stocking
from .replay import Figures

# as many of a vendor's latest deliveries as the learning reads
_MOST_DELIVERIES = 30


@dataclass(frozen=True, slots=True)
class VendorPast:
    """What a vendor took for one product.

    :param deliveries: day ordered and day there (``date.toordinal()``), in any order
    :param open_orders: days on which was ordered what has not come yet
    :param promised: days by the vendor's terms
    :param usual_ratio: deviation / mean of its lead times, or of all vendors'
    :param correlation: of successive orders, see ``order_crossing``
    """

    promised: float
    deliveries: Sequence[tuple[int, int]] = ()
    open_orders: Sequence[int] = ()
    usual_ratio: float = 0.2
    correlation: float = 1.0

    def known_by(self, day: int) -> LeadTime:
        """The lead time as learned in the morning of a day.

        >>> past = VendorPast(14.0, [(1, 21), (30, 50)], usual_ratio=0.0)
        >>> past.known_by(1).mean, past.known_by(30).mean
        (14.0, 15.0)
        """
        there = sorted(
            (each for each in self.deliveries if each[1] < day),
            key=lambda each: -each[1],
        )
        ordered = [first for first, last in self.deliveries if last >= day]
        waiting = [each for each in (*ordered, *self.open_orders) if each < day]
        return learn_lead_time(
            [float(last - first) for first, last in there[:_MOST_DELIVERIES]],
            self.promised,
            self.usual_ratio,
            [float(day - each) for each in waiting[-_MOST_DELIVERIES:]],
            self.correlation,
        )


def known_by(history: DemandHistory, day: int) -> DemandHistory:
    """What was known of a demand in the morning of a day.

    >>> from policy.demand_history import DemandEvent
    >>> events = [DemandEvent(3, 2.0), DemandEvent(9, 1.0)]
    >>> found = known_by(DemandHistory(events, 1, 20, [(5, 8)]), 7)
    >>> list(found.events), found.last_day, list(found.blind)
    ([DemandEvent(day=3, quantity=2.0)], 6, [(5, 6)])
    """
    if history.first_day >= day:
        return replace(history, events=(), first_day=day, last_day=day - 1, blind=())
    return replace(
        history,
        events=history.events[: bisect_left(history.events, (day,))],
        last_day=min(history.last_day, day - 1),
        blind=[
            (first, min(last, day - 1)) for first, last in history.blind if first < day
        ],
    )


def catalogue_by(
    histories: Sequence[DemandHistory],
    day: int,
    interval: float,
    bucket_days: float = 1.0,
) -> DemandPool:
    """What a catalogue had taught by the morning of a day.

    :param interval: a usual protection interval, in days of the histories

    >>> catalogue_by([], 100, 15.0) == DemandPool()
    True
    """
    known = [known_by(history, day) for history in histories]
    return learn_catalogue(known, interval, bucket_days)


def relearn(
    learnable: Learnable,
    vendor: VendorPast,
    day: int,
    pool: DemandPool,
    levels: Sequence[float],
) -> list[Figures]:
    """The figures of a rule as learned in the morning of a day, by level.

    What people said of the time to come is left out: nobody knows when they said it.

    :param levels: cycle service levels
    """
    then = replace(
        learnable,
        history=known_by(learnable.history, day),
        pool=pool,
        lead_time=vendor.known_by(day),
        excluded_days=_before(learnable.excluded_days, day),
        adjustments=(),
        first_guess=None,
        launch=None,
    )
    return [
        Figures(
            day,
            kept.reorder_point.quantity,
            kept.target_stock,
            kept.reorder_point.expected,
        )
        for kept in learn_stocking(then, date.fromordinal(day), levels)
    ]


def _before(days: Collection[int], day: int) -> frozenset[int]:
    return frozenset(each for each in days if each < day)
