"""What was sold, what lies there, and what of it is at fault."""

from odoo.api import Environment
from odoo.tools import SQL

from .check_scope import Scope, facts, found, key
from .taken_moves import ORIGIN, is_demand, takes_apart


def take_sold(env: Environment, scope: Scope) -> SQL:
    """CREATE ``jit_check_sold``: demand of a year by product and warehouse (0: none).

    As it was learned: out to customers and production, returns taken off, days left out
    by hand not counted. Picks are the moves behind it.
    """
    for model in ("jit.demand.event", "stock.move", "stock.location", "res.company"):
        env[model].flush_model()
    return SQL(
        """
        CREATE TEMPORARY TABLE jit_check_sold ON COMMIT DROP AS
        SELECT counted.product_id, COALESCE(place.warehouse_id, 0) AS warehouse_id,
               SUM(sold)::float AS sold, SUM(picks)::int AS picks,
               MAX(last_day) AS last_sold, MIN(first_day) AS first_sold
          FROM (SELECT product_id, location_id,
                       SUM(quantity) FILTER (WHERE day > %(since)s) AS sold,
                       NULL::bigint AS picks,
                       MAX(day) FILTER (WHERE quantity > 0) AS last_day,
                       MIN(day) AS first_day
                  FROM jit_demand_event
                 WHERE company_id = %(company)s AND NOT excluded
                 GROUP BY product_id, location_id
                 UNION ALL
                SELECT move.product_id, move.location_id, NULL, COUNT(*), NULL, NULL
                  FROM (SELECT move.product_id, move.location_id,
                               move.location_dest_id, %(undoes)s AS undoes,
                               CASE WHEN move.origin_returned_move_id IS NOT NULL
                                    THEN (%(origin)s) END AS origin
                          FROM stock_move move
                         WHERE move.state = 'done' AND move.company_id = %(company)s
                           AND move.date >= %(since_moment)s
                           AND move.quantity > 0) move
                  JOIN stock_location source ON source.id = move.location_id
                  JOIN stock_location target ON target.id = move.location_dest_id
                 WHERE %(is_demand)s
                 GROUP BY move.product_id, move.location_id) counted
          JOIN stock_location place ON place.id = counted.location_id
         GROUP BY counted.product_id, 2
        """,
        since=scope.a_year_ago,
        since_moment=scope.since_moment,
        company=scope.company_id,
        is_demand=is_demand(),
        origin=ORIGIN,
        undoes=takes_apart(env),
    )


def negative_stock(env: Environment, scope: Scope) -> SQL:
    """Places of our own from which more was taken than lay there."""
    env["stock.quant"].flush_model()
    precision = env["decimal.precision"].precision_get("Product Unit")
    quantity = SQL("ROUND(SUM(quant.quantity)::numeric, %s)", precision)
    return SQL(
        """
        SELECT %s
          FROM stock_quant quant
          JOIN stock_location place ON place.id = quant.location_id
           AND place.usage = 'internal'
          JOIN product_product pp ON pp.id = quant.product_id
          JOIN product_template pt ON pt.id = pp.product_tmpl_id AND pt.is_storable
         WHERE quant.company_id = %s AND ROUND(quant.quantity::numeric, %s) < 0
         GROUP BY pp.id, quant.location_id
        """,
        found(
            "negative_stock",
            key=key(SQL("pp.id"), SQL("quant.location_id")),
            product_tmpl_id=SQL("pp.product_tmpl_id"),
            product_id=SQL("pp.id"),
            location_id=SQL("quant.location_id"),
            target_ids=SQL("jsonb_agg(quant.id ORDER BY quant.id)"),
            facts=facts(quantity=quantity),
            value=SQL(
                "-SUM(quant.quantity) * COALESCE((pp.standard_price ->> %s)::float, 0)",
                str(scope.company_id),
            ),
        ),
        scope.company_id,
        precision,
    )


def untracked_goods(env: Environment, scope: Scope) -> SQL:
    """Goods that are bought and were sold within a year, and nobody keeps count."""
    for model in ("purchase.order", "purchase.order.line", "product.supplierinfo"):
        env[model].flush_model()
    return SQL(
        """
        SELECT %(columns)s
          FROM (SELECT pt.id, SUM(sold.sold) AS sold, SUM(sold.picks) AS picks,
                       SUM(sold.sold * COALESCE(
                           (pp.standard_price ->> %(company_key)s)::float, 0)) AS value
                  FROM jit_check_sold sold
                  JOIN product_product pp ON pp.id = sold.product_id
                  JOIN product_template pt ON pt.id = pp.product_tmpl_id
                   AND pt.active AND pt.type = 'consu' AND NOT pt.is_storable
                   AND pt.purchase_ok AND %(sees_product)s
                 GROUP BY pt.id
                HAVING SUM(sold.sold) > 0) untracked
         WHERE %(is_kit)s IS NOT TRUE
           AND (EXISTS (SELECT FROM product_supplierinfo offer
                         JOIN res_partner vendor ON vendor.id = offer.partner_id
                          AND vendor.active AND %(sees_vendor)s
                        WHERE offer.product_tmpl_id = untracked.id AND %(buys_by)s)
                OR EXISTS (SELECT FROM purchase_order_line line
                             JOIN product_product pp ON pp.id = line.product_id
                             JOIN purchase_order po ON po.id = line.order_id
                              AND po.state = 'purchase'
                              AND po.company_id = %(company)s
                              AND po.date_approve > %(since)s
                            WHERE pp.product_tmpl_id = untracked.id))
        """,
        columns=found(
            "untracked",
            key=key(SQL("untracked.id")),
            product_tmpl_id=SQL("untracked.id"),
            target_ids=SQL("jsonb_build_array(untracked.id)"),
            figures=facts(sold=SQL("untracked.sold"), picks=SQL("untracked.picks")),
            value=SQL("untracked.value"),
        ),
        company=scope.company_id,
        company_key=str(scope.company_id),
        sees_product=scope.sees("pt"),
        sees_vendor=scope.sees("vendor"),
        buys_by=scope.buys_by("offer"),
        is_kit=is_kit(env, scope, SQL("untracked.id")),
        since=scope.a_year_ago,
    )


def is_kit(env: Environment, scope: Scope, template_id: SQL) -> SQL:
    """Its parts are counted, not the kit."""
    if "mrp.bom" not in env:
        return SQL("FALSE")
    return SQL(
        """
        EXISTS (SELECT FROM mrp_bom bom
                 WHERE bom.product_tmpl_id = %s AND bom.active
                   AND bom.type = 'phantom' AND %s)
        """,
        template_id,
        scope.sees("bom"),
    )
