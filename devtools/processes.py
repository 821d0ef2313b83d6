"""Child processes that never outlive the command that started them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

from .console import Problem

# Odoo needs a few seconds to let its threads and the browser go.
GRACE_SECONDS = 20
TAIL_LINES = 25


def exit_on_signals() -> None:
    """Turn SIGTERM and SIGHUP into an exception, so that servers get stopped."""

    def leave(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)


def capture(
    argv: Sequence[str],
    *,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> str:
    """Run a short program and return its output; a Problem if it fails."""
    try:
        done = subprocess.run(
            argv, input=stdin, env=env, cwd=cwd, text=True, capture_output=True
        )
    except OSError as error:
        raise Problem(f"cannot run {argv[0]}: {error.strerror}") from error
    if done.returncode:
        detail = (done.stderr or done.stdout).strip()
        raise Problem(f"{_shown(argv)} failed ({done.returncode}):\n{detail}")
    return done.stdout


def succeeds(argv: Sequence[str]) -> bool:
    """Whether the program is there and ends well."""
    with suppress(Problem):
        capture(argv)
        return True
    return False


@contextmanager
def running(
    argv: Sequence[str],
    *,
    output: IO[str] | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    grace: float = GRACE_SECONDS,
) -> Iterator[subprocess.Popen[str]]:
    """A child in a session of its own; gone, with its children, after the block.

    In our own session Ctrl-C would reach Odoo twice, once from the terminal and once
    from here, and Odoo takes the second for an order to die without cleaning up.
    """
    child = subprocess.Popen(
        argv,
        env=env,
        cwd=cwd,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        _end(child, grace)


def _end(child: subprocess.Popen[str], grace: float) -> None:
    if child.poll() is None:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(grace)
    # The child's own children, browsers above all, are in its group.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def run_shown(
    argv: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> int:
    """Run with the output on the terminal; return the exit code."""
    sys.stdout.flush()
    with running(argv, env=env, cwd=cwd) as child:
        return child.wait()


def run_logged(
    argv: Sequence[str],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    check: bool = True,
) -> int:
    """Run with the output in a file; a failure shows the end of it."""
    with (
        log.open("w") as output,
        running(argv, output=output, env=env, cwd=cwd) as child,
    ):
        code = child.wait()
    if code and check:
        raise Problem(f"{_shown(argv)} failed ({code}). {end_of(log)}")
    return code


def end_of(log: Path) -> str:
    """The last lines of a log and where to find the rest."""
    lines = log.read_text(errors="replace").splitlines()[-TAIL_LINES:]
    return "\n".join([f"The end of {log}:", *lines])


def _shown(argv: Sequence[str]) -> str:
    text = " ".join(argv)
    return text if len(text) <= 160 else text[:157] + "..."
