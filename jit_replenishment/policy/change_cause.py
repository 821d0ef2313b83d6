"""Why learned figures are not what they were, in one word."""

from dataclasses import dataclass
from typing import Literal

# what differs by less than this share is alike
_ALIKE = 0.05

Cause = Literal["first", "demand", "lead_time", "class", "adjustment"]


@dataclass(frozen=True, slots=True)
class Basis:
    """What figures were learned from.

    :param rate: units a day
    :param adjustments: keys of the adjustments that had an effect
    """

    rate: float
    lead_time_days: float
    cycle_service_level: float
    adjustments: tuple[int, ...] = ()


def cause_of(before: Basis | None, now: Basis) -> Cause:
    """Why figures are not what they were, from what they were learned from.

    >>> cause_of(None, Basis(2.1, 16, 0.97))
    'first'
    >>> cause_of(Basis(2.0, 14, 0.97), Basis(2.1, 21, 0.97))
    'lead_time'
    """
    if before is None:
        return "first"
    if before.adjustments != now.adjustments:
        return "adjustment"
    if abs(before.cycle_service_level - now.cycle_service_level) > 1e-6:
        return "class"
    days = _share_moved(before.lead_time_days, now.lead_time_days)
    if days > _ALIKE and days > _share_moved(before.rate, now.rate):
        return "lead_time"
    return "demand"


def _share_moved(before: float, now: float) -> float:
    largest = max(abs(before), abs(now))
    return abs(now - before) / largest if largest else 0.0
