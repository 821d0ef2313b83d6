"""How far a company has come with Just in Time, in numbers."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class StartRow(NamedTuple):
    """:param hand: rules that are as Odoo or people have them
    :param trial: rules on trial
    :param live: rules the engine orders for
    :param ruleless: products that were sold within a year from a warehouse in which no
        rule keeps them, as the last check found
    """

    hand: int
    trial: int
    live: int
    ruleless: int


def read_start(env: Environment, company_ids: list[int]) -> StartRow:
    """Active rules of these companies by stage, and what moves without any."""
    for model in ("stock.warehouse.orderpoint", "jit.stock.audit"):
        env[model].flush_model()
    (row,) = env.execute_query(
        SQL(
            """
            SELECT COUNT(*) FILTER (WHERE jit_stage = 'hand'),
                   COUNT(*) FILTER (WHERE jit_stage = 'trial'),
                   COUNT(*) FILTER (WHERE jit_stage = 'live'),
                   (SELECT COUNT(DISTINCT audit.product_id)
                      FROM jit_stock_audit audit
                     WHERE audit.company_id = ANY(%(companies)s) AND audit.picks > 0
                       AND audit.warehouse_id IS NOT NULL
                       AND NOT EXISTS (
                           SELECT FROM stock_warehouse_orderpoint known
                            WHERE known.product_id = audit.product_id
                              AND known.warehouse_id = audit.warehouse_id))
              FROM stock_warehouse_orderpoint
             WHERE active AND company_id = ANY(%(companies)s)
            """,
            companies=company_ids,
        )
    )
    return StartRow(*row)
