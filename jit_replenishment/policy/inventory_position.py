"""On hand, on order and committed: what the stock of one rule consists of."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

SupplyKind = Literal["receipt", "draft", "sent", "to_approve"]


@dataclass(frozen=True, slots=True)
class Supply:
    """Goods on their way: an open receipt or a line of a request for quotation.

    :param due: day of expected arrival; None when nobody stated one
    :param document: name a person would look it up by
    :param pegged_due: day of the demand it was ordered for, if it was
    :param changed_by: set for our own draft line that a person changed: who
    :param record: "model,id" of what brings them, for a person to open
    """

    quantity: float
    due: date | None
    document: str
    kind: SupplyKind = "receipt"
    pegged_due: date | None = None
    changed_by: str | None = None
    # two that bring the same are as good as each other
    record: str | None = field(default=None, compare=False)

    @property
    def is_changed(self) -> bool:
        return self.changed_by is not None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Goods promised to leave.

    :param due: day they are promised for
    :param move_ids: of the moves that are to take them, for a person to open
    """

    quantity: float
    due: date
    move_ids: Sequence[int] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class SupplyTerms:
    """How far a consequence class trusts supply that is not there yet.

    :param late_supply_counts: supply due after the stock-out still covers it
    :param overdue_supply_days: days an overdue supply keeps covering
    :param unsent_rfq_counts: an overdue request never sent keeps covering as well
    """

    late_supply_counts: bool = True
    overdue_supply_days: int = 7
    unsent_rfq_counts: bool = True


@dataclass(frozen=True, slots=True)
class ProtectionInterval:
    """The days an order of today must last: until the next look's order would arrive.

    :param lead_time_days: from the day the vendor is asked to usable stock
    :param wait_days: until the vendor can be asked

    >>> interval = ProtectionInterval(date(2026, 3, 2), 14, review_period_days=1)
    >>> interval.days, str(interval.first_arrival), str(interval.last_day)
    (15, '2026-03-16', '2026-03-17')
    """

    today: date
    lead_time_days: int
    review_period_days: int
    wait_days: int = 0

    @property
    def days(self) -> int:
        return self.wait_days + self.lead_time_days + self.review_period_days

    @property
    def order_on(self) -> date:
        """The first day an order can go out."""
        return self.today + timedelta(days=self.wait_days)

    @property
    def first_arrival(self) -> date:
        """The day such an order would be there."""
        return self.order_on + timedelta(days=self.lead_time_days)

    @property
    def last_day(self) -> date:
        return self.today + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class InventoryPosition:
    """Stock that can be counted on, in the product's unit.

    >>> InventoryPosition(on_hand=6, on_order=0, committed=2).quantity
    4.0
    >>> InventoryPosition(60, 0, committed=45, already_expected=40.0).quantity
    55.0

    :param already_expected: of what is committed, the part that the reorder point
        contains as the demand it expects
    """

    on_hand: float
    on_order: float
    committed: float
    already_expected: float = 0.0

    @property
    def quantity(self) -> float:
        return self.on_hand + self.on_order - self.counted

    @property
    def counted(self) -> float:
        """What is committed beyond what was expected."""
        return self.committed - self.already_expected

    @property
    def without_supply(self) -> float:
        return self.on_hand - self.counted


def promised_until(
    commitments: Iterable[Commitment], until: date
) -> tuple[Commitment, ...]:
    """The promises up to and including ``until``, overdue ones with them.

    >>> promises = [Commitment(2, date(2026, 3, 1)), Commitment(5, date(2026, 4, 1))]
    >>> committed(promised_until(promises, date(2026, 3, 17)))
    2.0
    """
    return tuple(each for each in commitments if each.due <= until)


def committed(promised: Iterable[Commitment]) -> float:
    """Quantity promised in all."""
    # fsum: the same promises in another order must give the same sum
    return math.fsum(each.quantity for each in promised)
