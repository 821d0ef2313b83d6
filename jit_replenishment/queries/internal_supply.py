"""What was started inside the company and is not among the open moves yet."""

from collections import defaultdict

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import (
    SupplyRow,
    by_rule,
    inside,
    local_day,
    rows_of_rules,
)


def read_draft_productions(
    env: Environment, rule_ids: list[int], left_out: SQL | None = None
) -> dict[int, list[SupplyRow]]:
    """Manufacturing orders a reordering rule made and nobody confirmed yet.

    Core leaves some in draft, their moves too: not counted, they would be started again
    with every run. One that a person typed in and left in draft promises nothing.

    :param left_out: condition on the columns of ``production``
    """
    if "mrp.production" not in env:
        return {}
    env["mrp.production"].flush_model()
    begun = SQL("fact.state = 'draft' AND fact.orderpoint_id IS NOT NULL")
    rows = env.execute_query(
        SQL(
            """
            SELECT production.for_rule, production.product_uom_qty, %s,
                   production.name, 'draft', NULL::date, NULL,
                   'mrp.production,' || production.id
              FROM %s production
              JOIN stock_location target ON target.id = COALESCE(
                       production.location_final_id, production.location_dest_id)
             WHERE %s AND (%s) IS NOT TRUE
             ORDER BY production.for_rule, production.date_finished, production.id
            """,
            local_day(SQL("production.date_finished"), "production"),
            rows_of_rules(env, rule_ids, "mrp_production", begun),
            inside("target", "production"),
            left_out or SQL("FALSE"),
        )
    )
    return by_rule(rows, SupplyRow)


def read_started_documents(
    env: Environment, rule_ids: list[int]
) -> dict[int, list[str]]:
    """Names of the open transfers and manufacturing orders each rule started."""
    env["stock.move"].flush_model()
    made = SQL("")
    if "mrp.production" in env:
        env["mrp.production"].flush_model()
        made = SQL(
            """
            UNION
            SELECT orderpoint_id, name FROM mrp_production
             WHERE orderpoint_id = ANY(%s) AND state NOT IN ('done', 'cancel')
            """,
            rule_ids,
        )
    rows = env.execute_query(
        SQL(
            """
            SELECT move.orderpoint_id, picking.name
              FROM stock_move move
              JOIN stock_picking picking ON picking.id = move.picking_id
             WHERE move.orderpoint_id = ANY(%s)
               AND move.purchase_line_id IS NULL
               AND move.state NOT IN ('done', 'cancel')
             %s
             ORDER BY 1, 2
            """,
            rule_ids,
            made,
        )
    )
    found = defaultdict(list)
    for rule_id, name in rows:
        found[rule_id].append(name)
    return dict(found)
