"""Orders that overtake each other, and what that leaves of a vendor's unevenness."""

import math
from dataclasses import replace
from datetime import date
from statistics import NormalDist, fmean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule
from policy.lot_size import LotTerms
from policy.order_crossing import (
    arrival_deviation,
    lead_time_correlation,
    order_days,
)
from policy.what_if import Terms, what_if, with_minimum

# days between orders / deviation -> variance of lead times / that of the arrivals put
# in order: 20 million normal lead times drawn and sorted, exact to 0.0003
DRAWN = [
    (0.05, 0.0280),
    (0.10, 0.0556),
    (0.25, 0.1359),
    (0.50, 0.2616),
    (1.00, 0.4809),
    (1.50, 0.6585),
    (2.00, 0.7948),
    (3.00, 0.9481),
    (4.00, 0.9921),
]

deviations, gaps = st.floats(0.0, 200.0), st.floats(0.0, 1e4)
correlations = st.floats(0.0, 1.0)


@pytest.mark.parametrize(("distance", "variance"), DRAWN)
def test_deviation_is_that_of_drawn_arrivals_put_in_order(distance, variance):
    found = arrival_deviation(10.0, 10.0 * distance, 0.0) ** 2 / 100.0
    assert found == pytest.approx(variance, abs=6e-4)


def test_what_orders_have_in_common_is_not_overtaken(chance):
    """Lead times of 60 +- 15, three tenths of whose variance a whole spell shares."""
    runs, squares = 300, []
    for _spell in range(runs):
        shared = chance.gauss(0.0, 15.0 * math.sqrt(0.3))
        own = 15.0 * math.sqrt(0.7)
        arrivals = [60 + 7.0 * n + shared + chance.gauss(0.0, own) for n in range(400)]
        in_order = sorted(arrivals)
        squares += [(arrival - 7.0 * n - 60) ** 2 for n, arrival in enumerate(in_order)]
    expected = arrival_deviation(15.0, 7.0, 0.3) ** 2
    assert fmean(squares) == pytest.approx(expected, rel=0.1)


def test_shop_with_overtaking_orders_keeps_what_was_asked(chance):
    """Ten units a day in lots of a week, delivered in 60 +- 15 days."""
    deviation = arrival_deviation(15.0, 7.0, 0.0)
    days = 60.0 + NormalDist().inv_cdf(0.95) * deviation
    arrivals = sorted(7.0 * n + chance.gauss(60.0, 15.0) for n in range(40_000))
    covered = fmean(arrival <= 7.0 * n + days for n, arrival in enumerate(arrivals))
    assert covered == pytest.approx(0.95, abs=0.01)


def test_far_apart_or_late_together_is_the_textbooks():
    assert arrival_deviation(30.0, math.inf, 0.0) == 30.0
    assert arrival_deviation(30.0, 300.0, 0.0) == pytest.approx(30.0, rel=1e-9)
    assert arrival_deviation(30.0, 1.0) == 30.0
    assert arrival_deviation(0.0, 7.0, 0.0) == 0.0


def test_closed_form_and_series_meet():
    apart = 10.0 * math.sqrt(2.0)
    below, above = (
        arrival_deviation(10.0, apart * near, 0.0) for near in (1 - 1e-9, 1 + 1e-9)
    )
    assert below == pytest.approx(above, rel=1e-4)


@given(deviations, gaps, correlations, st.floats(1.0, 5.0), st.floats(1e-2, 1e2))
def test_more_of_anything_never_makes_arrivals_evener(
    deviation, gap, correlation, more, scale
):
    found = arrival_deviation(deviation, gap, correlation)
    assert 0.0 <= found <= deviation
    slack = 1e-3 * deviation + 1e-9
    assert arrival_deviation(deviation * more, gap, correlation) >= found - slack
    assert arrival_deviation(deviation, gap * more, correlation) >= found - slack
    later = 1 - (1 - correlation) / more
    assert arrival_deviation(deviation, gap, later) >= found - slack
    scaled = arrival_deviation(deviation * scale, gap * scale, correlation)
    assert scaled == pytest.approx(found * scale, rel=1e-6, abs=1e-9)


def test_correlation_of_successive_orders_is_learned(chance):
    def group(correlation):
        days, last = [], 0.0
        for _order in range(12):
            fresh = chance.gauss(0.0, math.sqrt(1 - correlation**2))
            last = correlation * last + fresh if days else chance.gauss(0.0, 1.0)
            days.append(60.0 + 10.0 * last)
        return days

    alone = lead_time_correlation(group(0.0) for _group in range(2000))
    assert alone == pytest.approx(0.0, abs=0.05)
    # a record of twelve orders shows less of it than a longer one would
    assert 0.3 < lead_time_correlation(group(0.8) for _group in range(2000)) < 0.8


