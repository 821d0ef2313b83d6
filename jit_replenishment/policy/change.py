"""Is a learned change worth a person's time, and may it be made without one?

What is learned moves a little every night. A change is suggested only once it leaves
the noise, seen from the numbers that were last agreed on: small steps add up to a
suggestion, but never come as one each. What is suggested already stays until the reason
for it is all but gone.
"""

import math
from dataclasses import dataclass

from .confidence import Confidence
from .learned_rule import LearnedRule
from .reason import Reason
from .reorder_point import LeadTimeDemand
from .stock_effect import expected_service

# a reorder point has to move by so much of it, or by so much service, and by the
# standard error of the demand that is expected. Learned anew each week, 250 giftware
# articles change 32 times a year each, and so 9 times: as many cycles are covered (96.1
# and 96.2 %) with 4 % more stock. Twice the limits, 6 times, with 8 % more stock
_RELATIVE = 0.15
_SERVICE = 0.05
_DEVIATIONS = 1.0
# the yearly cost of a lot 1.5 times the best is 8 % above the least (Harris)
_LOT_RATIO = 1.5
# slow movers stand between two steps for years: one is taken beyond doubt only
_DOUBT = 0.01
# what is open is kept down to this part of all of these
_KEPT = 0.5
# a product without a demand has to be there for as long before it tells anything
SILENT_DAYS = 182
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Levels:
    """The two numbers of a rule; both 0: ordered on demand."""

    reorder_point: float
    target_stock: float

    @property
    def on_demand(self) -> bool:
        return self.target_stock <= 0


@dataclass(frozen=True, slots=True)
class Band:
    """What a consequence class changes by itself, in percent of the old numbers.

    :param up: higher by at most so much; 0: never higher
    :param down: lower by at most so much; 0: never lower
    :param value: stock is worth at most so much more, in its currency; 0: any
    """

    up: float = 0.0
    down: float = 0.0
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned of a rule, as far as a change of it is judged by.

    :param demand: of a protection interval, units
    :param rate: units a day
    :param effective_days: days of equal weight the rate was learned from
    :param frozen: a person asked to leave the rule as it is
    :param sold_first: what is left of a predecessor serves first, units
    """

    levels: Levels
    demand: LeadTimeDemand
    rate: float
    effective_days: float
    confidence: Confidence
    frozen: bool = False
    sold_first: float = 0.0


def lesson_of(learned: LearnedRule) -> Lesson:
    return Lesson(
        Levels(learned.reorder_point.quantity, learned.target_stock),
        learned.lead_time_demand,
        learned.demand.rate,
        learned.demand.effective_days,
        learned.confidence,
        learned.frozen,
        learned.sold_first,
    )


def not_worth(
    present: Levels,
    learned: Lesson,
    cycle_service_level: float,
    *,
    step: float = 1.0,
    declined: Levels | None = None,
    overruled: Levels | None = None,
    is_open: bool = False,
    asks_anew: bool = False,
) -> Reason | None:
    """Why the learned numbers are not suggested; None where they are.

    :param cycle_service_level: that was asked for
    :param declined: numbers a person declined for this rule, while that holds
    :param overruled: numbers that were learned when a person set others
    :param is_open: they are suggested already, and stay so for less
    :param asks_anew: a person asks for another cycle service level than these numbers
        were agreed on for, or declined for: what follows from it is no noise
    """
    new = learned.levels
    if learned.frozen:
        return Reason("change_frozen")
    if learned.rate <= 0 and learned.effective_days < SILENT_DAYS:
        return Reason("change_unknown", {"days": round(learned.effective_days)})
    part = _KEPT if is_open else 1.0
    if asks_anew:
        part = 0.0
    if not _leaves(present, learned, cycle_service_level, step, part):
        return Reason("change_small", {"reorder_point": new.reorder_point})
    said_no = 0.0 if asks_anew else 1.0
    answered = (("change_declined", declined), ("change_overruled", overruled))
    for code, known in answered:
        if known and not _leaves(known, learned, cycle_service_level, step, said_no):
            return Reason(code, {"reorder_point": known.reorder_point})
    return None


def _leaves(
    old: Levels, learned: Lesson, cycle_service_level: float, step: float, part: float
) -> bool:
    """Whether the learned numbers leave the noise around the old ones."""
    new = learned.levels
    if old.on_demand != new.on_demand:
        return True
    if new.on_demand:
        return False
    return _point_leaves(
        old.reorder_point, learned, cycle_service_level, step, part
    ) or _lot_leaves(old, new, step, part)


def _point_leaves(
    old: float, learned: Lesson, cycle_service_level: float, step: float, part: float
) -> bool:
    demand, new = learned.demand, learned.levels.reorder_point
    moved = abs(new - old)
    deviation = math.sqrt(max(demand.of_estimate, 0.0))
    if moved < max(step, _DEVIATIONS * deviation * part) - _NOISE * step:
        return False
    first = learned.sold_first
    missed = cycle_service_level - expected_service(demand, old, step, first)
    if moved < 2.0 * step - _NOISE * step:
        spare = expected_service(demand, new, step, first) - cycle_service_level
        return (missed if new > old else spare) > _DOUBT * part
    far = moved >= _RELATIVE * part * max(old, new)
    return far or abs(missed) >= _SERVICE * part


def _lot_leaves(old: Levels, new: Levels, step: float, part: float) -> bool:
    low, high = sorted(
        max(levels.target_stock - levels.reorder_point, step) for levels in (old, new)
    )
    ratio = 1.0 + (_LOT_RATIO - 1.0) * part
    return high - low >= step - _NOISE and high >= ratio * low


def may_accept(
    old: Levels,
    new: Levels,
    band: Band,
    confidence: Confidence | None,
    value_change: float = 0.0,
) -> bool:
    """Whether a class makes this change by itself.

    Never to on-demand or from it, and never on fewer demands than tell anything:
    these are a person's to decide.

    :param confidence: in what was learned
    :param value_change: of the average stock, in the band's currency
    """
    if old.on_demand or new.on_demand or confidence in (None, "D"):
        return False
    if band.value > 0 and value_change > band.value:
        return False
    pairs = (
        (old.reorder_point, new.reorder_point),
        (old.target_stock, new.target_stock),
    )
    return all(within_band(before, after, band) for before, after in pairs)


def within_band(before: float, after: float, band: Band) -> bool:
    """Whether one number moves no more than the band allows.

    >>> within_band(40, 46, Band(up=15)), within_band(40, 47, Band(up=15))
    (True, False)
    >>> within_band(40, 36, Band(up=15)), within_band(40, 36, Band(down=10))
    (False, True)
    """
    rounding = _NOISE * max(abs(before), abs(after))
    low = before - abs(before) * max(band.down, 0.0) / 100.0 - rounding
    high = before + abs(before) * max(band.up, 0.0) / 100.0 + rounding
    return low <= after <= high
