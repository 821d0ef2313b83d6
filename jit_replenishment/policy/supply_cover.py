"""Which supply may be counted on, and which must be chased."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .inventory_position import ProtectionInterval, Supply, SupplyTerms
from .stock_projection import StockProjection


@dataclass(frozen=True, slots=True)
class JudgedSupply:
    """Supply sorted by whether it covers the need, and what to chase."""

    counted: tuple[Supply, ...] = ()
    dropped: tuple[Supply, ...] = ()
    expedite: tuple[Supply, ...] = ()

    @property
    def on_order(self) -> float:
        return math.fsum(supply.quantity for supply in self.counted)

    @property
    def first(self) -> Supply | None:
        """The counted supply that arrives first; one without a day comes last."""
        return min(
            (supply for supply in self.counted if supply.quantity > 0),
            key=lambda supply: (supply.due or date.max, supply.document),
            default=None,
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
    dropped: list[Supply] = []
    expedite: list[Supply] = []
    for supply in supplies:
        late = _is_late(supply, projection)
        overdue = _overdue_days(supply, interval.today) > 0
        for_later = supply.pegged_due and supply.pegged_due > interval.last_day
        if overdue or (late and not for_later):
            expedite.append(supply)
        if for_later:
            covers = False
        elif overdue:
            covers = _overdue_covers(supply, terms, interval.today)
        else:
            covers = not late or _late_covers(supply, terms, interval)
        (counted if covers else dropped).append(supply)
    return JudgedSupply(tuple(counted), tuple(dropped), tuple(expedite))


def _is_late(supply: Supply, projection: StockProjection) -> bool:
    return supply.due is not None and projection.is_out_before(supply.due)


def _overdue_days(supply: Supply, today: date) -> int:
    return (today - supply.due).days if supply.due else 0


def _overdue_covers(supply: Supply, terms: SupplyTerms, today: date) -> bool:
    if supply.kind == "draft" and not terms.unsent_rfq_counts:
        return False
    return _overdue_days(supply, today) <= terms.overdue_supply_days


def _late_covers(
    supply: Supply, terms: SupplyTerms, interval: ProtectionInterval
) -> bool:
    """A late supply is replaced only by an order that would arrive before it."""
    if terms.late_supply_counts or not supply.due:
        return True
    return supply.due <= interval.first_arrival
