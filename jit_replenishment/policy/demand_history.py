"""What was demanded of one product at one place, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class DemandEvent(NamedTuple):
    """All that was demanded on one day.

    :param day: number of the day (``date.toordinal()``), or of a longer bucket
    :param quantity: in the product's unit, above 0
    """

    day: int
    quantity: float


@dataclass(frozen=True, slots=True)
class DemandHistory:
    """Days with demand; the other days the product could be had on had none.

    :param events: one a day at most, the oldest first
    :param first_day: the first day there was anything to sell; nothing is known before
    :param last_day: the last day that is over
    :param blind: first and last day of each time without stock, the oldest first, none
        touching another: on these days nobody could show a demand
    :param unit_value: of one unit, in one currency for all products: it weighs them
        where they are added up
    """

    events: Sequence[DemandEvent]
    first_day: int
    last_day: int
    blind: Sequence[tuple[int, int]] = ()
    unit_value: float = 1.0

    @property
    def days(self) -> int:
        """Days on which a demand would have been seen."""
        unseen = sum(last - first + 1 for first, last in self.blind)
        return max(self.last_day - self.first_day + 1 - unseen, 0)

    @property
    def mean_gap(self) -> float:
        """Days between demands; all of the history where there are too few to tell.

        >>> DemandHistory([DemandEvent(3, 5.0), DemandEvent(9, 1.0)], 1, 10).mean_gap
        5.0
        """
        return self.days / max(len(self.events), 1)
