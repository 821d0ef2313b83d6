"""Percentiles, and tables for the terminal."""

import math
from collections.abc import Mapping, Sequence

Cell = str | float | int | None


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of the values do not exceed.

    >>> percentile([3.0, 1.0, 2.0, 4.0], 0.5)
    2.0
    >>> percentile([3.0, 1.0, 2.0, 4.0], 0.95)
    4.0
    """
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, to the millisecond where these are seconds."""
    return {
        "p50": round(percentile(values, 0.5), 3),
        "p95": round(percentile(values, 0.95), 3),
    }


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """How many times as fast we are; None where one of the two was not measured."""
    if not ours or theirs is None:
        return None
    return theirs / ours


def render(title: str, rows: Sequence[Mapping[str, Cell]]) -> str:
    """A table with the keys of the first row as headings, figures on the right."""
    if not rows:
        return f"{title}: not measured"
    headings = list(rows[0])
    cells = [headings] + [[_text(row[name]) for name in headings] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    numeric = [
        all(isinstance(row[name], int | float | None) for row in rows)
        for name in headings
    ]
    lines = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    ]
    return "\n".join([title, lines[0], "-" * len(lines[0]), *lines[1:]])


def _text(value: Cell) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) >= 100 else f"{value:,.3g}"
    return f"{value:,}" if isinstance(value, int) else value
