"""What others ordered since each rule's trial began: on its way, or here by now.

Neither goods that a customer's order brings of its own nor orders for another rule that
is not on trial belong to it: they come, whoever orders for this one.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import inside, local_day, rows_of_rules

# of the move ``move`` and all before it: a receipt in two steps is ordered in its first
_WAY = SQL(
    """
    WITH RECURSIVE way AS (
         SELECT move.id, move.purchase_line_id, move.create_date, move.rule_id,
                move.orderpoint_id, move.location_id
          UNION
         SELECT earlier.id, earlier.purchase_line_id, earlier.create_date,
                earlier.rule_id, earlier.orderpoint_id, earlier.location_id
           FROM way
           JOIN stock_move_move_rel link ON link.move_dest_id = way.id
           JOIN stock_move earlier ON earlier.id = link.move_orig_id)
    SELECT MIN(COALESCE(line.create_date, way.create_date)) AS placed_at,
           MIN(way.purchase_line_id) AS line_id,
           BOOL_OR(way.purchase_line_id IS NOT NULL OR spot.usage = 'production'
                   OR rule.action IN ('pull', 'pull_push', 'manufacture')) AS is_order,
           BOOL_OR(other.id <> move.for_rule AND other.jit_trial_since IS NULL)
               AS is_for_another,
           BOOL_OR(EXISTS (
               SELECT FROM stock_move_created_purchase_line_rel peg
                WHERE peg.created_purchase_line_id = way.purchase_line_id)) AS is_pegged
      FROM way
      JOIN stock_location spot ON spot.id = way.location_id
 LEFT JOIN stock_rule rule ON rule.id = way.rule_id
 LEFT JOIN purchase_order_line line ON line.id = way.purchase_line_id
 LEFT JOIN stock_warehouse_orderpoint other
        ON other.id = COALESCE(line.orderpoint_id, way.orderpoint_id)
    """
)


def move_origin() -> SQL:
    """FROM item ``origin``, of a row ``move`` of ``rows_of_rules``."""
    return SQL("(%s) origin", _WAY)


def origin_is_theirs() -> SQL:
    """The move ``move`` was ordered since the trial began, by others for this rule."""
    return SQL(
        """
        origin.placed_at > move.rule_since AND origin.is_order
        AND origin.is_for_another IS NOT TRUE AND NOT origin.is_pegged
        AND NOT EXISTS (
            SELECT FROM stock_move_move_rel peg
              JOIN stock_move demand ON demand.id = peg.move_dest_id
               AND demand.state <> 'cancel'
              JOIN stock_location demand_source ON demand_source.id = demand.location_id
              JOIN stock_location demand_target
                ON demand_target.id =
                   COALESCE(demand.location_final_id, demand.location_dest_id)
             WHERE peg.move_orig_id = move.id AND %s AND NOT %s)
        """,
        inside("demand_source", "move"),
        inside("demand_target", "move"),
    )


def move_is_theirs() -> SQL:
    """The same, as a condition on its own."""
    return SQL("EXISTS (SELECT FROM %s WHERE %s)", move_origin(), origin_is_theirs())


def line_is_theirs() -> SQL:
    """The same of a row ``line``; ``own`` is the rule it was made for, if any."""
    return SQL(
        """
        line.create_date > line.rule_since
        AND (own.id <> line.for_rule AND own.jit_trial_since IS NULL) IS NOT TRUE
        AND NOT EXISTS (SELECT FROM stock_move_created_purchase_line_rel peg
                         WHERE peg.created_purchase_line_id = line.id)
        """
    )


def production_is_theirs() -> SQL:
    """The same of a row ``production`` that a rule made."""
    return SQL(
        """
        production.create_date > production.rule_since
        AND production.orderpoint_id = production.for_rule
        """
    )


class ReceivedRow(NamedTuple):
    """What came of orders placed since the trial began, less what went back."""

    day: date
    quantity: float


def read_received(
    env: Environment, rule_ids: list[int]
) -> dict[int, list[ReceivedRow]]:
    """By rule on trial, day by day."""
    for model in ("stock.move", "stock.move.line", "purchase.order.line"):
        env[model].flush_model()
    done = SQL("fact.state = 'done' AND fact.date >= op.jit_trial_since")
    rows = env.execute_query(
        SQL(
            """
            SELECT move.for_rule, %(day)s AS day,
                   SUM(CASE WHEN %(into)s THEN took.quantity_product_uom
                            ELSE -took.quantity_product_uom END)::float
              FROM %(moves)s move
              JOIN stock_move_line took ON took.move_id = move.id
              JOIN stock_location source ON source.id = took.location_id
              JOIN stock_location target ON target.id = took.location_dest_id
             WHERE (%(into)s AND NOT %(out_of)s
                    OR %(out_of)s AND target.usage = 'supplier')
               AND %(theirs)s
             GROUP BY move.for_rule, day
             ORDER BY move.for_rule, day
            """,
            day=local_day(SQL("move.date"), "move"),
            into=inside("target", "move"),
            out_of=inside("source", "move"),
            moves=rows_of_rules(env, rule_ids, "stock_move", done),
            theirs=move_is_theirs(),
        )
    )
    found = defaultdict(list)
    for rule_id, day, quantity in rows:
        found[rule_id].append(ReceivedRow(day, quantity))
    return dict(found)


def read_moved(
    env: Environment, rule_ids: list[int], first_day: date
) -> dict[int, dict[date, float]]:
    """By rule and day, from a day on: what came into its place less what left it."""
    for model in ("stock.move", "stock.move.line"):
        env[model].flush_model()
    # a day begins earlier or later by the clock of the company
    done = SQL("fact.state = 'done' AND fact.date >= %s::date - 1", first_day)
    rows = env.execute_query(
        SQL(
            """
            SELECT move.for_rule, %(day)s AS day,
                   SUM(CASE WHEN %(into)s THEN took.quantity_product_uom
                            ELSE -took.quantity_product_uom END)::float
              FROM %(moves)s move
              JOIN stock_move_line took ON took.move_id = move.id
              JOIN stock_location source ON source.id = took.location_id
              JOIN stock_location target ON target.id = took.location_dest_id
             WHERE %(into)s <> %(out_of)s AND %(day)s >= %(first_day)s
             GROUP BY move.for_rule, day
            """,
            day=local_day(SQL("move.date"), "move"),
            into=inside("target", "move"),
            out_of=inside("source", "move"),
            moves=rows_of_rules(env, rule_ids, "stock_move", done),
            first_day=first_day,
        )
    )
    found: dict[int, dict[date, float]] = defaultdict(dict)
    for rule_id, day, quantity in rows:
        found[rule_id][day] = quantity
    return dict(found)
