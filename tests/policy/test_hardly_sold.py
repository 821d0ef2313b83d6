"""A product that was sold once or twice, and has been known for a few days only."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.demand import hardly_sold, learn_demand
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.launch import LaunchPrior, learn_new_demand
from policy.lead_time import LeadTime
from policy.learned_rule import Learnable, learn_rule

FIRST = date(2026, 3, 2).toordinal()
POOL = DemandPool()
quantities = st.integers(1, 500).map(float)


def history(days, *events, blind=()):
    """Events as (day, quantity), of a product first there on day 1."""
    known = [DemandEvent(FIRST + day - 1, quantity) for day, quantity in events]
    return DemandHistory(known, FIRST, FIRST + days - 1, blind)


def learned(known, **options):
    plain = Learnable(known, POOL, LeadTime(65.0, 9.0, 65.0, 0), 0.95)
    return learn_rule(replace(plain, **options), date.fromordinal(known.last_day + 1))


def test_one_piece_on_the_first_day_is_not_one_a_day():
    found = learned(history(1, (1, 1.0)))
    assert found.demand.rate == pytest.approx(1 / 28)
    assert found.reorder_point.quantity < 10
    assert found.confidence == "D"


def test_sold_out_on_the_first_day_says_no_more():
    """Days with an empty shelf are no days without a demand."""
    sold_out = history(20, (1, 1.0), blind=[(FIRST + 1, FIRST + 19)])
    point = learned(sold_out).reorder_point.quantity
    assert point == learned(history(1, (1, 1.0))).reorder_point.quantity


@given(quantities, st.integers(1, 60))
def test_day_without_a_sale_never_raises_what_is_expected(quantity, days):
    sooner = learned(history(days, (1, quantity))).demand.rate
    later = learned(history(days + 1, (1, quantity))).demand.rate
    assert later <= sooner * (1 + 1e-9)


@given(quantities, st.integers(2, 60))
def test_second_sale_as_large_raises_it(quantity, days):
    once = learned(history(days, (1, quantity))).demand.rate
    twice = learned(history(days, (1, quantity), (2, quantity))).demand.rate
    assert twice > once * 1.9


@given(
    st.lists(quantities, min_size=3, max_size=12),
    st.integers(1, 40),
    st.floats(0.5, 0.99),
)
def test_three_sales_speak_for_themselves(sizes, gap, level):
    events = [(1 + number * gap, size) for number, size in enumerate(sizes)]
    known = history(len(sizes) * gap, *events)
    own = learn_demand(known, POOL)
    assert hardly_sold(own, known) == own
    assert learned(known, cycle_service_level=level).demand == own


@given(quantities, st.integers(31, 900))
def test_one_sale_of_long_ago_speaks_for_itself(quantity, days):
    known = history(days, (1, quantity))
    own = learn_demand(known, POOL)
    assert hardly_sold(own, known) == own


def test_past_launches_and_a_guess_tell_more():
    known = history(1, (1, 1.0))
    launch = LaunchPrior(rate=2.0, deviation=1.0, size=4.0, dispersion=20.0)
    expected = learn_new_demand(known, POOL, launch)
    assert learned(known, launch=launch).demand == expected
    guessed = learn_new_demand(known, POOL, None, 0.5)
    assert learned(known, first_guess=0.5).demand == guessed


def test_weeks_as_buckets_are_spread_over_as_many_days():
    own = learn_demand(history(1, (1, 8.0)), POOL, bucket_days=7.0)
    found = hardly_sold(own, history(1, (1, 8.0)), bucket_days=7.0)
    assert (found.rate, found.effective_days) == (2.0, 4.0)


def test_product_often_without_stock_is_not_taken_for_a_new_one():
    """Known for a year, it was on the shelf for five days and sold twice on them."""
    known = history(365, (361, 5.0), (364, 5.0), blind=[(FIRST + 1, FIRST + 359 - 1)])
    own = learn_demand(known, POOL)
    assert own.effective_days < 10
    assert hardly_sold(own, known) == own


@given(quantities, st.integers(0, 40), st.integers(1, 2))
def test_longer_awaited_first_sale_is_spread_over_fewer_days(quantity, awaited, count):
    def spread(waited):
        events = [(1 + waited + number, quantity) for number in range(count)]
        known = history(waited + count, *events)
        own = learn_demand(known, POOL)
        return hardly_sold(own, known).rate / own.rate

    assert spread(awaited) <= spread(awaited + 1) * (1 + 1e-9)
    assert spread(40) == 1.0


@given(quantities)
def test_no_further_sale_multiplies_what_is_expected_by_more_than_another(quantity):
    rates = [
        learned(history(count, *((1 + day, quantity) for day in range(count))))
        for count in (1, 2, 3)
    ]
    once, twice, thrice = (each.demand.rate for each in rates)
    assert once < twice < thrice
    assert max(twice / once, thrice / twice) < 5.5
