"""Measured service: would a reorder point have lasted, each time in the past?

No formula is honest: demand asked to be covered in 95 of 100 cycles was, on real
sales, in 84 by one textbook's and 93 by another. So what was asked is shown beside
what the history itself says.
"""

import math
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from .demand_history import DemandHistory

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class CoveredCycles:
    """:param covered: cycles the reorder point would have lasted through
    :param cycles: cycles in the history, each a protection interval long
    """

    covered: int
    cycles: int

    @property
    def share(self) -> float | None:
        """Measured cycle service level; None where there was no cycle yet.

        >>> CoveredCycles(19, 20).share, CoveredCycles(0, 0).share
        (0.95, None)
        """
        return self.covered / self.cycles if self.cycles else None

    def __add__(self, other: "CoveredCycles") -> "CoveredCycles":
        """Of many rules together, as of all of a class."""
        return CoveredCycles(self.covered + other.covered, self.cycles + other.cycles)


def covered_cycles(
    history: DemandHistory,
    reorder_point: float,
    interval_days: float,
    step: float = 1.0,
    excluded_days: Collection[int] = (),
) -> CoveredCycles:
    """Cut the past into protection intervals, the latest first, and look at each.

    Intervals do not overlap, so none is judged twice. Days without stock are taken out
    before: nobody knows what would have been demanded. Every order counts as it was,
    the bulk orders too that were cut when the reorder point was learned.

    "At or below" orders a step early: an interval is covered if it demanded no more
    than the reorder point and one step.

    :param interval_days: protection interval, rounded up to whole days
    :param excluded_days: days whose demand people do not count

    >>> from policy.demand_history import DemandEvent
    >>> events = [DemandEvent(day, 1.0) for day in range(1, 31)]
    >>> covered_cycles(DemandHistory(events, 1, 30), 9, 10)
    CoveredCycles(covered=3, cycles=3)
    >>> covered_cycles(DemandHistory(events, 1, 30), 8, 10)
    CoveredCycles(covered=0, cycles=3)
    """
    length = max(math.ceil(interval_days - _TOLERANCE), 1)
    cycles = history.days // length
    if not cycles:
        return CoveredCycles(0, 0)
    demanded: dict[int, float] = defaultdict(float)
    # the latest of as many days, had all those without stock been before it
    coming = list(reversed(history.blind))
    end = history.last_day - sum(last - first + 1 for first, last in coming)
    for day, quantity in history.events:
        while coming and coming[-1][0] < day:
            first, last = coming.pop()
            end += last - first + 1
        if day not in excluded_days:
            demanded[(end - day) // length] += quantity
    enough = (reorder_point + step) * (1.0 + _TOLERANCE)
    failed = [
        cycle
        for cycle, quantity in demanded.items()
        if quantity > enough and cycle < cycles
    ]
    return CoveredCycles(cycles - len(failed), cycles)
