"""The oldest signals, and the rules of a set of records."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

_PER_BATCH = 1000
# as many as a dip may have to wait for
_SWEPT_PER_BATCH = 300


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
             WHERE id <= %s AND NOT id = ANY(%s) AND swept IS %s TRUE
             ORDER BY id LIMIT %s
            """,
            last,
            kept,
            SQL() if swept else SQL("NOT"),
            limit,
        )
    )
    return SignalBatch(rows, swept)


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