def test_few_receipts_take_little_off_the_textbooks_buffer():
    uneven = [10.0, 30.0] * 5
    assert lead_time_correlation([uneven]) == pytest.approx(20 / 29)
    assert lead_time_correlation([uneven], 0.4) == pytest.approx(0.4 * 20 / 29)
    assert lead_time_correlation([[7.0], [], [9.0, 9.0]], 0.7) == 0.7


@pytest.mark.parametrize("orders", [2, 3, 9])
def test_many_short_records_tell_nothing_of_orders_late_together(orders):
    """Around a mean of their own they look unrelated, whatever they are."""
    waves = [[40.0] * orders, [40.0 + n for n in range(orders)]] * 500
    assert lead_time_correlation(waves, 0.7) == 0.7


@given(st.lists(st.lists(st.floats(0, 500), max_size=14), max_size=6), correlations)
def test_correlation_is_a_share_whichever_way_round(groups, untold):
    found = lead_time_correlation(groups, untold)
    assert 0.0 <= found <= 1.0
    backwards = lead_time_correlation([days[::-1] for days in groups], untold)
    assert backwards == pytest.approx(found, abs=1e-9)


@given(st.floats(0.0, 1e6), st.floats(1e-3, 1e4), st.floats(0.0, 60.0))
def test_orders_are_never_closer_than_looks(lot, rate, review):
    assert order_days(lot, rate, review) >= review


# -- in a rule ------------------------------------------------------------------------

TODAY = date(2026, 3, 2)
NOW = TODAY.toordinal()
STEADY = DemandHistory(
    [DemandEvent(day, 10.0) for day in range(NOW - 400, NOW)], NOW - 400, NOW - 1
)
OVERTAKING = LeadTime(60.0, 20.0, 60.0, 30, correlation=0.0)
TIERS = (LotTerms(70.0, 5.0),)
# an order costs next to nothing: lots are the minimum, a week
RULE = Learnable(
    STEADY,
    DemandPool(),
    OVERTAKING,
    0.95,
    tiers=TIERS,
    order_cost=0.01,
    other_days=7.0,
)
ASKED = Terms(0.95, TIERS, order_cost=0.01)


def test_rule_keeps_less_against_orders_that_overtake_each_other():
    together = replace(RULE, lead_time=replace(OVERTAKING, correlation=1.0))
    less, usual = learn_rule(RULE, TODAY), learn_rule(together, TODAY)
    assert usual.lead_time_demand.of_vendor == pytest.approx(200.0**2, rel=0.01)
    expected = arrival_deviation(20.0, 7.0, 0.0) / 20.0
    part = less.lead_time_demand.of_vendor / usual.lead_time_demand.of_vendor
    assert part == pytest.approx(expected**2, rel=1e-3)
    assert less.reorder_point.expected == usual.reorder_point.expected
    assert less.reorder_point.for_vendor < usual.reorder_point.for_vendor


@given(st.floats(0.0, 3000.0), correlations, st.floats(0.0, 60.0))
def test_larger_minimum_is_asked_as_it_would_be_learned(minimum, correlation, days):
    lead_time = replace(OVERTAKING, correlation=correlation)
    learned = learn_rule(replace(RULE, lead_time=lead_time), TODAY)
    tiers = with_minimum(TIERS, minimum)
    other = replace(lead_time, deviation=days)
    anew = learn_rule(replace(RULE, lead_time=other, tiers=tiers), TODAY)
    found = what_if(learned, replace(ASKED, tiers=tiers), other)
    assert found.reorder_point.quantity == pytest.approx(
        anew.reorder_point.quantity, abs=1.0
    )
    assert found.target_stock == pytest.approx(anew.target_stock, abs=1.0)
    plain = replace(RULE, lead_time=lead_time, tiers=tiers)
    assert what_if(learned, replace(ASKED, tiers=tiers)).reorder_point.quantity == (
        pytest.approx(learn_rule(plain, TODAY).reorder_point.quantity, abs=1.0)
    )


def test_steady_vendor_leaves_a_rule_as_it_was():
    certain = LeadTime(60.0, 0.0, 60.0, 0)
    one = learn_rule(replace(RULE, lead_time=certain), TODAY)
    other = replace(RULE, lead_time=replace(certain, correlation=0.0))
    assert learn_rule(other, TODAY).reorder_point == one.reorder_point


def test_drawn_table_is_of_drawn_lead_times(chance):
    """The table above, once more and smaller."""
    for distance, variance in DRAWN[2::3]:
        arrivals = sorted(n * distance + chance.gauss(0.0, 1.0) for n in range(40_000))
        seen = pvariance([each - n * distance for n, each in enumerate(arrivals)])
        assert seen == pytest.approx(variance, rel=0.05)
