"""New products, with little or no demand of their own."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.demand import learn_demand
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool
from policy.launch import (
    FIRST_DAYS,
    LAUNCH_DAYS,
    LaunchPrior,
    learn_launch,
    learn_new_demand,
)

PRIOR = LaunchPrior(rate=2.0, deviation=1.0, size=4.0, dispersion=20.0)
POOL = DemandPool()


def history(days, *events, blind=()):
    """Events as (day, quantity), of a product first there on day 1."""
    return DemandHistory([DemandEvent(*each) for each in events], 1, days, blind)


def test_product_without_a_day_sells_as_launches_do():
    found = learn_new_demand(history(0), POOL, PRIOR)
    assert found.rate == pytest.approx(2.0)
    assert found.effective_days == pytest.approx(10.0)
    assert found.events == 0
    # the uncertainty of the prior is the spread between launches
    learned = 30**2 * found.dispersion * found.rate / found.effective_days
    launches = 30**2 * PRIOR.dispersion * PRIOR.rate / PRIOR.days
    assert launches == pytest.approx((30 * PRIOR.rate * PRIOR.deviation) ** 2)
    assert learned < launches


def test_days_without_a_sale_lower_what_is_expected_bit_by_bit():
    rates = [learn_new_demand(history(n), POOL, PRIOR).rate for n in range(LAUNCH_DAYS)]
    assert all(later < sooner for sooner, later in zip(rates, rates[1:], strict=False))
    assert rates[14] > 0.5


def test_prior_ends_where_own_demand_tells():
    events = [(day, 3.0) for day in range(1, LAUNCH_DAYS, 4)]
    grown = history(LAUNCH_DAYS, *events)
    assert learn_new_demand(grown, POOL, PRIOR) == learn_demand(grown, POOL)
    almost = history(LAUNCH_DAYS - 1, *events)
    found, own = learn_new_demand(almost, POOL, PRIOR), learn_demand(almost, POOL)
    assert found.rate == pytest.approx(own.rate, rel=0.05)
    assert found.dispersion == pytest.approx(own.dispersion, rel=0.05)


def test_guess_weighs_as_three_demands():
    # three demands of 5 so far, and a guess as if three more had come as slowly
    sold = history(20, (2, 5.0), (9, 5.0), (17, 5.0))
    own = learn_new_demand(sold, POOL, None)
    guessed = learn_new_demand(sold, POOL, None, first_guess=own.rate / 2)
    assert own.rate / 2 < guessed.rate < own.rate
    assert guessed.effective_days > own.effective_days
    assert guessed.events == own.events


def test_guess_alone_is_believed():
    found = learn_new_demand(history(0), POOL, None, first_guess=0.25)
    assert found.rate == pytest.approx(0.25)
    assert found.effective_days == pytest.approx(12.0)


def test_guess_is_forgotten_where_nothing_sells():
    found = learn_new_demand(history(3 * 365), POOL, None, first_guess=1.0)
    assert found.rate < 0.01


def test_nothing_known_is_no_demand():
    assert learn_new_demand(history(30), POOL, None).rate == 0.0
    assert learn_new_demand(history(0), POOL, None, first_guess=0.0).rate == 0.0


def launches(count, rate=1.0, size=2.0, first=100):
    gap = round(size / rate)
    return [
        DemandHistory(
            [
                DemandEvent(day, size)
                for day in range(first, first + 2 * FIRST_DAYS, gap)
            ],
            first,
            first + 2 * FIRST_DAYS,
        )
        for _launch in range(count)
    ]


def test_prior_is_what_past_launches_sold():
    found = learn_launch([*launches(10, 1.0), *launches(10, 2.0)], POOL, 50)
    assert found.launches == 20
    assert found.rate == pytest.approx(1.5)
    assert found.size == pytest.approx(2.0)
    assert found.deviation < 0.5 / 1.5 + 1e-9


def test_launches_that_sold_nothing_count():
    silent = [DemandHistory([], 100, 200)] * 20
    found = learn_launch([*launches(20, 2.0), *silent], POOL, 50)
    assert found.rate == pytest.approx(1.0)
    assert found.deviation > 0.8


@pytest.mark.parametrize(
    "told",
    [
        launches(7),
        # known from the first day of the data on: not from their launch
        launches(20, first=40),
        # not through their first weeks
        [DemandHistory(each.events, 100, 110) for each in launches(20)],
        [DemandHistory([], 100, 200)] * 20,
        # there was nothing to sell
        [DemandHistory([], 100, 200, [(102, 190)])] * 20,
    ],
)
def test_too_few_launches_say_nothing(told):
    assert learn_launch(told, POOL, 50) is None


quantities = st.floats(0.01, 1e6)
priors = st.builds(
    LaunchPrior,
    rate=st.floats(1e-4, 1e4),
    deviation=st.floats(0.1, 10.0),
    size=quantities,
    dispersion=st.floats(1.0, 1e5),
)
events = st.dictionaries(st.integers(1, 60), quantities, max_size=5)


@given(events, st.integers(0, 30), priors, st.none() | st.floats(0.0, 1e4))
def test_new_demand_is_finite_and_scales_with_the_unit(sold, more, prior, guess):
    days = max(sold, default=0) + more

    def learned(factor):
        scaled = LaunchPrior(
            prior.rate * factor,
            prior.deviation,
            prior.size * factor,
            prior.dispersion * factor,
        )
        own = [(day, sold[day] * factor) for day in sorted(sold)]
        wanted = None if guess is None else guess * factor
        return learn_new_demand(
            history(days, *own), POOL, scaled, wanted, step=1e-9 * factor
        )

    plain, scaled = learned(1.0), learned(8.0)
    for figure in (plain.rate, plain.dispersion, plain.effective_days):
        assert math.isfinite(figure)
        assert figure >= 0.0
    assert scaled.rate == pytest.approx(8.0 * plain.rate, rel=1e-6)
    assert scaled.dispersion == pytest.approx(8.0 * plain.dispersion, rel=1e-6)
    assert scaled.effective_days == pytest.approx(plain.effective_days, rel=1e-6)


@given(events, st.floats(1e-3, 1e3), st.floats(1.0, 10.0))
def test_more_sold_or_guessed_is_never_less_expected(sold, guess, factor):
    days = max(sold, default=0) + 3
    own = history(days, *sorted(sold.items()))

    def rate(guess):
        return learn_new_demand(own, POOL, PRIOR, guess).rate

    low, high = sorted((guess, guess * factor))
    assert rate(high) >= rate(low) - 1e-9
