"""What every rule needs, worked out anew by nothing of the addon's."""

from .book import PAUSED, REFUSED
from .shop import MOST_INSIDE

# a rule as it is now; goods that stay within its place neither come nor leave, and of
# those that leave counts what the reorder point does not expect already
_NOW = f"""
    SELECT op.id, op.product_min_qty AS low, op.product_max_qty AS target,
           asked_first.partner_id IS NULL AS inside,
           {PAUSED.format(rule="op.id", vendor="asked_first.partner_id")} AS paused,
           {REFUSED.format(rule="op.id")} AS refused,
           stock.quantity AS stock, coming.quantity AS coming,
           leaving.quantity AS leaving, asked.quantity AS asked, own.quantity AS own,
           stock.quantity + coming.quantity + asked.quantity
               - GREATEST(leaving.quantity - COALESCE(op.jit_expected_demand, 0), 0)
               AS position
      FROM stock_warehouse_orderpoint op
      JOIN stock_location place ON place.id = op.location_id
      JOIN product_product product ON product.id = op.product_id
 LEFT JOIN LATERAL (
           SELECT partner_id FROM product_supplierinfo
            WHERE product_tmpl_id = product.product_tmpl_id
            ORDER BY id IS NOT DISTINCT FROM op.supplier_id DESC, sequence, id
            LIMIT 1) asked_first ON op.route_id IS NULL OR EXISTS (
           SELECT FROM stock_rule WHERE route_id = op.route_id AND action = 'buy'),
   LATERAL (SELECT COALESCE(SUM(quant.quantity), 0) AS quantity
              FROM stock_quant quant JOIN stock_location around
                ON around.id = quant.location_id
             WHERE product_id = op.product_id
               AND around.parent_path LIKE place.parent_path || '%') stock,
   LATERAL (SELECT COALESCE(SUM(move.product_qty)
                            FILTER (WHERE NOT starts AND ends), 0) AS quantity
              FROM ({{moves}}) move) coming,
   LATERAL (SELECT COALESCE(SUM(move.product_qty)
                            FILTER (WHERE starts AND NOT ends), 0) AS quantity
              FROM ({{moves}}) move) leaving,
   LATERAL (SELECT COALESCE(SUM(line.product_qty), 0) AS quantity
              FROM purchase_order_line line
              JOIN purchase_order po ON po.id = line.order_id
             WHERE line.orderpoint_id = op.id AND NOT line.jit_owned
               AND po.state IN ('draft', 'sent', 'to approve')) asked,
   LATERAL (SELECT COALESCE(SUM(product_qty), 0) AS quantity
              FROM purchase_order_line
             WHERE orderpoint_id = op.id AND jit_owned) own
     WHERE op.active AND op.trigger = 'jit'
""".format(
    moves="""
            SELECT move.product_qty,
                   source.parent_path LIKE place.parent_path || '%' AS starts,
                   target.parent_path LIKE place.parent_path || '%' AS ends
              FROM stock_move move
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target ON target.id =
                   COALESCE(move.location_final_id, move.location_dest_id)
             WHERE move.product_id = op.product_id
               AND move.state NOT IN ('draft', 'done', 'cancel')"""
)

QUERIES = {
    "what is needed is not what is ordered": f"""
        SELECT now.*, held.quantity AS held FROM ({_NOW}) now
     LEFT JOIN jit_run_line held ON held.orderpoint_id = now.id
         WHERE NOT inside AND NOT paused
           AND COALESCE(held.quantity, own) <> CASE
               WHEN position <= low AND NOT refused THEN target - position ELSE 0 END
    """,
    "what is needed from inside was not started": f"""
        SELECT * FROM ({_NOW}) now WHERE inside AND NOT paused AND position <= low
    """,
    "more was started than anybody wanted": f"""
        SELECT * FROM ({_NOW}) now WHERE inside AND position > {MOST_INSIDE}
    """,
    "what was started is not what was decided": """
        SELECT rule_id, written.quantity, decided.quantity
          FROM (SELECT rule_id, SUM(quantity) AS quantity FROM stage_written
                 WHERE kind = 'start' GROUP BY rule_id) written
     FULL JOIN (SELECT orderpoint_id AS rule_id, SUM(ordered_quantity) AS quantity
                  FROM jit_decision WHERE outcome = 'order' AND vendor_id IS NULL
                 GROUP BY orderpoint_id) decided USING (rule_id)
         WHERE COALESCE(written.quantity, 0) <> COALESCE(decided.quantity, 0)
    """,
    # nobody can judge the need who does not see what is on its way already
    "somebody started the same without seeing it": """
        SELECT first.rule_id, first.quantity, first.writer, later.writer
          FROM stage_written first
          JOIN stage_written later USING (rule_id, kind)
         WHERE kind = 'start' AND first.writer < later.writer
           AND NOT pg_visible_in_snapshot(first.writer, later.saw)
    """,
}
