"""PostgreSQL compiles large queries ("jit"); ours take longer to compile than to run.

It decides by what it expects a query to cost, and of ours it expects a hundred times
too much: one row for each class, order or vendor is found by index, again and again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2

from odoo.api import Environment
from odoo.tools import SQL


def stop_compiling(env: Environment) -> None:
    """Until this transaction ends: for those of the engine's own."""
    env.cr.execute("SET LOCAL jit = off")


@contextmanager
def without_compiling(env: Environment) -> Iterator[None]:
    """Within this block: for what is read in a transaction of somebody else's.

    Whatever comes after it, a report of another addon for instance, runs as its
    administrator has set it. A savepoint inside may be rolled back: the setting was
    made before it. One outside takes the setting back itself, and after an error of
    PostgreSQL's it has to: no other statement is answered before.
    """
    cr = env.cr
    cr.execute("SELECT current_setting('jit')")
    (before,) = cr.fetchone()
    if before == "off":
        yield
        return
    stop_compiling(env)
    try:
        yield
    except psycopg2.Error:
        raise
    except BaseException:
        _restore(env, before)
        raise
    _restore(env, before)


def _restore(env: Environment, before: str) -> None:
    env.cr.execute(SQL("SELECT set_config('jit', %s, TRUE)", before))
