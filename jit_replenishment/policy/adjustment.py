"""What people know of the time to come, with its dates.

uplift
    demand is ``factor`` times the usual from the first to the last day; when it is
    over, those days count as if they had been usual ones
freeze
    the rule's numbers stay as they are
launch
    a new product sells ``factor`` times what ``other`` did, until its own demand tells
supersession
    from the first day on this product has the demand of its predecessor ``other`` too;
    what is left of that, ``other_stock``, is sold first
retire
    nothing is kept for days from the first on: what is there is sold out
shelf_life
    goods keep so many ``days`` from the day they come in
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .demand_history import DemandHistory
from .reason import Value

Kind = Literal["uplift", "freeze", "launch", "supersession", "retire", "shelf_life"]

_LARGEST = 1000.0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One thing a person knows.

    :param key: what the caller knows it by
    :param first_day: from this day on; None: always was so
    :param last_day: until this day, itself included; None: until further notice
    :param factor: of the demand: the usual one, or the ``other`` product's
    :param other: demand of the product that is copied or superseded
    :param other_stock: what is left of the predecessor, in this product's unit
    :param days: of a shelf life
    :param replaced: retired because another product replaces it
    """

    kind: Kind
    key: int = 0
    first_day: date | None = None
    last_day: date | None = None
    factor: float = 1.0
    other: DemandHistory | None = None
    other_stock: float = 0.0
    days: float = 0.0
    replaced: bool = False

    def holds(self, day: date) -> bool:
        """Whether it says anything about that day.

        >>> advent = Adjustment("uplift", 1, date(2026, 12, 1), date(2026, 12, 24))
        >>> advent.holds(date(2026, 12, 24)), advent.holds(date(2026, 12, 25))
        (True, False)
        """
        begun = self.first_day is None or self.first_day <= day
        return begun and (self.last_day is None or day <= self.last_day)

    @property
    def times(self) -> float:
        """The factor, within what anybody can mean: less than a thousandth is none.

        >>> Adjustment("uplift", factor=1.3).times, Adjustment("uplift", factor=0).times
        (1.3, 0.0)
        """
        return min(self.factor, _LARGEST) if self.factor >= 1.0 / _LARGEST else 0.0

    def span(self, history: DemandHistory) -> tuple[int, int] | None:
        """First and last day of a history it says something about; None for none."""
        first, last = history.first_day, history.last_day
        if self.first_day:
            first = max(first, self.first_day.toordinal())
        if self.last_day:
            last = min(last, self.last_day.toordinal())
        return (first, last) if first <= last else None

    def figures(self) -> dict[str, Value]:
        """What a sentence about it needs."""
        return {
            "kind": self.kind,
            "first": self.first_day.isoformat() if self.first_day else None,
            "last": self.last_day.isoformat() if self.last_day else None,
            "factor": self.factor,
            "days": self.days,
            "other_stock": self.other_stock,
            "replaced": self.replaced,
        }


def coming_days(
    adjustments: Sequence[Adjustment],
    today: date,
    days: float,
    *,
    taken_over: float = 0.0,
    unsold: bool = False,
) -> float:
    """Usual days the coming ones are worth, today the first of them.

    :param days: how many; of a part of a day that part counts
    :param taken_over: share of the usual demand that is the predecessor's until then
    :param unsold: whether nobody could ask for the product before its launch

    >>> advent = Adjustment("uplift", 1, date(2026, 12, 1), date(2026, 12, 24), 1.5)
    >>> coming_days([advent], date(2026, 11, 26), 10)
    12.5
    >>> coming_days([Adjustment("retire", 1, date(2026, 12, 1))], date(2026, 11, 26), 9)
    5.0
    """
    if days <= 0:
        return 0.0
    start = today.toordinal()
    # between two days on which something begins or ends all days are alike
    turns = {0, *(_first_of(each, start) for each in adjustments)}
    turns |= {_first_after(each, start) for each in adjustments}
    begins = sorted(turn for turn in turns if 0 <= turn < days)
    total = 0.0
    for begin, end in zip(begins, [*begins[1:], days], strict=True):
        day, worth = date.fromordinal(start + begin), end - begin
        for each in adjustments:
            worth *= _worth(each, day, taken_over, unsold)
        total += worth
    return total


def _first_of(each: Adjustment, start: int) -> int:
    """Days until it begins; 0 where no day was given."""
    return each.first_day.toordinal() - start if each.first_day else 0


def _first_after(each: Adjustment, start: int) -> int:
    """Days until it is over; 0 where no day was given."""
    after = date.max.toordinal()
    # nothing is over after the last day there is
    known = each.last_day and each.last_day.toordinal() < after
    return each.last_day.toordinal() + 1 - start if known else 0


def _worth(each: Adjustment, day: date, taken_over: float, unsold: bool) -> float:
    if each.kind == "uplift" and each.holds(day):
        return each.times
    if each.kind == "retire" and each.holds(day):
        return 0.0
    too_early = each.first_day is not None and day < each.first_day
    if each.kind == "supersession" and too_early:
        return 1.0 - taken_over
    if each.kind == "launch" and too_early and unsold:
        return 0.0
    return 1.0
