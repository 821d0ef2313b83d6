"""The tables of ``RESULTS.md``, from the files that a run wrote."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from .figures import Figures, cold_start_rows, forward_rows, unit_of

BEGIN = "<!-- figures: written by make bench-inventory RESULTS=1 -->"
END = "<!-- end of figures -->"


def write(out: Path, page: Path) -> None:
    """Put the figures between the two marks; what people wrote around them stays."""
    found = json.loads((out / "inventory.json").read_text())
    details = json.loads((out / "inventory_details.json").read_text())
    text = page.read_text()
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    page.write_text(f"{before}{BEGIN}\n\n{tables(found, details)}\n{END}{after}")


def tables(found: Mapping[str, Figures], details: Mapping[str, Figures]) -> str:
    parts = []
    for name, methods in found.items():
        known = details[name]
        unit = unit_of(known["bucket_days"])
        parts.append(f"### {name}: {known['products']:,} products, stock in {unit}\n")
        parts.append(_markdown(_method_rows(methods)))
        if known.get("forward_orders"):
            parts.append("Sales booked days ahead:\n")
            parts.append(_markdown(forward_rows(known["forward_orders"])))
        if known.get("cold_start"):
            count = known["cold_start"]["products"]
            parts.append(f"Two weeks after the launch of {count:,} products:\n")
            parts.append(_markdown(cold_start_rows(known["cold_start"])))
    return "\n".join(parts)


def _method_rows(methods: Mapping[str, Figures]) -> list[Figures]:
    ours = methods["ours"]["stock_at_fill"]
    rows = []
    for name, figures in methods.items():
        stock = figures["stock_at_fill"]
        row: Figures = {"method": name}
        for fill in stock:
            row[f"{fill} %"] = stock[fill]
        for fill in ("90", "95"):
            both = stock[fill] and ours[fill]
            row[f"ours / it, {fill} %"] = ours[fill] / stock[fill] if both else None
        row["achieved, asked 95 %"] = figures["achieved_when_asked_95"]
        row["turnover"] = figures["turnover"]
        row["orders"] = figures["orders"] and round(figures["orders"])
        rows.append(row)
    return rows


def _markdown(rows: Sequence[Mapping[str, object]]) -> str:
    headings = list(rows[0])
    lines = [headings, ["---"] + ["---:"] * (len(headings) - 1)]
    lines += [[_cell(row[name]) for name in headings] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)
