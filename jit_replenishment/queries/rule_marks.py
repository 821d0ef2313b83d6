"""A mark of all that stock, moves, requests and the calendar say about a rule.

The verdict on a rule follows from what it reads and from the company's day. While both
are as they were at the last look, another look finds nothing new: so the sweep need
not look at every rule that has long been covered. What has no part in the mark, as
price lists and vendors, signals by itself when it changes, and counts anew every day.
"""

from odoo.api import Environment
from odoo.fields import Datetime
from odoo.tools import SQL

from .inventory_position import OPEN_MOVES, expired


def marks(env: Environment) -> SQL:
    """FROM item ``mark(orderpoint_id, seen)``, for the rules of a CTE ``candidate``.

    It has the columns ``id`` and ``product_id``. Everything about the product counts,
    wherever it is: a mark that changes too often costs one look more.
    """
    for model in ("stock.warehouse.orderpoint", "stock.quant", "stock.move"):
        env[model].flush_model()
    for model in ("purchase.order", "purchase.order.line", "res.partner"):
        env[model].flush_model()
    return SQL(
        """
        (SELECT op.id AS orderpoint_id,
                concat_ws('|',
                    (%(now)s AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date,
                    hashtext(concat_ws('|', op.location_id, op.product_min_qty,
                        op.product_max_qty, op.jit_expected_demand,
                        op.snoozed_until, op.supplier_id, op.route_id,
                        op.replenishment_uom_id, op.jit_effective_class_id)),
                    facts.mark) AS seen
           FROM candidate
           JOIN stock_warehouse_orderpoint op ON op.id = candidate.id
           JOIN res_company company ON company.id = op.company_id
           JOIN res_partner contact ON contact.id = company.partner_id
      LEFT JOIN (%(facts)s) facts ON facts.product_id = op.product_id) AS mark
        """,
        now=SQL("%s::timestamp", Datetime.now()),
        facts=_facts(env),
    )


def _facts(env: Environment) -> SQL:
    return SQL(
        """
        SELECT product_id, SUM(mark) AS mark
          FROM (SELECT quant.product_id, hashtextextended(concat_ws('|',
                           quant.location_id, quant.quantity), 1) AS mark
                  FROM stock_quant quant
                 WHERE quant.product_id IN (SELECT product_id FROM candidate)
                   AND (%(expired)s) IS NOT TRUE
             UNION ALL
                SELECT move.product_id, hashtextextended(concat_ws('|', move.id,
                           move.product_qty, move.date, move.location_id,
                           move.location_dest_id, move.location_final_id), 2)
                  FROM stock_move move
                 WHERE move.product_id IN (SELECT product_id FROM candidate)
                   AND move.state IN %(open)s
             UNION ALL
                SELECT line.product_id, hashtextextended(concat_ws('|', line.id,
                           line.product_qty, line.product_uom_id, line.date_planned,
                           line.price_unit, line.discount, line.orderpoint_id,
                           line.location_final_id, line.jit_owned, po.state,
                           po.partner_id, po.picking_type_id, po.currency_id), 3)
                  FROM purchase_order_line line
                  JOIN purchase_order po ON po.id = line.order_id
                   AND po.state IN ('draft', 'sent', 'to approve')
                 WHERE line.product_id IN (SELECT product_id FROM candidate)) AS fact
         GROUP BY product_id
        """,
        expired=expired(env),
        open=OPEN_MOVES,
    )


def stale_marks(env: Environment, rule_ids: list[int]) -> dict[int, str]:
    """The present mark of those rules whose last look bears another one.

    A rule that was never looked at has none and is absent.
    """
    if not rule_ids:
        return {}
    env["jit.position"].flush_model()
    return dict(
        env.execute_query(
            SQL(
                """
                WITH candidate AS MATERIALIZED (
                     SELECT id, product_id FROM stock_warehouse_orderpoint
                      WHERE id = ANY(%s))
                SELECT known.orderpoint_id, mark.seen
                  FROM %s
                  JOIN jit_position known ON known.orderpoint_id = mark.orderpoint_id
                 WHERE known.seen IS DISTINCT FROM mark.seen
                """,
                rule_ids,
                marks(env),
            )
        )
    )
