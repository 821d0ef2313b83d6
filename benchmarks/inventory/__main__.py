"""``python -m benchmarks.inventory FOLDER``: a table a demand set, and files.

``out/inventory.json`` has what was agreed on, ``{set: {method: figures}}``;
``out/inventory_details.json`` all there is.
"""

import json
import sys
import time
import warnings
from concurrent.futures import Executor
from pathlib import Path

from benchmarks.figures import render

from .compare import FILLS, Figures, nothing, summary
from .datasets import DemandFile, DemandSet, demand_files
from .measuring import outcomes, settings_of, workers
from .simulation import Outcome

OUT = Path(__file__).resolve().parents[1] / "out"


def main() -> int:
    started = time.monotonic()
    folder = Path(sys.argv[1])
    files = demand_files(folder)
    found: dict[str, dict[str, Figures]] = {}
    details: dict[str, Figures] = {}
    with workers() as pool:
        for file in files:
            chosen = _read(file)
            if chosen:
                found[file.name], details[file.name] = _measure(chosen, pool)
                _write(found, details)
    if not files:
        print(
            f"No demand set in {folder}. Wanted: NAME_daily_sales.csv.gz, "
            "NAME_weekly_demand.csv.gz or NAME_monthly_demand.csv.gz, one or more."
        )
    if found:
        print(f"{OUT}/inventory.json ({time.monotonic() - started:.0f} s in all)")
    return 0 if found else 1


def _read(file: DemandFile) -> DemandSet | None:
    """The products to compare; a file without any is said and left out."""
    try:
        whole = file.read()
    except (OSError, EOFError, ValueError, KeyError) as error:
        print(f"{file.name}: left out, it cannot be read: {error!r}\n")
        return None
    chosen = whole.compared()
    if chosen.skus:
        return chosen
    count, least, training = len(whole.skus), whole.least_events, whole.training
    print(
        f"{file.name}: left out, none of its {count:,} products has demand in {least} "
        f"of the first {training} buckets and is known after them\n"
    )
    return None


def _measure(found: DemandSet, pool: Executor) -> tuple[dict[str, Figures], Figures]:
    """Figures by method, and their curves."""
    started = time.monotonic()
    figures: dict[str, Figures] = {}
    curves: dict[str, Figures] = {}
    for name, outcome in outcomes(found, pool):
        if isinstance(outcome, Outcome):
            figures[name] = summary(outcome, settings_of(name))
            curves[name] = _curve(outcome, settings_of(name))
        else:
            figures[name] = nothing()
            print(f"{found.name}: {name} failed: {outcome!r}")
    unit = "days" if found.bucket_days == 1 else f"{found.bucket_days:.3g}-day buckets"
    title = f"{found.name}: {len(found.skus):,} products, stock in {unit} of demand"
    taken = time.monotonic() - started
    print(render(title, _table(figures)), f"({taken:.0f} s)\n", flush=True)
    size = {"products": len(found.skus), "bucket_days": found.bucket_days}
    return figures, {**size, "curves": curves}


def _curve(outcome: Outcome, settings: tuple[float, ...]) -> Figures:
    points = zip(outcome.fill, outcome.stock, outcome.cycle, strict=True)
    return {
        "settings": list(settings),
        "fill_stock_cycle": [
            [None if value != value else float(value) for value in point]
            for point in points
        ],
    }


def _write(found: dict[str, dict[str, Figures]], details: dict[str, Figures]) -> None:
    """After each set, so that a run cut short has left the first ones."""
    OUT.mkdir(parents=True, exist_ok=True)
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
