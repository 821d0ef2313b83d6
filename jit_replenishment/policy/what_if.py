"""Other service, lead time or terms: what a rule would be, and what that would cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .lead_time import LeadTime
from .learned_rule import LearnedRule
from .lot_size import LotTerms, usual_lot
from .order_crossing import arrival_deviation, order_days
from .reorder_point import LeadTimeDemand, ReorderPoint, parts_of, reorder_point
from .sellable import after_predecessor, stocking
from .stock_effect import (
    average_stock,
    expected_fill_rate,
    expected_service,
)

_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked and what the vendor says; see ``Learnable``."""

    cycle_service_level: float
    tiers: Sequence[LotTerms] = ()
    order_cost: float = 0.0
    holding_rate: float = 0.25
    multiple: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reorder point and a target lead to.

    :param average_stock: units on hand
    :param expected_service: cycle service level
    :param expected_fill_rate: share of the demand served from the shelf
    :param orders: a year
    """

    reorder_point: ReorderPoint
    target_stock: float
    average_stock: float
    expected_service: float
    expected_fill_rate: float
    orders: float


def with_minimum(tiers: Sequence[LotTerms], minimum: float) -> tuple[LotTerms, ...]:
    """A vendor's terms, were its minimum another: prices stay what they are.

    >>> listed = [LotTerms(10.0, 3.0), LotTerms(50.0, 2.5)]
    >>> with_minimum(listed, 20.0)
    (LotTerms(minimum=20.0, price=3.0), LotTerms(minimum=50.0, price=2.5))
    >>> with_minimum(listed, 60.0), with_minimum((), 5.0)
    ((LotTerms(minimum=60.0, price=2.5),), (LotTerms(minimum=5.0, price=0.0),))
    """
    prices = [tier.price for tier in tiers if tier.minimum <= minimum]
    first = prices[-1] if prices else next((tier.price for tier in tiers), 0.0)
    larger = (tier for tier in tiers if tier.minimum > minimum)
    if not prices and tiers:
        larger = (tier for tier in tiers[1:] if tier.minimum > minimum)
    return (LotTerms(minimum, first), *larger)


def what_if(
    learned: LearnedRule,
    terms: Terms,
    lead_time: LeadTime | None = None,
    step: float = 1.0,
) -> Outcome:
    """The rule under other terms, from what was learned already.

    :param lead_time: None: the learned one

    >>> from policy.demand import Demand
    >>> week, demand = LeadTime(7.0, 1.0, 7.0, 9), Demand(2.0, 4.0, 90.0, 40.0)
    >>> expected = LeadTimeDemand(20.0, 80.0, 9.0, 4.0)
    >>> point = reorder_point(expected, 0.95)
    >>> learned = LearnedRule(point, 70.0, 32.0, demand, week, expected, "A", 10.0)
    >>> better = what_if(learned, Terms(0.99, [LotTerms(40.0, 3.0)]))
    >>> better.reorder_point.quantity, better.target_stock
    (48.0, 88.0)
    >>> round(better.expected_service, 2), round(better.average_stock)
    (0.99, 48)
    """
    lot = usual_lot(
        learned.demand.rate,
        terms.tiers,
        order_cost=terms.order_cost,
        holding_rate=terms.holding_rate,
        review_days=max(learned.interval_days - learned.lead_time.mean, 0.0),
        multiple=terms.multiple,
        step=step,
    )
    demand = demand_of(learned, lead_time or learned.lead_time, lot)
    point = after_predecessor(
        reorder_point(demand, terms.cycle_service_level, step),
        demand,
        learned.sold_first,
        step,
    )
    kept = stocking(point, lot)
    found = outcome(learned, point.quantity, kept.target_stock, demand, step)
    return replace(found, reorder_point=point)


def outcome(
    learned: LearnedRule,
    point: float,
    target_stock: float,
    demand: LeadTimeDemand | None = None,
    step: float = 1.0,
) -> Outcome:
    """What numbers of a person lead to.

    :param demand: of the interval; None: the learned one
    """
    demand, first = demand or learned.lead_time_demand, learned.sold_first
    if target_stock > 0:
        often = learned.demand.rate / max(target_stock - point, step)
    else:
        # on demand each demand is an order
        often = learned.demand.events / max(learned.demand.effective_days, 1.0)
    return Outcome(
        reorder_point=parts_of(demand, point),
        target_stock=target_stock,
        average_stock=average_stock(demand, point, target_stock, step),
        expected_service=expected_service(demand, point, step, first),
        expected_fill_rate=expected_fill_rate(
            demand, point + first, target_stock + first, step
        ),
        orders=often * _DAYS_A_YEAR,
    )


def demand_of(
    learned: LearnedRule, lead_time: LeadTime, lot: float | None = None
) -> LeadTimeDemand:
    """Demand of the interval, were the lead time another.

    Days of demand add up, what is unknown of the rate grows with each of them.

    :param lot: that would be ordered at a time; None: the learned one
    """
    known = learned.lead_time_demand
    other_days = learned.interval_days - learned.lead_time.mean
    times = max(lead_time.mean + other_days, 1.0) / learned.interval_days
    a_day = known.mean / learned.interval_days
    deviation = _arrivals(learned, lead_time, lot or learned.lot)
    return replace(
        known,
        mean=known.mean * times,
        of_demand=known.of_demand * times,
        of_estimate=known.of_estimate * times**2,
        of_vendor=(a_day * deviation) ** 2,
    )


def _arrivals(learned: LearnedRule, lead_time: LeadTime, lot: float) -> float:
    """Deviation of the lead time as stock sees it, days."""
    other_days = max(learned.interval_days - learned.lead_time.mean, 0.0)
    return arrival_deviation(
        lead_time.deviation,
        order_days(lot, learned.demand.rate, other_days),
        lead_time.correlation,
    )
