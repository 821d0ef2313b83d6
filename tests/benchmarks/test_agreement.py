"""The addon's replay and the benchmark's shop live through the same days alike."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.inventory.agreement import (
    EPOCH,
    in_replay,
    in_shop,
    replay_lots,
    scene_of,
)
from benchmarks.inventory.demo_products import demo_set
from benchmarks.inventory.ours import histories
from benchmarks.inventory.past import Past
from benchmarks.inventory.simulation import simulate
from policy.demand_history import DemandEvent
from policy.replay import Figures

from .builders import chance_demand, constant, products

_NAMES = ("served", "stock", "cycles", "clean", "orders")


def _ledgers(demand, points, lots, lead_time, lost_sales):
    """Figures of each product by ``policy.replay``."""
    known = histories(Past(demand, lead_time, 1.0))
    for row, history in enumerate(known):
        shifted = replace(
            history,
            events=[DemandEvent(EPOCH + day, sold) for day, sold in history.events],
            first_day=EPOCH,
            last_day=EPOCH + history.last_day,
            blind=[(EPOCH + first, EPOCH + last) for first, last in history.blind],
        )
        lot = float(lots[row])
        scene = scene_of(
            shifted, EPOCH, int(lead_time[row]), lot, lost_sales=lost_sales
        )
        yield replay_lots(scene, [Figures(EPOCH, float(points[row]), 0.0)], lot)


@pytest.mark.parametrize("lost_sales", [True, False])
@pytest.mark.parametrize("unknown", [False, True])
def test_every_figure_of_every_product_is_the_same(lost_sales, unknown):
    demand = chance_demand()
    count, buckets = demand.shape
    demand = demand.astype(float)
    if unknown:
        # nobody could show a demand
        demand[:, 20:27] = np.nan
    # the first is ordered on demand
    points, lots = np.arange(count) - 1.0, np.arange(count) % 6 + 1
    lead_time = np.arange(count) % 9
    shop = products(demand, lots=lots, lead_time=lead_time, lost_sales=lost_sales)
    wanted = simulate(shop, [points[None, :]], every=999)
    found = list(_ledgers(demand, points, lots, lead_time, lost_sales))
    for name in _NAMES:
        mine = [getattr(each, "on_hand" if name == "stock" else name) for each in found]
        assert mine == getattr(wanted, name)[0].tolist(), name


def test_planted_difference_would_be_seen():
    """One unit more to reorder at is another figure."""
    demand = chance_demand().astype(float)
    count = len(demand)
    lead_time = np.full(count, 3)
    shop = products(demand, lots=2, lead_time=3)
    wanted = simulate(shop, constant(6.0, count=count), every=999)
    found = _ledgers(demand, np.full(count, 7.0), np.full(count, 2), lead_time, True)
    assert [each.on_hand for each in found] != wanted.stock[0].tolist()


@pytest.mark.parametrize("lost_sales", [True, False])
def test_learned_figures_of_the_demos_products_agree(lost_sales):
    """Each learns by itself, week after week, from what was sold by then."""
    found, by_hand = demo_set(40)
    found = replace(found, lost_sales=lost_sales)
    shop, replayed = in_shop(found, by_hand), in_replay(found, by_hand)
    for name in ("fill", "stock", "cycle", "turnover", "orders"):
        np.testing.assert_allclose(
            getattr(replayed, name), getattr(shop, name), err_msg=name
        )
    # and there is something to agree about
    assert 0 < shop.fill[0] < shop.fill[-1] < 1
