"""All that is learned of one rule, from its history to its target stock."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .adjusted_history import adjusted_history, copied_prior
from .adjustment import Adjustment
from .confidence import Confidence, confidence
from .demand import Demand, hardly_sold, learn_demand
from .demand_history import DemandHistory
from .demand_pool import DemandPool
from .launch import LaunchPrior, learn_new_demand
from .lead_time import LeadTime
from .lot_size import LotTerms, usual_lot
from .order_crossing import arrival_deviation, order_days
from .order_quantity import up_to_multiple
from .outlook import Outlook
from .reason import Reason, Value
from .reorder_point import (
    LeadTimeDemand,
    ReorderPoint,
    lead_time_demand,
    reorder_point,
)
from .season import Season
from .sellable import Stocking, after_predecessor, stocking, within_sellable


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
    :param bucket_days: days in a bucket, where all "days" are longer buckets
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
    bucket_days: float = 1.0

    @property
    def interval_days(self) -> float:
        """The protection interval; a history of days tells of no shorter time."""
        return max(self.lead_time.mean + self.other_days, 1.0)


@dataclass(frozen=True, slots=True)
class LearnedRule:
    """What was learned; quantities in the product's unit.

    :param target_stock: reorder point and one lot; both 0: ordered on demand
    :param lot: what is ordered at a time
    :param interval_days: protection interval the reorder point has to last for
    :param season: demand of that interval / the year's mean, with all adjustments
    :param effects: what each adjustment did, by its key; by 0 what excluded days and
        the product's shelf life did
    :param frozen: a person wants the numbers to stay
    :param sold_first: of the interval's demand, what is left of a predecessor serves
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
    sold_first: float = 0.0

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
    (30.0, 58.0, 'A')
    """
    learned = _learn(learnable, today)
    known = learnable.adjustments or learnable.excluded_days
    if not known and learnable.shelf_life_days is None:
        return learned
    return replace(learned, effects=tuple(_effects(learnable, learned, today)))


def _learn(learnable: Learnable, today: date) -> LearnedRule:
    outlook = outlook_of(learnable, today)
    expected = interval_demand(learnable, outlook)
    kept = _stocking(learnable, expected, outlook)
    return LearnedRule(
        reorder_point=kept.reorder_point,
        target_stock=kept.target_stock,
        lot=kept.lot,
        demand=outlook.demand,
        lead_time=learnable.lead_time,
        lead_time_demand=expected,
        confidence=confidence(outlook.demand.events),
        interval_days=learnable.interval_days,
        season=outlook.factor(learnable.interval_days),
        frozen=any(
            each.kind == "freeze" and each.holds(today)
            for each in learnable.adjustments
        ),
        sold_first=outlook.sold_first(learnable.interval_days),
    )


def learn_stocking(
    learnable: Learnable, today: date, levels: Sequence[float]
) -> list[Stocking]:
    """Reorder points and targets for several services, from one look at the history.

    :param levels: cycle service levels, below 1

    >>> from policy.demand_history import DemandEvent
    >>> events = [DemandEvent(day, 4.0) for day in range(1, 200, 2)]
    >>> known = Learnable(
    ...     DemandHistory(events, 1, 200), DemandPool(), LeadTime(7.0, 1.0, 7.0, 9), 0.9
    ... )
    >>> found = learn_stocking(known, date.fromordinal(201), [0.9, 0.95])
    >>> [each.reorder_point.quantity for each in found]
    [26.0, 30.0]
    """
    outlook = outlook_of(learnable, today)
    expected = interval_demand(learnable, outlook)
    return [
        _stocking(replace(learnable, cycle_service_level=level), expected, outlook)
        for level in levels
    ]


def outlook_of(learnable: Learnable, today: date) -> Outlook:
    """The demand learned, and what is known of the time to come."""
    history, taken_over = learnable.history, 0.0
    if learnable.adjustments or learnable.excluded_days:
        history, taken_over = adjusted_history(
            history, learnable.adjustments, learnable.excluded_days
        )
    pool = learnable.pool
    if not learnable.seasonal:
        pool = replace(pool, season=Season())
    return Outlook(
        demand=_demand(learnable, history, pool),
        history=history,
        season=pool.season,
        adjustments=learnable.adjustments,
        taken_over=taken_over,
        today=today,
    )


def interval_demand(learnable: Learnable, outlook: Outlook) -> LeadTimeDemand:
    """What will be asked for until the next order can be there."""
    rate = outlook.demand.rate
    return lead_time_demand(
        rate,
        outlook.demand.dispersion,
        learnable.interval_days,
        outlook.demand.effective_days,
        lead_time_deviation=arrival_deviation(
            learnable.lead_time.deviation,
            order_days(_lot(learnable, rate), rate, learnable.other_days),
            learnable.lead_time.correlation,
        ),
        clumping=learnable.pool.clumping,
        season=outlook.factor(learnable.interval_days),
        calibration=learnable.pool.calibration,
        drift=learnable.pool.drift,
        step=learnable.step,
    )


def _demand(learnable: Learnable, history: DemandHistory, pool: DemandPool) -> Demand:
    step, launch = learnable.step, learnable.launch
    for each in learnable.adjustments:
        if each.kind == "launch" and each.other:
            launch = copied_prior(each, each.other, pool, step) or launch
    young = launch is not None and history.days < launch.lasts_days
    if history.events and not young and not learnable.first_guess:
        bucket_days = learnable.bucket_days
        own = learn_demand(history, pool, step=step, bucket_days=bucket_days)
        return hardly_sold(own, history, bucket_days)
    return learn_new_demand(history, pool, launch, learnable.first_guess, step=step)


def _stocking(
    learnable: Learnable, expected: LeadTimeDemand, outlook: Outlook
) -> Stocking:
    step = learnable.step
    point = after_predecessor(
        reorder_point(expected, learnable.cycle_service_level, step),
        expected,
        outlook.sold_first(learnable.interval_days),
        step,
    )
    wanted = stocking(point, _lot(learnable, outlook.demand.rate))
    sellable = outlook.sellable(learnable.lead_time.mean, learnable.shelf_life_days)
    if wanted.target_stock <= sellable:
        return wanted
    least = min((tier.minimum for tier in learnable.tiers), default=0.0)
    least = up_to_multiple(max(least, step), learnable.multiple)
    return within_sellable(wanted, expected, sellable, least, step)


def _lot(learnable: Learnable, rate: float) -> float:
    return usual_lot(
        rate,
        learnable.tiers,
        order_cost=learnable.order_cost,
        holding_rate=learnable.holding_rate,
        review_days=learnable.other_days,
        multiple=learnable.multiple,
        step=learnable.step,
    )


def _effects(
    learnable: Learnable, learned: LearnedRule, today: date
) -> Iterator[tuple[int, Reason]]:
    """What would be different without each of them."""
    for index, each in enumerate(learnable.adjustments):
        others = learnable.adjustments
        without = replace(learnable, adjustments=others[:index] + others[index + 1 :])
        figures = _difference(learned, _learn(without, today))
        yield each.key, Reason("adjusted", {**each.figures(), **figures})
    if learnable.excluded_days:
        quantities = [
            quantity
            for day, quantity in learnable.history.events
            if day in learnable.excluded_days
        ]
        without = replace(learnable, excluded_days=frozenset())
        figures = _difference(learned, _learn(without, today))
        figures |= {"orders": len(quantities), "quantity": math.fsum(quantities)}
        yield 0, Reason("adjusted_excluded", figures)
    if learnable.shelf_life_days is not None:
        keeps = Adjustment("shelf_life", days=learnable.shelf_life_days)
        without = replace(learnable, shelf_life_days=None)
        figures = _difference(learned, _learn(without, today))
        if any(figures.values()):
            yield 0, Reason("adjusted", {**keeps.figures(), **figures})


def _difference(learned: LearnedRule, without: LearnedRule) -> dict[str, Value]:
    point = without.reorder_point.quantity
    return {
        "reorder_point": learned.reorder_point.quantity - point,
        "target_stock": learned.target_stock - without.target_stock,
    }
