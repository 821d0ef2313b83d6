"""All methods on one demand set, on all processors."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor

from .cold_start import cold_start
from .compare import BOUNDS, run
from .datasets import DemandSet
from .figures import Figures
from .forward_orders import replay
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


def studies(whole: DemandSet, pool: Executor) -> dict[str, Future]:
    """What only days can tell: bookings of some days ahead, the first two weeks."""
    if whole.bucket_days != 1:
        return {}
    return {
        "forward_orders": pool.submit(_answer, replay, whole.compared()),
        "cold_start": pool.submit(_answer, cold_start, whole),
    }


def _answer(
    study: Callable[[DemandSet], Figures | None], found: DemandSet
) -> Figures | None:
    """None where it fails: what was agreed on is measured all the same."""
    try:
        return study(found)
    except Exception as error:
        print(f"{found.name}: {study.__name__} failed: {error!r}", flush=True)
        return None
