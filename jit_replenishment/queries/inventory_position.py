"""On hand, on its way and promised, over each rule's location and those below it."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo import fields
from odoo.api import Environment
from odoo.tools import SQL

from .rule_table import rule_table

# states of a move that is agreed and not yet done
OPEN_MOVES = SQL("('waiting', 'confirmed', 'partially_available', 'assigned')")
# of one day's promises: a list that long is not read by anybody
MOST_MOVES = 100


class SupplyRow(NamedTuple):
    """Goods on their way, in the product's unit; days in the company's time zone.

    :param changed_by: who changed the line of a draft the engine made, "" if nobody
        knows; None for all else
    :param record: "model,id" of what brings them
    """

    quantity: float
    due: date | None
    document: str
    kind: str
    pegged_due: date | None
    changed_by: str | None = None
    record: str | None = None


class CommitmentRow(NamedTuple):
    """Goods promised to leave on one day, in the product's unit.

    :param move_ids: by which moves, as many as a reason keeps
    """

    quantity: float
    due: date
    move_ids: list[int]


def rows_of_rules(
    env: Environment, rule_ids: list[int], table: str, condition: SQL | None = None
) -> SQL:
    """FROM item: the rows of ``table`` about each rule's product, wherever they are.

    Beside its own columns a row has ``for_rule``, ``rule_path`` (of the rule's place),
    ``rule_tz`` (its company's clock) and ``rule_since`` (when its trial began). Each
    product's rows are found by index, and OFFSET keeps it so: PostgreSQL believes that
    few paths begin alike, and would pair all places and all their stock with all rules
    before it compared the products.

    :param condition: on the columns of ``table``
    """
    return SQL(
        """
        (SELECT op.id AS for_rule, rule_location.parent_path AS rule_path,
                COALESCE(contact.tz, 'UTC') AS rule_tz,
                op.jit_trial_since AS rule_since, fact.*
           FROM %s op
           JOIN stock_location rule_location ON rule_location.id = op.location_id
           JOIN res_company company ON company.id = op.company_id
           JOIN res_partner contact ON contact.id = company.partner_id
           JOIN %s fact ON fact.product_id = op.product_id
          WHERE op.id = ANY(%s) AND %s
         OFFSET 0)
        """,
        rule_table(env),
        SQL.identifier(table),
        rule_ids,
        condition or SQL("TRUE"),
    )


def moves_of_rules(env: Environment, rule_ids: list[int]) -> SQL:
    """FROM item: ``rows_of_rules``, the moves that are agreed and not yet done."""
    open_moves = SQL("fact.state IN %s", OPEN_MOVES)
    return rows_of_rules(env, rule_ids, "stock_move", open_moves)


def inside(alias: str, rows: str) -> SQL:
    """The location is that of the rule of these ``rows_of_rules``, or below it."""
    return SQL(
        "%s LIKE %s || '%%'",
        SQL.identifier(alias, "parent_path"),
        SQL.identifier(rows, "rule_path"),
    )


def local_day(column: SQL, rows: str) -> SQL:
    """The company's day; "never", written as 9999-12-31, stays a day Python knows."""
    return SQL(
        """
        (LEAST(%s, '9000-01-01'::timestamp) AT TIME ZONE 'UTC' AT TIME ZONE %s)::date
        """,
        column,
        SQL.identifier(rows, "rule_tz"),
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
                SELECT quant.for_rule, COALESCE(SUM(quant.quantity), 0)
                  FROM %s quant
                  JOIN stock_location place ON place.id = quant.location_id
                 WHERE %s AND (%s) IS NOT TRUE
                 GROUP BY quant.for_rule
                """,
                rows_of_rules(env, rule_ids, "stock_quant"),
                inside("place", "quant"),
                expired(env),
            )
        )
    )


def read_receipts(
    env: Environment, rule_ids: list[int], left_out: SQL | None = None
) -> dict[int, list[SupplyRow]]:
    """Open moves into the subtree; a move within it brings nothing.

    A move pegged to a demand carries the day of that demand, or it would hide a
    shortage of today behind goods ordered for somebody else.

    :param left_out: condition on the columns of ``move``
    """
    env["stock.move"].flush_model()
    env["purchase.order.line"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT move.for_rule, COALESCE(move.product_qty, 0), %s,
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
                       AND %s AND NOT %s),
                   NULL, 'stock.move,' || move.id
              FROM %s move
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target
                ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
         LEFT JOIN stock_picking picking ON picking.id = move.picking_id
         LEFT JOIN purchase_order_line line ON line.id = move.purchase_line_id
         LEFT JOIN purchase_order po ON po.id = line.order_id
             WHERE %s AND NOT %s AND (%s) IS NOT TRUE
             ORDER BY move.for_rule, move.date, move.id
            """,
            local_day(SQL("move.date"), "move"),
            local_day(SQL("demand.date"), "move"),
            inside("demand_source", "move"),
            inside("demand_target", "move"),
            moves_of_rules(env, rule_ids),
            inside("target", "move"),
            inside("source", "move"),
            left_out or SQL("FALSE"),
        )
    )
    return by_rule(rows, SupplyRow)


def line_target() -> SQL:
    """JOIN items from a purchase ``line`` and its ``po`` to where its goods go: the
    place ``target``, the rule ``own`` it was made for.

    The destination is the line's own, else its rule's, else where the operation type
    delivers; a type that delivers to the input location of a warehouse means its stock.
    """
    return SQL(
        """
              JOIN stock_picking_type operation ON operation.id = po.picking_type_id
         LEFT JOIN stock_warehouse warehouse ON warehouse.id = operation.warehouse_id
         LEFT JOIN stock_warehouse_orderpoint own ON own.id = line.orderpoint_id
              JOIN stock_location target ON target.id = COALESCE(
                       line.location_final_id, own.location_id,
                       CASE WHEN operation.default_location_dest_id
                                 = warehouse.wh_input_stock_loc_id
                            THEN warehouse.lot_stock_id
                            ELSE operation.default_location_dest_id END)
        """
    )


def read_requests(
    env: Environment, rule_ids: list[int], left_out: SQL | None = None
) -> dict[int, list[SupplyRow]]:
    """Lines of requests for quotation, but the engine's own untouched ones.

    :param left_out: condition on the columns of ``line`` and ``own``, its rule
    """
    env["purchase.order.line"].flush_model()
    env["purchase.order"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT line.for_rule, COALESCE(line.product_uom_qty, 0), %s, po.name,
                   CASE po.state WHEN 'to approve' THEN 'to_approve' ELSE po.state END,
                   (SELECT MIN(%s)
                      FROM stock_move_created_purchase_line_rel peg
                      JOIN stock_move demand ON demand.id = peg.move_id
                     WHERE peg.created_purchase_line_id = line.id
                       AND demand.state NOT IN ('done', 'cancel')),
                   CASE WHEN po.state = 'draft' AND line.jit_decision_id IS NOT NULL
                        THEN COALESCE(person.name, '') END,
                   'purchase.order.line,' || line.id
              FROM %s line
              JOIN purchase_order po ON po.id = line.order_id
               AND po.state IN ('draft', 'sent', 'to approve')
         LEFT JOIN res_users account ON account.id = line.jit_changed_by_id
         LEFT JOIN res_partner person ON person.id = account.partner_id
                   %s
             WHERE %s
               AND line.display_type IS NULL
               AND (line.jit_owned AND po.state = 'draft') IS NOT TRUE
               AND (%s) IS NOT TRUE
             ORDER BY line.for_rule, line.date_planned, line.id
            """,
            local_day(SQL("line.date_planned"), "line"),
            local_day(SQL("demand.date"), "line"),
            rows_of_rules(env, rule_ids, "purchase_order_line"),
            line_target(),
            inside("target", "line"),
            left_out or SQL("FALSE"),
        )
    )
    return by_rule(rows, SupplyRow)


def read_commitments(
    env: Environment, rule_ids: list[int]
) -> dict[int, list[CommitmentRow]]:
    """Open moves out of the subtree, a sum per day; reservation plays no part."""
    env["stock.move"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT move.for_rule, COALESCE(SUM(move.product_qty), 0), %s AS due,
                   (array_agg(move.id ORDER BY move.id))[:%s]
              FROM %s move
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target
                ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
             WHERE %s AND NOT %s
             GROUP BY move.for_rule, due
             ORDER BY move.for_rule, due
            """,
            local_day(SQL("move.date"), "move"),
            MOST_MOVES,
            moves_of_rules(env, rule_ids),
            inside("source", "move"),
            inside("target", "move"),
        )
    )
    return by_rule(rows, CommitmentRow)


def by_rule(rows: list[tuple], row_type: type) -> dict[int, list]:
    """Rows that begin with the id of their rule, of ``row_type`` without it."""
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(row_type(*values))
    return dict(found)
