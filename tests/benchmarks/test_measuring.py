"""All methods at once, on several processors, as the command runs them."""

from dataclasses import dataclass

import numpy as np
import pytest

from benchmarks.inventory.compare import BOUNDS, Contender, run
from benchmarks.inventory.measuring import Measurement, workers
from benchmarks.inventory.ours import ours
from benchmarks.inventory.past import FACTORS, LEVELS

from .builders import chance_demand, demand_set


@dataclass(frozen=True)
class Mean:
    """As people choose: so many buckets of mean demand."""

    buckets: float

    def __call__(self, past, settings):
        mean = np.nanmean(past.demand, axis=1)
        return np.ceil(mean * (self.buckets + np.array(settings)[:, None]))


CONTENDERS = {
    "ours": Contender(ours, LEVELS),
    "hand": Contender(Mean(8.0), FACTORS, once=True),
    "mean": Contender(Mean(8.0), FACTORS),
}


@pytest.fixture(scope="module")
def pool():
    with workers() as pool:
        yield pool


def daily():
    return demand_set(
        chance_demand(), 40, bucket_days=1.0, lead_time=np.full(30, 7), lost_sales=True
    )


def test_every_method_answers_from_another_process(pool):
    running = Measurement(daily(), CONTENDERS, pool)

    found = dict(running.outcomes())

    failed = {name: each for name, each in found.items() if isinstance(each, Exception)}
    assert (tuple(found), failed) == ((*CONTENDERS, *BOUNDS), {})
    assert running.studies()["forward_orders"] is not None


def test_asking_moment_by_moment_is_asking_all_at_once(pool):
    whole = daily()

    found = dict(Measurement(whole, CONTENDERS, pool).outcomes())

    for name, contender in CONTENDERS.items():
        alone = run(whole.compared(), contender)
        np.testing.assert_array_equal(found[name].stock, alone.stock)


def test_method_that_fails_costs_only_itself(pool, monkeypatch):
    running = Measurement(daily(), CONTENDERS, pool)
    monkeypatch.setitem(running._asked, "hand", [pool.submit(int, "none")])

    found = dict(running.outcomes())

    assert isinstance(found["hand"], ValueError)
    assert not isinstance(found["ours"], Exception)
