"""Two weeks after a launch: nothing later than that day is known."""

import numpy as np

from benchmarks.inventory.cold_start import AGE_DAYS, cold_start

from .builders import demand_set


def launched(seed: int = 3, count: int = 120, days: int = 260):
    """Every product begins some day and then sells a few, some days."""
    chance = np.random.default_rng(seed)
    demand = chance.poisson(0.3, (count, days)) * chance.integers(1, 6, (count, days))
    begins = chance.integers(0, days - 40, count)
    demand[np.arange(days) < begins[:, None]] = 0
    demand[np.arange(count), begins] = 2
    return demand_set(
        demand, 150, bucket_days=1.0, lead_time=np.full(count, 14), lost_sales=True
    )


def test_pooled_launches_cover_more_than_own_statistics_and_cost_less_than_four_times():
    found = cold_start(launched())
    ways = found["ways"]
    covered = {way: each["covered_when_asked_95"] for way, each in ways.items()}
    assert covered["own"] < covered["ours"] >= 0.9
    assert ways["ours"]["stock"] < ways["own_x4"]["stock"]


def test_reorder_point_is_the_same_whatever_sells_later():
    """Only how much of it is covered may differ, and the demand stock is told in."""
    first = launched()
    later = first.demand.copy()
    begins = (later > 0).argmax(axis=1)
    last = begins.max() + AGE_DAYS
    later[:, last:] *= 50
    one, other = (cold_start(each) for each in (first, _with(first, later)))
    assert one["products"] == other["products"]
    for way in one["ways"]:
        ratios = one["ways"][way]["stock"] / other["ways"][way]["stock"]
        assert ratios >= 1


def _with(found, demand):
    return demand_set(
        demand,
        found.training,
        bucket_days=1.0,
        lead_time=found.lead_time,
        lost_sales=True,
    )


def test_set_whose_products_were_all_there_from_the_start_tells_nothing():
    found = demand_set(np.ones((5, 200)), 100, bucket_days=1.0)
    assert cold_start(found) is None
