"""What a phase of tests came to, and how to read it from pytest's report."""

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from .skip_list import AllowedSkip, is_allowed


@dataclass
class PhaseResult:
    """Counts and complaints of one phase."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    complaints: list[str] = field(default_factory=list)
    duration: float = 0.0

    def fail(self, complaint: str, count: int = 1) -> None:
        self.failed += count
        self.complaints.append(complaint)

    def skip(self, test: str, reason: str, allowed: list[AllowedSkip]) -> None:
        """Count a skipped test, as failed unless it is listed."""
        if is_allowed(test, allowed):
            self.skipped += 1
        else:
            self.fail(f"skipped, not in tests/allowed_skips.txt: {test} ({reason})")

    def require_tests(self) -> None:
        """A run that finds no test must not look like one that passes."""
        if not self.passed and not self.failed:
            self.fail("no test was found")


def read_junit(
    report: Path, exit_code: int, result: PhaseResult, allowed: list[AllowedSkip]
) -> None:
    """Add what pytest's report says to a result."""
    if not report.exists():
        result.fail(f"pytest ended with {exit_code} and wrote no report")
        return
    for case in ElementTree.parse(report).iter("testcase"):
        test = ".".join(filter(None, [case.get("classname"), case.get("name")]))
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            result.fail(test)
        elif skipped is not None:
            result.skip(test, skipped.get("message") or "no reason", allowed)
        else:
            result.passed += 1
    result.require_tests()
    if exit_code and not result.failed:
        result.fail(f"pytest ended with {exit_code}")
