"""The shop of the stock benchmark, by hand and by what must hold whatever happens."""

import numpy as np
import pytest

from benchmarks.inventory.simulation import Shop, simulate

from .builders import chance_demand, constant, products


@pytest.mark.parametrize(
    ("lost_sales", "served"),
    [
        # sold, bucket by bucket; 3 there at first, 2 come in the next but one
        pytest.param(True, 2 + 1 + 2 + 0 + 2, id="lost sales"),
        # from the second on one waits, and takes half of what comes
        pytest.param(False, 2 + 1 + 1 + 1 + 1, id="backorders"),
    ],
)
def test_ledger_of_a_shop_worked_out_by_hand(lost_sales, served):
    shop = products([[2, 2, 2, 2, 2]], lots=2, lost_sales=lost_sales)
    ledger = simulate(shop, constant(1.0), every=9)
    assert ledger.asked.tolist() == [10]
    assert ledger.served[0].tolist() == [served]
    assert ledger.stock[0].tolist() == [1]


def test_cycle_ends_with_each_arrival_and_is_clean_without_a_stock_out():
    """Six a bucket and lots of ten: with 10 at first each comes too late; with 30 they
    come in the buckets 3, 5, 6 and 8, always to some left."""
    late = simulate(products([[6.0] * 9], lots=10), constant(0.0), every=9)
    assert (late.cycles[0, 0], late.clean[0, 0]) == (2, 0)
    plenty = simulate(products([[6.0] * 9], lots=10), constant(20.0), every=9)
    assert (plenty.cycles[0, 0], plenty.clean[0, 0]) == (4, 4)


@pytest.mark.parametrize("lead_time", [0, 1, 2, 5])
def test_goods_can_be_sold_after_the_lead_time_and_not_before(lead_time):
    """All 4 are sold in bucket 0 and ordered at its end; then one a bucket is asked."""
    demand = [4.0] + [1.0] * 9

    def served(buckets):
        shop = products([demand[:buckets]], lots=3, lead_time=lead_time)
        return simulate(shop, constant(1.0), every=99).served[0, 0]

    arrival = 1 + lead_time
    assert (served(arrival), served(arrival + 1)) == (4, 5)


@pytest.mark.parametrize("lost_sales", [True, False])
def test_nothing_is_lost_and_nothing_comes_from_nowhere(lost_sales):
    demand = chance_demand()
    count = len(demand)
    lead_time = np.arange(count) % 7
    shop = products(demand, lots=5, lead_time=lead_time, lost_sales=lost_sales)
    points = np.repeat(np.linspace(-1, 40, 6)[:, None], count, axis=1)
    run = Shop(shop, np.maximum(points, 0.0) + 5)
    begun, received, wanted = run.on_hand.copy(), 0.0, 0.0
    for bucket in range(demand.shape[1]):
        before = run.on_order.copy()
        run.receive(bucket)
        received = received + before - run.on_order
        run.sell(demand[:, bucket])
        wanted = wanted + demand[:, bucket]
        left = begun + received - run.on_hand
        # what left the shelf was sold from it, or went to who had waited
        late = wanted - run.served - run.waiting if not lost_sales else 0.0
        np.testing.assert_allclose(left, run.served + late)
        assert (run.on_hand >= 0).all() and (run.waiting >= 0).all()
        run.order(bucket, points, np.ones(count, dtype=bool))
        assert (run.on_order == run.coming.sum(axis=0)).all()
    assert (run.served <= demand.sum(axis=1)).all()


def test_position_is_above_the_reorder_point_after_ordering():
    demand = chance_demand()
    shop = products(demand, lots=4, lead_time=3)
    points = constant(10.0, count=len(demand))[0]
    run = Shop(shop, points + 4)
    for bucket in range(demand.shape[1]):
        run.receive(bucket)
        run.sell(demand[:, bucket])
        run.order(bucket, points, np.ones(len(demand), dtype=bool))
        assert (run.on_hand + run.on_order > points).all()
        assert (run.on_hand + run.on_order <= points + 4).all()


def test_more_stock_to_reorder_at_serves_more_and_costs_more():
    demand = chance_demand()
    points = constant(*range(0, 60, 3), count=len(demand))
    outcome = simulate(products(demand, lots=5, lead_time=2), points, 999).outcome()
    assert (np.diff(outcome.stock) > 0).all()
    # of a single product a fuller shelf may order at a worse time; not of thirty
    assert (np.diff(outcome.fill) > -0.001).all()


def test_backorders_serve_less_from_the_shelf_than_lost_sales():
    """Who waits takes what comes next, and the next one waits."""
    demand = chance_demand()
    points = constant(6.0, count=len(demand))
    lost, waits = (
        simulate(products(demand, lots=5, lead_time=3, lost_sales=lost), points, 99)
        for lost in (True, False)
    )
    assert waits.served.sum() < lost.served.sum()


def test_bucket_nobody_knows_about_sells_nothing_and_its_stock_is_not_counted():
    ledger = simulate(products([[2, np.nan, 2]], lots=2), constant(1.0), every=9)
    assert ledger.asked.tolist() == [4]
    assert ledger.stock[0].tolist() == [1 + 1]


def test_product_is_ordered_as_long_as_anything_is_known_of_it():
    """The second orders for nothing after its last known bucket."""
    gap, end = [1.0, np.nan, np.nan, 1.0], [1.0, np.nan, np.nan, np.nan]
    rising = [np.full((1, 2), float(point)) for point in range(4)]
    ledger = simulate(products([gap, end], lots=1, lead_time=9), rising, every=1)
    assert ledger.orders[0].tolist() == [4, 1]


def test_fill_and_stock_are_weighed_by_what_units_cost():
    """The dear one is served in full, the cheap one not at all."""
    shop = products([[5.0], [5.0]], lots=[5.0, 1.0], cost=[9.0, 1.0])
    outcome = simulate(shop, [np.array([[4.0, -1.0]])], every=9).outcome()
    assert outcome.fill[0] == pytest.approx((5 * 9 + 1) / 50)
    assert outcome.stock[0] == pytest.approx(4 * 9 / 50)


def test_lead_time_longer_than_the_test_brings_nothing_and_takes_no_room():
    shop = products([[1.0] * 6], lots=1, lead_time=10**9)
    ledger = simulate(shop, constant(2.0), every=9)
    outcome = ledger.outcome()
    assert ledger.served[0].tolist() == [3]
    assert np.isnan(outcome.cycle[0])


def test_outcome_of_no_demand_has_no_fill():
    outcome = simulate(products([[0.0, 0.0]]), constant(1.0), every=9).outcome()
    assert np.isnan([outcome.fill[0], outcome.stock[0]]).all()
