"""Which rules a sweep has to look at: a superset of those with something to do."""

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import expired


def due_products(env: Environment) -> SQL:
    """SELECT of (product id, company id) of every rule that might need something.

    A statement rather than rows: a million of them go from table to table without
    passing through Python.

    A rule needs a look when its stock less all it promised is at or below the reorder
    point (supply on its way may be late, overdue or cancelled by raw SQL), when it was
    never looked at, or when a draft line or an open problem of it waits. Counting no
    supply and every promise makes this a superset of what ``decide()`` orders.
    """
    for model in ("stock.warehouse.orderpoint", "stock.quant", "stock.move"):
        env[model].flush_model()
    return SQL(
        """
        SELECT DISTINCT op.product_id, op.company_id
          FROM stock_warehouse_orderpoint op
          JOIN stock_location rule_location ON rule_location.id = op.location_id
         LEFT JOIN jit_position known ON known.orderpoint_id = op.id
         WHERE EXISTS (SELECT FROM purchase_order_line line
                        WHERE line.orderpoint_id = op.id AND line.jit_owned)
            OR op.active AND op.trigger = 'jit'
           AND (known.id IS NULL
             OR EXISTS (SELECT FROM jit_exception problem
                         WHERE problem.orderpoint_id = op.id
                           AND problem.closed_at IS NULL)
             OR COALESCE((SELECT SUM(quant.quantity)
                            FROM stock_quant quant
                            JOIN stock_location place
                              ON place.id = quant.location_id
                           WHERE quant.product_id = op.product_id
                             AND place.parent_path
                                 LIKE rule_location.parent_path || '%%'
                             AND (%s) IS NOT TRUE), 0)
              - COALESCE((SELECT SUM(move.product_qty)
                            FROM stock_move move
                            JOIN stock_location source
                              ON source.id = move.location_id
                           WHERE move.product_id = op.product_id
                             AND move.state IN ('waiting', 'confirmed',
                                 'partially_available', 'assigned')
                             AND source.parent_path
                                 LIKE rule_location.parent_path || '%%'), 0)
                <= op.product_min_qty)
        """,
        expired(env),
    )
