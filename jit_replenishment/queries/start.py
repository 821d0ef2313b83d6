"""How far a company has come with Just in Time, in numbers."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class StartRow(NamedTuple):
    """:param hand: rules that are as Odoo or people have them
    :param trial: rules on trial
    :param live: rules the engine orders for
    """

    hand: int
    trial: int
    live: int


def read_start(env: Environment, company_ids: list[int]) -> StartRow:
    """Active rules of these companies by stage."""
    env["stock.warehouse.orderpoint"].flush_model()
    (row,) = env.execute_query(
        SQL(
            """
            SELECT COUNT(*) FILTER (WHERE jit_stage = 'hand'),
                   COUNT(*) FILTER (WHERE jit_stage = 'trial'),
                   COUNT(*) FILTER (WHERE jit_stage = 'live')
              FROM stock_warehouse_orderpoint
             WHERE active AND company_id = ANY(%s)
            """,
            company_ids,
        )
    )
    return StartRow(*row)
