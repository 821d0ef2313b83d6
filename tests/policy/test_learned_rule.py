"""From a history to a reorder point and a target stock, in one call."""

import math
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.confidence import confidence
from policy.demand import learn_demand
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.launch import LaunchPrior
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule
from policy.lot_size import LotTerms, lot_size
from policy.reorder_point import lead_time_demand, reorder_point
from policy.season import PARTS, Season
from policy.stock_effect import expected_service

TODAY = date(2026, 3, 2)
NOW = TODAY.toordinal()
FORTNIGHT = LeadTime(14.0, 3.0, 14.0, 9)
PRICED = (LotTerms(1.0, 5.0),)
LAUNCH = LaunchPrior(rate=2.0, deviation=1.5, size=4.0, dispersion=30.0)


def sold(quantity=4.0, every=2, days=400):
    first = NOW - days
    events = [DemandEvent(day, quantity) for day in range(first, NOW, every)]
    return DemandHistory(events, first, NOW - 1)


EMPTY = DemandHistory([], NOW, NOW - 1)
PLAIN = Learnable(
    sold(), DemandPool(), FORTNIGHT, 0.95, tiers=PRICED, order_cost=10.0, other_days=2.0
)


def learned(**options):
    return learn_rule(replace(PLAIN, **options), TODAY)


def test_rule_is_what_its_steps_say():
    found = learned()
    demand = learn_demand(PLAIN.history, PLAIN.pool)
    expected = lead_time_demand(
        demand.rate, demand.dispersion, 16.0, demand.effective_days,
        lead_time_deviation=3.0, step=1.0,
    )  # fmt: skip
    assert found.demand == demand
    assert found.lead_time_demand == expected
    assert found.reorder_point == reorder_point(expected, 0.95)
    assert found.lot == lot_size(
        demand.rate, PRICED, order_cost=10.0, holding_rate=0.25, review_days=2.0
    )
    assert found.target_stock == found.reorder_point.quantity + found.lot
    assert found.interval_days == 16.0
    assert found.confidence == "A"
    served = expected_service(expected, found.reorder_point.quantity)
    assert served == pytest.approx(0.95, abs=0.01)


def test_rarely_sold_product_is_ordered_on_demand():
    found = learned(history=sold(quantity=1.0, every=390))
    assert (found.reorder_point.quantity, found.target_stock) == (0.0, 0.0)
    assert found.on_demand


def test_season_ahead_raises_the_reorder_point_if_it_is_followed():
    # a year whose coming month is strong
    ahead = int(NOW % 365.25 / 365.25 * PARTS)
    index = tuple(2.0 if part == ahead else 0.9 for part in range(PARTS))
    seasonal = DemandPool(season=Season(index))
    assert learned(pool=seasonal).season > 1.0
    assert learned(pool=seasonal).reorder_point.quantity > (
        learned().reorder_point.quantity
    )
    assert learned(pool=seasonal, seasonal=False) == learned(
        pool=DemandPool(), seasonal=False
    )


@pytest.mark.parametrize(
    "options",
    [{"tiers": ()}, {"tiers": (LotTerms(0.0, 0.0),)}, {"order_cost": 0.0}],
)
def test_lot_without_a_cost_lasts_a_fortnight(options):
    found = learned(**options)
    assert found.lot == math.ceil(14 * found.demand.rate)


def test_terms_of_the_vendor_hold():
    found = learned(tiers=(LotTerms(200.0, 5.0),), multiple=48.0)
    assert found.lot == 240.0


def test_nahmias_lot_takes_the_break_that_pays():
    # Nahmias, Production and Operations Analysis, all-units discounts: 600 a year,
    # 8 an order, 20 %; 0.30, from 500 on 0.29, from 1000 on 0.28: order 500
    tiers = (LotTerms(1, 0.30), LotTerms(500, 0.29), LotTerms(1000, 0.28))
    lot = lot_size(600 / 365.25, tiers, order_cost=8.0, holding_rate=0.2)
    assert lot == 500


def test_new_product_is_judged_by_launches_and_a_guess():
    unknown = learned(history=EMPTY)
    assert (unknown.target_stock, unknown.confidence) == (0.0, "D")
    launched = learned(history=EMPTY, launch=LAUNCH)
    assert launched.demand.rate == pytest.approx(2.0)
    assert launched.reorder_point.quantity > 16 * 2.0
    assert launched.reorder_point.for_estimate > launched.reorder_point.for_demand
    guessed = learned(history=EMPTY, launch=LAUNCH, first_guess=0.1)
    assert guessed.reorder_point.quantity < launched.reorder_point.quantity
    assert learned(launch=LAUNCH) == learned()


def test_product_past_its_first_weeks_is_not_expected_to_sell_as_launches_do():
    """Who sold once in 100 days says more than what others sold in their first."""
    once = DemandHistory([DemandEvent(NOW - 90, 1.0)], NOW - 100, NOW - 1)
    never = replace(once, events=[])
    assert learned(history=once, launch=LAUNCH) == learned(history=once)
    assert learned(history=never, launch=LAUNCH).on_demand


