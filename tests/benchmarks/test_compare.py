"""Figures at equal fill, and that no method sees what is yet to come."""

import json

import numpy as np
import pytest

from benchmarks.inventory.compare import (
    Contender,
    at_fill,
    every,
    lots_of,
    nothing,
    run,
    summary,
)
from benchmarks.inventory.ours import ours
from benchmarks.inventory.simulation import Outcome

from .builders import chance_demand, demand_set


def outcome(fill, stock, cycle=None) -> Outcome:
    fill, stock = np.array(fill, dtype=float), np.array(stock, dtype=float)
    cycle = fill if cycle is None else np.array(cycle, dtype=float)
    return Outcome(fill, stock, cycle, 1 / stock, stock)


@pytest.mark.parametrize(
    ("fill", "stock", "wanted", "expected"),
    [
        pytest.param([0.8, 1.0], [10, 30], 0.9, 20, id="between two settings"),
        pytest.param([1.0, 0.8], [30, 10], 0.9, 20, id="in any order"),
        pytest.param([0.8, 0.85], [10, 30], 0.9, None, id="not reached"),
        pytest.param([0.95, 1.0], [10, 30], 0.9, 10, id="more at its leanest"),
        pytest.param([0.5, np.nan], [10, 30], 0.5, 10, id="setting without figures"),
        pytest.param([np.nan], [10], 0.9, None, id="no figures at all"),
        pytest.param([0.8, 1.0, 1.0], [10, 30, 90], 0.9, 20, id="all served twice"),
    ],
)
def test_stock_at_equal_fill(fill, stock, wanted, expected):
    found = outcome(fill, stock)
    assert at_fill(found, found.stock, wanted) == (
        None if expected is None else pytest.approx(expected)
    )


def test_summary_has_the_keys_that_others_read():
    found = summary(outcome([0.9, 0.96], [10, 30], [0.8, 0.91]), (0.9, 0.95))
    assert found.keys() == nothing().keys()
    assert found["stock_at_fill"] == {
        "90": 10,
        "95": pytest.approx(26.667, 1e-3),
        "98": None,
    }
    assert found["achieved_when_asked_95"] == 0.91


def test_summary_of_anything_can_be_written_as_json():
    empty = summary(outcome([np.nan], [np.nan]), (0.95,))
    assert json.loads(json.dumps(empty, allow_nan=False)) == nothing()


def test_no_method_is_told_what_is_yet_to_come():
    """Whatever happens later, what was ordered until then stays the same."""
    demand, seen = chance_demand(), []

    def watching(past, settings):
        seen.append(past.demand)
        return np.zeros((len(settings), len(past.demand)))

    found = demand_set(demand, 50, bucket_days=7.0)
    run(found, Contender(watching, (0.95,)))
    lengths = [past.shape[1] for past in seen]
    assert lengths == list(range(50, 80, every(found)))
    for past in seen:
        known = ~np.isnan(past)
        assert (past[known] == demand[:, : past.shape[1]][known]).all()


def test_method_asked_once_is_asked_once():
    asked = []

    def watching(past, settings):
        asked.append(past)
        return np.zeros((len(settings), len(past.demand)))

    run(demand_set(chance_demand(), 50), Contender(watching, (0.0,), once=True))
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("differs", "lot"),
    [
        pytest.param({}, 5.0, id="two weeks of 10 a month"),
        pytest.param({"minimum_order": [24.0]}, 24.0, id="minimum"),
        # 2 * 121.75 a year * 6 / (0.25 * 1): sqrt(5844) = 76.4
        pytest.param({"order_cost": [6.0]}, 77.0, id="what an order costs"),
    ],
)
def test_lots_are_the_same_for_all_methods(differs, lot):
    terms = {name: np.array(value) for name, value in differs.items()}
    found = demand_set([[10.0] * 10], 6, **terms)
    assert lots_of(found).tolist() == [lot]


@pytest.mark.parametrize(
    "demand",
    [
        pytest.param([[3.0] * 20], id="one product that never varies"),
        pytest.param([[0.0, 1.0] * 10], id="one product"),
        pytest.param([[1e9, 0.0] * 10, [1e-6, 2e-6] * 10], id="huge and tiny"),
        pytest.param([[np.nan, 1.0, np.nan, 2.0] * 5] * 2, id="gaps all over"),
        pytest.param([[1.0, 1.0] + [0.0] * 18], id="dead since long"),
    ],
)
def test_our_reorder_points_are_numbers_that_grow_with_the_target(demand):
    levels = (0.5, 0.9, 0.95, 0.9999)
    found = demand_set(demand, 12)
    result = run(found, Contender(ours, levels))
    assert (np.diff(result.stock[np.isfinite(result.stock)]) >= 0).all()
    assert np.isfinite(result.orders).all()
