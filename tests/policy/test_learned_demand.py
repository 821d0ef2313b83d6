"""What is learned of a product's demand, alone and beside its catalogue."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.demand import learn_demand
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool, learn_pool
from policy.memory import LONGEST_HALF_LIFE, SHORTEST_HALF_LIFE, half_life, remember
from policy.season import PARTS, Season, learn_season
from policy.spikes import cut_spikes

YEAR = 365


def history(quantities, *, blind=()):
    """One entry a day, 0 for none, from day 1 on."""
    events = [DemandEvent(n, q) for n, q in enumerate(quantities, 1) if q]
    return DemandHistory(events, 1, len(quantities), blind)


def weighed_by_hand(quantities, half_life, unseen=()):
    """The plain sums that ``remember`` has in closed form."""
    ages = range(len(quantities) - 1, -1, -1)
    weights = [0.0 if a in unseen else 0.5 ** (a / half_life) for a in ages]
    total = sum(weights)
    mean = sum(w * q for w, q in zip(weights, quantities, strict=True)) / total
    square = sum(w * q * q for w, q in zip(weights, quantities, strict=True)) / total
    return mean, square - mean**2, total**2 / sum(w * w for w in weights)


def test_sums_of_sparse_events_equal_those_of_all_days():
    quantities = [0, 3, 0, 0, 5, 1, 0, 0, 0, 2]
    found = remember(history(quantities), history(quantities).events, 7.0)
    expected = weighed_by_hand(quantities, 7.0)
    assert (found.rate, found.variance, found.effective_days) == pytest.approx(expected)


def test_days_without_stock_are_left_out():
    quantities = [0, 3, 0, 0, 0, 0, 0, 0, 4, 2]
    blind = [(3, 6)]
    found = remember(history(quantities, blind=blind), history(quantities).events, 7.0)
    expected = weighed_by_hand(quantities, 7.0, unseen={4, 5, 6, 7})
    assert (found.rate, found.variance, found.effective_days) == pytest.approx(expected)
    assert history(quantities, blind=blind).days == 6


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(1, SHORTEST_HALF_LIFE), (30, 120.0), (200, LONGEST_HALF_LIFE)],
)
def test_rare_demand_is_remembered_longer(gap, expected):
    quantities = ([0] * (gap - 1) + [1]) * 4
    assert half_life(history(quantities)) == expected


def test_recent_demand_counts_most():
    rising = remember(
        history([1] * 60 + [3] * 60), history([1] * 60 + [3] * 60).events, 30
    )
    assert rising.rate > 2.0


def test_bulk_order_is_cut_and_listed():
    quantities = [4, 0, 5, 0, 6, 0] * 10 + [600]
    found = learn_demand(history(quantities), DemandPool(log_size_deviation=0.3))
    (cut,) = found.cut
    assert (cut.day, cut.quantity) == (61, 600)
    assert cut.counted < 60


def test_ordinary_sizes_are_not_cut():
    events = history([4, 5, 6, 7] * 5).events
    assert cut_spikes(events, 0.5) == (list(events), [])


def test_few_events_spread_as_the_catalogue_does():
    pool = DemandPool(intercept=math.log(4.0))
    alone = learn_demand(history([0] * 50 + [2, 0, 0, 0, 2]), pool)
    assert alone.dispersion == pytest.approx(2 * 4.0, rel=0.15)


def test_many_events_spread_as_their_own_do():
    steady = history([2.0] * 2000)
    pool = DemandPool(intercept=math.log(4.0))
    assert learn_demand(steady, pool).dispersion < 8.0


def test_spread_is_never_below_one_step():
    found = learn_demand(history([1] * 400), DemandPool(), step=1.0)
    assert found.dispersion == 1.0


def test_catalogue_of_random_demand_has_spread_one_and_no_clumps(chance):
    def poisson_like():
        return [1.0 if chance.random() < 0.1 else 0.0 for _day in range(2 * YEAR)]

    pool = learn_pool([history(poisson_like()) for _product in range(60)], 15)
    assert pool.spread(0.1) == pytest.approx(0.9, rel=0.1)
    assert pool.clumping == pytest.approx(1.0, abs=0.1)


def test_demand_in_bursts_clumps(chance):
    def bursts():
        days = [0.0] * (2 * YEAR)
        for _burst in range(12):
            first = chance.randrange(2 * YEAR - 10)
            for day in range(first, first + 10):
                days[day] = 1.0
        return days

    pool = learn_pool([history(bursts()) for _product in range(40)], 15)
    assert pool.clumping > 2.0


def test_catalogue_without_telling_products_has_plain_constants():
    assert learn_pool([history([0, 1, 0])], 15) == DemandPool()


def test_season_is_learned_from_all_and_followed_by_half():
    quantities = [3.0 if day % YEAR < 30 else 1.0 for day in range(3 * YEAR)]
    season = learn_season([history(quantities)])
    assert len(season.index) == PARTS
    # at the end of the third year the strong month is ahead
    ahead = season.factor(3 * YEAR, 1, 60.0, 15)
    assert 1.3 < ahead < math.sqrt(3.0)
    behind = season.factor(2 * YEAR + 45, 1, 60.0, 15)
    assert behind < 1.0


def test_less_than_a_year_shows_no_season():
    assert learn_season([history([1.0] * 300)]) == Season()
    assert Season().factor(300, 1, 60.0, 15) == 1.0


sizes = st.lists(
    st.one_of(st.just(0.0), st.floats(0.01, 1e6)), min_size=1, max_size=120
).filter(any)


@given(sizes, st.floats(1e-3, 1e3))
def test_learned_demand_scales_with_the_unit(quantities, factor):
    pool = DemandPool(intercept=0.5)
    plain = learn_demand(history(quantities), pool, step=0.0)
    scaled = learn_demand(history([q * factor for q in quantities]), pool, step=0.0)
    assert scaled.rate == pytest.approx(plain.rate * factor, rel=1e-6)
    assert scaled.dispersion == pytest.approx(plain.dispersion * factor, rel=1e-4)


@given(sizes)
def test_learned_demand_is_finite(quantities):
    found = learn_demand(history(quantities), DemandPool())
    for figure in (found.rate, found.dispersion, found.effective_days, found.events):
        assert math.isfinite(figure)
        assert figure >= 0.0
