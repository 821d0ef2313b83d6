"""Requests for quotation already open for the products of some rules."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import inside, line_target, rows_of_rules


class RequestRow(NamedTuple):
    """One line of a request, as one rule of its company sees it.

    :param quantity: in the product's unit
    :param document: the name a supply of the rule has that is made of it
    :param is_engines: an untouched line of the engine, which follows the need
    :param is_inside: the goods are to lie in the rule's place, or below it
    """

    rule_id: int
    line_id: int
    order_id: int
    document: str
    vendor_id: int
    product_id: int
    quantity: float
    state: str
    is_engines: bool
    is_inside: bool


def read_open_requests(env: Environment, rule_ids: list[int]) -> list[RequestRow]:
    """Drafts, sent ones and those to approve, the oldest first."""
    for model in ("purchase.order", "purchase.order.line"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT line.for_rule, line.id, po.id, po.name, po.partner_id,
                   line.product_id, COALESCE(line.product_uom_qty, 0)::float, po.state,
                   COALESCE(line.jit_owned, FALSE) AND po.state = 'draft', %s
              FROM %s line
              JOIN stock_warehouse_orderpoint asked ON asked.id = line.for_rule
              JOIN purchase_order po ON po.id = line.order_id
               AND po.state IN ('draft', 'sent', 'to approve')
               AND po.company_id = asked.company_id
              %s
             WHERE line.display_type IS NULL
             ORDER BY po.id, line.id, line.for_rule
            """,
            inside("target", "line"),
            rows_of_rules(env, rule_ids, "purchase_order_line"),
            line_target(),
        )
    )
    return [RequestRow(*row) for row in rows]
