"""Which moves a line is ordered for: the promises that were counted."""

from collections import defaultdict
from datetime import date

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import inside, local_day, moves_of_rules

# the relation of purchase.order.line.jit_demand_move_ids
RELATION = "jit_demand_line_move_rel"


def read_demand_moves(
    env: Environment, last_days: dict[int, date]
) -> dict[int, list[int]]:
    """Ids of the open moves out of each rule's subtree, the first due first.

    :param last_days: rule id -> last day up to which promises count
    """
    if not last_days:
        return {}
    env["stock.move"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT move.for_rule, move.id
              FROM unnest(%s, %s::date[]) AS asked(rule_id, last_day)
              JOIN %s move ON move.for_rule = asked.rule_id
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target
                ON target.id = COALESCE(move.location_final_id, move.location_dest_id)
             WHERE %s AND NOT %s AND %s <= asked.last_day
             ORDER BY move.for_rule, move.date, move.id
            """,
            list(last_days),
            list(last_days.values()),
            moves_of_rules(env, list(last_days)),
            inside("source", "move"),
            inside("target", "move"),
            local_day(SQL("move.date"), "move"),
        )
    )
    return _lists(rows)


def read_demand_links(env: Environment, line_ids: list[int]) -> dict[int, list[int]]:
    """Ids of the moves each line is linked with; absent where it has none."""
    if not line_ids:
        return {}
    env["purchase.order.line"].flush_model(["jit_demand_move_ids"])
    rows = env.execute_query(
        SQL(
            "SELECT line_id, move_id FROM %s WHERE line_id = ANY(%s)",
            SQL.identifier(RELATION),
            line_ids,
        )
    )
    return _lists(rows)


def _lists(rows: list[tuple[int, int]]) -> dict[int, list[int]]:
    found = defaultdict(list)
    for key, value in rows:
        found[key].append(value)
    return dict(found)
