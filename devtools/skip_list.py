"""Tests that may be skipped: tests/allowed_skips.txt."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from .console import Problem


@dataclass(frozen=True)
class AllowedSkip:
    """A pattern of test names and why these tests may be skipped."""

    pattern: str
    reason: str


def parse(text: str) -> list[AllowedSkip]:
    """Read lines ``pattern: reason``; blank lines and # comments do not count."""
    allowed = []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        pattern, separator, reason = line.partition(": ")
        if not separator or not reason.strip():
            raise Problem(
                f"tests/allowed_skips.txt, line {number}: "
                f"write 'package.module.Class.test_name: reason', not {line!r}"
            )
        allowed.append(AllowedSkip(pattern.strip(), reason.strip()))
    return allowed


def read(path: Path) -> list[AllowedSkip]:
    return parse(path.read_text()) if path.exists() else []


def is_allowed(test: str, allowed: list[AllowedSkip]) -> bool:
    """Whether a test's dotted name is listed; * stands for any text."""
    # Parameters of a test look like a character class to fnmatch.
    literal = test.replace("[", "<").replace("]", ">")
    return any(
        fnmatchcase(literal, entry.pattern.replace("[", "<").replace("]", ">"))
        for entry in allowed
    )
