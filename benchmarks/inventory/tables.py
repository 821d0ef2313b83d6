"""Compressed tables as people really write them: cells that are empty, or no number."""

import csv
import gzip
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

Row = Mapping[str, str | None]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Column names as they are read elsewhere: small, without spaces around."""
    # a spreadsheet writes an invisible mark before the first name
    with gzip.open(path, "rt", newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        yield from reader


def number(text: str | None, default: float) -> float:
    """A finite number, or else the default: NA, nan and inf are none.

    >>> number(" 12.5 ", 0.0), number("NA", 1.0), number(None, 2.0), number("inf", 3.0)
    (12.5, 1.0, 2.0, 3.0)
    """
    try:
        found = float(text or "")
    except (TypeError, ValueError):
        return default
    return found if math.isfinite(found) else default


def first_number(row: Row, names: tuple[str, ...], default: float) -> float:
    """Of the first of these columns that has one."""
    for name in names:
        found = number(row.get(name), math.nan)
        if not math.isnan(found):
            return found
    return default


def above_zero(value: float, default: float) -> float:
    return value if value > 0 else default
