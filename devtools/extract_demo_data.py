"""Make the compact extract of real sales and deliveries that the demo addon ships.

    python3 devtools/extract_demo_data.py SOURCE [--into FOLDER]

SOURCE holds `retail_daily_sales.csv.gz`, `retail_prices.csv.gz` and
`vendor_deliveries.csv.gz`; what is in them, under which licence, and the rules of
choice are told in the extract's own ATTRIBUTION.md. The same source always gives the
same bytes, so a changed extract means changed data or changed rules.
"""

import argparse
import csv
import gzip
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

# Earlier sales may not be redistributed under a public-domain dedication.
FIRST_SHIPPED_DAY = date(2010, 12, 1)
PRODUCT_COUNT = 180
# of those left; the demo has no just-in-time rules for them
FURTHER_COUNT = 36
MIN_SALE_DAYS = 15

VENDOR_COUNT = 10
MIN_DELIVERIES = 10
# An order that takes longer would hardly arrive within the one year replayed.
MAX_LEAD_TIME_DAYS = 180

DEFAULT_TARGET = Path(__file__).parents[1] / "jit_replenishment_demo" / "extract"

Sales = dict[str, dict[date, int]]


class SourceError(Exception):
    """The source folder cannot be used; the message says what to do."""


@dataclass(frozen=True, order=True)
class Delivery:
    """One delivery of a vendor: the days of order, promise and receipt."""

    ordered: date
    promised: date
    received: date

    @property
    def lead_time_days(self) -> int:
        return (self.received - self.ordered).days

    @property
    def plausible(self) -> bool:
        promised_days = (self.promised - self.ordered).days
        return promised_days >= 1 and 1 <= self.lead_time_days <= MAX_LEAD_TIME_DAYS


def read_rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    path = folder / name
    if not path.is_file():
        raise SourceError(f"{path} is missing: give the folder that holds {name}")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def read_sales(folder: Path) -> Sales:
    sales: Sales = defaultdict(dict)
    for row in read_rows(folder, "retail_daily_sales.csv.gz"):
        day = date.fromisoformat(row["date"])
        if day >= FIRST_SHIPPED_DAY:
            sales[row["sku"]][day] = int(float(row["quantity"]))
    return sales


def read_prices(folder: Path) -> dict[str, str]:
    rows = read_rows(folder, "retail_prices.csv.gz")
    return {row["sku"]: row["unit_price_gbp"] for row in rows}


def read_deliveries(folder: Path) -> dict[str, list[Delivery]]:
    """Distinct plausible deliveries per vendor, in time order.

    Lines of one shipment repeat its dates; each shipment counts once.
    """
    found: dict[str, set[Delivery]] = defaultdict(set)
    for row in read_rows(folder, "vendor_deliveries.csv.gz"):
        days = (row["po_sent"], row["scheduled"], row["delivered"])
        if all(days):
            delivery = Delivery(*map(date.fromisoformat, days))
            if delivery.plausible:
                found[row["vendor"]].add(delivery)
    return {vendor: sorted(deliveries) for vendor, deliveries in found.items()}


def choose_products(
    sales: Sales, prices: dict[str, str]
) -> tuple[list[str], list[str]]:
    """Skus spread evenly over the ranking by number of days with sales, and further
    ones spread evenly over the rest of it."""
    ranking = sorted(
        (
            sku
            for sku, days in sales.items()
            if len(days) >= MIN_SALE_DAYS and float(prices.get(sku) or 0) > 0
        ),
        key=lambda sku: (-len(sales[sku]), sku),
    )
    needed = PRODUCT_COUNT + FURTHER_COUNT
    if len(ranking) < needed:
        raise SourceError(
            f"only {len(ranking)} of the {needed} products needed have a price "
            f"and sales on {MIN_SALE_DAYS} days: use a larger source"
        )
    chosen = _spread(ranking, PRODUCT_COUNT)
    left = [sku for sku in ranking if sku not in chosen]
    return sorted(chosen), sorted(_spread(left, FURTHER_COUNT))


def _spread(ranking: list[str], count: int) -> set[str]:
    step = len(ranking) / count
    return {ranking[int(rank * step)] for rank in range(count)}


def choose_vendors(deliveries: dict[str, list[Delivery]]) -> list[str]:
    """The vendors with the shortest median lead times, shortest first."""
    candidates = sorted(
        (median(delivery.lead_time_days for delivery in rows), vendor)
        for vendor, rows in deliveries.items()
        if len(rows) >= MIN_DELIVERIES
    )
    if len(candidates) < VENDOR_COUNT:
        raise SourceError(
            f"only {len(candidates)} of the {VENDOR_COUNT} vendors needed have "
            f"{MIN_DELIVERIES} deliveries: use a larger source"
        )
    return [vendor for _median, vendor in candidates[:VENDOR_COUNT]]


def csv_bytes(header: list[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _priced(skus: list[str], prices: dict[str, str]) -> bytes:
    return csv_bytes(["sku", "unit_price_gbp"], ((sku, prices[sku]) for sku in skus))


def extract(source: Path, target: Path) -> None:
    sales, prices = read_sales(source), read_prices(source)
    deliveries = read_deliveries(source)
    chosen, further = choose_products(sales, prices)
    files = {
        "products.csv": _priced(chosen, prices),
        "further_products.csv": _priced(further, prices),
        "sales.csv.gz": csv_bytes(
            ["sku", "date", "quantity"],
            (
                (sku, *sale)
                for sku in sorted([*chosen, *further])
                for sale in sorted(sales[sku].items())
            ),
        ),
        "deliveries.csv": csv_bytes(
            ["source_vendor", "ordered", "promised", "received"],
            (
                (vendor, row.ordered, row.promised, row.received)
                for vendor in choose_vendors(deliveries)
                for row in deliveries[vendor]
            ),
        ),
    }
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if name.endswith(".gz"):
            # A time stamp in the header would make every run differ.
            content = gzip.compress(content, compresslevel=9, mtime=0)
        (target / name).write_bytes(content)
        print(f"{target / name}: {len(content):,} bytes")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, metavar="SOURCE")
    parser.add_argument("--into", type=Path, default=DEFAULT_TARGET, metavar="FOLDER")
    arguments = parser.parse_args()
    try:
        extract(arguments.source, arguments.into)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
