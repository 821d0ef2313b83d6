"""What people know of the time to come, with its dates.

uplift
    demand is ``factor`` times the usual from the first to the last day
freeze
    the rule's numbers stay as they are
launch
    a new product sells ``factor`` times what ``other`` did, until its own demand tells
supersession
    from the first day on this product has the demand of its predecessor ``other`` too
retire
    nothing is kept for days from the first on; what is there is sold out
shelf_life
    goods keep so many ``days``
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .demand_history import DemandHistory

Kind = Literal["uplift", "freeze", "launch", "supersession", "retire", "shelf_life"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One thing a person knows.

    :param key: what the caller knows it by
    :param first_day: from this day on; None: always was so
    :param last_day: until this day, itself included; None: until further notice
    :param factor: of the demand: the usual one, or the ``other`` product's
    :param other: demand of the product that is copied or superseded
    :param other_stock: what is left of the predecessor, sold before this product, units
    :param days: of a shelf life
    """

    kind: Kind
    key: int = 0
    first_day: date | None = None
    last_day: date | None = None
    factor: float = 1.0
    other: DemandHistory | None = None
    other_stock: float = 0.0
    days: float = 0.0

    def holds(self, day: date) -> bool:
        """Whether it says anything about that day.

        >>> advent = Adjustment("uplift", 1, date(2026, 12, 1), date(2026, 12, 24))
        >>> advent.holds(date(2026, 12, 24)), advent.holds(date(2026, 12, 25))
        (True, False)
        """
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)
