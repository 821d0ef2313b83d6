"""What nobody can know is never worse than what somebody could do."""

import numpy as np
import pytest

from benchmarks.inventory import bounds
from benchmarks.inventory.compare import at_fill, hindsight, lots_of
from benchmarks.inventory.simulation import simulate

from .builders import chance_demand, demand_set

TRAINING = 50


def planted(**differs):
    return demand_set(chance_demand(), TRAINING, **differs)


@pytest.mark.parametrize("lost_sales", [True, False])
@pytest.mark.parametrize("lead_time", [1, 3, 6])
@pytest.mark.parametrize("fraction", [1.0, 0.37])
def test_clairvoyant_serves_all_demand(lost_sales, lead_time, fraction):
    demand = chance_demand() * fraction
    found = demand_set(
        demand,
        TRAINING,
        lost_sales=lost_sales,
        lead_time=np.full(len(demand), lead_time),
    )
    outcome = bounds.clairvoyant(found, lots_of(found)).outcome()
    assert outcome.fill[0] == pytest.approx(1.0)


def test_hindsight_is_worth_as_much_as_every_constant_reorder_point():
    found = planted()
    lots = lots_of(found)
    ledger = bounds.constant_in_hindsight(found, lots)
    for worth in (1.0, 20.0, 500.0):
        best = ledger.best(worth)
        gain = worth * best.served[0] - best.stock[0]
        assert (gain >= (worth * ledger.served - ledger.stock).max(axis=0)).all()


def test_hindsight_needs_no_more_stock_than_any_factor_of_the_interval_demand():
    """The same factor for all products: what one knob can do."""
    found = planted()
    usage = found.demand[:, TRAINING:].mean(axis=1) * 3
    points = np.ceil(np.linspace(0.1, 12, 60)[:, None] * usage) - 1
    shop = found.tested(lots_of(found))
    constant = simulate(shop, [points], 10**6).outcome()
    bound = hindsight(found)
    for fill in (0.80, 0.90, 0.95, 0.98):
        least = at_fill(bound, bound.stock, fill)
        assert least <= at_fill(constant, constant.stock, fill) * 1.005


def test_clairvoyant_needs_no_more_stock_than_hindsight_at_all_demand_served():
    found = planted()
    bound = hindsight(found)
    foreseen = bounds.clairvoyant(found, lots_of(found)).outcome()
    assert foreseen.stock[0] <= bound.stock[bound.fill.argmax()]
