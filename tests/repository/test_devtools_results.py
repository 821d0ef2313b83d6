"""Counting: nothing skipped, warned about or not found may look like a pass."""

from pathlib import Path

import pytest

from devtools import odoo_log, results, skip_list, testing
from devtools.console import Problem
from devtools.results import PhaseResult

ROOT = Path(__file__).resolve().parents[2]
STAMP = "2026-11-22 00:24:28,329 13125"
TESTS = "odoo.addons.jit_replenishment.tests.test_rule"
LOADING = "tests when loading database 'db'"
PASSED = f"{STAMP} INFO db odoo.tests.result: 0 failed, 0 error(s) of 3 {LOADING}"


def read_log(*lines: str, code: int = 0, allowed: str = "") -> PhaseResult:
    result = PhaseResult("install")
    odoo_log.read("\n".join(lines), code, result, skip_list.parse(allowed))
    return result


def test_clean_log_passes():
    result = read_log(PASSED)
    assert (result.passed, result.failed) == (3, 0)


@pytest.mark.parametrize("level", ["WARNING", "ERROR", "CRITICAL"])
def test_a_logged_warning_fails(level: str):
    result = read_log(f"{STAMP} {level} db odoo.models: something odd", PASSED)
    assert result.failed == 1
    assert "something odd" in result.complaints[0]


def test_error_as_a_word_is_no_logged_error():
    assert (
        read_log("<string>:38: (ERROR/3) Unexpected indentation.", PASSED).failed == 0
    )


def test_closing_the_browser_early_is_harmless():
    text = "Error received after termination: AssetsLoadingError"
    assert (
        read_log(
            f"{STAMP} ERROR db {TESTS}.TestX.test_y.browser: {text}", PASSED
        ).failed
        == 0
    )
    assert read_log(f"{STAMP} ERROR db odoo.http: {text}", PASSED).failed == 1


def test_failed_tests_are_counted_once():
    error = f"{STAMP} ERROR db"
    module = "Module jit_replenishment: 1 failures, 0 errors of 3 tests"
    result = read_log(
        f"{error} {TESTS}: FAIL: TestRule.test_a",
        "AssertionError: 1 != 2",
        f"{error} odoo.modules.loading: {module}",
        f"{error} odoo.tests.result: 1 failed, 0 error(s) of 3 {LOADING}",
        code=1,
    )
    assert (result.passed, result.failed) == (2, 1)


def test_no_tests_is_a_failure():
    nothing = PASSED.replace("of 3 tests", "of 0 tests")
    assert read_log(nothing).failed == 1
    assert read_log("").failed == 1


def test_exit_code_alone_is_a_failure():
    assert read_log(PASSED, code=1).failed == 1


def test_skipped_in_the_log_must_be_listed():
    line = f"{STAMP} INFO db {TESTS}: skipped TestRule.test_a : no printer"
    assert read_log(line, PASSED).failed == 1
    listed = "jit_replenishment.tests.test_rule.TestRule.*: the printer is optional"
    result = read_log(line, PASSED, allowed=listed)
    assert (result.passed, result.failed, result.skipped) == (2, 0, 1)


CASES = """
<testsuites><testsuite>
  <testcase classname="tests.policy.test_a" name="test_good"/>
  <testcase classname="tests.policy.test_a" name="test_bad"><failure/></testcase>
  <testcase classname="tests.policy.test_a" name="test_broken"><error/></testcase>
  <testcase classname="tests.policy.test_a" name="test_left[1-x]">
    <skipped type="pytest.skip" message="later"/>
  </testcase>
</testsuite></testsuites>
"""


def read_report(folder: Path, xml: str, *, code: int, allowed: str = "") -> PhaseResult:
    report = folder / "report.xml"
    report.write_text(xml)
    result = PhaseResult("policy")
    results.read_junit(report, code, result, skip_list.parse(allowed))
    return result


def test_report_of_pytest(tmp_path: Path):
    result = read_report(tmp_path, CASES, code=1)
    assert (result.passed, result.failed, result.skipped) == (1, 3, 0)
    allowed = "tests.policy.test_a.test_left[*]: known"
    result = read_report(tmp_path, CASES, code=1, allowed=allowed)
    assert (result.passed, result.failed, result.skipped) == (1, 2, 1)


def test_report_without_tests_fails(tmp_path: Path):
    assert read_report(tmp_path, "<testsuites/>", code=5).failed == 1


def test_missing_report_fails(tmp_path: Path):
    result = PhaseResult("policy")
    results.read_junit(tmp_path / "none.xml", 4, result, [])
    assert result.failed == 1


def test_pytest_that_ends_badly_fails(tmp_path: Path):
    good = '<testsuites><testcase classname="a" name="b"/></testsuites>'
    assert read_report(tmp_path, good, code=0).failed == 0
    assert read_report(tmp_path, good, code=3).failed == 1


def test_skip_list_wants_a_reason():
    assert skip_list.parse("# comment\n\n") == []
    with pytest.raises(Problem, match="line 1"):
        skip_list.parse("tests.policy.test_a.test_x")


def test_the_skip_list_of_the_repository_is_readable():
    text = (ROOT / "tests" / "allowed_skips.txt").read_text()
    assert all(entry.reason for entry in skip_list.parse(text))


def test_totals_are_a_line_of_their_own(capsys):
    good, bad = PhaseResult("policy", passed=4), PhaseResult("odoo", passed=2)
    assert testing.report([good, bad], 61.0)
    bad.fail("test_a")
    assert not testing.report([good, bad], 61.0)
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "6 passed, 1 failed"
    assert "6 passed, 0 failed" in lines


def test_every_folder_of_tests_belongs_to_a_phase():
    known = {folder for folders in testing.FOLDERS.values() for folder in folders}
    found = {
        path.parent.relative_to(ROOT).as_posix()
        for top in ("tests", "jit_replenishment", "jit_replenishment_demo")
        for path in (ROOT / top).rglob("test_*.py")
    }
    assert found
    assert found <= known
