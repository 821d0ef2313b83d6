"""What booked movements leave on the shelf, day by day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .inventory_position import Commitment, Supply


@dataclass(frozen=True, slots=True)
class StockProjection:
    """Stock at each day on which a movement is booked.

    :param levels: (day, stock), in order of time; the first is on hand right now, each
        other one the end of its day
    :param empty_below: a lower stock is a stock-out
    """

    levels: tuple[tuple[date, float], ...]
    empty_below: float

    @property
    def runs_out_on(self) -> date | None:
        """The first day of a stock-out, or None."""
        return next((day for day, stock in self.levels if self._is_out(stock)), None)

    @property
    def back_on(self) -> date | None:
        """The day after that stock-out on which there is stock again, or None."""
        out_on = self.runs_out_on
        later = (level for level in self.levels if out_on and level[0] > out_on)
        return next((day for day, stock in later if not self._is_out(stock)), None)

    def missing(self, until: date | None) -> float:
        """What of the promises before ``until`` (None: of all) finds nothing."""
        lowest = min(
            (stock for day, stock in self.levels if until is None or day < until),
            default=0.0,
        )
        return max(0.0, -lowest)

    def is_out_before(self, day: date) -> bool:
        """Whether goods that arrive on ``day`` find the shelf empty."""
        stocks = [stock for level_day, stock in self.levels if level_day < day]
        return bool(stocks) and self._is_out(stocks[-1])

    def _is_out(self, stock: float) -> bool:
        return stock < self.empty_below


def project_stock(
    on_hand: float,
    supplies: Iterable[Supply],
    commitments: Iterable[Commitment],
    today: date,
    empty_below: float = 0.0,
) -> StockProjection:
    """Stock by day, if everything booked happens on its day.

    Overdue promises are due today; overdue or undated supply has an unknown arrival and
    brings nothing. Goods that were ordered for a later demand are kept for it. Arrivals
    of a day are there before its deliveries leave.

    >>> promises = [Commitment(4, date(2026, 3, 4)), Commitment(4, date(2026, 3, 6))]
    >>> project_stock(6, [], promises, date(2026, 3, 2)).runs_out_on.isoformat()
    '2026-03-06'
    """
    changes: defaultdict[date, float] = defaultdict(float)
    for supply in supplies:
        if supply.due and supply.due >= today:
            changes[max(supply.due, supply.pegged_due or today)] += supply.quantity
    for promise in commitments:
        changes[max(promise.due, today)] -= promise.quantity
    levels = [(today, on_hand)]
    for day in sorted(changes):
        levels.append((day, levels[-1][1] + changes[day]))
    return StockProjection(tuple(levels), empty_below)
