"""``make bench-speed``: every part on fresh databases, a table and a file."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from devtools import databases, demo
from devtools.console import say, step
from devtools.locks import exclusive
from devtools.odoo_session import OdooSession, open_session
from devtools.postgres_server import free_port
from devtools.processes import capture, running
from devtools.workspace import Workspace

from .results import Figures, Results

PARTS = ("sweep", "ordering", "latency", "overhead", "learning", "check", "replay")
SIZES = (1_000, 5_000, 20_000)
SWEEP_SIZES = (*SIZES, 100_000, 1_000_000)
# A product that is learned has 165 moves; beyond this they would fill the disk.
ALONE_UP_TO = 100_000
# Two years of so many products are to be replayed while somebody waits.
REPLAY_UP_TO = 5_000
# Beyond this core takes hours.
CORE_UP_TO = 20_000
LATENCY_RULES = 20_000
FIRST_PORT = 18469


@dataclass(frozen=True)
class Choice:
    """What to measure.

    :param sizes: numbers of rules
    :param sweep_sizes: the same for the sweep alone
    :param repeats: of each dip and each user's transaction
    """

    parts: Sequence[str] = PARTS
    sizes: Sequence[int] = SIZES
    sweep_sizes: Sequence[int] = SWEEP_SIZES
    rules: int = LATENCY_RULES
    repeats: int = 20


def run(workspace: Workspace, choice: Choice) -> None:
    """Measure the chosen parts; those of an earlier run stay in the file."""
    refusal = "the speed is already being measured in this folder"
    with (
        exclusive(workspace.locks / "bench-speed", refusal=refusal),
        open_session(workspace) as session,
    ):
        files = Results(workspace.root / "benchmarks" / "out")
        (version,) = session.sql("SHOW server_version")[0]
        say(f"{os.cpu_count()} cores, PostgreSQL {str(version).split()[0]}")
        for part in choice.parts:
            for key, detail in MEASURE[part](session, choice):
                files.add(key, detail)
        say(files.tables())


def _sizes(
    session: OdooSession, part: str, sizes: Sequence[int]
) -> Iterator[tuple[tuple[str, str], Figures]]:
    for size in sizes:
        for whose in ("jit", "core"):
            if whose == "jit" or size <= CORE_UP_TO:
                with (
                    step(f"{part}, {size:,} rules, {whose}"),
                    _database(session, whose) as database,
                ):
                    found = _script(session, part, database, str(size), whose)
                yield (part, str(size)), {whose: found}


def _sweep(session: OdooSession, choice: Choice):
    return _sizes(session, "sweep", choice.sweep_sizes)


def _ordering(session: OdooSession, choice: Choice):
    return _sizes(session, "ordering", choice.sizes)


def _latency(session: OdooSession, choice: Choice):
    for workers, suffix in ((0, ""), (2, ", 2 workers")):
        with (
            step(f"latency, {choice.rules:,} rules{suffix}"),
            _database(session, "jit") as database,
        ):
            _script(session, "prepare", database, str(choice.rules), "jit")
            with _server(session, database, workers) as address:
                arguments = [address, database, str(choice.repeats), suffix]
                found = _module(session, "latency", *arguments)
        for event, figures in found.items():
            yield ("latency", event), figures


def _overhead(session: OdooSession, choice: Choice):
    """Both databases at once: their transactions take turns."""
    with (
        step(f"user's transactions, {choice.rules:,} rules"),
        _database(session, "jit") as ours,
        _database(session, "core") as cores,
    ):
        for database, whose in ((ours, "jit"), (cores, "core")):
            _script(session, "prepare", database, str(choice.rules), whose)
        found = _script(session, "overhead", ours, cores, str(choice.repeats))
    for case, figures in found.items():
        yield ("overhead", case), figures


def _alone(
    session: OdooSession, part: str, sizes: Sequence[int], up_to: int = ALONE_UP_TO
) -> Iterator[tuple[tuple[str, str], Figures]]:
    """Core does none of these, so there is nothing to stand beside."""
    for size in sizes:
        if size <= up_to:
            with (
                step(f"{part}, {size:,} rules"),
                _database(session, "jit") as database,
            ):
                found = _script(session, part, database, str(size))
            yield (part, str(size)), {"jit": found}


def _learning(session: OdooSession, choice: Choice):
    return _alone(session, "learning", choice.sweep_sizes)


def _check(session: OdooSession, choice: Choice):
    return _alone(session, "check", choice.sweep_sizes)


def _replay(session: OdooSession, choice: Choice):
    return _alone(session, "replay", choice.sizes, REPLAY_UP_TO)


MEASURE: dict[str, Callable] = {
    "sweep": _sweep,
    "ordering": _ordering,
    "latency": _latency,
    "overhead": _overhead,
    "learning": _learning,
    "check": _check,
    "replay": _replay,
}


@contextmanager
def _database(session: OdooSession, whose: str) -> Iterator[str]:
    """A database of its own; core's has never seen the addon."""
    template = (
        databases.addon_template if whose == "jit" else databases.neighbours_template
    )
    database = session.database(f"bench_{whose}")
    databases.copy_of(session, template, database)
    try:
        yield database
    finally:
        databases.drop(session, database)


def _script(session: OdooSession, name: str, database: str, *arguments: str) -> Any:
    configuration = str(session.configuration(database))
    return _module(session, name, configuration, database, *arguments)


def _module(session: OdooSession, name: str, *arguments: str) -> Any:
    """Run a module of this folder with Odoo's Python; what its last line says."""
    argv = [str(session.python), "-W", "ignore", "-m", f"benchmarks.{name}", *arguments]
    output = capture(argv, env=session.environment(), cwd=session.workspace.root)
    return json.loads(output.splitlines()[-1]) if output.strip() else None


@contextmanager
def _server(session: OdooSession, database: str, workers: int) -> Iterator[str]:
    """A server with two cron workers, one of them free while the other sweeps."""
    port = free_port(FIRST_PORT)
    options = ["--http-port", str(port), "--workers", str(workers)]
    options += ["--gevent-port", str(free_port(port + 1))]
    options += ["--max-cron-threads=2", "--log-level=error"]
    launcher = session.workspace.root / "benchmarks" / "serve.py"
    configuration = str(session.configuration(database))
    command = [str(session.python), "-W", "ignore", str(launcher)]
    command += ["--config", configuration, *options]
    log = session.workspace.logs / "bench_speed.log"
    with (
        log.open("w") as output,
        running(command, output=output, env=session.environment()) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        demo.wait_until_served(server, f"{address}/web/health")
        yield address
