"""All methods on one demand set, on all processors."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor

from .cold_start import cold_start
from .compare import BOUNDS, Contender, moments, past_of, simulated
from .datasets import DemandSet
from .figures import Figures
from .forward_orders import replay
from .ours import learned
from .simulation import Outcome

OURS = "ours"


def workers() -> Executor:
    return ProcessPoolExecutor(os.cpu_count())


class Measurement:
    """One set, all of it started at once; its methods are asked moment by moment."""

    def __init__(
        self, whole: DemandSet, contenders: Mapping[str, Contender], pool: Executor
    ) -> None:
        """:param whole: all products of the set, of which some are compared"""
        self.found, self._pool = whole.compared(), pool
        self._contenders = contenders
        self._asked = {name: self._ask(name) for name in contenders}
        self._bounds = {
            name: pool.submit(bound, self.found) for name, bound in BOUNDS.items()
        }
        # what only days can tell
        self._studies: dict[str, Future] = {}
        self._daily = whole.bucket_days == 1
        if self._daily:
            self._studies["cold_start"] = pool.submit(cold_start, whole)

    def outcomes(self) -> Iterator[tuple[str, Outcome | Exception]]:
        """By name, in the order of the table; a method that fails costs only itself."""
        for name in (*self._asked, *self._bounds):
            try:
                yield name, self._outcome(name)
            except Exception as error:
                yield name, error

    def studies(self) -> dict[str, Figures | None]:
        """Sales booked some days ahead, the first two weeks; after the outcomes.

        None where it fails: what was agreed on is measured all the same.
        """
        return {name: self._answer(name) for name in sorted(self._studies)}

    def _ask(self, name: str) -> list[Future]:
        contender = self._contenders[name]
        # bookings ask for more than the quantities of ours
        method = learned if name == OURS else contender.method
        return [
            self._pool.submit(method, past_of(self.found, moment), contender.settings)
            for moment in moments(self.found, contender.once)
        ]

    def _outcome(self, name: str) -> Outcome:
        if name in self._bounds:
            return self._bounds[name].result()
        answers = [each.result() for each in self._asked[name]]
        if name != OURS:
            return simulated(self.found, answers)
        if self._daily:
            self._studies["forward_orders"] = self._pool.submit(
                replay, self.found, answers
            )
        return simulated(self.found, [each.quantities for each in answers])

    def _answer(self, name: str) -> Figures | None:
        try:
            return self._studies[name].result()
        except Exception as error:
            print(f"{self.found.name}: {name} failed: {error!r}", flush=True)
            return None
