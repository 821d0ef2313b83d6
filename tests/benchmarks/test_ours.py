import numpy as np
import pytest

from benchmarks.inventory.ours import as_ordered_by
from benchmarks.inventory.simulation import Products, simulate
from policy.reorder_point import ReorderPoint


def _point(quantity):
    return ReorderPoint(quantity, quantity, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("learned", "ordered"), [(0.0, 0), (1.0, 1)])
def test_reorder_point_0_orders_nothing_for_the_shelf(learned, ordered):
    shop = Products(
        np.zeros((1, 5)), np.array([4.0]), np.array([1]), np.ones(1), lost_sales=True
    )
    points = as_ordered_by([[_point(learned)]]).quantities

    ledger = simulate(shop, [points], 1, first=np.zeros((1, 1)))

    assert ledger.orders[0, 0] == ordered


def test_quantities_are_settings_by_products():
    points = [[_point(1.0), _point(2.0)], [_point(3.0), _point(0.0)]]

    assert as_ordered_by(points).quantities.tolist() == [[1.0, 3.0], [2.0, -1.0]]
