"""Why what was ordered differs from what would have been, as codes with figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .reason import Reason, Row, Value

_SAME = 0.005


@dataclass(frozen=True, slots=True)
class TrialOrder:
    """One order of either side, in the product's unit.

    :param on_hand: what lay there then, of that side's own shelf; None if nobody noted
    :param need: what was missing to the target, 0 where nobody said
    :param minimum: the vendor's smallest order, 0 where there is none or nobody said
    :param by_rule: Odoo made it for its rule
    """

    day: date
    quantity: float
    vendor: str | None = None
    on_hand: float | None = None
    need: float = 0.0
    minimum: float = 0.0
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """A rule over some days, as it was and as it would have been.

    :param real: what others ordered, the first first; ``trial``: what would have been
    :param real_figures: reorder point and target of the rule; ``trial_figures``: those
        it was tried with
    :param lowest: the least that really lay there in the evening of a day
    :param is_manual: nobody orders unless a person does
    :param out_days: days it really ran out; ``trial_out_days``: would have
    :param kept_away: why nothing would have been ordered on the day of the first real
        order, as a code of ``decide()``; None where nobody noted
    """

    real: Sequence[TrialOrder] = ()
    trial: Sequence[TrialOrder] = ()
    real_figures: tuple[float, float] = (0.0, 0.0)
    trial_figures: tuple[float, float] = (0.0, 0.0)
    lowest: float | None = None
    is_manual: bool = False
    out_days: int = 0
    trial_out_days: int = 0
    kept_away: Row | None = None


def tell_difference(rule: Compared) -> tuple[Reason, ...]:
    """What both sides did, and then why they did not do the same.

    >>> both = Compared(
    ...     real=(TrialOrder(date(2026, 11, 3), 120, "Acme", 12),),
    ...     trial=(TrialOrder(date(2026, 11, 1), 60, "Acme", 28),),
    ...     real_figures=(12, 132), trial_figures=(30, 90))
    >>> [reason.code for reason in tell_difference(both)]
    ['trial_really', 'trial_ours', 'trial_earlier', 'trial_point', 'trial_target']
    """
    return (
        _side("trial_really", rule.real),
        _side("trial_ours", rule.trial),
        *_when(rule),
        *_figures(rule),
        *_quantity(rule),
        *_terms(rule),
        *_nothing(rule),
        *_outs(rule),
    )


def _side(code: str, orders: Sequence[TrialOrder]) -> Reason:
    values: dict[str, Value] = {"orders": len(orders)}
    if orders:
        first = orders[0]
        values |= {
            "quantity": _total(orders),
            "first": first.day.isoformat(),
            "on_hand": first.on_hand,
            "by": _by(orders),
        }
    return Reason(code, values)


def _by(orders: Sequence[TrialOrder]) -> str:
    """Who ordered: Odoo for its rule, people, or both."""
    by_rule = [each.by_rule for each in orders]
    if all(by_rule):
        return "odoo"
    return "both" if any(by_rule) else "people"


def _when(rule: Compared) -> list[Reason]:
    if not rule.real or not rule.trial:
        return []
    days = (rule.trial[0].day - rule.real[0].day).days
    if not days:
        return []
    code = "trial_later" if days > 0 else "trial_earlier"
    return [Reason(code, {"days": abs(days)})]


def _figures(rule: Compared) -> list[Reason]:
    """Only where somebody ordered: figures that made no order explain none."""
    if not rule.real and not rule.trial:
        return []
    (point, target), (tried_point, tried_target) = rule.real_figures, rule.trial_figures
    told = []
    if _differ(point, tried_point):
        told.append(Reason("trial_point", {"trial": tried_point, "real": point}))
    if _differ(target, tried_target):
        told.append(Reason("trial_target", {"trial": tried_target, "real": target}))
    return told


def _quantity(rule: Compared) -> list[Reason]:
    """What makes other quantities of the same figures: how much was missing."""
    if not rule.real or not rule.trial or _figures(rule) or _raised(rule):
        return []
    need = rule.trial[0].need
    if need <= 0 or not _differ(_total(rule.real), _total(rule.trial)):
        return []
    target = rule.trial_figures[1]
    return [Reason("trial_fills_up", {"target": target, "need": need})]


def _terms(rule: Compared) -> list[Reason]:
    """What the vendor's terms made of the need, and whose goods they were."""
    told = []
    raised = _raised(rule)
    if raised:
        largest = max(raised, key=lambda each: each.minimum - each.need)
        told.append(
            Reason("trial_minimum", {"minimum": largest.minimum, "need": largest.need})
        )
    real, trial = _vendors(rule.real), _vendors(rule.trial)
    if real and trial and set(real) != set(trial):
        told.append(Reason("trial_vendor", {"trial": trial[0], "real": real[0]}))
    short = [each for each in rule.real if 0 < each.quantity < _least(rule) - _SAME]
    if short and rule.trial:
        told.append(
            Reason(
                "trial_below_minimum",
                {"quantity": short[0].quantity, "minimum": _least(rule)},
            )
        )
    return told


def _raised(rule: Compared) -> list[TrialOrder]:
    """Would-be orders of which the vendor's minimum makes more than is needed."""
    return [each for each in rule.trial if each.minimum > each.need + _SAME > _SAME]


def _least(rule: Compared) -> float:
    return max((each.minimum for each in rule.trial), default=0.0)


def _nothing(rule: Compared) -> list[Reason]:
    """Why only one side ordered."""
    told = []
    if rule.real and not rule.trial and rule.kept_away:
        code, values = rule.kept_away
        told += [Reason("trial_not_needed"), Reason(str(code), values)]
    if rule.trial and not rule.real:
        point = rule.real_figures[0]
        if rule.lowest is not None and rule.lowest >= point - _SAME:
            told.append(
                Reason(
                    "trial_not_reached",
                    {"lowest": rule.lowest, "reorder_point": point},
                )
            )
        elif rule.is_manual:
            told.append(Reason("trial_nobody_ordered"))
    return told


def _outs(rule: Compared) -> list[Reason]:
    if rule.out_days == rule.trial_out_days:
        return []
    days: dict[str, Value] = {"real": rule.out_days, "trial": rule.trial_out_days}
    return [Reason("trial_ran_out", days)]


def _total(orders: Sequence[TrialOrder]) -> float:
    return math.fsum(each.quantity for each in orders)


def _vendors(orders: Sequence[TrialOrder]) -> list[str]:
    return [each.vendor for each in orders if each.vendor]


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _SAME
