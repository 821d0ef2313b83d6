"""A rule's past lived through once more, under figures of anybody.

In the morning what was ordered comes in and serves those who wait. Then the day's
demand is asked for: what the shelf has not waits, or goes elsewhere. In the evening
``decide()`` is asked, as the engine asks it; what it orders goes out on the vendor's
next order day. What comes in on a day can be sold from the next one on.

All but the figures is the same for all: each demand comes as a surprise, nothing that
was ordered is ordered again for being late, and an order takes as long as the real one
nearest in time did.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .decision import decide
from .demand_history import DemandHistory
from .internal_supply import STARTED_COUNTS
from .inventory_position import Commitment, Supply
from .situation import Situation


@dataclass(frozen=True, slots=True)
class Figures:
    """What is ordered by from a day on; quantities in the product's unit.

    :param since: ``date.toordinal()``, from that evening on
    :param expected_demand: see ``Situation``
    """

    since: int
    reorder_point: float
    target_stock: float
    expected_demand: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens to a rule, whoever sets its figures.

    :param rule: whom to buy from and how; its figures and its stock are replaced
    :param history: what was asked for, up to the last day replayed. On a day without
        stock nobody knows: nothing is asked, and the day is not counted
    :param counted_from: the first day that is counted; the ones before are lived
        through all the same
    :param opening_stock: on hand on the first morning
    :param deliveries: day ordered and days taken of real ones, in time order; with
        none, all take as long as the rule's terms say
    :param left_out: days whose demand is not asked for
    :param lost_sales: customers do not wait
    """

    rule: Situation
    history: DemandHistory
    first_day: int
    counted_from: int
    opening_stock: float
    deliveries: Sequence[tuple[int, int]] = ()
    left_out: Collection[int] = ()
    lost_sales: bool = False


@dataclass(slots=True)
class Ledger:
    """What came of it; of the counted days, but for the last four.

    :param days: of which it is known what was asked for
    :param served: from the shelf, on the day it was asked for
    :param on_hand: sum of what lay there in the evenings of these days
    :param stock_outs: days on which not all that was asked for was there
    :param days_waited: evenings on which somebody waited
    :param cycles: times goods came in, ``clean`` with no stock-out since the time
        before
    :param orders: that went out
    :param received: by this and the next three the stock can be added up
    """

    days: int = 0
    asked: float = 0.0
    served: float = 0.0
    on_hand: float = 0.0
    stock_outs: int = 0
    days_waited: int = 0
    cycles: int = 0
    clean: int = 0
    orders: int = 0
    received: float = 0.0
    handed_out: float = 0.0
    closing_stock: float = 0.0
    waiting: float = 0.0

    @property
    def average_stock(self) -> float:
        return self.on_hand / self.days if self.days else 0.0

    @property
    def fill_rate(self) -> float | None:
        """Share of what was asked for that was there; None where nothing was."""
        return self.served / self.asked if self.asked else None


def replay(scene: Scene, plan: Sequence[Figures]) -> Ledger:
    """Live through the days of a scene.

    :param plan: in time order, the first from the scene's first day on at the latest

    >>> from policy.demand_history import DemandEvent
    >>> from policy.internal_supply import InternalSupply
    >>> events = [DemandEvent(day, 2.0) for day in range(101, 131)]
    >>> rule = Situation(0, 0, 0, internal_supply=InternalSupply(
    ...     "transferred", "South", lead_time_days=3))
    >>> scene = Scene(rule, DemandHistory(events, 101, 130), 101, 101, 20.0)
    >>> found = replay(scene, [Figures(101, 8.0, 20.0)])
    >>> found.fill_rate, found.orders, found.average_stock
    (1.0, 5, 8.2)
    """
    return _Replay(scene, plan).run()


