"""``python -m benchmarks.inventory FOLDER``: tables, drawings and files.

``out/inventory.json`` has what was agreed on, ``{set: {method: figures}}``;
``out/inventory_details.json`` all there is; ``out/inventory_SET.svg`` stock against
fill. With ``--results`` the tables of ``RESULTS.md`` are written anew.
"""

import argparse
import json
import sys
import time
import warnings
from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path

from benchmarks.figures import render

from . import results
from .compare import FILLS, nothing, summary
from .datasets import DemandFile, DemandSet, demand_files
from .figures import Figures, cold_start_rows, forward_rows, unit_of
from .measuring import Measurement, workers
from .methods import CONTENDERS
from .plot import drawing
from .simulation import Outcome

HERE = Path(__file__).resolve().parents[1]
OUT, PAGE = HERE / "out", HERE / "RESULTS.md"


def main() -> int:
    arguments = argparse.ArgumentParser(prog="benchmarks.inventory")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--results", action="store_true", help=f"write {PAGE.name}")
    asked = arguments.parse_args()
    started = time.monotonic()
    files = demand_files(asked.folder)
    found: dict[str, dict[str, Figures]] = {}
    details: dict[str, Figures] = {}
    with workers() as pool:
        for file in files:
            whole = _read(file)
            if whole:
                found[file.name], details[file.name] = _measure(whole, pool)
                _write(found, details)
    if not files:
        print(
            f"No demand set in {asked.folder}. Wanted: NAME_daily_sales.csv.gz, "
            "NAME_weekly_demand.csv.gz or NAME_monthly_demand.csv.gz, one or more."
        )
    if not found:
        return 1
    print(f"{OUT}/inventory.json ({time.monotonic() - started:.0f} s in all)")
    if asked.results:
        results.write(OUT, PAGE)
    return 0


def _read(file: DemandFile) -> DemandSet | None:
    """All products; a file without any to compare is said and left out."""
    try:
        whole = file.read()
    except (OSError, EOFError, ValueError, KeyError) as error:
        print(f"{file.name}: left out, it cannot be read: {error!r}\n")
        return None
    if whole.compared().skus:
        return whole
    if not whole.skus:
        print(f"{file.name}: left out, it has no rows of demand\n")
        return None
    count, least, training = len(whole.skus), whole.least_events, whole.training
    print(
        f"{file.name}: left out, none of its {count:,} products has demand in {least} "
        f"of the first {training} buckets and is known after them\n"
    )
    return None


def _measure(whole: DemandSet, pool: Executor) -> tuple[dict[str, Figures], Figures]:
    """Figures by method; and all there is, with the curves they were read from."""
    started = time.monotonic()
    running = Measurement(whole, CONTENDERS, pool)
    found, name = running.found, whole.name
    unit = unit_of(found.bucket_days)
    figures: dict[str, Figures] = {}
    curves: dict[str, Figures] = {}
    for method, outcome in running.outcomes():
        if isinstance(outcome, Outcome):
            settings = _settings_of(method)
            figures[method] = summary(outcome, settings)
            curves[method] = _curve(outcome, settings)
        else:
            figures[method] = nothing()
            print(f"{name}: {method} failed: {outcome!r}")
    title = f"{name}: {len(found.skus):,} products, stock in {unit} of demand"
    print(render(title, _table(figures)), "\n")
    size = {"products": len(found.skus), "bucket_days": found.bucket_days}
    more = running.studies()
    _tell_more(name, more)
    print(f"{name}: {time.monotonic() - started:.0f} s\n", flush=True)
    _draw(title, name, unit, curves)
    return figures, {**size, **more, "curves": curves}


def _tell_more(name: str, more: Mapping[str, Figures | None]) -> None:
    if ahead := more.get("forward_orders"):
        title = f"{name}: sales booked days ahead, by what of them is counted"
        print(render(title, forward_rows(ahead)), "\n")
    if new := more.get("cold_start"):
        title = f"{name}: two weeks after the launch of {new['products']:,} products"
        print(render(title, cold_start_rows(new)), "\n")


def _settings_of(method: str) -> tuple[float, ...]:
    return tuple(CONTENDERS[method].settings) if method in CONTENDERS else ()


def _curve(outcome: Outcome, settings: tuple[float, ...]) -> Figures:
    points = zip(outcome.fill, outcome.stock, outcome.cycle, strict=True)
    return {
        "settings": list(settings),
        "fill_stock_cycle": [
            [None if value != value else float(value) for value in point]
            for point in points
        ],
    }


def _draw(title: str, name: str, unit: str, curves: Mapping[str, Figures]) -> None:
    points = {
        method: [(fill, stock) for fill, stock, _cycle in curve["fill_stock_cycle"]]
        for method, curve in curves.items()
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"inventory_{name}.svg").write_text(drawing(title, unit, points))


def _write(found: dict[str, dict[str, Figures]], details: dict[str, Figures]) -> None:
    """After each set, so that a run cut short has left the first ones."""
    for name, content in (("inventory", found), ("inventory_details", details)):
        text = json.dumps(content, indent=1, allow_nan=False)
        (OUT / f"{name}.json").write_text(text)


def _table(methods: dict[str, Figures]) -> list[dict]:
    return [
        {
            "method": name,
            **{f"at {fill} %": figures["stock_at_fill"][fill] for fill in FILLS},
            "asked 95 %": figures["achieved_when_asked_95"],
            "turnover": figures["turnover"],
            "orders": figures["orders"],
        }
        for name, figures in methods.items()
    ]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main())
