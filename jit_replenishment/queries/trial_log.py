"""What was noted of rules on trial."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class WouldBeRow(NamedTuple):
    """A would-be order that fills the place of a rule.

    :param rule_id: of the rule it is for: the one asked about, or one inside its place
    """

    rule_id: int
    day: date
    quantity: float
    value: float
    planned_on: date
    expected_on: date
    order_id: int


class WouldBeTransferRow(NamedTuple):
    """A would-be order that is taken from another place of the company.

    :param to_path: the place it fills, as "1/7/"; ``from_path`` where it is taken
    """

    order_id: int
    product_id: int
    company_id: int
    from_path: str
    to_path: str
    day: date
    planned_on: date
    expected_on: date
    quantity: float


class NotedDay(NamedTuple):
    """What was counted on a day of what others ordered."""

    day: date
    real_lines: int
    real_quantity: float
    real_value: float


def read_would_be(env: Environment, rule_ids: list[int]) -> dict[int, list[WouldBeRow]]:
    """By rule on trial, the would-be orders for its place since its trial began.

    Those of rules inside it count where they bring goods from elsewhere, and only while
    these are on trial too: else the real ones do.
    """
    env["jit.trial.order"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, known.orderpoint_id, known.day, known.quantity::float,
                   COALESCE(known.value, 0)::float, known.planned_on,
                   known.expected_on, known.id
              FROM stock_warehouse_orderpoint op
              JOIN stock_location place ON place.id = op.location_id
              JOIN jit_trial_order known
                ON known.product_id = op.product_id AND known.company_id = op.company_id
              JOIN stock_warehouse_orderpoint other
                ON other.id = known.orderpoint_id
               AND other.jit_trial_since = known.trial_since
              JOIN stock_location inside ON inside.id = other.location_id
               AND inside.parent_path LIKE place.parent_path || '%%'
             WHERE op.id = ANY(%s)
               AND known.decided_at >= op.jit_trial_since
               AND (other.id = op.id OR known.comes_from IS NULL
                    OR known.comes_from NOT LIKE place.parent_path || '%%')
             ORDER BY op.id, known.day, known.id
            """,
            rule_ids,
        )
    )
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(WouldBeRow(*values))
    return dict(found)


def read_would_be_transfers(
    env: Environment, rule_ids: list[int]
) -> list[WouldBeTransferRow]:
    """Of these rules, since the trial of each began; the first first."""
    env["jit.trial.order"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT known.id, known.product_id, known.company_id, known.taken_from,
                   place.parent_path, known.day, known.planned_on, known.expected_on,
                   known.quantity::float
              FROM jit_trial_order known
              JOIN stock_warehouse_orderpoint op
                ON op.id = known.orderpoint_id
               AND op.jit_trial_since = known.trial_since
              JOIN stock_location place ON place.id = op.location_id
             WHERE op.id = ANY(%s) AND known.taken_from IS NOT NULL
             ORDER BY known.day, known.id
            """,
            rule_ids,
        )
    )
    return [WouldBeTransferRow(*row) for row in rows]


def read_noted_days(
    env: Environment, rule_ids: list[int], since: date
) -> dict[int, list[NotedDay]]:
    """By rule, the days that were noted from ``since`` on; the first first."""
    env["jit.trial.day"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT orderpoint_id, day, real_lines, real_quantity::float,
                   real_value::float
              FROM jit_trial_day
             WHERE orderpoint_id = ANY(%s) AND day >= %s
             ORDER BY orderpoint_id, day
            """,
            rule_ids,
            since,
        )
    )
    found = defaultdict(list)
    for rule_id, *values in rows:
        found[rule_id].append(NotedDay(*values))
    return dict(found)
