"""The oldest signals, and what a user's transaction has to leave behind."""

from datetime import datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

_PER_BATCH = 1000
# as many as a dip may have to wait for
_SWEPT_PER_BATCH = 300
# a burst repeats few products: so many rows more are read at once
_ROWS_PER_KEY = 5


class SignalBatch(NamedTuple):
    """:param rows: (id, product id, company id) in order of arrival; they are deleted
    once all their work is committed
    :param swept: found by a sweep, not done by people
    """

    rows: list[tuple[int, int, int]]
    swept: bool

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def keys(self) -> list[tuple[int, int]]:
        """Distinct (product id, company id): several signals of one are one work."""
        return list(dict.fromkeys(row[1:] for row in self.rows))

    def ids_of(self, keys: set[tuple[int, int]]) -> list[int]:
        return [row[0] for row in self.rows if row[1:] in keys]

    def ids_except(self, keys: set[tuple[int, int]]) -> list[int]:
        return [row[0] for row in self.rows if row[1:] not in keys]


def last_signal(env: Environment) -> int:
    """Id of the newest signal there is, 0 when there is none."""
    ((last,),) = env.execute_query(SQL("SELECT COALESCE(MAX(id), 0) FROM jit_signal"))
    return last


def next_signals(
    env: Environment, newest: int, last: int, kept: list[int]
) -> SignalBatch:
    """The oldest signals of people up to ``newest``, else of sweeps up to ``last``.

    :param kept: ids to leave alone: this run has tried them in vain
    """
    return _read(env, _PER_BATCH, newest, kept, swept=False) or _read(
        env, _SWEPT_PER_BATCH, last, kept, swept=True
    )


def _read(
    env: Environment, limit: int, last: int, kept: list[int], *, swept: bool
) -> SignalBatch:
    rows = env.execute_query(
        SQL(
            """
            SELECT id, product_id, company_id FROM jit_signal
             WHERE id <= %s AND NOT id = ANY(%s) AND product_id IS NOT NULL
               AND swept IS %s TRUE
             ORDER BY id LIMIT %s
            """,
            last,
            kept,
            SQL() if swept else SQL("NOT"),
            # a sweep names each product but once
            limit if swept else limit * _ROWS_PER_KEY,
        )
    )
    taken, keys = [], set()
    for row in rows:
        if len(keys) == limit and row[1:] not in keys:
            break
        keys.add(row[1:])
        taken.append(row)
    return SignalBatch(taken, swept)


def terms_changed(env: Environment) -> list[int]:
    """Signals without a product: the terms of any number of rules changed."""
    rows = env.execute_query(SQL("SELECT id FROM jit_signal WHERE product_id IS NULL"))
    return [signal_id for (signal_id,) in rows]


def concerned(rows: list[tuple[int, int | None, bool]]) -> SQL:
    """SELECT of (product id, company id) for which there is a rule to look at.

    :param rows: product id, company id or None for every company, and whether archived
        rules and rules that still have a draft line count too
    """
    product_ids, company_ids, forced = zip(*rows, strict=True)
    return SQL(
        """
        SELECT DISTINCT op.product_id, op.company_id
          FROM unnest(%s, %s::int[], %s) AS pending(product_id, company_id, forced)
          JOIN stock_warehouse_orderpoint op
            ON op.product_id = pending.product_id
           AND (pending.company_id IS NULL OR op.company_id = pending.company_id)
         WHERE op.trigger = 'jit' AND (op.active OR pending.forced)
            OR pending.forced
           AND EXISTS (SELECT FROM purchase_order_line line
                        WHERE line.orderpoint_id = op.id AND line.jit_owned)
        """,
        list(product_ids),
        list(company_ids),
        list(forced),
    )


def marked(signals: SQL, *, swept: bool) -> SQL:
    """The SELECT of (product id, company id) with who found them, as they are kept."""
    return SQL("SELECT told.*, %s FROM (%s) AS told", swept, signals)


def wake_up(cron_id: int | None, user_id: int, now: datetime) -> SQL:
    """SELECT of a row of ``ir.cron.trigger``, in a statement that appends signals.

    None without such an action, or where no row was ``signalled``.
    """
    return SQL(
        """
        SELECT cron.id, %(now)s, %(user)s, %(now)s, %(user)s, %(now)s
          FROM ir_cron cron
         WHERE cron.id = %(cron)s AND EXISTS (SELECT FROM signalled)
        """,
        now=now,
        user=user_id,
        cron=cron_id,
    )
