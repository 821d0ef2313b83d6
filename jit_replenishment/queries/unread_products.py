"""Whose moves changed since they were last looked through."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.api import Environment
from odoo.tools import SQL

# clocks of application servers that write the same database may differ by this
_CLOCKS_APART = timedelta(minutes=5)


def looked_through_until(env: Environment) -> datetime:
    """Whatever is written later than this has not been seen by this transaction.

    A row carries the time its transaction began: one that has not ended yet may still
    commit rows that are older than now.
    """
    env.cr.execute(
        """
        SELECT MIN(xact_start) AT TIME ZONE 'UTC' FROM pg_stat_activity
         WHERE datname = current_database() AND backend_type = 'client backend'
        """
    )
    (oldest,) = env.cr.fetchone()
    now = fields.Datetime.to_datetime(env.cr.now())
    return min(now, oldest or now).replace(microsecond=0) - _CLOCKS_APART


def changed_products(env: Environment, since: datetime | None) -> SQL:
    """SELECT of (product id, number of moves to read, about) of the products with
    moves written since; of all, and of those with new rules, where nothing is known."""
    for model in ("stock.move", "stock.move.line", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    if since is None:
        return SQL(
            """
            SELECT product_id, SUM(moves) AS moves
              FROM (SELECT product_id, COUNT(*) AS moves FROM stock_move
                     WHERE state = 'done' GROUP BY product_id
                     UNION ALL
                    SELECT DISTINCT product_id, 1 FROM stock_warehouse_orderpoint
                     WHERE active) found
             GROUP BY product_id
            """
        )
    return SQL(
        """
        SELECT product_id, NULL::bigint
          FROM stock_move WHERE write_date >= %(since)s
         UNION
        SELECT product_id, NULL::bigint
          FROM stock_move_line WHERE write_date >= %(since)s
         UNION
        SELECT op.product_id, NULL::bigint
          FROM stock_warehouse_orderpoint op
         WHERE op.active AND NOT EXISTS (SELECT FROM jit_demand_span span
                                          WHERE span.orderpoint_id = op.id)
        """,
        since=since,
    )


def next_unread(env: Environment, most_products: int, most_moves: int) -> list[int]:
    """The next products to read, fewer where there is more to read of each.

    What could not be read today waits for another day.
    """
    env["jit.demand.unread"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT product_id, SUM(COALESCE(moves, 100)) OVER (ORDER BY id) AS moves
              FROM jit_demand_unread WHERE failed_on IS DISTINCT FROM %s
             ORDER BY id LIMIT %s
            """,
            fields.Date.today(),
            most_products,
        )
    )
    return [
        product_id
        for number, (product_id, moves) in enumerate(rows)
        if not number or moves <= most_moves
    ]
