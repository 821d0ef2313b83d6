"""All that is learned of one rule, from its history to its target stock."""

from dataclasses import dataclass
from datetime import date

from .adjustment import Adjustment
from .confidence import Confidence, confidence
from .demand import Demand, learn_demand
from .demand_history import DemandHistory
from .demand_pool import DemandPool
from .launch import LaunchPrior, learn_new_demand
from .lead_time import LeadTime
from .lot_size import LotTerms, lot_size
from .memory import half_life
from .reason import Reason
from .reorder_point import (
    LeadTimeDemand,
    ReorderPoint,
    lead_time_demand,
    reorder_point,
)

# what a lot lasts where no price says what it may cost
_UNPRICED_COVER_DAYS = 14.0


@dataclass(frozen=True, slots=True)
class Learnable:
    """What is known of one rule.

    :param cycle_service_level: probability of no stock-out in a cycle, below 1
    :param tiers: the vendor's minimum and price, and its price breaks; none if unknown
    :param order_cost: of one more line ordered, in the price's currency
    :param holding_rate: cost of keeping goods of value 1 for a year
    :param other_days: what the protection interval has beside the lead time: days
        purchasing takes, days between two looks
    :param multiple: in which is ordered, 0 for none
    :param step: smallest quantity of the unit
    :param seasonal: whether the catalogue's season is followed
    :param launch: what new products of its kind sell
    :param first_guess: of a person, units a day
    :param shelf_life_days: from the day goods come in; None: they keep
    :param excluded_days: days (ordinals) whose demand people do not count
    """

    history: DemandHistory
    pool: DemandPool
    lead_time: LeadTime
    cycle_service_level: float
    tiers: tuple[LotTerms, ...] = ()
    order_cost: float = 0.0
    holding_rate: float = 0.25
    other_days: float = 1.0
    multiple: float = 0.0
    step: float = 1.0
    seasonal: bool = True
    launch: LaunchPrior | None = None
    first_guess: float | None = None
    adjustments: tuple[Adjustment, ...] = ()
    shelf_life_days: float | None = None
    excluded_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LearnedRule:
    """What was learned; quantities in the product's unit.

    :param target_stock: reorder point and one lot; both 0: ordered on demand
    :param lot: what is ordered at a time
    :param interval_days: protection interval the reorder point has to last for
    :param season: demand of that interval / that of the days learned from, with all
        adjustments
    :param effects: what each adjustment did, by its key
    :param frozen: a person wants the numbers to stay
    """

    reorder_point: ReorderPoint
    target_stock: float
    lot: float
    demand: Demand
    lead_time: LeadTime
    lead_time_demand: LeadTimeDemand
    confidence: Confidence
    interval_days: float
    season: float = 1.0
    effects: tuple[tuple[int, Reason], ...] = ()
    frozen: bool = False

    @property
    def on_demand(self) -> bool:
        """Nothing is kept; what is promised is bought."""
        return self.reorder_point.quantity <= 0


def learn_rule(learnable: Learnable, today: date) -> LearnedRule:
    """Reorder point, lot and target stock, with all that led to them.

    >>> from policy.demand_history import DemandEvent
    >>> events = [DemandEvent(day, 4.0) for day in range(1, 200, 2)]
    >>> history = DemandHistory(events, 1, 200)
    >>> week = LeadTime(7.0, 1.0, 7.0, 9)
    >>> found = learn_rule(
    ...     Learnable(history, DemandPool(), week, 0.95), date.fromordinal(201)
    ... )
    >>> found.reorder_point.quantity, found.target_stock, found.confidence
    (28.0, 56.0, 'A')
    """
    history, pool, step = learnable.history, learnable.pool, learnable.step
    interval = learnable.lead_time.mean + learnable.other_days
    demand = _demand(learnable)
    season = 1.0
    if learnable.seasonal:
        season = pool.season.factor(
            history.last_day, history.first_day, half_life(history), interval
        )
    expected = lead_time_demand(
        demand.rate,
        demand.dispersion,
        interval,
        demand.effective_days,
        lead_time_deviation=learnable.lead_time.deviation,
        clumping=pool.clumping,
        season=season,
    )
    point = reorder_point(expected, learnable.cycle_service_level, step)
    lot = _lot(learnable, demand.rate)
    return LearnedRule(
        reorder_point=point,
        target_stock=point.quantity + lot if point.quantity > 0 else 0.0,
        lot=lot,
        demand=demand,
        lead_time=learnable.lead_time,
        lead_time_demand=expected,
        confidence=confidence(demand.events),
        interval_days=interval,
        season=season,
    )


def _demand(learnable: Learnable) -> Demand:
    history, launch = learnable.history, learnable.launch
    young = launch is not None and history.days < launch.lasts_days
    if history.events and not young and not learnable.first_guess:
        return learn_demand(history, learnable.pool, step=learnable.step)
    return learn_new_demand(
        history, learnable.pool, launch, learnable.first_guess, step=learnable.step
    )


def _lot(learnable: Learnable, rate: float) -> float:
    tiers = learnable.tiers or (LotTerms(0.0, 0.0),)
    priced = learnable.order_cost > 0 and any(tier.price > 0 for tier in tiers)
    cover = 0.0 if priced else _UNPRICED_COVER_DAYS
    return lot_size(
        rate,
        tiers,
        order_cost=learnable.order_cost,
        holding_rate=learnable.holding_rate,
        review_days=max(learnable.other_days, cover, 1.0),
        multiple=learnable.multiple,
        step=learnable.step,
    )
