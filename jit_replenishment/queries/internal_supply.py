"""What was started inside the company and is not among the open moves yet."""

from collections import defaultdict

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import SupplyRow
from .rule_table import rule_table


def read_draft_productions(
    env: Environment, rule_ids: list[int]
) -> dict[int, list[SupplyRow]]:
    """Manufacturing orders a reordering rule made and nobody confirmed yet.

    Core leaves some in draft, their moves too: not counted, they would be started again
    with every run. One that a person typed in and left in draft promises nothing.
    """
    if "mrp.production" not in env:
        return {}
    env["mrp.production"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, production.product_uom_qty,
                   (LEAST(production.date_finished, '9000-01-01'::timestamp)
                        AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date,
                   production.name, 'draft', NULL::date
              FROM %s op
              JOIN stock_location place ON place.id = op.location_id
              JOIN res_company company ON company.id = op.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
              JOIN mrp_production production
                ON production.product_id = op.product_id
               AND production.state = 'draft'
               AND production.orderpoint_id IS NOT NULL
              JOIN stock_location target ON target.id = COALESCE(
                       production.location_final_id, production.location_dest_id)
               AND target.parent_path LIKE place.parent_path || '%%'
             WHERE op.id = ANY(%s)
             ORDER BY op.id, production.date_finished, production.id
            """,
            rule_table(env),
            rule_ids,
        )
    )
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(SupplyRow(*values))
    return dict(found)


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
