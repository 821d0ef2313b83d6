"""decide(): one rule's situation in, one decision with its reasons out."""

import math
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from .booked import booked_reason
from .decision_reasons import (
    cover_reason,
    internal_reason,
    position_reason,
    quantity_reason,
    replaced_reasons,
    schedule_reasons,
    snooze_reason,
    supply_reasons,
    too_much_reason,
    vendor_reason,
)
from .forward_orders import beyond_expected
from .internal_supply import STARTED_COUNTS, InternalSupply
from .inventory_position import (
    Commitment,
    InventoryPosition,
    ProtectionInterval,
    Supply,
    committed,
    promised_until,
)
from .late_supply import judge
from .need_date import Schedule, schedule
from .order_calendar import protection_interval
from .order_quantity import order_quantity
from .reason import Reason
from .situation import Situation
from .sourcing import NoOffer, NotAsked, Sourcing, VendorOffer, choose_offer
from .stock_projection import StockProjection
from .supply_cover import JudgedSupply, covered_until, covering, superfluous

Outcome = Literal[
    "order", "covered", "enough", "snoozed", "paused", "rejected", "waiting", "to_fix"
]


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do about one rule, with everything a person needs to check it.

    :param need: only where something is or should be ordered, or would but for a pause
    :param quantity: to order, in the product's unit, before the unit's own rounding
    :param order_multiple: of vendor and rule together, 0 if none
    :param internal_supply: who is to bring the order, where it is no vendor
    :param fault: why nothing can be ordered, only with outcome ``to_fix``
    :param sourcing: whom a purchase would ask, and who is not asked; also where nothing
        is ordered
    :param protection_interval_days: wait for an order day, lead time, review period
    :param schedule: order deadline and arrival, only with outcome ``order``
    :param runs_out_on: first day booked movements leave nothing on the shelf
    :param is_late: what covers is overdue or finds the shelf empty, only with outcome
        ``covered``
    """

    outcome: Outcome
    position: InventoryPosition
    reorder_point: float
    target_stock: float
    protection_interval_days: int
    need: float = 0.0
    quantity: float = 0.0
    order_multiple: float = 0.0
    offer: VendorOffer | None = None
    sourcing: Sourcing | None = None
    schedule: Schedule | None = None
    internal_supply: InternalSupply | None = None
    fault: str | None = None
    runs_out_on: date | None = None
    expedite: tuple[Supply, ...] = ()
    is_late: bool = False
    reasons: tuple[Reason, ...] = ()
    # what the position is the sum of; the figures themselves are compared
    judged: JudgedSupply = field(default=JudgedSupply(), compare=False)
    promised: tuple[Commitment, ...] = field(default=(), compare=False)
    projection: StockProjection | None = field(default=None, compare=False)

    @property
    def booked(self) -> Reason:
        """The movements the position is the sum of, for who wants to add them up."""
        return booked_reason(self.judged, self.promised)

    @property
    def lead_time_days(self) -> int:
        """Until the order is there; 0 where nothing is ordered."""
        source = self.offer or self.internal_supply
        return source.lead_time_days if source else 0

    def brings_into(self, place_path: str) -> bool:
        """Whether what is ordered adds to the stock of a place around this one."""
        supply = self.internal_supply
        return supply is None or supply.brings_into(place_path)


def decide(situation: Situation, today: date) -> Decision:
    """Order when the inventory position is at or below the reorder point.

    Of what is promised only that counts which a learned reorder point does not expect
    already (``forward_orders``).

    Reorder point 0 with target 0 is "order on demand": the need is then exactly the
    committed shortage, and a position of 0 needs nothing.

    >>> decide(Situation(10, 30, on_hand=12), date(2026, 3, 2)).outcome
    'enough'
    >>> decide(Situation(10, 30, on_hand=10), date(2026, 3, 2)).fault
    'no_vendor'
    """
    if not situation.is_readable:
        return _unreadable(situation)
    earliest = today + timedelta(days=situation.purchase_days)
    sourcing = choose_offer(situation.terms, situation.preferred_vendor_id, earliest)
    source = situation.internal_supply or sourcing.found
    interval = protection_interval(
        today,
        source.lead_time_days,
        source.order_weekdays,
        situation.purchase_days,
        situation.review_period_days,
    )
    decision = _awake(situation, sourcing, interval, today)
    vendor_id = None if situation.internal_supply else sourcing.vendor_id
    if said := situation.brakes.pause(vendor_id, today):
        return _paused(decision, said)
    return decision


def _awake(
    situation: Situation, sourcing: Sourcing, interval: ProtectionInterval, today: date
) -> Decision:
    """What is decided unless the rule is paused.

    A rejection or a snooze keeps an order away: where none is needed, neither says
    anything.
    """
    observed, projection, judged = _observe(situation, interval)
    observed = replace(observed, sourcing=sourcing)
    if not situation.calls_for_order(observed.position.quantity):
        observed = _with_surplus(situation, observed)
        return _nothing_to_order(situation, observed, projection, judged, interval)
    if said := situation.brakes.refusal(observed.position.quantity, today):
        return replace(observed, outcome="rejected", reasons=(said, *observed.reasons))
    rest = situation.brakes.rest(today)
    if rest:
        said = situation.brakes.rest_refused(today)
        if not situation.calls_beyond(observed.position.quantity, rest):
            reasons = said, *observed.reasons
            return replace(observed, outcome="rejected", reasons=reasons)
        observed = replace(observed, reasons=(*observed.reasons, said))
    if situation.snoozed_until and situation.snoozed_until > today:
        snooze = snooze_reason(situation.snoozed_until)
        return replace(observed, outcome="snoozed", reasons=(snooze, *observed.reasons))
    return _due(situation, sourcing, observed, interval, rest)


def _paused(decision: Decision, said: Reason) -> Decision:
    """Nothing is done; what piles up meanwhile can be seen."""
    return replace(
        decision, outcome="paused", fault=None, reasons=(said, *decision.reasons)
    )


def _unreadable(situation: Situation) -> Decision:
    """To fix, with what can be said of the stock: nothing."""
    reorder_point, target_stock = (
        figure if math.isfinite(figure) else 0.0
        for figure in (situation.reorder_point, situation.target_stock)
    )
    nothing = Decision(
        "to_fix", InventoryPosition(0.0, 0.0, 0.0), reorder_point, target_stock, 0
    )
    return _to_fix(nothing, "not_a_number")


def _observe(
    situation: Situation, interval: ProtectionInterval
) -> tuple[Decision, StockProjection, JudgedSupply]:
    """The stock of the rule as a decision to do nothing, and what is behind it."""
    terms = STARTED_COUNTS if situation.internal_supply else situation.supply_terms
    projection, judged = judge(situation, terms, interval)
    position = situation.position(judged.on_order, interval)
    is_low = situation.is_low(position.quantity)
    stock = position_reason(position, situation.reorder_point, is_low)
    observed = Decision(
        "enough",
        position,
        situation.reorder_point,
        situation.target_stock,
        protection_interval_days=interval.days,
        runs_out_on=projection.runs_out_on,
        expedite=judged.expedite,
        reasons=(stock, *supply_reasons(judged, terms, interval.today)),
        judged=judged,
        promised=promised_until(situation.commitments, interval.last_day),
        projection=projection,
    )
    return observed, projection, judged


def _with_surplus(situation: Situation, observed: Decision) -> Decision:
    """Whole orders too many are told; what a minimum or a pack adds is not.

    Here every promise counts, however far away: somebody may have ordered for it.
    """
    position = observed.position
    far_away = committed(situation.commitments) - position.committed
    stock = position.quantity - far_away
    surplus = stock - situation.target_stock + situation.tolerance
    too_much = superfluous(surplus, observed.judged)
    if not too_much:
        return observed
    told = too_much_reason(too_much, situation.target_stock)
    return replace(observed, reasons=(*observed.reasons, told))


def _nothing_to_order(
    situation: Situation,
    observed: Decision,
    projection: StockProjection,
    judged: JudgedSupply,
    interval: ProtectionInterval,
) -> Decision:
    """Enough on the shelf, or covered by what is on its way."""
    position = observed.position
    named = covering(position.without_supply, judged, situation.calls_for_order)
    if not named:
        if not situation.is_low(position.quantity):
            return observed
        reached = Reason("target_reached", {"target_stock": situation.target_stock})
        return replace(observed, reasons=(*observed.reasons, reached))
    until = covered_until(
        situation.on_hand,
        judged,
        beyond_expected(situation.commitments, situation.expected, interval),
        interval.today,
        situation.calls_for_order,
    )
    cover = cover_reason(named, judged, projection, until)
    reasons = cover, *observed.reasons
    is_late = judged.chases(named)
    return replace(observed, outcome="covered", is_late=is_late, reasons=reasons)


def _due(
    situation: Situation,
    sourcing: Sourcing,
    observed: Decision,
    interval: ProtectionInterval,
    rest: float,
) -> Decision:
    """An order, or what to mend before there can be one.

    :param rest: what a person refused of an earlier need
    """
    need = situation.further_need(observed.position.quantity, rest)
    reasons = observed.reasons
    if situation.on_hand < -situation.tolerance:
        reasons += (Reason("count_first"),)
    due = replace(observed, need=need, reasons=reasons)
    if situation.unsuppliable:
        return _to_fix(due, situation.unsuppliable)
    source = situation.internal_supply or sourcing.found
    if isinstance(source, NoOffer):
        return _to_fix(due, source.fault, source.vendor_name)
    dates = schedule(
        interval,
        source.order_weekdays,
        # a reorder point that is reached says "now"; promises have their own days
        None if situation.keeps_stock else due.runs_out_on,
    )
    due = replace(due, schedule=dates)
    if isinstance(source, InternalSupply):
        return _start(due, situation, source)
    due = _order(due, situation, source, sourcing.not_asked)
    told = (
        *schedule_reasons(source, dates),
        *replaced_reasons(due.judged, interval.first_arrival),
    )
    return replace(due, reasons=(*due.reasons, *told))


def _to_fix(due: Decision, fault: str, vendor_name: str | None = None) -> Decision:
    obstacle = Reason(fault, {"vendor": vendor_name})
    return replace(due, outcome="to_fix", fault=fault, reasons=(*due.reasons, obstacle))


def _start(due: Decision, situation: Situation, supply: InternalSupply) -> Decision:
    """A transfer or production: no minimum, and nobody to choose."""
    ordered = order_quantity(
        due.need, 0.0, supply.order_multiple, situation.rule_multiple
    )
    how = quantity_reason(ordered, situation.target_stock), internal_reason(supply)
    return replace(
        due,
        outcome="order",
        quantity=ordered.quantity,
        order_multiple=ordered.order_multiple,
        internal_supply=supply,
        reasons=(*due.reasons, *how),
    )


def _order(
    due: Decision,
    situation: Situation,
    offer: VendorOffer,
    not_asked: tuple[NotAsked, ...],
) -> Decision:
    ordered = order_quantity(
        due.need,
        offer.minimum_order_quantity,
        offer.order_multiple,
        situation.rule_multiple,
    )
    is_set = bool(situation.preferred_vendor_id)
    return replace(
        due,
        outcome="order",
        quantity=ordered.quantity,
        order_multiple=ordered.order_multiple,
        offer=offer,
        reasons=(
            *due.reasons,
            quantity_reason(ordered, situation.target_stock),
            vendor_reason(
                offer,
                ordered.quantity,
                not_asked,
                is_set=is_set,
                purchase_days=situation.purchase_days,
            ),
        ),
    )
