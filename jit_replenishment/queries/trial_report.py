"""Days on trial summed up, and the rules on which both sides differ most."""

from datetime import date, datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.fields import Domain
from odoo.tools import SQL

# of what a page shows at once
MOST_DIFFERENCES = 10


class TotalsRow(NamedTuple):
    """Of all days together; stock values are those of an average day.

    :param rules: on trial on any of these days
    """

    rules: int
    days: int
    real_lines: int
    trial_lines: int
    real_value: float
    trial_value: float
    real_out: int
    trial_out: int
    real_stock_value: float
    trial_stock_value: float


class DifferenceRow(NamedTuple):
    """A rule over these days, quantities in the product's unit.

    :param since: when its first trial among them began
    :param lowest: the least on hand in any evening
    """

    rule_id: int
    product_id: int
    since: datetime
    is_manual: bool
    real_quantity: float
    trial_quantity: float
    real_value: float
    trial_value: float
    real_out: int
    trial_out: int
    lowest: float
    own_reorder_point: float
    own_target_stock: float
    reorder_point: float
    target_stock: float


class EveningRow(NamedTuple):
    """What was noted of a day, and why nothing would have been ordered on it."""

    on_hand: float
    outcome: str | None
    facts: list | None


class OrderRow(NamedTuple):
    """A would-be order; ``facts`` are its reasons."""

    day: date
    quantity: float
    vendor_name: str | None
    on_hand: float
    facts: list | None


def sum_days(env: Environment, days: SQL) -> TotalsRow:
    """:param days: SELECT of the ids of ``jit.trial.day``"""
    (row,) = env.execute_query(
        SQL(
            """
            SELECT COUNT(DISTINCT orderpoint_id), COUNT(DISTINCT day),
                   COALESCE(SUM(real_lines), 0), COALESCE(SUM(trial_lines), 0),
                   COALESCE(SUM(real_value), 0)::float,
                   COALESCE(SUM(trial_value), 0)::float,
                   COALESCE(SUM(real_out), 0), COALESCE(SUM(trial_out), 0),
                   COALESCE(SUM(real_stock_value) / COUNT(DISTINCT day), 0)::float,
                   COALESCE(SUM(trial_stock_value) / COUNT(DISTINCT day), 0)::float
              FROM jit_trial_day WHERE id IN (%s)
            """,
            days,
        )
    )
    return TotalsRow(*row)


def largest_differences(env: Environment, days: SQL) -> list[DifferenceRow]:
    """Rules on which most money is ordered more or less; then most pieces, then days
    run out. Those that do not differ are left out."""
    rows = env.execute_query(
        SQL(
            """
            WITH rule AS (
                 SELECT orderpoint_id, MIN(trial_since) AS since,
                        SUM(real_quantity)::float AS real_quantity,
                        SUM(trial_quantity)::float AS trial_quantity,
                        SUM(real_value)::float AS real_value,
                        SUM(trial_value)::float AS trial_value,
                        SUM(real_out) AS real_out, SUM(trial_out) AS trial_out,
                        MIN(real_on_hand)::float AS lowest, MAX(day) AS last_day
                   FROM jit_trial_day WHERE id IN (%s)
                  GROUP BY orderpoint_id)
            SELECT op.id, op.product_id, rule.since, op.trigger = 'manual',
                   rule.real_quantity, rule.trial_quantity,
                   rule.real_value, rule.trial_value,
                   rule.real_out, rule.trial_out, rule.lowest,
                   latest.rule_reorder_point::float, latest.rule_target_stock::float,
                   latest.reorder_point::float, latest.target_stock::float
              FROM rule
              JOIN stock_warehouse_orderpoint op ON op.id = rule.orderpoint_id
              JOIN jit_trial_day latest ON latest.orderpoint_id = rule.orderpoint_id
               AND latest.day = rule.last_day
             WHERE ABS(rule.trial_value - rule.real_value) > 0.005
                OR ABS(rule.trial_quantity - rule.real_quantity) > 0.005
                OR rule.real_out <> rule.trial_out
             ORDER BY ABS(rule.trial_value - rule.real_value) DESC,
                      ABS(rule.trial_quantity - rule.real_quantity) DESC,
                      ABS(rule.trial_out - rule.real_out) DESC, op.id
             LIMIT %s
            """,
            days,
            MOST_DIFFERENCES,
        )
    )
    return [DifferenceRow(*row) for row in rows]


