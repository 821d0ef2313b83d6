"""Demand of many products over time, read from a folder of compressed tables.

``NAME_daily_sales.csv.gz`` is sparse, with ``NAME_prices.csv.gz`` beside it if there is
one; ``NAME_weekly_demand.csv.gz`` and ``NAME_monthly_demand.csv.gz`` have a row per
product and a column per bucket. See the README of the data for their columns.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from .simulation import Products
from .tables import Row, above_zero, first_number, number, rows

_DAILY_LEAD_TIME, _DAILY_TRAINING, _DAILY_EVENTS = 14, 374, 10
_WIDE_LEAD_TIME, _WIDE_EVENTS = 2, 2
_WIDE_TRAINING = 0.65
_BUCKET = re.compile(r"^(\d{4}-\d{2}(-\d{2})?|\d{4}-?w\d{1,2}|[mw]_?\d+)$")
_COST = ("unit_cost", "unit_price_gbp", "unit_price", "price")
_MINIMUM = ("moq", "minimum_order_quantity")


@dataclass(frozen=True)
class DemandSet:
    """:param demand: products x buckets; nan where nothing is known
    :param bucket_days: days in a bucket
    :param training: buckets that may be learned from before the first order
    :param lead_time: buckets, by product
    :param lost_sales: whether customers go elsewhere, instead of waiting
    :param least_events: buckets with demand in the training part that make a product
        one to be compared
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
    least_events: int = _WIDE_EVENTS

    def tested(self, lots: np.ndarray) -> Products:
        """What happens after the part that may be learned from."""
        return Products(
            self.demand[:, self.training :],
            lots,
            self.lead_time,
            self.unit_cost,
            self.lost_sales,
        )

    def compared(self) -> "DemandSet":
        """The products that are known well enough when the training part ends."""
        known = np.nan_to_num(self.demand[:, : self.training]) > 0
        tested = ~np.isnan(self.demand[:, self.training :])
        enough = known.sum(axis=1) >= self.least_events
        return self.chosen(enough & tested.any(axis=1))

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
            self.least_events,
        )


@dataclass(frozen=True)
class DemandFile:
    """:param read: all of its products; one without any row has none"""

    name: str
    read: Callable[[], DemandSet]


def demand_files(folder: Path) -> list[DemandFile]:
    """The sets of a folder; two of the same name are told apart by their buckets."""
    found: dict[str, Callable[[], DemandSet]] = {}
    for path in sorted(folder.glob("*_daily_sales.csv.gz")):
        name = path.name.removesuffix("_daily_sales.csv.gz")
        found[name] = partial(_read_daily, name, path)
    for bucket, days in (("weekly", 7.0), ("monthly", 365.25 / 12)):
        for path in sorted(folder.glob(f"*_{bucket}_demand.csv.gz")):
            name = path.name.removesuffix(f"_{bucket}_demand.csv.gz")
            name = f"{name}_{bucket}" if name in found else name
            found[name] = partial(_read_wide, name, path, bucket, days)
    return [DemandFile(name, read) for name, read in found.items()]


def _read_daily(name: str, path: Path) -> DemandSet:
    sales: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows(path):
        quantity = number(row.get("quantity"), 0.0)
        if day := _day(row.get("date")):
            sales[row["sku"]][day] += quantity
    days = [day for found in sales.values() for day in found]
    first, last = min(days, default=1), max(days, default=0)
    skus = sorted(sales)
    demand = np.zeros((len(skus), last - first + 1))
    for index, sku in enumerate(skus):
        for day, quantity in sales[sku].items():
            demand[index, day - first] = max(quantity, 0.0)
    prices = path.with_name(path.name.replace("_daily_sales.", "_prices."))
    terms: dict[str, Row] = {}
    if prices.exists():
        terms = {row["sku"]: row for row in rows(prices)}
    told = [terms.get(sku, {}) for sku in skus]
    return _demand_set(
        name,
        skus,
        demand,
        1.0,
        told,
        training=min(_DAILY_TRAINING, int(demand.shape[1] * _WIDE_TRAINING)),
        lead_time=_column(told, ("lead_time_days", "lead_time"), _DAILY_LEAD_TIME),
        lost_sales=True,
        least_events=_DAILY_EVENTS,
    )


def _day(text: str | None) -> int | None:
    """Number of the day; what has no date cannot be placed."""
    try:
        return date.fromisoformat((text or "").strip()[:10]).toordinal()
    except ValueError:
        return None


def _read_wide(name: str, path: Path, bucket: str, days: float) -> DemandSet:
    table = list(rows(path))
    columns = [column for column in (table[0] if table else ()) if _is_bucket(column)]
    demand = np.array(
        [[number(row[column], np.nan) for column in columns] for row in table]
    ).reshape(len(table), len(columns))
    units = (f"lead_time_{bucket.removesuffix('ly')}s", "lead_time")
    return _demand_set(
        name,
        [row.get("sku") or str(index) for index, row in enumerate(table)],
        np.maximum(demand, 0.0),
        days,
        table,
        training=round(len(columns) * _WIDE_TRAINING),
        lead_time=_column(table, units, _WIDE_LEAD_TIME),
        lost_sales=False,
        least_events=_WIDE_EVENTS,
    )


def _is_bucket(column: str | None) -> bool:
    return bool(column and _BUCKET.match(column))


def _column(table: list[Row], names: tuple[str, ...], default: float) -> np.ndarray:
    return np.array([first_number(row, names, default) for row in table])


def _demand_set(
    name: str,
    skus: list[str],
    demand: np.ndarray,
    bucket_days: float,
    terms: list[Row],
    *,
    training: int,
    lead_time: np.ndarray,
    lost_sales: bool,
    least_events: int,
) -> DemandSet:
    costs = _column(terms, _COST, 1.0)
    return DemandSet(
        name,
        skus,
        demand,
        bucket_days,
        training,
        np.maximum(np.ceil(lead_time), 1).astype(int),
        np.array([above_zero(cost, 1.0) for cost in costs]),
        np.maximum(_column(terms, _MINIMUM, 0.0), 0.0),
        np.maximum(_column(terms, ("order_cost",), 0.0), 0.0),
        lost_sales,
        least_events,
    )
