"""Where the money lies: stock and sales of a company by product and warehouse."""

from odoo.api import Environment
from odoo.tools import SQL

from .check_scope import YEAR_DAYS, Scope

# nothing sold for so long
SLOW_DAYS, DEAD_DAYS = 90, 180
# what is known for less says nothing about how it sells
NEW_DAYS = 90


def take_audit(env: Environment, scope: Scope, holding_rate: float) -> SQL:
    """CREATE ``jit_audit`` from ``jit_check_sold`` and what lies there now.

    Storable goods of our own that are in stock, or were sold within a year. A negative
    stock has a negative value, and costs nothing to keep.
    """
    for model in ("stock.quant", "product.product", "product.template", "jit.learning"):
        env[model].flush_model()
    return SQL(
        """
        CREATE TEMPORARY TABLE jit_audit ON COMMIT DROP AS
        WITH stock AS (%(stock)s), target AS (%(target)s),
        figure AS (%(figures)s),
        judged AS (
             SELECT figure.*, GREATEST(0, on_hand - COALESCE(
                    learned_target, CASE WHEN is_new THEN on_hand END, sold)) AS excess
               FROM figure)
        SELECT product_id, product_tmpl_id, NULLIF(warehouse_id, 0) AS warehouse_id,
               on_hand, unit_cost,
               on_hand * unit_cost AS stock_value, sold,
               sold * unit_cost AS sold_value, picks, last_sold,
               CASE WHEN sold > 0 THEN GREATEST(on_hand, 0) * %(year)s / sold END
                   AS supply_days,
               CASE WHEN on_hand > 0 THEN idle_since END AS idle_since,
               CASE WHEN on_hand <= 0 THEN 'out'
                    WHEN idle_days >= %(dead)s THEN 'dead'
                    WHEN idle_days >= %(slow)s THEN 'slow'
                    WHEN is_new THEN 'new'
                    ELSE 'moving' END AS pace,
               CASE WHEN learned_target IS NOT NULL THEN learned_target
                    WHEN is_new THEN NULL
                    ELSE sold END AS sensible_stock,
               excess AS excess_quantity, excess * unit_cost AS excess_value,
               GREATEST(on_hand * unit_cost, 0) * %(rate)s AS carrying_cost
          FROM judged
        """,
        stock=_stock(env, scope),
        target=_target(scope),
        figures=_figures(scope),
        slow=SLOW_DAYS,
        dead=DEAD_DAYS,
        year=YEAR_DAYS,
        rate=holding_rate,
    )


def _figures(scope: Scope) -> SQL:
    """Stock and sales side by side, with what a piece costs and since when it idles."""
    return SQL(
        """
        SELECT sides.*, pp.product_tmpl_id,
               COALESCE((pp.standard_price ->> %(company_key)s)::float, 0)
                   AS unit_cost,
               sides.known_since > %(today)s::date - %(new)s AS is_new,
               %(today)s::date - sides.idle_since AS idle_days,
               target.quantity AS learned_target
          FROM (SELECT product_id, warehouse_id,
                       COALESCE(stock.on_hand, 0) AS on_hand,
                       GREATEST(COALESCE(sold.sold, 0), 0) AS sold,
                       COALESCE(sold.picks, 0) AS picks, sold.last_sold,
                       LEAST(stock.since, sold.first_sold) AS known_since,
                       COALESCE(sold.last_sold, stock.since) AS idle_since
                  FROM stock FULL JOIN jit_check_sold sold
                 USING (product_id, warehouse_id)
                 WHERE COALESCE(stock.on_hand, 0) <> 0 OR sold.sold > 0) sides
          JOIN product_product pp ON pp.id = sides.product_id
          JOIN product_template pt ON pt.id = pp.product_tmpl_id AND pt.is_storable
     LEFT JOIN target ON target.product_id = sides.product_id
           AND target.warehouse_id = sides.warehouse_id
        """,
        company_key=str(scope.company_id),
        today=scope.today,
        new=NEW_DAYS,
    )


def _stock(env: Environment, scope: Scope) -> SQL:
    """What lies in places of our own and is nobody else's."""
    precision = env["decimal.precision"].precision_get("Product Unit")
    return SQL(
        """
        SELECT quant.product_id, COALESCE(place.warehouse_id, 0) AS warehouse_id,
               ROUND(SUM(quant.quantity)::numeric, %(precision)s)::float AS on_hand,
               MIN(quant.in_date)::date AS since
          FROM stock_quant quant
          JOIN stock_location place ON place.id = quant.location_id
           AND place.usage = 'internal'
          JOIN res_company company ON company.id = quant.company_id
         WHERE quant.company_id = %(company)s
           AND (quant.owner_id IS NULL OR quant.owner_id = company.partner_id)
         GROUP BY quant.product_id, 2
        """,
        precision=precision,
        company=scope.company_id,
    )


def _target(scope: Scope) -> SQL:
    """Learned targets; what lies on a shelf is part of the stock around it."""
    return SQL(
        """
        SELECT op.product_id, op.warehouse_id, SUM(learning.target_stock) AS quantity
          FROM jit_learning learning
          JOIN stock_warehouse_orderpoint op ON op.id = learning.orderpoint_id
           AND op.active
          JOIN stock_location place ON place.id = op.location_id
         WHERE learning.company_id = %s AND NOT EXISTS (
               SELECT FROM stock_warehouse_orderpoint around
                 JOIN jit_learning known ON known.orderpoint_id = around.id
                 JOIN stock_location wider ON wider.id = around.location_id
                WHERE around.product_id = op.product_id AND around.active
                  AND around.warehouse_id = op.warehouse_id AND around.id <> op.id
                  AND starts_with(place.parent_path, wider.parent_path))
         GROUP BY op.product_id, op.warehouse_id
        """,
        scope.company_id,
    )


def read_movers(env: Environment) -> list[tuple[int, int | None, float, int]]:
    """(product, warehouse, value sold, picks) of each row of ``jit_audit``."""
    return env.execute_query(
        SQL(
            """
            SELECT product_id, warehouse_id, sold_value, picks FROM jit_audit
             WHERE sold > 0 OR picks > 0
            """
        )
    )
