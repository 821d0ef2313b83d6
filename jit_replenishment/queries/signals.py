"""The oldest signals, and the rules of a set of records."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

_PER_BATCH = 1000
# as many as a dip may have to wait for
_SWEPT_PER_BATCH = 300


class SignalBatch(NamedTuple):
    """:param ids: rows read, to be deleted once all their work is committed
    :param keys: distinct (product id, company id), in order of arrival
    :param swept: found by a sweep, not done by people
    """

    ids: list[int]
    keys: list[tuple[int, int]]
    swept: bool

    def __bool__(self) -> bool:
        return bool(self.ids)


def last_signal(env: Environment) -> int:
    """Id of the newest signal there is, 0 when there is none."""
    ((last,),) = env.execute_query(SQL("SELECT COALESCE(MAX(id), 0) FROM jit_signal"))
    return last


def next_signals(env: Environment, newest: int, last: int) -> SignalBatch:
    """The oldest signals of people up to ``newest``, else of sweeps up to ``last``.

    Several of one product are one work.
    """
    return _read(env, _PER_BATCH, newest, swept=False) or _read(
        env, _SWEPT_PER_BATCH, last, swept=True
    )


def _read(env: Environment, limit: int, last: int, *, swept: bool) -> SignalBatch:
    rows = env.execute_query(
        SQL(
            """
            SELECT id, product_id, company_id FROM jit_signal
             WHERE id <= %s AND swept IS %s TRUE ORDER BY id LIMIT %s
            """,
            last,
            SQL() if swept else SQL("NOT"),
            limit,
        )
    )
    keys = dict.fromkeys((product, company) for _id, product, company in rows)
    return SignalBatch([row[0] for row in rows], list(keys), swept)


def products_of_classes(
    env: Environment, class_ids: list[int]
) -> list[tuple[int, int]]:
    """(product id, company id) of the just-in-time rules of these classes."""
    env["stock.warehouse.orderpoint"].flush_model()
    return env.execute_query(
        SQL(
            """
            SELECT DISTINCT product_id, company_id
              FROM stock_warehouse_orderpoint
             WHERE active AND trigger = 'jit' AND jit_effective_class_id = ANY(%s)
            """,
            class_ids,
        )
    )
