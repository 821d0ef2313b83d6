"""``python -m benchmarks.inventory.planted FOLDER``: demand unlike what we have.

No real demand, but of shapes that real demand has; the tuning of a method to the two
real sets shows here. Always the same figures. Lost sales daily, backorders otherwise.
"""

import csv
import gzip
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np

_SEED = 7
_BEGIN = date(2023, 1, 1)
Chance = np.random.Generator


def _rates(chance: Chance, count: int, typical: float, spread: float) -> np.ndarray:
    return np.exp(chance.normal(np.log(typical), spread, (count, 1)))


def _fast(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """Hundreds a week, little noise, a strong season, some growth."""
    time = np.arange(buckets)
    season = 1 + 0.4 * np.sin(2 * np.pi * (time / 52 + chance.random((count, 1))))
    growth = 1 + chance.normal(0, 0.3, (count, 1)) * time / buckets
    mean = _rates(chance, count, 150, 0.8) * season * np.maximum(growth, 0.2)
    return chance.negative_binomial(12, 12 / (12 + mean))


def _steady(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """As the textbook has it: chance alone, the same rate all the time."""
    return chance.poisson(_rates(chance, count, 3, 1.0), (count, buckets))


def _spare_parts(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """One demand in five months, of sizes far apart; a third dies out."""
    seen = chance.random((count, buckets)) < _rates(chance, count, 0.2, 0.6)
    sizes = np.ceil(chance.lognormal(0.7, 1.0, (count, buckets)))
    ends = chance.integers(buckets // 3, buckets * 3, (count, 1))
    return seen * sizes * (np.arange(buckets) < ends)


def _wandering(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """The rate drifts, as fashions do."""
    drift = np.exp(np.cumsum(chance.normal(0, 0.12, (count, buckets)), axis=1))
    mean = np.minimum(_rates(chance, count, 4, 1.0) * drift, 1e4)
    return chance.negative_binomial(1.5, 1.5 / (1.5 + mean))


def _bulk(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """Small sales, and now and then a project that takes twenty times as many."""
    small = chance.poisson(_rates(chance, count, 2, 0.8), (count, buckets))
    project = (chance.random((count, buckets)) < 0.02) * chance.pareto(1.5, small.shape)
    return small + np.ceil(project * 20 * small.mean(axis=1, keepdims=True))


def _season(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """All of it sells in the same months; rates move a little."""
    season = 1 + 0.6 * np.sin(2 * np.pi * np.arange(buckets) / 52)
    moves = np.exp(np.cumsum(chance.normal(0, 0.03, (count, buckets)), axis=1))
    mean = _rates(chance, count, 20, 1.0) * season * moves
    return chance.negative_binomial(3, 3 / (3 + mean))


def _life_cycle(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """Launched at any time, soon at its best, then ever less."""
    age = np.arange(buckets) - chance.integers(-60, buckets * 5 // 6, (count, 1))
    lasts = chance.integers(10, 40, (count, 1))
    shape = np.clip(age / 10 * np.exp(1 - age / lasts), 0, 3)
    mean = np.maximum(_rates(chance, count, 15, 1.0) * shape, 1e-6)
    return chance.negative_binomial(2, 2 / (2 + mean)) * (age >= 0)


def _lumpy(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """Every other week somebody buys, of sizes very far apart."""
    seen = chance.random((count, buckets)) < _rates(chance, count, 0.4, 0.5)
    return seen * np.ceil(chance.lognormal(1.0, 1.6, (count, buckets)))


def _slow(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """One demand in eight months."""
    seen = chance.random((count, buckets)) < _rates(chance, count, 0.12, 0.5)
    return seen * np.ceil(chance.lognormal(1.2, 1.1, (count, buckets)))


def _grocer(chance: Chance, count: int, buckets: int) -> np.ndarray:
    """Every day a few, more at the end of the week."""
    week = np.array([0.7, 0.8, 0.9, 1.0, 1.4, 1.7, 0.5])[np.arange(buckets) % 7]
    mean = _rates(chance, count, 2, 1.0) * week
    return chance.negative_binomial(3, 3 / (3 + mean))


WIDE: dict[str, tuple[str, int, Callable[[Chance, int, int], np.ndarray]]] = {
    "fast": ("weekly", 156, _fast),
    "steady": ("weekly", 156, _steady),
    "wandering": ("weekly", 156, _wandering),
    "bulk": ("weekly", 156, _bulk),
    "spares": ("monthly", 60, _spare_parts),
    "drifting_months": ("monthly", 60, _wandering),
    "season": ("weekly", 156, _season),
    "life_cycle": ("weekly", 156, _life_cycle),
    "lumpy": ("weekly", 156, _lumpy),
    "slow": ("monthly", 84, _slow),
    "two_years": ("monthly", 24, _wandering),
}


def write(folder: Path, count: int = 400) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (bucket, buckets, draw) in WIDE.items():
        chance = np.random.default_rng([_SEED, *name.encode()])
        demand = draw(chance, count, buckets)
        lead = chance.integers(1, 4 if bucket == "monthly" else 9, count)
        cost = np.round(chance.lognormal(2, 1, count), 2)
        head = ["sku", f"lead_time_{bucket[:-2]}s", "unit_cost"]
        columns = [f"{bucket[0]}{number + 1}" for number in range(buckets)]
        rows = ([f"s{n}", lead[n], cost[n], *map(int, demand[n])] for n in range(count))
        path = folder / f"{name}_{bucket}_demand.csv.gz"
        _write(path, [head + columns, *rows])
    chance = np.random.default_rng([_SEED, 1])
    demand = _grocer(chance, count, 620)
    sales = (
        [f"s{product}", _BEGIN + timedelta(int(day)), int(demand[product, day]), 1]
        for product, day in np.argwhere(demand > 0)
    )
    path = folder / "grocer_daily_sales.csv.gz"
    _write(path, [["sku", "date", "quantity", "order_lines"], *sales])


def _write(path: Path, rows: list[list]) -> None:
    with gzip.open(path, "wt", newline="") as file:
        csv.writer(file).writerows(rows)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
