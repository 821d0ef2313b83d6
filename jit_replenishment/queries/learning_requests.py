"""Rules that are to be learned again at once."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class Requests(NamedTuple):
    """:param ids: of the requests that were read
    :param unread: products of these rules whose moves are still to be read
    """

    ids: list[int]
    rule_ids: list[int]
    unread: list[int]


def next_requests(env: Environment, most: int) -> Requests | None:
    """The oldest requests; those of rules that are archived meanwhile ask for none."""
    rows = env.execute_query(
        SQL(
            """
            SELECT request.id, op.id, unread.product_id
              FROM (SELECT id, orderpoint_id FROM jit_learning_request
                     ORDER BY id LIMIT %s) request
         LEFT JOIN stock_warehouse_orderpoint op
                ON op.id = request.orderpoint_id AND op.active
         LEFT JOIN jit_demand_unread unread ON unread.product_id = op.product_id
             ORDER BY request.id
            """,
            most,
        )
    )
    if not rows:
        return None
    return Requests(
        [request_id for request_id, _rule, _product in rows],
        list(dict.fromkeys(rule_id for _id, rule_id, _product in rows if rule_id)),
        list(dict.fromkeys(product for _id, _rule, product in rows if product)),
    )
