"""Which rules might have something to do, found in one pass over the tables."""

from odoo.api import Environment
from odoo.tools import SQL

from .compiling import without_compiling
from .inventory_position import OPEN_MOVES, expired
from .rule_marks import marks


def due_products(env: Environment, *, afresh: bool = False) -> SQL:
    """SELECT of (product id, company id) of every rule that might need something.

    A statement rather than rows: a million of them go from table to table without
    passing through Python. Products of one vendor come together, as their lines do.

    A rule needs a look when it was never looked at, when a problem of it is open, or
    when what is known of it has changed since the last look, or the day has: if its
    stock less all it promised is at or below the reorder point (supply on its way may
    be late, overdue or cancelled by raw SQL), if it ran out before supply, or a draft
    line of it waits. Counting no supply and every promise, expected ones too, makes
    this a superset of what ``decide()`` orders.

    :param afresh: whatever was seen at the last look: terms have changed that no mark
        holds
    """
    env["jit.position"].flush_model()
    env["jit.exception"].flush_model()
    return SQL(
        """
        WITH looked_at AS MATERIALIZED (
             SELECT op.id, op.product_id, op.company_id, known.seen,
                    known.id IS NULL OR problem.orderpoint_id IS NOT NULL
                        OR %(afresh)s AS anyway
               FROM %(rules)s
          LEFT JOIN jit_position known ON known.orderpoint_id = op.id
          LEFT JOIN (SELECT DISTINCT orderpoint_id FROM jit_exception
                      WHERE closed_at IS NULL) problem
                 ON problem.orderpoint_id = op.id
              WHERE op.active AND op.trigger = 'jit'
                AND (known.id IS NULL OR problem.orderpoint_id IS NOT NULL
                     OR known.is_short OR %(low)s)
          UNION ALL
             SELECT op.id, op.product_id, op.company_id, known.seen,
                    (known.id IS NOT NULL AND op.active AND op.trigger = 'jit')
                        IS NOT TRUE OR %(afresh)s
               FROM purchase_order_line line
               JOIN stock_warehouse_orderpoint op ON op.id = line.orderpoint_id
          LEFT JOIN jit_position known ON known.orderpoint_id = op.id
              WHERE line.jit_owned),
             candidate AS MATERIALIZED (
             SELECT id, product_id, company_id, seen FROM looked_at WHERE NOT anyway)
        SELECT due.product_id, due.company_id
          FROM (SELECT product_id, company_id FROM looked_at WHERE anyway
                 UNION
                SELECT candidate.product_id, candidate.company_id
                  FROM candidate
                  JOIN %(marks)s ON mark.orderpoint_id = candidate.id
                 WHERE candidate.seen IS DISTINCT FROM mark.seen) due
          JOIN product_product product ON product.id = due.product_id
     LEFT JOIN LATERAL (SELECT partner_id FROM product_supplierinfo
                         WHERE product_tmpl_id = product.product_tmpl_id
                         ORDER BY sequence LIMIT 1) offer ON TRUE
         ORDER BY offer.partner_id, due.product_id
        """,
        rules=_rules_with_shelf(env),
        low=_low(env),
        marks=marks(env),
        afresh=afresh,
    )


def rules_that_may_order(env: Environment) -> list[int]:
    """Live rules of which something might be ordered now, or wait to be: a superset.

    Low rules, as above, but those whose last look decided to order nothing and which
    are as they were then.
    """
    env["jit.position"].flush_model()
    with without_compiling(env):
        rows = env.execute_query(
            SQL(
                """
                WITH candidate AS MATERIALIZED (
                     SELECT op.id, op.product_id FROM %(rules)s
                      WHERE op.active AND op.trigger = 'jit' AND %(low)s)
                SELECT mark.orderpoint_id
                  FROM %(marks)s
             LEFT JOIN jit_position known ON known.orderpoint_id = mark.orderpoint_id
                 WHERE known.seen IS DISTINCT FROM mark.seen
                    OR COALESCE(known.outcome, 'order')
                       IN ('order', 'waiting', 'paused')
                 ORDER BY mark.orderpoint_id
                """,
                rules=_rules_with_shelf(env),
                low=_low(env),
                marks=marks(env),
            )
        )
    return [rule_id for (rule_id,) in rows]


def _low(env: Environment) -> SQL:
    """At or below the reorder point, by the policy's tolerance or a little more."""
    digits = env["decimal.precision"].precision_get("Product Unit")
    return SQL("COALESCE(shelf.quantity, 0) <= op.product_min_qty + %s", 10.0**-digits)


def _rules_with_shelf(env: Environment) -> SQL:
    """FROM item ``op`` with ``shelf.quantity``: what lies there less what is promised.

    Every table is read once, whatever the number of rules.
    """
    for model in ("stock.warehouse.orderpoint", "stock.quant", "stock.move"):
        env[model].flush_model()
    return SQL(
        """
        stock_warehouse_orderpoint op
        LEFT JOIN (
            SELECT change.product_id, inside.rule_location_id,
                   SUM(change.quantity) AS quantity
              FROM (SELECT quant.product_id, quant.location_id, quant.quantity
                      FROM stock_quant quant
                     WHERE (%(expired)s) IS NOT TRUE
                 UNION ALL
                    SELECT move.product_id, move.location_id, -move.product_qty
                      FROM stock_move move
                     WHERE move.state IN %(open)s) change
              JOIN (SELECT place.id AS location_id, around.id AS rule_location_id
                      FROM stock_location place,
                           unnest(string_to_array(
                               trim('/' FROM place.parent_path), '/')::int[]
                           ) AS around(id)
                     WHERE around.id IN (SELECT location_id
                                           FROM stock_warehouse_orderpoint
                                          WHERE active AND trigger = 'jit')) inside
                ON inside.location_id = change.location_id
             GROUP BY change.product_id, inside.rule_location_id) shelf
               ON shelf.product_id = op.product_id
              AND shelf.rule_location_id = op.location_id
        """,
        expired=expired(env),
        open=OPEN_MOVES,
    )
