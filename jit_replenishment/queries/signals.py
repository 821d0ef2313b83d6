"""The oldest signals, and the rules of a set of records."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class SignalBatch(NamedTuple):
    """:param ids: rows read, to be deleted once all their work is committed
    :param keys: distinct (product id, company id), in order of arrival
    """

    ids: list[int]
    keys: list[tuple[int, int]]


def last_signal(env: Environment) -> int:
    """Id of the newest signal there is, 0 when there is none."""
    ((last,),) = env.execute_query(SQL("SELECT COALESCE(MAX(id), 0) FROM jit_signal"))
    return last


def next_signals(env: Environment, limit: int, last: int) -> SignalBatch:
    """The oldest signals up to ``last``; several of one product are one work."""
    rows = env.execute_query(
        SQL(
            """
            SELECT id, product_id, company_id FROM jit_signal
             WHERE id <= %s ORDER BY id LIMIT %s
            """,
            last,
            limit,
        )
    )
    keys = dict.fromkeys((product, company) for _id, product, company in rows)
    return SignalBatch([row[0] for row in rows], list(keys))


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