def test_new_product_that_sells_often_is_still_drawn_to_what_launches_sold():
    daily = sold(quantity=10.0, every=1, days=10)
    drawn, alone = learned(history=daily, launch=LAUNCH), learned(history=daily)
    assert LAUNCH.rate < drawn.demand.rate < alone.demand.rate


@pytest.mark.parametrize(
    ("events", "grade"),
    [(0, "D"), (2.99, "D"), (3, "C"), (7.99, "C"), (8, "B"), (23.9, "B"), (24, "A")],
)
def test_grade_is_by_demands_in_memory(events, grade):
    assert confidence(events) == grade


quantities = st.floats(0.01, 1e5)
events = st.dictionaries(st.integers(1, 700), quantities, max_size=40)
pools = st.builds(
    DemandPool,
    log_size_deviation=st.floats(0.1, 2.0),
    intercept=st.floats(-1.0, 2.0),
    slope=st.floats(-0.2, 0.5),
    clumping=st.floats(1.0, 4.0),
)
# what is known of a rule, quantities in one unit; scaled by a power of two so that
# float rounding is the same
SCALE = 8.0


@st.composite
def learnables(draw):
    days = draw(events)
    first = draw(st.integers(0, 30))
    history = DemandHistory(
        [DemandEvent(NOW - 701 + day, days[day]) for day in sorted(days)],
        NOW - 701 - first,
        NOW - 1,
    )
    return Learnable(
        history,
        draw(pools),
        LeadTime(draw(st.floats(0.0, 200.0)), draw(st.floats(0.0, 60.0)), 14.0, 5),
        draw(st.floats(0.5, 0.999)),
        tiers=(LotTerms(draw(st.floats(0.0, 1e3)), draw(st.floats(0.01, 1e4))),),
        order_cost=draw(st.floats(0.0, 100.0)),
        other_days=draw(st.floats(0.0, 30.0)),
        step=0.125,
        first_guess=draw(st.none() | st.floats(0.0, 1e3)),
        launch=draw(st.none() | st.just(LAUNCH)),
    )


def in_small_units(known):
    history = known.history
    return replace(
        known,
        history=replace(
            history,
            events=[DemandEvent(day, size * SCALE) for day, size in history.events],
        ),
        tiers=tuple(
            LotTerms(each.minimum * SCALE, each.price / SCALE) for each in known.tiers
        ),
        step=known.step * SCALE,
        first_guess=known.first_guess and known.first_guess * SCALE,
        launch=known.launch
        and replace(
            known.launch,
            rate=known.launch.rate * SCALE,
            size=known.launch.size * SCALE,
            dispersion=known.launch.dispersion * SCALE,
        ),
    )


@given(learnables())
def test_numbers_are_finite_and_belong_together(known):
    found = learn_rule(known, TODAY)
    point, demand = found.reorder_point, found.lead_time_demand
    for figure in (point.quantity, point.safety_stock, found.target_stock, found.lot,
                   demand.mean, demand.variance, found.season):  # fmt: skip
        assert math.isfinite(figure)
        assert figure >= 0.0
    if found.on_demand:
        assert found.target_stock == 0.0
    else:
        assert found.target_stock == point.quantity + found.lot
    assert point.expected + point.safety_stock == pytest.approx(point.quantity)


@given(learnables())
def test_rule_is_the_same_in_any_unit(known):
    plain, small = learn_rule(known, TODAY), learn_rule(in_small_units(known), TODAY)
    step = known.step * SCALE * 1.01
    wanted = plain.reorder_point.quantity * SCALE
    # what rounding adds
    assert small.reorder_point.quantity == pytest.approx(wanted, rel=1e-5, abs=step)
    assert small.lot == pytest.approx(plain.lot * SCALE, rel=1e-5, abs=step)


@given(learnables(), st.floats(1.0, 3.0))
def test_more_of_anything_never_lowers_the_reorder_point_of_a_rule(known, more):
    def point(known):
        return learn_rule(known, TODAY).reorder_point.quantity

    plain, lead_time = point(known), known.lead_time
    longer = replace(lead_time, mean=lead_time.mean * more)
    level = 1.0 - (1.0 - known.cycle_service_level) / more
    assert point(replace(known, lead_time=longer)) >= plain
    assert point(replace(known, cycle_service_level=level)) >= plain


@given(learnables(), st.floats(1.0, 3.0))
def test_uneven_vendor_never_lowers_the_reorder_point(known, more):
    """Where it is above the median: below, more spread is more chance of less."""
    known = replace(known, cycle_service_level=0.9)
    found = learn_rule(known, TODAY)
    uneven = replace(known.lead_time, deviation=known.lead_time.deviation * more)
    other = learn_rule(replace(known, lead_time=uneven), TODAY)
    # a gamma of so small a shape is mostly 0, whatever the level
    demand = other.lead_time_demand
    if demand.mean > 0 and demand.mean**2 / demand.variance > 0.5:
        assert other.reorder_point.quantity >= found.reorder_point.quantity
