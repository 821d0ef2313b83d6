"""What was measured, in files and as tables."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .figures import ratio, render

Figures = dict[str, Any]


class Results:
    """``speed.json`` has what was agreed on, ``speed_details.json`` all there is."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._summary = folder / "speed.json"
        self._details = folder / "speed_details.json"
        known = self._details
        self._found: Figures = json.loads(known.read_text()) if known.exists() else {}

    def add(self, key: tuple[str, str], figures: Figures) -> None:
        """Keep the figures of one row of one part, and write the files."""
        part, row = key
        self._found.setdefault(part, {}).setdefault(row, {}).update(figures)
        self._details.write_text(json.dumps(self._found, indent=1))
        self._summary.write_text(json.dumps(summary(self._found), indent=1))

    def tables(self) -> str:
        return tables(self._found)


def summary(found: Mapping[str, Figures]) -> Figures:
    """The figures under the names that others read."""
    sweep, ordering = _by_size(found, "sweep"), _by_size(found, "ordering")
    return {
        "sweep": [
            {
                "rules": size,
                "seconds": row["jit"]["seconds"],
                "queries": row["jit"]["queries"],
                "peak_rss_growth_mb": row["jit"]["peak_rss_growth_mb"],
                "core_seconds": row.get("core", {}).get("seconds"),
            }
            for size, row in sweep
        ],
        "ordering": [
            {
                "lines": size,
                "ms_per_line": row["jit"]["ms_per_line"],
                "core_ms_per_line": row.get("core", {}).get("ms_per_line"),
            }
            for size, row in ordering
        ],
        "latency_s": found.get("latency", {}),
        "transaction_overhead_ms": {
            case: {kind: figures["ms"] for kind, figures in row.items()}
            for case, row in found.get("overhead", {}).items()
        },
        "learning": [
            {"products": size, **row["jit"]}
            for size, row in _by_size(found, "learning")
        ],
        "check": [
            {"products": size, **row["jit"]} for size, row in _by_size(found, "check")
        ],
        "replay": [
            {"products": size, **row["jit"]} for size, row in _by_size(found, "replay")
        ],
    }


def _by_size(found: Mapping[str, Figures], part: str) -> list[tuple[int, Figures]]:
    return sorted((int(size), row) for size, row in found.get(part, {}).items())


def tables(found: Mapping[str, Figures]) -> str:
    """What was measured, for people."""
    parts = {
        "Sweep, nothing to order": _sweep_rows(found),
        "Ordering, all due": _ordering_rows(found),
        "From a dip to its draft line": _latency_rows(found),
        "A user's transaction, median": _overhead_rows(found),
        "Learning from two years of moves": _learning_rows(found),
        "Check of the data, and stock audit": _check_rows(found),
        "Replaying two years, five kinds of figures": _replay_rows(found),
    }
    return "\n\n".join(render(title, rows) for title, rows in parts.items())


def _sweep_rows(found: Mapping[str, Figures]) -> list[Figures]:
    return [
        {
            "rules": size,
            "s": row["jit"]["seconds"],
            "queries": row["jit"]["queries"],
            "MB": row["jit"]["peak_rss_growth_mb"],
            "core s": row.get("core", {}).get("seconds"),
            "core queries": row.get("core", {}).get("queries"),
            "times as fast": ratio(
                row["jit"]["seconds"], row.get("core", {}).get("seconds")
            ),
            "first look of a day s": row["jit"]["daily_look_seconds"],
            "its queries": row["jit"]["daily_look_queries"],
            "its MB": row["jit"]["daily_look_mb"],
        }
        for size, row in _by_size(found, "sweep")
    ]


def _ordering_rows(found: Mapping[str, Figures]) -> list[Figures]:
    return [
        {
            "lines": size,
            "ms a line": row["jit"]["ms_per_line"],
            "queries a line": row["jit"]["queries_per_line"],
            "MB": row["jit"]["peak_rss_growth_mb"],
            "core ms a line": row.get("core", {}).get("ms_per_line"),
            "core queries a line": row.get("core", {}).get("queries_per_line"),
            "core MB": row.get("core", {}).get("peak_rss_growth_mb"),
            "times as fast": ratio(
                row["jit"]["ms_per_line"], row.get("core", {}).get("ms_per_line")
            ),
        }
        for size, row in _by_size(found, "ordering")
    ]


def _latency_rows(found: Mapping[str, Figures]) -> list[Figures]:
    return [
        {"dip to draft": event, "p50 s": row["p50"], "p95 s": row["p95"]}
        for event, row in found.get("latency", {}).items()
    ]


def _overhead_rows(found: Mapping[str, Figures]) -> list[Figures]:
    return [
        {"transaction": case}
        | {
            f"{kind} {unit}": row.get(kind, {}).get(unit)
            for unit in ("ms", "queries")
            for kind in ("with", "without", "core_auto")
        }
        for case, row in found.get("overhead", {}).items()
    ]


def _learning_rows(found: Mapping[str, Figures]) -> list[Figures]:
    return [
        {
            "rules": size,
            "days with demand": row["jit"]["events"],
            "first read s": row["jit"]["first_taken_seconds"],
            "first learned s": row["jit"]["first_learned_seconds"],
            "a night's read s": row["jit"]["night_taken_seconds"],
            "a night's learned s": row["jit"]["night_learned_seconds"],
            "of it in Python s": row["jit"]["night_process_seconds"],
            "its queries": row["jit"]["night_queries"],
            "MB": row["jit"]["peak_rss_growth_mb"],
        }
        for size, row in _by_size(found, "learning")
    ]


def _check_rows(found: Mapping[str, Figures]) -> list[Figures]:
    return [
        {
            "products": size,
            "first time s": row["jit"]["first_seconds"],
            "again s": row["jit"]["again_seconds"],
            "queries": row["jit"]["again_queries"],
            "MB": max(row["jit"]["first_megabytes"], row["jit"]["again_megabytes"]),
            "found": row["jit"]["again_findings"],
        }
        for size, row in _by_size(found, "check")
    ]


def _replay_rows(found: Mapping[str, Figures]) -> list[Figures]:
    return [
        {
            "rules": size,
            "first figures s": row["jit"]["first_answer_seconds"],
            "s": row["jit"]["seconds"],
            "of it in Python s": row["jit"]["process_seconds"],
            "queries": row["jit"]["queries"],
            "batches": row["jit"]["batches"],
            "MB": row["jit"]["peak_rss_growth_mb"],
        }
        for size, row in _by_size(found, "replay")
    ]
