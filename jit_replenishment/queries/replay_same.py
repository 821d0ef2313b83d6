"""What is served with each kind of figures, and since when rules have theirs."""

from datetime import date

from odoo.api import Environment
from odoo.tools import SQL


def fill_rates(env: Environment, replay_id: int) -> dict[str, float]:
    """Share of what was asked for that was served at once, by kind of figures: by value
    at cost, by quantity where nothing has one. Absent where nothing was asked for."""
    groups = env["jit.replay.result"]._read_group(
        [("replay_id", "=", replay_id), ("left_out", "=", False)],
        ["scenario"],
        ["asked_value:sum", "served_value:sum", "asked:sum", "served:sum"],
    )
    return {
        scenario: served_value / asked_value if asked_value > 0 else served / asked
        for scenario, asked_value, served_value, asked, served in groups
        if asked_value > 0 or asked > 0
    }


def next_counted(env: Environment, replay_id: int, after: int, limit: int) -> list[int]:
    """Rules that have figures, by id."""
    env["jit.replay.result"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT orderpoint_id FROM jit_replay_result
             WHERE replay_id = %s AND scenario = 'hand' AND left_out IS NULL
               AND orderpoint_id > %s
             ORDER BY orderpoint_id LIMIT %s
            """,
            replay_id,
            after,
            limit,
        )
    )
    return [rule_id for (rule_id,) in rows]


def count_younger_rules(
    env: Environment, rule_ids: list[int], first_day: date
) -> tuple[int, date | None]:
    """Rules whose present figures are known to be set on this day or later, and when
    the last of them were.

    A rule's first figures are as old as the rule itself; of rules that were never just
    in time later changes are not known.
    """
    for model in ("jit.rule.change", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    [found] = env.execute_query(
        SQL(
            """
            SELECT COUNT(*), MAX(figures.set_at)::date
              FROM (SELECT GREATEST(op.create_date, MAX(change.changed_at)) AS set_at
                      FROM stock_warehouse_orderpoint op
                 LEFT JOIN jit_rule_change change ON change.orderpoint_id = op.id
                       AND (change.old_reorder_point, change.old_target_stock)
                        <> (change.new_reorder_point, change.new_target_stock)
                     WHERE op.id = ANY(%(rules)s)
                     GROUP BY op.id) figures
             WHERE figures.set_at >= %(day)s
            """,
            rules=rule_ids,
            day=first_day,
        )
    )
    return found


def read_first_days(env: Environment, company_id: int) -> list[tuple[date, int]]:
    """Days since which something is known of rules, the earliest first, and of how many
    rules. Where nothing was learned yet, the day of the first move that is done."""
    env["jit.demand.span"].flush_model()
    known = env.execute_query(
        SQL(
            """
            SELECT span.first_day, COUNT(*) FROM jit_demand_span span
             WHERE span.company_id = %s AND span.first_day IS NOT NULL
             GROUP BY span.first_day ORDER BY span.first_day
            """,
            company_id,
        )
    )
    if known:
        return known
    env["stock.move"].flush_model(["state", "date", "company_id"])
    return env.execute_query(
        SQL(
            """
            SELECT move.date::date, 1 FROM stock_move move
             WHERE move.company_id = %s AND move.state = 'done'
             ORDER BY move.date LIMIT 1
            """,
            company_id,
        )
    )
