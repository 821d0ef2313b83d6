"""What is learned of a product's demand, alone and beside its catalogue."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.calibration import calibrated
from policy.demand import learn_demand
from policy.demand_history import DemandEvent, DemandHistory
from policy.demand_pool import DemandPool, learn_pool
from policy.drift import with_drift
from policy.memory import HALF_LIVES, learned_from, remembered_rates
from policy.memory_mix import UNTOLD_MIX, learn_mix
from policy.season import PARTS, Season, learn_season
from policy.spikes import cut_spikes
from policy.spread import own_spread

YEAR = 365


def history(quantities, *, blind=()):
    """One entry a day, 0 for none, from day 1 on."""
    events = [DemandEvent(n, q) for n, q in enumerate(quantities, 1) if q]
    return DemandHistory(events, 1, len(quantities), blind)


def remembered_by_hand(quantities, half_life, unseen=()):
    """The plain sums that the memories have in closed form."""
    ages = range(len(quantities) - 1, -1, -1)
    weights = [0.0 if a in unseen else 0.5 ** (a / half_life) for a in ages]
    total = sum(weights)
    rate = sum(w * q for w, q in zip(weights, quantities, strict=True)) / total
    return rate, total**2 / sum(w * w for w in weights)


SPARSE = [0, 3, 0, 0, 5, 1, 0, 0, 0, 2]


def test_sums_of_sparse_events_equal_those_of_all_days():
    known = history(SPARSE)
    expected = [remembered_by_hand(SPARSE, half_life)[0] for half_life in HALF_LIVES]
    assert remembered_rates(known, known.events) == pytest.approx(expected)


@pytest.mark.parametrize("index", range(len(HALF_LIVES)))
def test_days_learned_from_are_those_of_all_weights(index):
    mix = tuple(float(n == index) for n in range(len(HALF_LIVES)))
    expected = remembered_by_hand(SPARSE, HALF_LIVES[index])[1]
    assert learned_from(history(SPARSE), mix).days == pytest.approx(expected)


def test_memories_together_rest_on_more_than_the_shortest():
    known = history([1.0] * 1000)
    short = learned_from(known, (1.0, 0.0, 0.0, 0.0))
    both = learned_from(known, (0.5, 0.0, 0.5, 0.0))
    assert both.days > short.days
    assert both.events == pytest.approx(both.days)


def test_days_without_stock_are_left_out():
    quantities = [0, 3, 0, 0, 0, 0, 0, 0, 4, 2]
    known = history(quantities, blind=[(3, 6)])
    unseen = {4, 5, 6, 7}
    expected = [remembered_by_hand(quantities, each, unseen)[0] for each in HALF_LIVES]
    assert remembered_rates(known, known.events) == pytest.approx(expected)
    assert known.days == 6
    assert own_spread(known, known.events).frequency == pytest.approx(3 / 6)


def test_short_memory_follows_a_change_and_a_long_one_hardly():
    known = history([1] * 300 + [3] * 60)
    short, middle, long, _longest = remembered_rates(known, known.events)
    assert 2.5 < short < 3.0
    assert 1.0 < long < middle < short


def test_catalogue_that_changes_quickly_remembers_its_last_weeks(chance):
    def fashion():
        level, days = 1.0, []
        for day in range(500):
            if day % 40 == 0:
                level = chance.choice([0.2, 1.0, 5.0])
            days.append(level * chance.choice([0.5, 1.0, 1.5]))
        return history(days)

    known = [(each, each.events) for each in (fashion() for _product in range(40))]
    weeks, _season, year, years = learn_mix(known, 15, Season())
    assert weeks > 0.6
    assert year + years < 0.3


def test_catalogue_that_never_changes_remembers_all_of_it(chance):
    def steady():
        rate = chance.choice([0.1, 0.3, 0.5])
        return history([float(chance.random() < rate) for _day in range(700)])

    known = [(each, each.events) for each in (steady() for _product in range(80))]
    weeks, _season, year, years = learn_mix(known, 15, Season())
    assert year + years > 0.7
    assert weeks < 0.15


def test_years_that_never_change_are_all_remembered(chance):
    def steady():
        rate = chance.choice([0.02, 0.05, 0.1])
        return history([float(chance.random() < rate) for _day in range(3000)])

    known = [(each, each.events) for each in (steady() for _product in range(80))]
    assert learn_mix(known, 60, Season())[-1] > 0.7


def test_weights_of_memories_make_a_whole(chance):
    known = [
        history([chance.random() for _day in range(300)]) for _product in range(20)
    ]
    mix = learn_mix([(each, each.events) for each in known], 15, Season())
    assert sum(mix) == pytest.approx(1.0)
    assert min(mix) >= 0.0


def test_catalogue_too_small_to_ask_does_not_follow_its_last_weeks():
    known = history([1.0] * 200)
    assert learn_mix([(known, known.events)], 15, Season()) == UNTOLD_MIX


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
    steady = history([2.0] * 3000)
    pool = DemandPool(intercept=math.log(4.0))
    few = learn_demand(history([2.0] * 30), pool)
    assert learn_demand(steady, pool).dispersion < few.dispersion / 5


def test_spread_is_never_below_one_step():
    found = learn_demand(history([1] * 4000), DemandPool(), step=1.0)
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


def seasonal(level, years=3):
    """Sells three times as much in the first month of each year."""
    return history(
        [level * (3.0 if d % YEAR < 30 else 1.0) for d in range(years * YEAR)]
    )


def known_season(*histories):
    return learn_season([(each, each.events) for each in histories])


def test_season_is_learned_from_the_turnover_of_the_catalogue():
    season = known_season(seasonal(1.0), seasonal(5.0))
    assert len(season.index) == PARTS
    assert sum(season.index) / PARTS == pytest.approx(1.0, abs=0.02)
    assert season.index[0] / season.index[6] == pytest.approx(3.0, rel=0.1)


def test_products_that_come_and_go_are_no_season():
    """Each sells for half a year, one after the other: the catalogue as a whole sells
    evenly."""
    fads = [
        DemandHistory(
            [DemandEvent(day, 4.0) for day in range(start, start + 180)],
            start,
            3 * YEAR,
        )
        for start in range(1, 3 * YEAR - 180, 5)
    ]
    middle = [each for each in fads if 180 < each.first_day < 2 * YEAR]
    steady = DemandHistory(
        [DemandEvent(day, 200.0) for day in range(1, 3 * YEAR)], 1, 3 * YEAR
    )
    index = known_season(steady, *middle).index
    assert max(index) < 1.25
    assert min(index) > 0.75


def test_rate_is_that_of_the_year_and_the_season_comes_on_top():
    level = seasonal(1.0)
    pool = DemandPool(season=known_season(level))
    found = learn_demand(level, pool)
    assert found.rate == pytest.approx(
        sum(e.quantity for e in level.events) / 1095, 0.1
    )
    # at the end of the third year the strong month is ahead
    assert pool.season.coming(3 * YEAR, 15) > 2.0
    assert pool.season.coming(2 * YEAR + 60, 15) == pytest.approx(0.86, abs=0.05)


def test_growing_catalogue_is_no_season():
    growing = history([1.0 + day / YEAR for day in range(3 * YEAR)])
    index = known_season(growing).index
    assert max(index) - min(index) < 0.15


def test_a_few_orders_by_chance_are_no_season(chance):
    lumps = [float(chance.random() < 0.02) * 50 for _day in range(2 * YEAR)]
    index = known_season(history(lumps)).index
    assert max(index, default=1.0) - min(index, default=1.0) < 1.0


def test_less_than_a_year_shows_no_season():
    assert known_season(history([1.0] * 300)) == Season()
    assert Season().coming(300, 15) == 1.0


def test_catalogue_whose_rates_stay_has_no_drift(chance):
    def steady():
        rate = chance.choice([0.2, 0.5, 0.8])
        return history([float(chance.random() < rate) for _day in range(500)])

    known = [steady() for _product in range(100)]
    found = with_drift(learn_pool(known, 15), known, 15)
    assert found.drift < 0.15
    assert found.clumping == pytest.approx(1.0, abs=0.3)


def test_catalogue_whose_rates_wander_has_drift(chance):
    """Many small demands: chance alone would be a few percent."""

    def wandering():
        level, days = 20.0, []
        for day in range(400):
            if day % 15 == 0:
                level *= math.exp(chance.gauss(0.0, 0.5))
            days.append(level * chance.choice([0.8, 1.0, 1.2]))
        return history(days)

    known = [wandering() for _product in range(60)]
    assert with_drift(learn_pool(known, 15), known, 15).drift > 0.3


def test_formula_that_promised_too_much_is_raised(chance):
    """Demand that goes on once it has begun: no formula of single days sees that."""

    def streaks():
        days, level = [], 0.0
        for _day in range(400):
            if chance.random() < 0.03:
                level = chance.choice([0.0, 0.0, 6.0])
            days.append(level * chance.random())
        return history(days)

    known = [streaks() for _product in range(60)]
    known = [each for each in known if each.events]
    pool = learn_pool(known, 15)
    assert calibrated(pool, known, 15).calibration > 1.2


def test_formula_that_keeps_its_promise_is_left(chance):
    def poisson_like():
        return history([float(chance.random() < 0.3) for _day in range(500)])

    known = [poisson_like() for _product in range(80)]
    pool = learn_pool(known, 15)
    assert calibrated(pool, known, 15).calibration == pytest.approx(1.0, abs=0.25)


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


def test_what_is_remembered_of_one_season_says_nothing_of_another():
    known = history([1.0] * 400)
    flat, doubled = Season((1.0,) * 12), Season((2.0,) * 12)
    for _again in range(2):
        assert flat.remembered(known, 90.0) == 1.0
        assert doubled.remembered(known, 90.0) == 2.0
        assert (flat.coming(400, 30), doubled.coming(400, 30)) == (1.0, 2.0)


def test_longer_history_is_remembered_farther_than_a_shorter_one_was():
    for days in (3, 40, 700, 40):
        known = history([2.0] * days)
        assert remembered_rates(known, known.events) == pytest.approx(
            [2.0] * len(HALF_LIVES)
        )
