"""Core's scheduled action on the same rows, as its cron calls it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from odoo.modules.registry import Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from .measuring import Cost, environment, measured


def run_scheduler(registry: Registry) -> Cost:
    """Let core replenish; its other tasks, reserving and merging stock, do not count.

    When it orders, core's action fails at its end, in conflict with itself; all it
    orders is committed by then.
    """
    others: list[float] = []
    with (
        environment(registry) as env,
        _timed(env.registry["stock.move"], "_action_assign", others),
        _timed(env.registry["stock.quant"], "_quant_tasks", others),
    ):
        try:
            with measured() as cost:
                _run(env)
        finally:
            env.cr.rollback()
    cost.seconds -= sum(others)
    return cost


def _run(env) -> None:
    try:
        env["stock.rule"].run_scheduler(True)
    except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
        env.cr.rollback()


@contextmanager
def _timed(model: type, method: str, durations: list[float]) -> Iterator[None]:
    original = getattr(model, method)

    def timed(*args, **kwargs):
        started = time.perf_counter()
        try:
            return original(*args, **kwargs)
        finally:
            durations.append(time.perf_counter() - started)

    with patch.object(model, method, timed):
        yield
