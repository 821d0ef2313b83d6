"""From demand and lead time to a reorder point and a lot."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.lead_time import learn_lead_time, usual_ratio
from policy.lot_size import LotTerms, economic_lot, lot_size
from policy.reorder_point import gamma_quantile, lead_time_demand, reorder_point

# exact quantiles, from tables of the chi-square distribution: gamma of shape k and
# scale 2 is chi-square with 2k degrees of freedom
CHI_SQUARE = [
    (2, 0.95, 5.991),
    (10, 0.90, 15.987),
    (10, 0.95, 18.307),
    (20, 0.99, 37.566),
    (30, 0.975, 46.979),
]


@pytest.mark.parametrize(("freedom", "level", "expected"), CHI_SQUARE)
def test_quantile_is_that_of_the_tables(freedom, level, expected):
    found = gamma_quantile(freedom, 2 * freedom, level)
    assert found == pytest.approx(expected, rel=0.01)


def test_reorder_point_is_what_is_expected_and_a_safety_stock_in_parts():
    demand = lead_time_demand(2.0, 3.0, 15, 60, lead_time_deviation=4.0)
    assert demand.mean == 30.0
    assert demand.of_demand == pytest.approx(15 * 3.0 * 2.0)
    assert demand.of_estimate == pytest.approx(15**2 * 3.0 * 2.0 / 60)
    assert demand.of_vendor == pytest.approx((2.0 * 4.0) ** 2)
    found = reorder_point(demand, 0.97)
    assert found.expected + found.safety_stock == pytest.approx(found.quantity)
    assert found.quantity == int(found.quantity)


def test_nothing_is_kept_of_what_hardly_sells():
    demand = lead_time_demand(0.001, 1.0, 15, 365)
    assert reorder_point(demand, 0.9).quantity == 0


def test_vendor_that_never_varies_takes_no_part():
    assert reorder_point(lead_time_demand(2.0, 3.0, 15, 60), 0.97).for_vendor == 0.0


rates, dispersions = st.floats(1e-3, 1e4), st.floats(1.0, 1e3)
intervals, deviations = st.floats(1.0, 200.0), st.floats(0.0, 60.0)
levels = st.floats(0.5, 0.999)


@given(rates, dispersions, intervals, deviations, levels, st.floats(1.0, 3.0))
def test_more_of_anything_never_lowers_the_reorder_point(
    rate, dispersion, interval, deviation, level, more
):
    def point(rate, interval, deviation, level):
        demand = lead_time_demand(
            rate, dispersion, interval, 90, lead_time_deviation=deviation
        )
        found = reorder_point(demand, level).quantity
        assert math.isfinite(found)
        return found

    plain = point(rate, interval, deviation, level)
    assert point(rate, interval * more, deviation, level) >= plain - 1e-6
    higher = 1 - (1 - level) / more
    assert point(rate, interval, deviation, higher) >= plain - 1e-6


def test_lead_time_is_drawn_to_the_promise_while_little_was_seen():
    one = learn_lead_time([28.0], 14.0, 0.2)
    many = learn_lead_time([28.0] * 95, 14.0, 0.2)
    assert one.mean == pytest.approx((28 + 5 * 14) / 6)
    assert many.mean == pytest.approx(27.3)
    assert many.deviation < one.deviation


def test_delivery_before_its_order_took_no_time():
    assert learn_lead_time([-3.0], 12.0, 0.2).mean == pytest.approx(10.0)


def test_usual_ratio_is_pooled_over_vendors_of_any_speed():
    assert usual_ratio([[9.0, 11.0], [90.0, 110.0]]) == pytest.approx(math.sqrt(0.02))
    assert usual_ratio([[7.0], []]) == 0.2


def test_economic_lot_is_the_textbooks():
    # Silver, Pyke and Thomas, 4th ed., chapter 4: D 2400, v 0.4, A 3.2, r 0.24
    assert economic_lot(2400 / 365.25, 0.40, 3.20, 0.24) == pytest.approx(
        400, rel=0.001
    )


def test_price_break_is_taken_where_it_pays():
    tiers = [LotTerms(1, 10.0), LotTerms(500, 9.0)]
    options = {"order_cost": 20.0, "holding_rate": 0.25}
    assert lot_size(10.0, tiers, **options) == 500
    assert lot_size(0.1, tiers, **options) < 500


def test_lot_holds_minimum_and_multiple_and_half_a_year_at_most():
    options = {"order_cost": 1000.0, "holding_rate": 0.2}
    free = lot_size(1.0, [LotTerms(0, 0.5)], **options)
    assert free == 182
    packs = lot_size(1.0, [LotTerms(200, 0.5)], multiple=48, **options)
    assert packs == 240


def test_lot_without_terms_is_refused():
    with pytest.raises(ValueError, match="terms"):
        lot_size(1.0, [], order_cost=1.0, holding_rate=0.2)


def test_open_orders_older_than_usual_make_a_vendor_slower():
    seen = [20.0] * 10
    known = learn_lead_time(seen, 20, 0.2)
    late = learn_lead_time(seen, 20, 0.2, [45.0, 50.0, 60.0])
    assert late.mean > known.mean + 3
    assert late.deviation > known.deviation
    assert late.receipts == 10


def test_open_orders_that_are_young_say_little():
    seen = [20.0, 22.0, 18.0] * 5
    known = learn_lead_time(seen, 20, 0.2)
    young = learn_lead_time(seen, 20, 0.2, [1.0, 2.0, 3.0])
    assert young.mean == pytest.approx(known.mean, rel=0.02)


def test_orders_that_only_quick_ones_arrived_of_are_estimated_rightly(chance):
    """Times of 60 +- 15 days, seen when the oldest order is 70 days old."""
    times = [max(chance.gauss(60.0, 15.0), 1.0) for _order in range(400)]
    ages = [chance.uniform(0.0, 70.0) for _order in times]
    seen = [t for t, age in zip(times, ages, strict=True) if t <= age]
    waiting = [age for t, age in zip(times, ages, strict=True) if t > age]
    assert sum(seen) / len(seen) < 52
    found = learn_lead_time(seen, 60, 0.25, waiting)
    assert found.mean == pytest.approx(60, abs=5)
    assert found.deviation == pytest.approx(15, abs=5)


@given(
    st.lists(st.floats(0, 500), max_size=8),
    st.lists(st.floats(0, 2000), max_size=8),
    st.floats(0, 200),
)
def test_lead_time_with_open_orders_is_finite(observed, waiting, promised):
    found = learn_lead_time(observed, promised, 0.3, waiting)
    assert math.isfinite(found.mean)
    assert math.isfinite(found.deviation)
    assert found.mean >= 0.0