class _Replay:
    """The running figures of one rule."""

    def __init__(self, scene: Scene, plan: Sequence[Figures]) -> None:
        self.scene, self.ledger = scene, Ledger()
        self.on_hand, self.on_order, self.waiting = scene.opening_stock, 0.0, 0.0
        self.coming: dict[int, list[float]] = {}
        self.plan = {figures.since: figures for figures in plan}
        self.figures = [each for each in plan if each.since <= scene.first_day][-1]
        self.ordered_on = [day for day, _taken in scene.deliveries]
        # nothing changed since it was decided: the answer would be the same
        self.changed = True
        self.order_on: int | None = None
        self.dry = False

    def run(self) -> Ledger:
        scene, ledger = self.scene, self.ledger
        demand = {
            day: quantity
            for day, quantity in scene.history.events
            if day not in scene.left_out
        }
        unknown = {
            day for first, last in scene.history.blind for day in range(first, last + 1)
        }
        for day in range(scene.first_day, scene.history.last_day + 1):
            counts = day >= scene.counted_from
            if day in self.coming:
                self._receive(day, counts)
            if day in demand:
                self._sell(demand[day], counts)
            if counts and day not in unknown:
                ledger.days += 1
                ledger.on_hand += self.on_hand
                ledger.days_waited += self.waiting > 0
            if day in self.plan:
                self.figures, self.changed = self.plan[day], True
            if self.changed or day == self.order_on:
                self._look(day, counts)
        ledger.closing_stock, ledger.waiting = self.on_hand, self.waiting
        return ledger

    def _receive(self, day: int, counts: bool) -> None:
        for quantity in self.coming.pop(day):
            self.on_order -= quantity
            self.on_hand += quantity
            self.ledger.received += quantity
        late = min(self.waiting, self.on_hand)
        self.waiting -= late
        self.on_hand -= late
        self.ledger.handed_out += late
        self.ledger.cycles += counts
        self.ledger.clean += counts and not self.dry
        self.dry = False

    def _sell(self, wanted: float, counts: bool) -> None:
        sold = min(self.on_hand, wanted)
        self.on_hand -= sold
        self.ledger.handed_out += sold
        short = sold < wanted
        self.dry |= short
        if not self.scene.lost_sales:
            self.waiting += wanted - sold
        if counts:
            self.ledger.asked += wanted
            self.ledger.served += sold
            self.ledger.stock_outs += short
        self.changed = True

    def _look(self, day: int, counts: bool) -> None:
        """Decide, and order on the day the vendor takes orders."""
        self.changed = False
        if not self._calls_for_order():
            self.order_on = None
            return
        if self.order_on is not None and day < self.order_on:
            # a draft follows the need until its order day: that day's look counts
            return
        decision = decide(self._situation(day), date.fromordinal(day))
        if decision.outcome != "order" or not decision.schedule:
            return
        order_by = decision.schedule.order_by.toordinal()
        if self.order_on is None and order_by > day:
            self.order_on = order_by
            return
        self.order_on = None
        self._order(day, decision.quantity, decision.lead_time_days)
        self.ledger.orders += counts

    def _calls_for_order(self) -> bool:
        """As ``decide()`` sees it, which is asked only then."""
        figures, tolerance = self.figures, self.scene.rule.tolerance
        position = self.on_hand + self.on_order - self.waiting
        return (
            position < figures.reorder_point + tolerance
            and figures.target_stock - position >= tolerance
        )

    def _situation(self, day: int) -> Situation:
        figures = self.figures
        # overdue: no coming interval's expectation contains what waits already
        promised = date.fromordinal(day - 1)
        return replace(
            self.scene.rule,
            reorder_point=figures.reorder_point,
            target_stock=figures.target_stock,
            expected_demand=figures.expected_demand,
            on_hand=self.on_hand,
            supplies=tuple(
                Supply(quantity, date.fromordinal(due - 1), "")
                for due, quantities in self.coming.items()
                for quantity in quantities
            ),
            commitments=(Commitment(self.waiting, promised),) if self.waiting else (),
            supply_terms=STARTED_COUNTS,
        )

    def _order(self, day: int, quantity: float, said: int) -> None:
        taken = self._days_taken(day, said)
        self.on_order += quantity
        self.coming.setdefault(day + taken + 1, []).append(quantity)

    def _days_taken(self, day: int, said: int) -> int:
        """Of the real delivery ordered nearest to that day, the earlier of two."""
        known = self.scene.deliveries
        if not known:
            return said
        place = bisect_left(self.ordered_on, day)
        near = known[max(place - 1, 0) : place + 1]
        return max(min(near, key=lambda each: abs(each[0] - day))[1], 0)
