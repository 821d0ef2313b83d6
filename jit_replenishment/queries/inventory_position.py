"""On hand, on its way and promised, over each rule's location and those below it."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo import fields
from odoo.api import Environment
from odoo.tools import SQL

from .rule_table import rule_table

# states of a move that is agreed and not yet done
OPEN = ("waiting", "confirmed", "partially_available", "assigned")


class SupplyRow(NamedTuple):
    """Goods on their way, in the product's unit; days in the company's time zone."""

    quantity: float
    due: date | None
    document: str
    kind: str
    pegged_due: date | None


class CommitmentRow(NamedTuple):
    """Goods promised to leave on one day, in the product's unit."""

    quantity: float
    due: date


def rule_and_clock(env: Environment) -> SQL:
    """The rule, its location and the clock of its company."""
    return SQL(
        """
        %s op
        JOIN stock_location rule_location ON rule_location.id = op.location_id
        JOIN res_company company ON company.id = op.company_id
        JOIN res_partner contact ON contact.id = company.partner_id
        """,
        rule_table(env),
    )


def inside(alias: str) -> SQL:
    """The location is the rule's or below it."""
    return SQL(
        "%s LIKE rule_location.parent_path || '%%'",
        SQL.identifier(alias, "parent_path"),
    )


def local_day(column: SQL) -> SQL:
    """The company's day; "never", written as 9999-12-31, stays a day Python knows."""
    return SQL(
        """
        (LEAST(%s, '9000-01-01'::timestamp) AT TIME ZONE 'UTC'
            AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date
        """,
        column,
    )


def expired(env: Environment) -> SQL:
    """Quants past their removal date cannot be used, where the field exists."""
    field = env["stock.quant"]._fields.get("removal_date")
    if not field or not field.store:
        return SQL("FALSE")
    return SQL("quant.removal_date <= %s", fields.Datetime.now())


def read_on_hand(env: Environment, rule_ids: list[int]) -> dict[int, float]:
    """Negative quants count; a rule without any is absent."""
    env["stock.quant"].flush_model()
    return dict(
        env.execute_query(
            SQL(
                """
                SELECT op.id, SUM(quant.quantity)
                  FROM %s
                  JOIN stock_quant quant ON quant.product_id = op.product_id
                  JOIN stock_location place ON place.id = quant.location_id
                 WHERE op.id = ANY(%s) AND %s AND (%s) IS NOT TRUE
                 GROUP BY op.id
                """,
                rule_and_clock(env),
                rule_ids,
                inside("place"),
                expired(env),
            )
        )
    )


def read_receipts(env: Environment, rule_ids: list[int]) -> dict[int, list[SupplyRow]]:
    """Open moves into the subtree; a move within it brings nothing.

    A move pegged to a demand carries the day of that demand, or it would hide a
    shortage of today behind goods ordered for somebody else.
    """
    env["stock.move"].flush_model()
    env["purchase.order.line"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, move.product_qty, %s,
                   COALESCE(po.name, picking.name, move.reference, ''),
                   'receipt',
                   (SELECT MIN(%s)
                      FROM stock_move_move_rel peg
                      JOIN stock_move demand ON demand.id = peg.move_dest_id
                      JOIN stock_location demand_source
                        ON demand_source.id = demand.location_id
                      JOIN stock_location demand_target
                        ON demand_target.id =
                           COALESCE(demand.location_final_id, demand.location_dest_id)
                     WHERE peg.move_orig_id = move.id
                       AND demand.state NOT IN ('done', 'cancel')
                       AND %s AND NOT %s)
              FROM %s
              JOIN stock_move move
                ON move.product_id = op.product_id AND move.state = ANY(%s)
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target
                ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
         LEFT JOIN stock_picking picking ON picking.id = move.picking_id
         LEFT JOIN purchase_order_line line ON line.id = move.purchase_line_id
         LEFT JOIN purchase_order po ON po.id = line.order_id
             WHERE op.id = ANY(%s) AND %s AND NOT %s
             ORDER BY op.id, move.date, move.id
            """,
            local_day(SQL("move.date")),
            local_day(SQL("demand.date")),
            inside("demand_source"),
            inside("demand_target"),
            rule_and_clock(env),
            list(OPEN),
            rule_ids,
            inside("target"),
            inside("source"),
        )
    )
    return _by_rule(rows, SupplyRow)


def read_requests(env: Environment, rule_ids: list[int]) -> dict[int, list[SupplyRow]]:
    """Lines of requests for quotation, but the engine's own untouched ones.

    The destination is the line's own, else its rule's, else where the operation type
    delivers; a type that delivers to the input location of a warehouse means its stock.
    """
    env["purchase.order.line"].flush_model()
    env["purchase.order"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, line.product_uom_qty, %s, po.name,
                   CASE po.state WHEN 'to approve' THEN 'to_approve' ELSE po.state END,
                   (SELECT MIN(%s)
                      FROM stock_move_created_purchase_line_rel peg
                      JOIN stock_move demand ON demand.id = peg.move_id
                     WHERE peg.created_purchase_line_id = line.id
                       AND demand.state NOT IN ('done', 'cancel'))
              FROM %s
              JOIN purchase_order_line line ON line.product_id = op.product_id
              JOIN purchase_order po ON po.id = line.order_id
               AND po.state IN ('draft', 'sent', 'to approve')
              JOIN stock_picking_type operation ON operation.id = po.picking_type_id
         LEFT JOIN stock_warehouse warehouse ON warehouse.id = operation.warehouse_id
         LEFT JOIN stock_warehouse_orderpoint own ON own.id = line.orderpoint_id
              JOIN stock_location target ON target.id = COALESCE(
                       line.location_final_id, own.location_id,
                       CASE WHEN operation.default_location_dest_id
                                 = warehouse.wh_input_stock_loc_id
                            THEN warehouse.lot_stock_id
                            ELSE operation.default_location_dest_id END)
             WHERE op.id = ANY(%s) AND %s
               AND line.display_type IS NULL
               AND (line.jit_owned AND po.state = 'draft') IS NOT TRUE
             ORDER BY op.id, line.date_planned, line.id
            """,
            local_day(SQL("line.date_planned")),
            local_day(SQL("demand.date")),
            rule_and_clock(env),
            rule_ids,
            inside("target"),
        )
    )
    return _by_rule(rows, SupplyRow)


def read_commitments(
    env: Environment, rule_ids: list[int]
) -> dict[int, list[CommitmentRow]]:
    """Open moves out of the subtree, a sum per day; reservation plays no part."""
    env["stock.move"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, SUM(move.product_qty), %s AS due
              FROM %s
              JOIN stock_move move
                ON move.product_id = op.product_id AND move.state = ANY(%s)
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target
                ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
             WHERE op.id = ANY(%s) AND %s AND NOT %s
             GROUP BY op.id, due
             ORDER BY op.id, due
            """,
            local_day(SQL("move.date")),
            rule_and_clock(env),
            list(OPEN),
            rule_ids,
            inside("source"),
            inside("target"),
        )
    )
    return _by_rule(rows, CommitmentRow)


def _by_rule(rows: list[tuple], row_type: type) -> dict[int, list]:
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(row_type(*values))
    return dict(found)
