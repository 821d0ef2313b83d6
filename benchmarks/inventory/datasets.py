"""Demand of many products over time, read from a folder of compressed tables.

``NAME_daily_sales.csv.gz`` is sparse, with ``NAME_prices.csv.gz`` beside it;
``NAME_weekly_demand.csv.gz`` and ``NAME_monthly_demand.csv.gz`` have a row per product
and a column per bucket. See the README of the data for their columns.
"""

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from .simulation import Products

_DAILY_LEAD_TIME, _DAILY_TRAINING, _DAILY_EVENTS = 14, 374, 10
_WIDE_LEAD_TIME, _WIDE_EVENTS = 2, 2
_WIDE_TRAINING = 0.65
_BUCKET = re.compile(r"^(\d{4}-\d{2}(-\d{2})?|[mw]\d+)$")


@dataclass(frozen=True)
class DemandSet:
    """:param demand: products x buckets; nan where nothing is known
    :param bucket_days: days in a bucket
    :param training: buckets that may be learned from before the first order
    :param lead_time: buckets, by product
    :param lost_sales: whether customers go elsewhere, instead of waiting
    """

    name: str
    skus: list[str]
    demand: np.ndarray
    bucket_days: float
    training: int
    lead_time: np.ndarray
    unit_cost: np.ndarray
    minimum_order: np.ndarray
    order_cost: np.ndarray
    lost_sales: bool

    def tested(self, lots: np.ndarray) -> Products:
        """What happens after the part that may be learned from."""
        return Products(
            self.demand[:, self.training :],
            lots,
            self.lead_time,
            self.unit_cost,
            self.lost_sales,
        )

    def chosen(self, mask: np.ndarray) -> "DemandSet":
        return DemandSet(
            self.name,
            [sku for sku, keep in zip(self.skus, mask, strict=True) if keep],
            self.demand[mask],
            self.bucket_days,
            self.training,
            self.lead_time[mask],
            self.unit_cost[mask],
            self.minimum_order[mask],
            self.order_cost[mask],
            self.lost_sales,
        )


def read_folder(folder: Path) -> Iterator[DemandSet]:
    for path in sorted(folder.glob("*_daily_sales.csv.gz")):
        yield _read_daily(path)
    for bucket, days in (("weekly", 7.0), ("monthly", 365.25 / 12)):
        for path in sorted(folder.glob(f"*_{bucket}_demand.csv.gz")):
            yield _read_wide(path, bucket, days)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", newline="") as lines:
        yield from csv.DictReader(lines)


def _read_daily(path: Path) -> DemandSet:
    name = path.name.removesuffix("_daily_sales.csv.gz")
    sales: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in _rows(path):
        day = date.fromisoformat(row["date"]).toordinal()
        sales[row["sku"]][day] += float(row["quantity"])
    days = [day for found in sales.values() for day in found]
    first, last = min(days), max(days)
    skus = sorted(sales)
    demand = np.zeros((len(skus), last - first + 1))
    for index, sku in enumerate(skus):
        for day, quantity in sales[sku].items():
            demand[index, day - first] = max(quantity, 0.0)
    prices = path.with_name(f"{name}_prices.csv.gz")
    cost = {}
    if prices.exists():
        cost = {row["sku"]: float(row["unit_price_gbp"]) for row in _rows(prices)}
    count = len(skus)
    found = DemandSet(
        name,
        skus,
        demand,
        1.0,
        min(_DAILY_TRAINING, int(demand.shape[1] * _WIDE_TRAINING)),
        np.full(count, _DAILY_LEAD_TIME),
        np.array([cost.get(sku, 1.0) or 1.0 for sku in skus]),
        np.zeros(count),
        np.zeros(count),
        lost_sales=True,
    )
    seen = (found.demand[:, : found.training] > 0).sum(axis=1)
    return found.chosen(seen >= _DAILY_EVENTS)


def _read_wide(path: Path, bucket: str, days: float) -> DemandSet:
    name = path.name.removesuffix(f"_{bucket}_demand.csv.gz")
    unit = f"lead_time_{bucket.removesuffix('ly')}s"
    rows = list(_rows(path))
    columns = [column for column in rows[0] if _BUCKET.match(column)]
    demand = np.array(
        [[_number(row[column], np.nan) for column in columns] for row in rows]
    )
    demand = np.maximum(demand, 0.0)
    lead = np.array([_number(row.get(unit), _WIDE_LEAD_TIME) for row in rows])
    found = DemandSet(
        name,
        [row["sku"] for row in rows],
        demand,
        days,
        round(len(columns) * _WIDE_TRAINING),
        np.maximum(np.ceil(lead), 1).astype(int),
        np.array([_number(row.get("unit_cost"), 1.0) or 1.0 for row in rows]),
        np.array([_number(row.get("moq"), 0.0) for row in rows]),
        np.array([_number(row.get("order_cost"), 0.0) for row in rows]),
        lost_sales=False,
    )
    seen = (np.nan_to_num(found.demand[:, : found.training]) > 0).sum(axis=1)
    tested = (~np.isnan(found.demand[:, found.training :])).any(axis=1)
    return found.chosen((seen >= _WIDE_EVENTS) & tested)


def _number(text: str | None, default: float) -> float:
    return float(text) if text not in (None, "") else default
