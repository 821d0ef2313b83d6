"""Percentiles, tables and the file of ``make bench-speed``."""

import json
from pathlib import Path

import pytest

from benchmarks.figures import percentile, ratio, render, spread
from benchmarks.results import Results

SWEEP = {
    "seconds": 0.5,
    "queries": 3,
    "peak_rss_growth_mb": 1.5,
    "daily_look_seconds": 2.0,
    "daily_look_queries": 40,
    "daily_look_mb": 8.0,
}
NIGHT = {
    "events": 1000,
    "first_taken_seconds": 4.0,
    "first_learned_seconds": 2.0,
    "night_taken_seconds": 1.0,
    "night_learned_seconds": 2.0,
    "night_process_seconds": 1.5,
    "night_queries": 90,
    "peak_rss_growth_mb": 30.0,
}
CHECK = {
    "first_findings": 60,
    "first_seconds": 9.0,
    "first_queries": 50,
    "first_megabytes": 34,
    "again_findings": 60,
    "again_seconds": 4.0,
    "again_queries": 48,
    "again_megabytes": 30,
    "audited": 1000,
}
REPLAY = {
    "days": 730,
    "first_answer_seconds": 9.0,
    "seconds": 60.0,
    "process_seconds": 50.0,
    "queries": 900,
    "batches": 10,
    "peak_rss_growth_mb": 20.0,
}
LINE = {"ms_per_line": 1.0, "queries_per_line": 0.7, "peak_rss_growth_mb": 2.0}


@pytest.mark.parametrize(
    ("share", "value"), [(0.0, 1.0), (0.5, 10.0), (0.95, 19.0), (1.0, 20.0)]
)
def test_percentile_is_one_of_the_values(share: float, value: float):
    assert percentile([float(n) for n in range(20, 0, -1)], share) == value


def test_percentile_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_spread_is_to_the_millisecond():
    assert spread([0.12345]) == {"p50": 0.123, "p95": 0.123}


def test_ratio_is_unknown_where_one_side_was_not_measured():
    assert ratio(2.0, 20.0) == 10.0
    assert ratio(2.0, None) is None
    assert ratio(None, 2.0) is None


def test_figures_stand_on_the_right_and_what_is_missing_is_a_dash():
    table = render("Title", [{"name": "a", "ms": 12345.6}, {"name": "bcd", "ms": None}])
    assert table.splitlines() == [
        "Title",
        "name        ms",
        "--------------",
        "a     12,345.6",
        "bcd          -",
    ]


def test_parts_measured_at_different_times_are_kept_together(tmp_path: Path):
    Results(tmp_path).add(("sweep", "1000"), {"jit": SWEEP, "core": {"seconds": 5.0}})
    Results(tmp_path).add(("sweep", "200"), {"jit": SWEEP})
    Results(tmp_path).add(("ordering", "1000"), {"jit": LINE})
    Results(tmp_path).add(("ordering", "1000"), {"core": LINE | {"ms_per_line": 9.0}})
    Results(tmp_path).add(("latency", "scrap"), {"p50": 0.1, "p95": 0.2})
    results = Results(tmp_path)
    results.add(("overhead", "count"), {"with": {"ms": 40.0, "queries": 30}})
    results.add(("learning", "500"), {"jit": NIGHT})
    results.add(("check", "500"), {"jit": CHECK})
    results.add(("replay", "500"), {"jit": REPLAY})
    kept = {key: SWEEP[key] for key in ("seconds", "queries", "peak_rss_growth_mb")}
    assert json.loads((tmp_path / "speed.json").read_text()) == {
        "sweep": [
            {"rules": 200, **kept, "core_seconds": None},
            {"rules": 1000, **kept, "core_seconds": 5.0},
        ],
        "ordering": [{"lines": 1000, "ms_per_line": 1.0, "core_ms_per_line": 9.0}],
        "latency_s": {"scrap": {"p50": 0.1, "p95": 0.2}},
        "transaction_overhead_ms": {"count": {"with": 40.0}},
        "learning": [{"products": 500, **NIGHT}],
        "check": [{"products": 500, **CHECK}],
        "replay": [{"products": 500, **REPLAY}],
    }
    assert "1,000" in results.tables()
    assert "scrap" in results.tables()


def test_nothing_measured_is_said(tmp_path: Path):
    assert Results(tmp_path).tables().count("not measured") == 7
