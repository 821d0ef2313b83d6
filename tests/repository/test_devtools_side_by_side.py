"""Phases in a process beside this one: nothing they find may get lost."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from devtools import side_by_side, testing
from devtools.results import PhaseResult
from devtools.workspace import Workspace

PYTHON = sys.executable
SHOWN = "a test failed, and this is why"


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def play(folder: Path, monkeypatch, *script: str) -> Sequence[PhaseResult]:
    """Have this Python script stand in for the other process."""
    python = folder / "python"
    python.write_text("\n".join([f"#!{PYTHON}", "import sys", *script]))
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    with side_by_side.running_beside(Workspace(folder), ["odoo"]) as others:
        return others.finish()


def telling(*results: PhaseResult) -> str:
    """A line of the script that answers with these results."""
    return (
        f"sys.path.insert(0, {str(Path(testing.__file__).parents[1])!r});"
        "from pathlib import Path; from devtools.results import PhaseResult;"
        "from devtools.side_by_side import answer_with;"
        f"answer_with({list(results)!r}, Path(sys.argv[-1].partition('=')[2]))"
    )


def test_every_phase_runs_once_wherever():
    here, beside = side_by_side.split(testing.PHASES)
    assert sorted([*here, *beside]) == sorted(testing.PHASES)
    assert here and beside


@pytest.mark.parametrize("names", [["odoo"], ["lint", "policy"], []])
def test_work_for_one_stays_here(names: list[str]):
    assert side_by_side.split(names) == (names, [])


def test_one_core_works_on_one_phase(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert side_by_side.split(testing.PHASES) == ([*testing.PHASES], [])


def test_results_and_words_of_the_other_process_arrive(tmp_path, monkeypatch, capsys):
    result = PhaseResult("odoo", passed=3, duration=1.5)
    result.fail("test_a")
    found = play(tmp_path, monkeypatch, f"print({SHOWN!r})", telling(result))
    assert found == [result]
    assert SHOWN in capsys.readouterr().out


def test_set_up_is_told_again_only_if_it_failed(tmp_path, monkeypatch):
    good, bad = PhaseResult("set-up"), PhaseResult("set-up")
    bad.fail("no server")
    assert play(tmp_path, monkeypatch, telling(good)) == []
    assert play(tmp_path, monkeypatch, telling(bad)) == [bad]


def test_process_that_answers_nothing_is_a_failure(tmp_path, monkeypatch, capsys):
    play(tmp_path, monkeypatch, telling(PhaseResult("odoo", passed=1)))
    script = [f"print({SHOWN!r})", "sys.exit(3)"]
    (found,) = play(tmp_path, monkeypatch, *script)
    assert found.failed == 1
    assert "ended with 3" in found.complaints[0]
    assert SHOWN in capsys.readouterr().out
