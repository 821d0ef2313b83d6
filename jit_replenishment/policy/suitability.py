"""How an item is best kept: lean, with a buffer, or not at all.

Just in time suits what several vendors bring soon and on time, what sells steadily,
and what is counted right. Each thing that is otherwise is a reason for a buffer, told
with its figures. What nobody has asked for is bought when somebody does.
"""

from dataclasses import dataclass
from typing import Literal

from .abc_xyz import variation, xyz
from .demand_history import DemandHistory
from .learned_rule import LearnedRule
from .reason import Reason

Keeping = Literal["lean", "buffer", "on_demand"]

_LONG_DAYS = 30.0
# deliveries are uneven from so much of their mean on, and so many days
_UNEVEN_RATIO, _UNEVEN_DAYS = 0.3, 2.0
_SLOW_RATIO, _SLOW_DAYS = 1.25, 2.0
# a vendor that breaks so many of its promises, by so many days, comes late
_LATE_SHARE, _LATE_DAYS = 0.25, 2.0
_FEWEST_RECEIPTS = 3
_FEW_EVENTS = 8.0
_SEASON_PEAK = 1.5
_ACCURATE_COUNTS, _FEWEST_COUNTS = 0.9, 3
# without a sale for so long: first ordered on demand, then given up
IDLE_DAYS, GONE_DAYS = 182, 365


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of an item beside what was learned.

    :param vendors: that could deliver it, each with a valid offer
    :param clumping: of the catalogue, see ``DemandPool``
    :param season_peak: demand of the strongest part of the year / the year's mean
    :param counts: times it was counted
    :param right_counts: of those, times the system was right
    :param deliveries: of its usual vendor with a day promised in the order
    :param late_deliveries: of those, that came after the day
    :param days_late: of the late ones, on average
    """

    vendors: int
    clumping: float = 1.0
    season_peak: float = 1.0
    counts: int = 0
    right_counts: int = 0
    deliveries: int = 0
    late_deliveries: int = 0
    days_late: float = 0.0


@dataclass(frozen=True, slots=True)
class Suitability:
    """:param reasons: for a buffer, or for ordering on demand; none for lean"""

    keeping: Keeping
    reasons: tuple[Reason, ...] = ()


def suitability(
    learned: LearnedRule, history: DemandHistory, known: Circumstances
) -> Suitability:
    """How to keep an item, with all reasons."""
    nobody_asks = _for_on_demand(learned, history)
    if nobody_asks:
        return Suitability("on_demand", nobody_asks)
    reasons = (
        *_of_vendors(learned, known),
        *_of_demand(learned, known),
        *_of_counts(known),
    )
    return Suitability("buffer" if reasons else "lean", reasons)


def idle_days(history: DemandHistory) -> int:
    """Days it could be had, and nobody asked, up to now.

    >>> from policy.demand_history import DemandEvent
    >>> sold = [DemandEvent(10, 1.0)]
    >>> idle_days(DemandHistory(sold, 1, 30)), idle_days(DemandHistory([], 1, 30))
    (20, 30)
    >>> idle_days(DemandHistory(sold, 1, 30, [(12, 16)]))
    15
    """
    after = history.events[-1].day if history.events else history.first_day - 1
    unseen = sum(
        last - max(first, after + 1) + 1
        for first, last in history.blind
        if last > after
    )
    return max(history.last_day - after - unseen, 0)


def choice_after(idle: float) -> Literal["on_demand", "retire"] | None:
    """What to suggest for what has not sold for half a year, or for a year.

    :param idle: days

    >>> choice_after(181), choice_after(182), choice_after(365)
    (None, 'on_demand', 'retire')
    """
    if idle < IDLE_DAYS:
        return None
    return "on_demand" if idle < GONE_DAYS else "retire"


def _for_on_demand(learned: LearnedRule, history: DemandHistory) -> tuple[Reason, ...]:
    idle = idle_days(history)
    if idle >= IDLE_DAYS:
        return (Reason("keep_idle", {"days": idle}),)
    if learned.on_demand:
        expected = learned.lead_time_demand.mean
        return (
            Reason(
                "keep_rarely_sold",
                {"expected": expected, "days": round(learned.interval_days)},
            ),
        )
    return ()


def _of_vendors(learned: LearnedRule, known: Circumstances) -> list[Reason]:
    lead_time, reasons = learned.lead_time, []
    if known.vendors == 1:
        reasons.append(Reason("keep_single_vendor"))
    if lead_time.mean > _LONG_DAYS:
        reasons.append(Reason("keep_long_lead_time", {"days": lead_time.mean}))
    if lead_time.receipts < _FEWEST_RECEIPTS:
        return reasons
    uneven = max(_UNEVEN_RATIO * lead_time.mean, _UNEVEN_DAYS)
    if lead_time.deviation > uneven:
        figures = {"days": lead_time.mean, "deviation": lead_time.deviation}
        reasons.append(Reason("keep_uneven_lead_time", figures))
    longer = lead_time.mean - lead_time.promised
    if longer > max((_SLOW_RATIO - 1.0) * lead_time.promised, _SLOW_DAYS):
        figures = {"days": lead_time.mean, "listed": lead_time.promised}
        reasons.append(Reason("keep_slow_vendor", figures))
    if _comes_late(known):
        figures = {
            "late": known.late_deliveries,
            "deliveries": known.deliveries,
            "days": known.days_late,
        }
        reasons.append(Reason("keep_late_vendor", figures))
    return reasons


def _comes_late(known: Circumstances) -> bool:
    return (
        known.deliveries >= _FEWEST_RECEIPTS
        and known.late_deliveries > _LATE_SHARE * known.deliveries
        and known.days_late >= _LATE_DAYS
    )


def _of_demand(learned: LearnedRule, known: Circumstances) -> list[Reason]:
    reasons, varies = [], variation(learned.demand, known.clumping)
    if learned.demand.events < _FEW_EVENTS:
        reasons.append(Reason("keep_few_events", {"events": learned.demand.events}))
    if xyz(varies) == "Z":
        reasons.append(Reason("keep_volatile", {"variation": varies}))
    if known.season_peak >= _SEASON_PEAK:
        reasons.append(Reason("keep_seasonal", {"peak": known.season_peak}))
    return reasons


def _of_counts(known: Circumstances) -> list[Reason]:
    if known.counts < _FEWEST_COUNTS:
        return []
    if known.right_counts >= _ACCURATE_COUNTS * known.counts:
        return []
    figures = {"counts": known.counts, "right": known.right_counts}
    return [Reason("keep_miscounted", figures)]
