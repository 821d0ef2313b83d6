"""Small demand sets whose figures can be worked out by hand."""

import gzip
from pathlib import Path

import numpy as np

from benchmarks.inventory.datasets import DemandSet
from benchmarks.inventory.simulation import Products


def products(demand, *, lots=1.0, lead_time=1, cost=1.0, lost_sales=True) -> Products:
    """:param demand: a row of buckets a product"""
    demand = np.array(demand, dtype=float)
    count = len(demand)
    return Products(
        demand,
        np.broadcast_to(np.asarray(lots, dtype=float), (count,)),
        np.broadcast_to(np.asarray(lead_time, dtype=int), (count,)),
        np.broadcast_to(np.asarray(cost, dtype=float), (count,)),
        lost_sales,
    )


def constant(*points: float, count: int = 1) -> list[np.ndarray]:
    """A reorder point a setting, the same for all products and all the time."""
    return [np.repeat(np.array(points, dtype=float)[:, None], count, axis=1)]


def demand_set(demand, training: int, **differs) -> DemandSet:
    """Months; two of them to deliver, cost 1, lots of two weeks."""
    demand = np.array(demand, dtype=float)
    count = len(demand)
    usual = {
        "name": "planted",
        "skus": [f"s{n}" for n in range(count)],
        "demand": demand,
        "bucket_days": 30.0,
        "training": training,
        "lead_time": np.full(count, 2),
        "unit_cost": np.ones(count),
        "minimum_order": np.zeros(count),
        "order_cost": np.zeros(count),
        "lost_sales": False,
    }
    return DemandSet(**{**usual, **differs})


def chance_demand(products: int = 30, buckets: int = 80, seed: int = 4) -> np.ndarray:
    """Uneven demand: many buckets without, some bulk orders."""
    chance = np.random.default_rng(seed)
    rate = chance.uniform(0.2, 3.0, (products, 1))
    size = chance.integers(1, 9, (products, buckets))
    return chance.poisson(rate, (products, buckets)) * size


def write(path: Path, text: str) -> Path:
    with gzip.open(path, "wt") as file:
        file.write(text)
    return path
