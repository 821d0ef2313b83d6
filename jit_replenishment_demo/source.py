"""Read the extract: real sales, sale prices and vendors' deliveries.

Standard library only. What the files are and where they come from is told in
`extract/ATTRIBUTION.md`.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

EXTRACT = Path(__file__).parent / "extract"
HISTORY_DAYS = 365
# The source covers 254 days. Repeating it after 252 of them, a whole number of
# weeks, keeps the rhythm of the week unbroken.
REPEAT_AFTER_DAYS = 252


@dataclass(frozen=True)
class ProductSource:
    """A product and its daily sales, oldest first.

    `demand` covers the `HISTORY_DAYS` days that end yesterday, `demand_today` the day
    after them.
    """

    sku: str
    sale_price: float
    demand: tuple[int, ...]
    demand_today: int

    @property
    def daily_demand(self) -> float:
        return sum(self.demand) / len(self.demand)

    @property
    def sales_value(self) -> float:
        return sum(self.demand) * self.sale_price


@dataclass(frozen=True)
class LeadTime:
    """What one real order took, in days from its order date."""

    promised_days: int
    actual_days: int


@dataclass(frozen=True)
class VendorSource:
    """A vendor's terms by our own rules, and its real lead times in time order.

    `vendor_sku` is a pattern over `sku` and the product's `rank` in the extract.
    `unit` is the unit it sells in, `order_multiple` counts those units; `moq_weeks` is
    the minimum order in weeks of a product's demand; `tier_discount` is granted from
    three minimum orders on, 0 where the vendor has no such tier. `email` is empty where
    it takes orders in another way.
    """

    name: str
    vendor_sku: str
    unit: str
    order_multiple: int
    moq_weeks: int
    tier_discount: float
    foreign_currency: bool
    email: str
    lead_times: tuple[LeadTime, ...]


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = EXTRACT / name
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _read_sales() -> dict[str, dict[date, int]]:
    sales: dict[str, dict[date, int]] = defaultdict(dict)
    for row in _rows("sales.csv.gz"):
        day = date.fromisoformat(row["date"])
        sales[row["sku"]][day] = int(row["quantity"])
    return sales


def _source_day(last: date, first: date, days_ago: int) -> date:
    """The day of the source that stands for `days_ago`; yesterday is 1."""
    day = last - timedelta(days=days_ago - 1)
    while day < first:
        day += timedelta(days=REPEAT_AFTER_DAYS)
    while day > last:
        day -= timedelta(days=REPEAT_AFTER_DAYS)
    return day


def read_products(limit: int | None = None) -> list[ProductSource]:
    """The products by sku; with `limit` that many, spread over all of them."""
    return _read_products("products.csv", limit)


def read_further_products() -> list[ProductSource]:
    """Those that are not kept just in time, by sku."""
    return _read_products("further_products.csv")


def _read_products(name: str, limit: int | None = None) -> list[ProductSource]:
    sales = _read_sales()
    days = {day for series in sales.values() for day in series}
    first, last = min(days), max(days)
    calendar = [
        _source_day(last, first, days_ago) for days_ago in range(HISTORY_DAYS, -1, -1)
    ]
    rows = list(_rows(name))
    step = len(rows) / limit if limit else 1
    rows = [rows[int(rank * step)] for rank in range(limit or len(rows))]
    products = []
    for row in rows:
        series = sales[row["sku"]]
        *demand, demand_today = (series.get(day, 0) for day in calendar)
        products.append(
            ProductSource(
                sku=row["sku"],
                sale_price=float(row["unit_price_gbp"]),
                demand=tuple(demand),
                demand_today=demand_today,
            )
        )
    return products


def _read_lead_times() -> dict[str, tuple[LeadTime, ...]]:
    lead_times: dict[str, list[LeadTime]] = defaultdict(list)
    for row in _rows("deliveries.csv"):
        ordered, promised, received = (
            date.fromisoformat(row[key]) for key in ("ordered", "promised", "received")
        )
        lead_times[row["source_vendor"]].append(
            LeadTime((promised - ordered).days, (received - ordered).days)
        )
    return {vendor: tuple(rows) for vendor, rows in lead_times.items()}


def read_vendors() -> list[VendorSource]:
    """The vendors in the order of the extract."""
    lead_times = _read_lead_times()
    return [
        VendorSource(
            name=row["name"],
            vendor_sku=row["vendor_sku"],
            unit=row["unit"],
            order_multiple=int(row["order_multiple"]),
            moq_weeks=int(row["moq_weeks"]),
            tier_discount=float(row["tier_discount"] or 0),
            foreign_currency=bool(row["foreign_currency"]),
            email=row["email"],
            lead_times=lead_times[row["source_vendor"]],
        )
        for row in _rows("vendors.csv")
    ]
