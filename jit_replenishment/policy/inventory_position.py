"""On hand, on order and committed, and which supply may be counted on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

SupplyKind = Literal["receipt", "draft", "sent", "to_approve"]


@dataclass(frozen=True, slots=True)
class Supply:
    """Goods on their way: an open receipt or a line of a request for quotation.

    :param due: day of expected arrival; None when nobody stated one
    :param document: name a person would look it up by
    :param pegged_due: day of the demand it was ordered for, if it was
    """

    quantity: float
    due: date | None
    document: str
    kind: SupplyKind = "receipt"
    pegged_due: date | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Goods promised to leave.

    :param due: day they are promised for
    """

    quantity: float
    due: date


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
class InventoryPosition:
    """Stock that can be counted on, in the product's unit."""

    on_hand: float
    on_order: float
    committed: float

    @property
    def quantity(self) -> float:
        return self.on_hand + self.on_order - self.committed


@dataclass(frozen=True, slots=True)
class JudgedSupply:
    """Supply sorted by whether it covers the need, and what to chase."""

    counted: tuple[Supply, ...] = ()
    dropped: tuple[Supply, ...] = ()
    expedite: tuple[Supply, ...] = ()

    @property
    def on_order(self) -> float:
        return sum(supply.quantity for supply in self.counted)


def committed(commitments: Iterable[Commitment], until: date) -> float:
    """Quantity promised up to and including ``until``, overdue promises with it."""
    return sum(promise.quantity for promise in commitments if promise.due <= until)


def projected_stock_out(
    on_hand: float,
    supplies: Iterable[Supply],
    commitments: Iterable[Commitment],
    today: date,
) -> date | None:
    """First day on which booked movements leave nothing on the shelf, or None.

    Overdue promises are due today; overdue or undated supply has an unknown arrival and
    brings nothing. Arrivals of a day are there before its deliveries leave.
    """
    if on_hand <= 0:
        return today
    changes: dict[date, float] = {}
    for supply in supplies:
        if supply.due and supply.due >= today:
            changes[supply.due] = changes.get(supply.due, 0.0) + supply.quantity
    for promise in commitments:
        due = max(promise.due, today)
        changes[due] = changes.get(due, 0.0) - promise.quantity
    balance = on_hand
    for day in sorted(changes):
        balance += changes[day]
        if balance < 0:
            return day
    return None


def judge_supplies(
    supplies: Sequence[Supply],
    terms: SupplyTerms,
    stock_out: date | None,
    today: date,
    interval_end: date,
    lead_time_days: int,
) -> JudgedSupply:
    """Tell which supplies cover the need and which must be chased.

    A supply pegged to a demand beyond the protection interval covers that demand and
    not ours. Late or overdue supply is chased either way; whether it still covers is a
    matter of the consequence class.
    """
    counted, dropped, expedite = [], [], []
    for supply in supplies:
        if supply.pegged_due and supply.pegged_due > interval_end:
            dropped.append(supply)
            continue
        overdue = supply.due is not None and supply.due < today
        late = bool(stock_out and supply.due and supply.due > stock_out)
        if overdue or late:
            expedite.append(supply)
        if overdue:
            covers = _overdue_covers(supply, terms, today)
        else:
            covers = not late or _late_covers(supply, terms, today, lead_time_days)
        (counted if covers else dropped).append(supply)
    return JudgedSupply(tuple(counted), tuple(dropped), tuple(expedite))


def _overdue_covers(supply: Supply, terms: SupplyTerms, today: date) -> bool:
    if supply.kind == "draft" and not terms.unsent_rfq_counts:
        return False
    return today - supply.due <= timedelta(days=terms.overdue_supply_days)


def _late_covers(
    supply: Supply, terms: SupplyTerms, today: date, lead_time_days: int
) -> bool:
    """A late supply is replaced only by an order that would arrive before it."""
    if terms.late_supply_counts:
        return True
    return supply.due <= today + timedelta(days=lead_time_days)
