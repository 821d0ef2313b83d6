"""Is a learned change worth a person's time, and may it be made without one?

What is learned moves a little every night. A change is suggested only once it leaves
the noise, seen from the numbers that were last agreed on: small steps add up to a
suggestion, but never come as one each.
"""

import math
from dataclasses import dataclass

from .learned_rule import LearnedRule
from .reason import Reason
from .stock_effect import expected_service

# a reorder point has to move by a tenth, or by so much service
_RELATIVE = 0.1
_SERVICE = 0.03
# and by half the standard error of the demand that is expected
_DEVIATIONS = 0.5
# the yearly cost of a lot 1.5 times the best is 8 % above the least (Harris)
_LOT_RATIO = 1.5
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
    """

    up: float = 0.0
    down: float = 0.0


def learned_levels(learned: LearnedRule) -> Levels:
    return Levels(learned.reorder_point.quantity, learned.target_stock)


def not_worth(
    present: Levels,
    learned: LearnedRule,
    cycle_service_level: float,
    *,
    step: float = 1.0,
    declined: Levels | None = None,
) -> Reason | None:
    """Why the learned numbers are not suggested; None where they are.

    :param cycle_service_level: that was asked for
    :param declined: numbers a person declined for this rule, while that holds
    """
    new = learned_levels(learned)
    demand = learned.demand
    if learned.frozen:
        return Reason("change_frozen")
    if demand.rate <= 0 and demand.effective_days < SILENT_DAYS:
        return Reason("change_unknown", {"days": round(demand.effective_days)})
    if not _leaves(present, learned, cycle_service_level, step):
        return Reason("change_small", {"reorder_point": new.reorder_point})
    if declined and not _leaves(declined, learned, cycle_service_level, step):
        return Reason("change_declined", {"reorder_point": declined.reorder_point})
    return None


def _leaves(
    old: Levels, learned: LearnedRule, cycle_service_level: float, step: float
) -> bool:
    """Whether the learned numbers leave the noise around the old ones."""
    new = learned_levels(learned)
    if old.on_demand != new.on_demand:
        return True
    if new.on_demand:
        return False
    demand = learned.lead_time_demand
    moved = abs(new.reorder_point - old.reorder_point)
    noise = max(step, _DEVIATIONS * math.sqrt(max(demand.of_estimate, 0.0)))
    if moved >= noise - _NOISE * step:
        served = expected_service(demand, old.reorder_point, step)
        highest = max(old.reorder_point, new.reorder_point)
        return (
            moved >= _RELATIVE * highest
            or abs(served - cycle_service_level) >= _SERVICE
        )
    return _lot_leaves(old, new, step)


def _lot_leaves(old: Levels, new: Levels, step: float) -> bool:
    low, high = sorted(
        max(levels.target_stock - levels.reorder_point, step) for levels in (old, new)
    )
    return high - low >= step - _NOISE and high >= _LOT_RATIO * low


def may_accept(old: Levels, new: Levels, band: Band, learned: LearnedRule) -> bool:
    """Whether a class makes this change by itself.

    Never to on-demand or from it, and never on fewer demands than tell anything:
    these are a person's to decide.

    :param learned: what the change comes from
    """
    if old.on_demand or new.on_demand or learned.confidence == "D":
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
