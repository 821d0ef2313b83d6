"""Which supply may be counted on, and which must be chased."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .inventory_position import Commitment, ProtectionInterval, Supply, SupplyTerms
from .stock_projection import StockProjection, project_stock

Cause = Literal["kept_for_later", "overdue", "never_sent", "too_late"]


@dataclass(frozen=True, slots=True)
class DroppedSupply:
    """A supply that is not counted on, and why."""

    supply: Supply
    cause: Cause


@dataclass(frozen=True, slots=True)
class JudgedSupply:
    """Supply sorted by whether it covers the need, and what to chase."""

    counted: tuple[Supply, ...] = ()
    dropped: tuple[DroppedSupply, ...] = ()
    expedite: tuple[Supply, ...] = ()

    @property
    def on_order(self) -> float:
        return math.fsum(supply.quantity for supply in self.counted)

    @property
    def replaced(self) -> tuple[Supply, ...]:
        """What a new order is to come before."""
        return tuple(each.supply for each in self.dropped if each.cause == "too_late")

    def chases(self, supplies: Iterable[Supply]) -> bool:
        """Whether one of these is late."""
        return any(supply in self.expedite for supply in supplies)

    @property
    def arriving(self) -> tuple[Supply, ...]:
        """The counted supply in the order of its arrival; without a day comes last."""
        return tuple(
            sorted(
                (supply for supply in self.counted if supply.quantity > 0),
                key=lambda supply: (
                    supply.due or date.max,
                    supply.document,
                    -supply.quantity,
                ),
            )
        )


def judge_supplies(
    supplies: Iterable[Supply],
    terms: SupplyTerms,
    projection: StockProjection,
    interval: ProtectionInterval,
) -> JudgedSupply:
    """Tell which supplies cover the need and which must be chased.

    A supply pegged to a demand beyond the protection interval covers that demand and
    not ours. Late or overdue supply is chased either way; whether it still covers is a
    matter of the consequence class. Late is what finds the shelf empty.
    """
    counted: list[Supply] = []
    dropped: list[DroppedSupply] = []
    expedite: list[Supply] = []
    for supply in supplies:
        late = _is_late(supply, projection)
        overdue = _overdue_days(supply, interval.today) > 0
        for_later = supply.pegged_due and supply.pegged_due > interval.last_day
        cause: Cause | None
        if overdue or (late and not for_later):
            expedite.append(supply)
        if for_later:
            cause = "kept_for_later"
        elif overdue:
            cause = _overdue_cause(supply, terms, interval.today)
        else:
            cause = _late_cause(supply, terms, interval) if late else None
        if cause:
            dropped.append(DroppedSupply(supply, cause))
        else:
            counted.append(supply)
    return JudgedSupply(tuple(counted), tuple(dropped), tuple(expedite))


def _is_late(supply: Supply, projection: StockProjection) -> bool:
    return supply.due is not None and projection.is_out_before(supply.due)


def _overdue_days(supply: Supply, today: date) -> int:
    return (today - supply.due).days if supply.due else 0


def _overdue_cause(supply: Supply, terms: SupplyTerms, today: date) -> Cause | None:
    if supply.kind == "draft" and not terms.unsent_rfq_counts:
        return "never_sent"
    if _overdue_days(supply, today) > terms.overdue_supply_days:
        return "overdue"
    return None


def _late_cause(
    supply: Supply, terms: SupplyTerms, interval: ProtectionInterval
) -> Cause | None:
    """A late supply is replaced only by an order that would arrive before it."""
    if terms.late_supply_counts or not supply.due:
        return None
    return "too_late" if supply.due > interval.first_arrival else None


def covering(
    stock: float, judged: JudgedSupply, calls_for_order: Callable[[float], bool]
) -> tuple[Supply, ...]:
    """The supplies that together cover: the first to arrive, until there is enough.

    :param stock: on hand without what is promised
    """
    named = []
    for supply in judged.arriving:
        if not calls_for_order(stock):
            break
        stock += supply.quantity
        named.append(supply)
    return tuple(named)


def superfluous(surplus: float, judged: JudgedSupply) -> tuple[Supply, ...]:
    """Whole supplies that only add to a surplus, those that come last first.

    What came for a promise of its own is left out.
    """
    named = []
    for supply in reversed(judged.arriving):
        if supply.quantity <= surplus and not supply.pegged_due:
            surplus -= supply.quantity
            named.append(supply)
    return tuple(named)


def covered_until(
    on_hand: float,
    judged: JudgedSupply,
    commitments: Iterable[Commitment],
    today: date,
    calls_for_order: Callable[[float], bool],
) -> date | None:
    """The day on which what is booked uses up the cover; None if it never does.

    Everything that is counted on is taken as there: the day it falls short is another
    question (``StockProjection.runs_out_on``). Goods kept for a later demand come for
    that demand.
    """
    kept = [each.supply for each in judged.dropped if each.cause == "kept_for_later"]
    levels = project_stock(on_hand + judged.on_order, kept, commitments, today).levels
    return next((day for day, stock in levels if calls_for_order(stock)), None)
