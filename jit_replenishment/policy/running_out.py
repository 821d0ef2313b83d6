"""Whether a shelf is empty before anything comes, from what was decided."""

from dataclasses import dataclass
from datetime import date, timedelta

from .decision import Decision

# nobody is bringing anything; who said that this is meant so brought nothing either
_NOBODY_BRINGS = frozenset({"waiting", "paused", "to_fix", "rejected", "snoozed"})


@dataclass(frozen=True, slots=True)
class RunningOut:
    """A shelf that is empty before supply.

    :param since: the first day on which it is
    :param until: the day there are goods again; None when nobody can say
    :param missing: promised until then and not there, in the product's unit
    """

    since: date
    until: date | None
    missing: float


def running_out(decision: Decision, today: date) -> RunningOut | None:
    """What a person has to hurry for; None where supply is there in time.

    An order that is due today and arrives after the shelf is empty is too late as it
    is; so is supply on its way that finds the shelf empty, or is overdue. Where nobody
    brings anything, the days count that an order of today would take; what people
    rejected or snoozed is as empty as before.

    >>> from .decision import decide
    >>> from .situation import Situation
    >>> today = date(2026, 3, 2)
    >>> running_out(decide(Situation(10, 30, on_hand=12), today), today) is None
    True
    >>> running_out(decide(Situation(10, 30, on_hand=0), today), today).until is None
    True
    """
    since = decision.runs_out_on
    if since is None or decision.projection is None:
        return None
    until = _goods_again(decision)
    if decision.outcome in _NOBODY_BRINGS:
        is_short = since <= today + timedelta(days=decision.protection_interval_days)
    elif decision.outcome == "order":
        is_short = until is None or since < until
    else:
        is_short = decision.is_late
    if not is_short:
        return None
    return RunningOut(since, until, decision.projection.missing(until))


def _goods_again(decision: Decision) -> date | None:
    """By what is on its way or about to be ordered, whichever comes first."""
    back_on = decision.projection.back_on if decision.projection else None
    if decision.outcome != "order" or not decision.schedule:
        return back_on
    ordered = decision.schedule.planned_on
    return min(back_on, ordered) if back_on else ordered
