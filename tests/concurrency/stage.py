"""A database of its own, and actors on it: real processes that may be killed."""

import multiprocessing
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

from . import preload
from .acts import perform
from .steps import Fault

ROOT = Path(__file__).resolve().parents[2]
# nothing here takes a second when all is well; waiting for ever is a failure too
PATIENCE_SECONDS = 60
# the situation of a new stage: every part in stock, nothing to order
OPENED = "opened"
_WAITING = """
    SELECT COUNT(*) > 0 FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
# Odoo names each connection after the process it belongs to
_ALL_LEFT = """
    SELECT COUNT(*) = 0 FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'odoo-{pid}'
"""


class Actor:
    """One process at work.

    :param outcome: after :meth:`finish`: what its act answered, None if it was killed
    """

    def __init__(
        self, process: multiprocessing.Process, line: Connection, stage: "Stage"
    ) -> None:
        self.process, self._line, self._stage = process, line, stage
        self.outcome: object = None

    def wait_for(self, word: str) -> None:
        """Until the actor says ``word``, holding still at a statement."""
        assert self._line.poll(PATIENCE_SECONDS), f"the actor never came to: {word}"
        said = self._line.recv()
        assert said == (word, None), said

    def go_on(self) -> None:
        self._line.send("go on")

    def finish(self) -> "Actor":
        """Until the process has ended; raises what went wrong in it.

        Dying by SIGKILL is no failure, it is what actors here are for. Its connections
        have ended too then: the server calls for the job again after a minute, by
        when PostgreSQL has noticed, busy as it may be.
        """
        if self._line.poll(PATIENCE_SECONDS):
            try:
                word, self.outcome = self._line.recv()
            except EOFError:
                word = "killed"
        else:
            word, self.outcome = "failed", "it hangs"
            self.process.kill()
        self.process.join()
        if word == "failed":
            raise AssertionError(f"an actor failed:\n{self.outcome}")
        if word == "killed":
            all_left = _ALL_LEFT.format(pid=self.process.pid)
            self._stage.wait_until(all_left, "a dead actor's connection stays")
        return self

    @property
    def was_killed(self) -> bool:
        return self.process.exitcode == -9


class Stage:
    """The scratch database; ``restore`` takes it back to a situation kept."""

    def __init__(self) -> None:
        self.name = f"jit_stage_{uuid4().hex[:8]}"
        self._situations: set[str] = set()
        # statements and commits of the run that is due, once somebody counted them
        self.steps = 0

    def start(self, act: str, *, fault: Fault | None = None, **options) -> Actor:
        """Have ``acts.<act>(env or registry, **options)`` done by a new process."""
        context = multiprocessing.get_context("forkserver")
        ours, theirs = context.Pipe()
        arguments = (theirs, self.name, act, fault, options)
        process = context.Process(target=perform, args=arguments, daemon=True)
        process.start()
        theirs.close()
        return Actor(process, ours, self)

    def run(self, act: str, **options) -> object:
        """Do it to the end; answer what the act answers."""
        return self.start(act, **options).finish().outcome

    def together(self, *acts: tuple[str, dict]) -> list[Actor]:
        """Start all at once, then wait for all."""
        actors = [self.start(act, **options) for act, options in acts]
        return [actor.finish() for actor in actors]

    def wait_until_one_waits(self) -> None:
        """Until a transaction waits for another's lock."""
        self.wait_until(_WAITING, "nobody ever waited for a lock")

    def wait_until(self, query: str, otherwise: str) -> None:
        """Until the query answers one row that is true.

        :param otherwise: what is wrong if it never does
        """
        patience = threading.Event()
        for _moment in range(PATIENCE_SECONDS * 10):
            if self.run("read", query=query) == [(True,)]:
                return
            patience.wait(0.1)
        raise AssertionError(otherwise)

    def keep(self, situation: str) -> None:
        """Remember the database as it is now."""
        self.forget(situation)
        _postgres("createdb", "-T", self.name, f"{self.name}_{situation}")
        self._situations.add(situation)

    def restore(self, situation: str) -> None:
        """Have the database as it was when it was kept."""
        _postgres("dropdb", "--if-exists", "--force", self.name)
        _postgres("createdb", "-T", f"{self.name}_{situation}", self.name)

    def forget(self, situation: str) -> None:
        _postgres("dropdb", "--if-exists", "--force", f"{self.name}_{situation}")
        self._situations.discard(situation)

    def close(self) -> None:
        for situation in list(self._situations):
            self.forget(situation)
        _postgres("dropdb", "--if-exists", "--force", self.name)


@contextmanager
def open_stage() -> Iterator[Stage]:
    """A copy of the template with the addon; one at a time in one process."""
    stage = Stage()
    _postgres("createdb", "-T", os.environ["JIT_TEMPLATE_DB"], stage.name)
    try:
        os.environ[preload.DATABASE] = stage.name
        log = Path(tempfile.gettempdir()) / f"{stage.name}.log"
        os.environ[preload.LOG] = str(log)
        os.environ["PYTHONPATH"] = str(ROOT)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([preload.__name__])
        stage.run("open_shop")
        stage.keep(OPENED)
        yield stage
        log.unlink(missing_ok=True)
    finally:
        stage.close()


def _postgres(program: str, *arguments: str) -> None:
    path = os.path.join(os.environ.get("JIT_PG_BIN", ""), program)
    subprocess.run(
        [path, *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
