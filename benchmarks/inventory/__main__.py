"""``python -m benchmarks.inventory FOLDER``: a table a demand set, and a file."""

import json
import sys
import time
import warnings
from pathlib import Path

from benchmarks.figures import render

from .compare import FILLS, Figures, compare
from .datasets import read_folder

OUT = Path(__file__).resolve().parents[1] / "out" / "inventory.json"


def main() -> int:
    folder = Path(sys.argv[1])
    found: dict[str, dict[str, Figures]] = {}
    for each in read_folder(folder):
        started = time.monotonic()
        found[each.name] = dict(compare(each))
        taken = time.monotonic() - started
        unit = (
            "days" if each.bucket_days == 1 else f"{each.bucket_days:.3g}-day buckets"
        )
        title = f"{each.name}: {len(each.skus):,} products, stock in {unit} of demand"
        print(render(title, _rows(found[each.name])), f"({taken:.0f} s)\n", flush=True)
    if not found:
        print(f"no demand set in {folder}: see the formats in its README")
        return 1
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1))
    return 0


def _rows(methods: dict[str, Figures]) -> list[dict]:
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
