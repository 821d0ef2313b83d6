"""The stock there would be if a rule on trial had ordered by itself.

On trial others order, and their orders would hide what this rule needs. So it has a
shelf of its own, told from the real one by what was ordered since the trial began::

    on hand on trial = on hand - received of what others ordered since
                               + arrived of what would have been ordered
    on order on trial = what was on order when the trial began
                               + would-be orders still on their way

All else that happens, sales, counts, scrap, returns of customers, happens to both.
Where other shelves on trial are fed from it, their would-be transfers leave it, and not
those that others really started for them::

    on hand on trial = ... + really transferred to these shelves since
                           - would-be transfers that have left
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .inventory_position import Commitment, Supply, committed, promised_until
from .situation import Situation

# what floats leave of quantities that are the same
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class WouldBeOrder:
    """What would have been ordered, in the product's unit.

    :param planned_on: the day that was agreed on, as it would stand on an order
    :param expected_on: the day it would have been there, which vendors do not always
        keep; until then it is on its way, and overdue once the day agreed on has passed
    :param document: what a person calls it
    """

    quantity: float
    planned_on: date
    expected_on: date
    document: str = ""


@dataclass(frozen=True, slots=True)
class TrialStock:
    """What tells the shelf on trial from the real one.

    :param received: what came of orders that others placed since the trial began, less
        what went back to vendors
    :param ordered: would-be orders of the days before: that of today is decided anew,
        as a draft is, until the day is over
    :param taken: likewise would-be transfers out of it, ``expected_on`` the day on
        which they have left
    :param asked: such of today, which are decided anew
    :param kept: what others really took since for the shelves those are for
    :param replaced: what others would still take for them

    >>> third = date(2026, 11, 3)
    >>> ours = TrialStock(120, (WouldBeOrder(60, third, third),))
    >>> ours.on_hand(130, date(2026, 11, 2)), ours.on_hand(130, third)
    (10.0, 70.0)
    """

    received: float = 0.0
    ordered: tuple[WouldBeOrder, ...] = ()
    taken: tuple[WouldBeOrder, ...] = ()
    asked: tuple[Commitment, ...] = ()
    kept: float = 0.0
    replaced: tuple[Commitment, ...] = ()

    @property
    def gives(self) -> bool:
        """Whether other shelves on trial take from it."""
        return bool(self.taken or self.asked or self.replaced)

    def on_hand(self, really: float, day: date) -> float:
        """:param really: what lies there in the evening of ``day``, or now
        :returns: what would; below 0 where more was sold than there would have been
        """
        arrived = (each.quantity for each in self.ordered if each.expected_on <= day)
        left = (-each.quantity for each in self.taken if each.expected_on <= day)
        return math.fsum((really, -self.received, self.kept, *arrived, *left))

    def on_its_way(self, day: date) -> tuple[Supply, ...]:
        return tuple(
            Supply(each.quantity, each.planned_on, each.document)
            for each in self.ordered
            if each.expected_on > day
        )

    def promised(
        self, really: Iterable[Commitment], day: date
    ) -> tuple[Commitment, ...]:
        """:param really: what is promised by the end of ``day``
        :returns: what would be: would-be transfers in place of real ones
        """
        by_day: dict[date, float] = defaultdict(float)
        for each in really:
            by_day[each.due] += each.quantity
        for each in self.replaced:
            by_day[each.due] -= each.quantity
        waiting = (
            Commitment(each.quantity, each.planned_on)
            for each in self.taken
            if each.expected_on > day
        )
        for each in (*waiting, *self.asked):
            by_day[each.due] += each.quantity
        return tuple(
            Commitment(quantity, due)
            for due, quantity in sorted(by_day.items())
            if quantity > _NOTHING
        )


def on_trial(situation: Situation, stock: TrialStock, today: date) -> Situation:
    """What ``decide()`` is asked about a rule on trial.

    :param situation: with the real stock, and of all supply only what was ordered
        before the trial began
    """
    return replace(
        situation,
        on_hand=stock.on_hand(situation.on_hand, today),
        supplies=(*situation.supplies, *stock.on_its_way(today)),
        commitments=stock.promised(situation.commitments, today)
        if stock.gives
        else situation.commitments,
    )


def has_run_out(
    on_hand: float,
    commitments: Iterable[Commitment],
    today: date,
    *,
    keeps_stock: bool,
    tolerance: float = 0.005,
) -> bool:
    """Whether the shelf is empty, or somebody waits for more than lies there.

    :param keeps_stock: goods are to lie there before anybody asks; else only a promise
        that cannot be kept tells

    >>> has_run_out(0, (), date(2026, 11, 3), keeps_stock=False)
    False
    >>> has_run_out(4, [Commitment(5, date(2026, 11, 2))], date(2026, 11, 3),
    ...             keeps_stock=True)
    True
    """
    if keeps_stock and on_hand < tolerance:
        return True
    due = committed(promised_until(commitments, today))
    return due > 0 and on_hand - due < -tolerance
