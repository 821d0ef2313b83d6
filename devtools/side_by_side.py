"""Two processes for the phases of the tests, where there are two cores for them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from .console import say
from .processes import GRACE_SECONDS, running
from .results import PhaseResult
from .workspace import Workspace

# The longest phase, about as long as all the others together.
BESIDE = ("odoo",)
LOOK_SECONDS = 0.2


class Beside:
    """Phases in another process, or none."""

    def __init__(
        self, child: subprocess.Popen[str] | None, log: Path, answer: Path
    ) -> None:
        self._child, self._log, self._answer = child, log, answer

    def finish(self) -> list[PhaseResult]:
        """Show what the other process has said, then what it says, until it ends."""
        if not self._child:
            return []
        say()
        code = self._follow(self._child)
        if not self._answer.exists():
            lost = PhaseResult(" ".join(BESIDE))
            lost.fail(f"its process ended with {code} before it was through")
            return [lost]
        results = [PhaseResult(**each) for each in json.loads(self._answer.read_text())]
        # Both processes set up; the first to come did it.
        return [each for each in results if each.name != "set-up" or each.failed]

    def _follow(self, child: subprocess.Popen[str]) -> int:
        with self._log.open(errors="replace") as output:
            while True:
                code = child.poll()
                print(output.read(), end="", flush=True)
                if code is not None:
                    return code
                time.sleep(LOOK_SECONDS)


def split(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Phases for this process and for one beside it, if both have something to do."""
    here = [name for name in names if name not in BESIDE]
    beside = [name for name in names if name in BESIDE]
    if here and beside and (os.cpu_count() or 1) > 1:
        return here, beside
    return list(names), []


@contextmanager
def running_beside(workspace: Workspace, names: Sequence[str]) -> Iterator[Beside]:
    """Run phases in a process beside this one, for the length of the block.

    What it says is kept in a file: the lines of two would be one muddle.
    """
    log, answer = workspace.logs / "beside.log", workspace.reports / "beside.json"
    answer.unlink(missing_ok=True)
    if not names:
        yield Beside(None, log, answer)
        return
    say(f"==> Beside this: {', '.join(names)}; shown when this is through, see {log}")
    argv = [sys.executable, "-m", "devtools", "test", *names, f"--answer={answer}"]
    with (
        log.open("w") as output,
        # It needs the usual time to stop its own children.
        running(
            argv, output=output, cwd=workspace.root, grace=2 * GRACE_SECONDS
        ) as child,
    ):
        yield Beside(child, log, answer)


def answer_with(results: Sequence[PhaseResult], answer: Path) -> None:
    """Tell the process that started this one how the phases went."""
    part = answer.with_suffix(".part")
    part.write_text(json.dumps([asdict(result) for result in results]))
    part.rename(answer)
