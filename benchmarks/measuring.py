"""Time, queries and memory of a block of work in this process."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import odoo.sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.tools import config


@dataclass
class Cost:
    """What a block took.

    :param megabytes: those the process grew by at its peak
    :param process: seconds that this process worked and did not wait for the database
    """

    seconds: float | None = 0.0
    queries: int | None = 0
    megabytes: float | None = 0.0
    process: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure the block; the answer is complete once it ends."""
    cost = Cost()
    _forget_peak()
    before, queries = _memory("VmRSS"), odoo.sql_db.sql_counter
    started, worked = time.perf_counter(), time.process_time()
    yield cost
    cost.seconds = time.perf_counter() - started
    cost.process = time.process_time() - worked
    cost.queries = odoo.sql_db.sql_counter - queries
    cost.megabytes = max(_memory("VmHWM") - before, 0.0)


def _forget_peak() -> None:
    """Linux keeps the highest memory of a process until told to start anew."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _memory(name: str) -> float:
    """A line of the process's status in megabytes, 0 where there is no such file."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
    return 0.0


def open_registry(configuration: str, database: str) -> Registry:
    """Odoo's models on a database, without any server."""
    sys.setrecursionlimit(10_000)
    config.parse_config(
        ["--config", configuration, "--database", database, "--no-http"],
        setup_logging=True,
    )
    return Registry(database)


@contextmanager
def environment(registry: Registry) -> Iterator[Environment]:
    """A cursor of one's own, committed at the end."""
    with registry.cursor() as cr:
        yield Environment(cr, SUPERUSER_ID, {})
