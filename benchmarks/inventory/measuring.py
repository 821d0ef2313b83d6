"""All methods on one demand set, on all processors."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor

from .compare import BOUNDS, run
from .datasets import DemandSet
from .methods import CONTENDERS
from .simulation import Outcome

NAMES = (*CONTENDERS, *BOUNDS)


def workers() -> Executor:
    return ProcessPoolExecutor(os.cpu_count())


def settings_of(name: str) -> tuple[float, ...]:
    return tuple(CONTENDERS[name].settings) if name in CONTENDERS else ()


def outcome_of(found: DemandSet, name: str) -> Outcome:
    """Of a method, or of a bound nobody can reach."""
    return BOUNDS[name](found) if name in BOUNDS else run(found, CONTENDERS[name])


def outcomes(
    found: DemandSet, pool: Executor
) -> Iterator[tuple[str, Outcome | Exception]]:
    """By name, in the order of the table; a method that fails costs only itself."""
    started = {name: pool.submit(outcome_of, found, name) for name in NAMES}
    for name, running in started.items():
        try:
            yield name, running.result()
        except Exception as error:
            yield name, error
