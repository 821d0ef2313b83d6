"""What a new order does to late supply: it rescues it, or takes its place."""

from dataclasses import replace

from .inventory_position import ProtectionInterval, Supply, SupplyTerms
from .situation import Situation
from .stock_projection import StockProjection, project_stock
from .supply_cover import JudgedSupply, judge_supplies


def judge(
    situation: Situation, terms: SupplyTerms, interval: ProtectionInterval
) -> tuple[StockProjection, JudgedSupply]:
    """The stock to come, and which supply covers.

    Late supply may not count where a new order would be there before it. If what is
    short with all of it counted is ordered anyway, and fills the shelf until it comes,
    it is late no more: it counts, and nothing is ordered twice. Otherwise the new order
    takes its place, and that of all that would find the shelf empty without it.

    >>> from datetime import date
    >>> from .inventory_position import Commitment
    >>> today = date(2026, 3, 2)
    >>> interval = ProtectionInterval(today, lead_time_days=14, review_period_days=1)
    >>> late = Supply(40, date(2026, 4, 1), "P1")
    >>> vital = SupplyTerms(late_supply_counts=False)
    >>> def counted(*promises):
    ...     rule = Situation(10, 50, 0, supplies=(late,), commitments=promises)
    ...     return judge(rule, vital, interval)[1].on_order
    >>> counted(), counted(Commitment(35, today))
    (0.0, 40.0)
    """
    projection = _project(situation, interval)
    judged = judge_supplies(situation.supplies, terms, projection, interval)
    if not judged.replaced:
        return projection, judged
    rescued = _rescued(situation, terms, interval, projection)
    return projection, rescued or _without(situation, terms, interval, judged)


def _rescued(
    situation: Situation,
    terms: SupplyTerms,
    interval: ProtectionInterval,
    projection: StockProjection,
) -> JudgedSupply | None:
    """All of it counted, where the order needed beside it makes none of it late."""
    trusting = replace(terms, late_supply_counts=True)
    trusted = judge_supplies(situation.supplies, trusting, projection, interval)
    position = situation.position(trusted.on_order, interval).quantity
    if not situation.calls_for_order(position):
        return None
    need = situation.target_stock - position
    ordered = Supply(need, interval.first_arrival, "")
    helped = judge_supplies(
        situation.supplies, terms, _project(situation, interval, ordered), interval
    )
    return None if helped.replaced else helped


def _without(
    situation: Situation,
    terms: SupplyTerms,
    interval: ProtectionInterval,
    judged: JudgedSupply,
) -> JudgedSupply:
    """Judge anew without what is replaced, until nothing more is."""
    gone: tuple[Supply, ...] = ()
    while judged.replaced != gone:
        gone = judged.replaced
        kept = [supply for supply in situation.supplies if supply not in gone]
        empty = _project(replace(situation, supplies=tuple(kept)), interval)
        judged = judge_supplies(situation.supplies, terms, empty, interval)
    return judged


def _project(
    situation: Situation, interval: ProtectionInterval, *ordered: Supply
) -> StockProjection:
    return project_stock(
        situation.on_hand,
        (*situation.supplies, *ordered),
        situation.commitments,
        interval.today,
        situation.empty_below,
    )