def read_evenings(
    env: Environment, rule_ids: list[int], first_day: date, last_day: date
) -> dict[tuple[int, date], EveningRow]:
    """What was noted of these rules, by rule and day."""
    rows = env.execute_query(
        SQL(
            """
            SELECT orderpoint_id, day, real_on_hand::float, outcome, facts
              FROM jit_trial_day
             WHERE orderpoint_id = ANY(%s) AND day BETWEEN %s AND %s
            """,
            rule_ids,
            first_day,
            last_day,
        )
    )
    return {(rule_id, day): EveningRow(*values) for rule_id, day, *values in rows}


def read_orders(
    env: Environment, rule_ids: list[int], first_day: date, last_day: date
) -> dict[int, list[OrderRow]]:
    """By rule, what would have been ordered on these days; the first first."""
    env["jit.trial.order"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT known.orderpoint_id, known.day, known.quantity::float,
                   vendor.complete_name, known.on_hand::float, known.facts
              FROM jit_trial_order known
         LEFT JOIN res_partner vendor ON vendor.id = known.vendor_id
             WHERE known.orderpoint_id = ANY(%s) AND known.day BETWEEN %s AND %s
             ORDER BY known.orderpoint_id, known.day
            """,
            rule_ids,
            first_day,
            last_day,
        )
    )
    found: dict[int, list[OrderRow]] = {}
    for rule_id, *values in rows:
        found.setdefault(rule_id, []).append(OrderRow(*values))
    return found


def count_unnoted(env: Environment, company_id: int) -> int:
    """Rules on trial that cannot be looked at."""
    env["jit.trial"].flush_model()
    ((count,),) = env.execute_query(
        SQL(
            """
            SELECT COUNT(*) FROM jit_trial known
              JOIN stock_warehouse_orderpoint op ON op.id = known.orderpoint_id
             WHERE known.state IN ('failed', 'impossible') AND known.company_id = %s
               AND op.active AND op.jit_trial_since IS NOT NULL AND op.trigger <> 'jit'
            """,
            company_id,
        )
    )
    return count


class NotedRow(NamedTuple):
    """A rule's would-be orders of its trial, or of its last one."""

    orders: int
    quantity: float
    value: float
    days: int


def count_noted(env: Environment, rule_ids: list[int]) -> dict[int, NotedRow]:
    """Of the trial that goes on, or else of all there was; absent where there is no
    day."""
    env["jit.trial.day"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, COALESCE(SUM(known.trial_lines), 0),
                   COALESCE(SUM(known.trial_quantity), 0)::float,
                   COALESCE(SUM(known.trial_value), 0)::float, COUNT(*)
              FROM stock_warehouse_orderpoint op
              JOIN jit_trial_day known ON known.orderpoint_id = op.id
               AND (op.jit_trial_since IS NULL
                    OR known.trial_since = op.jit_trial_since)
             WHERE op.id = ANY(%s)
             GROUP BY op.id
            """,
            rule_ids,
        )
    )
    return {rule_id: NotedRow(*values) for rule_id, *values in rows}


def first_days_noted(env: Environment, domain: Domain) -> dict[int, date]:
    """By rule, the first of these days on which its trial was noted."""
    groups = env["jit.trial.day"]._read_group(domain, ["orderpoint_id"], ["day:min"])
    return {rule.id: day for rule, day in groups}
