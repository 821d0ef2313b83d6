"""Reading the log of ``--test-enable``, where any warning is a failure."""

import re
from dataclasses import dataclass

from .results import PhaseResult
from .skip_list import AllowedSkip

LINE = re.compile(
    r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (?P<level>[A-Z]+) \S+ (?P<logger>\S+): (?P<text>.*)"
)
TOTALS = re.compile(r"^(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
SKIPPED = re.compile(r"^skipped (\S+).*? : (.*)")
BAD_LEVELS = ("WARNING", "ERROR", "CRITICAL")
# They sum up lines that have been counted one by one.
SUMMARIES = re.compile(
    r"^(\d+ failed, \d+ error\(s\) of"
    r"|Module \S+: \d+ failures, \d+ errors of"
    r"|At least one test failed)"
)


@dataclass(frozen=True)
class HarmlessLine:
    """A warning that says nothing about the addon, and why."""

    logger: str
    text: str
    reason: str


HARMLESS = (
    HarmlessLine(
        "odoo.addons.jit_replenishment.tests.",
        "Error received after termination: ",
        "the browser was closed, with the test passed, while its page still loaded",
    ),
)


def read(
    text: str, exit_code: int, result: PhaseResult, allowed: list[AllowedSkip]
) -> None:
    """Add what the log says to a result."""
    run = broken = skipped = 0
    for line in text.splitlines():
        parsed = LINE.match(line)
        if not parsed:
            continue
        level, logger, message = parsed.group("level", "logger", "text")
        totals = TOTALS.match(message)
        skip = SKIPPED.match(message)
        if totals:
            failures, errors, run = map(int, totals.groups())
            broken = failures + errors
        elif skip and level == "INFO":
            skipped += 1
            test = f"{logger.removeprefix('odoo.addons.')}.{skip.group(1)}"
            result.skip(test, skip.group(2), allowed)
        elif level in BAD_LEVELS and not is_ignored(logger, message):
            result.fail(f"{level} {logger}: {message}")
    # A broken test has its own line in most cases, but not in all.
    result.failed = max(result.failed, broken)
    result.passed = max(run - broken - skipped, 0)
    result.require_tests()
    if exit_code and not result.failed:
        result.fail(f"Odoo ended with {exit_code}")


def is_ignored(logger: str, message: str) -> bool:
    """Whether a line is a summary, or known to be harmless."""
    return bool(SUMMARIES.match(message)) or any(
        logger.startswith(line.logger) and line.text in message for line in HARMLESS
    )
