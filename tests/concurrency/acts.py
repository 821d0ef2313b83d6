"""What an actor may be asked to do, and the process it does it in."""

import random
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from multiprocessing.connection import Connection
from types import SimpleNamespace
from unittest import mock

import odoo.service.model
from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.service.model import retrying

from odoo.addons.base.models.ir_cron import IrCron

from . import book, invariants, people, shop
from .steps import Fault, Steps

CRON = "jit_replenishment.ir_cron_replenish"
SWEEP = "jit_replenishment.ir_cron_sweep"
# all that is known of demand, and how far it was read
LEARNED = (
    "jit_demand_event",
    "jit_demand_span",
    "jit_demand_unread",
    "jit_demand_pool",
    "jit_learning",
    "jit_learning_state",
)
TRANSACTION = "odoo.addons.jit_replenishment.models.jit_transaction"


def perform(
    line: Connection, database: str, act: str, fault: Fault | None, options: dict
) -> None:
    """Body of an actor's process: do one act and tell how it went."""

    def hold() -> None:
        line.send(("holding", None))
        line.recv()

    try:
        registry = Registry(database)
        steps = Steps(fault, hold)
        steps.install()
        answer = ACTS[act](registry, **options)
        line.send(("done", steps.count if answer is None else answer))
    except BaseException:
        line.send(("failed", traceback.format_exc()))


def serve(registry: Registry, patience: str = "5s") -> None:
    """What the server does when it is woken, or once a minute: jobs that are due.

    :param patience: how long a locked draft is waited for
    """
    with mock.patch(f"{TRANSACTION}._LOCK_TIMEOUT", patience):
        IrCron._process_jobs(registry.db_name)


def run_now(registry: Registry, sweep: bool = False) -> None:
    """*Run Manually* on the replenisher, after the sweep if that is wanted."""
    for name in (SWEEP, CRON) if sweep else (CRON,):
        with registry.cursor() as cr:
            answer = _env(cr).ref(name).method_direct_trigger()
        assert answer is True, answer


def sweep(registry: Registry) -> None:
    """The other scheduled action: it only signals."""
    with registry.cursor() as cr:
        answer = _env(cr).ref(SWEEP).method_direct_trigger()
    assert answer is True, answer


def work_unlocked(registry: Registry) -> None:
    """The replenisher without its scheduled action's lock, which a lost connection
    gives up while the work goes on."""
    with registry.cursor() as cr:
        _env(cr)["jit.replenisher"]._cron_replenish()


def work_unclaimed(registry: Registry) -> None:
    """A replenisher as it must not be: it claims neither turn nor orders, and keeps
    nothing in mind, as two that do so meet there."""
    with ExitStack() as stack:
        for model, method in (
            ("jit.vendor.witness", "_claim"),
            ("jit.draft.order", "_claim_orders"),
            ("jit.draft.order", "_write_history"),
            ("jit.position", "_mark_seen"),
            ("jit.position", "_claim"),
        ):
            stack.enter_context(mock.patch.object(registry[model], method))
        # the account of what a company ordered lately is one more place to meet
        unbraked = mock.patch.object(
            registry["jit.run.limit"],
            "_brake",
            lambda _limit, _key, wishes, _lines, _stopped: (wishes, 0, 0),
        )
        stack.enter_context(unbraked)
        work_unlocked(registry)


def learn(registry: Registry) -> None:
    """The learning, without its scheduled action's lock: two may meet."""
    with registry.cursor() as cr:
        _env(cr)["jit.learner"]._cron_learn()


def learn_all(registry: Registry) -> None:
    """From the beginning, as if nothing had ever been learned."""
    with registry.cursor() as cr:
        for table in LEARNED:
            cr.execute(f"DELETE FROM {table}")
    learn(registry)


def try_out(registry: Registry) -> None:
    """The look at rules on trial, without its scheduled action's lock."""
    with registry.cursor() as cr:
        _env(cr)["jit.trial"]._cron_try()


def person(registry: Registry, acts: list[str], seed: int = 0) -> None:
    """Requests one after the other, each tried again as the server does."""
    chance = random.Random(seed)
    # core waits for up to two seconds; the point is that it tries again
    hasty = SimpleNamespace(sleep=lambda seconds: time.sleep(seconds / 20))
    with mock.patch.object(odoo.service.model, "time", hasty):
        for act in acts:
            with registry.cursor() as cr:
                env = _env(cr)
                retrying(partial(_request, env, people.ACTS[act], chance), env)


def _request(env: Environment, act: Callable, chance: random.Random) -> None:
    book.at_work(env)
    act(env, chance)


def open_shop(registry: Registry) -> None:
    with registry.cursor() as cr:
        shop.open_shop(_env(cr))
    run_now(registry)


def inspect(registry: Registry) -> list[str]:
    """All that is wrong with the database, after what this very act runs."""
    return invariants.broken(registry, lambda: run_now(registry, sweep=True))


def offences(registry: Registry, planted: tuple[str, ...] = ()) -> list[str]:
    """What is wrong with the database as it is, or would be after these statements."""
    return invariants.offences(registry, planted)


def sql(registry: Registry, *, statements: list[str]) -> None:
    """One transaction of somebody's, tried again as the server does."""

    def work():
        for statement in statements:
            env.cr.execute(statement, log_exceptions=False)

    with registry.cursor() as cr:
        env = _env(cr)
        retrying(work, env)


def read(registry: Registry, query: str) -> list[tuple]:
    with registry.cursor() as cr:
        cr.execute(query)
        return cr.fetchall()


def _env(cr) -> Environment:
    return Environment(cr, SUPERUSER_ID, {})


ACTS = {
    act.__name__: act
    for act in (
        serve,
        run_now,
        work_unlocked,
        work_unclaimed,
        person,
        open_shop,
        inspect,
        offences,
        sweep,
        learn,
        learn_all,
        try_out,
        sql,
        read,
    )
}
