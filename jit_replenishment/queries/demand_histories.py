"""What was demanded at each rule's place, and when it could be."""

from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .rule_table import rule_table, span_table

_ORDINAL = SQL("- DATE '0001-01-01' + 1")

_HISTORIES = """
       WITH rule AS MATERIALIZED (%(rules)s),
       inside AS MATERIALIZED (
            SELECT top.id AS top_id, spot.id AS spot_id
              FROM stock_location top
              JOIN stock_location spot
                ON spot.parent_path LIKE top.parent_path || '%%'
             WHERE top.id IN (SELECT location_id FROM rule)),
       event AS (
            -- OFFSET: each product's rows by index, then their places
            SELECT rule.id AS rule_id, rule.location_id AS top_id,
                   fact.location_id, fact.day, fact.quantity, fact.excluded
              FROM rule
              JOIN jit_demand_event fact ON fact.product_id = rule.product_id
             WHERE fact.day >= %(since)s OFFSET 0),
       daily AS (
            SELECT event.rule_id, event.day %(ordinal)s AS day,
                   SUM(event.quantity)::float AS quantity,
                   BOOL_OR(event.excluded) AS excluded
              FROM event
              JOIN inside ON inside.top_id = event.top_id
               AND inside.spot_id = event.location_id
             GROUP BY event.rule_id, event.day
             ORDER BY event.rule_id, event.day),
       history AS (
            -- in the order of the days, sorted once for all three
            SELECT rule_id, array_agg(day) AS days, array_agg(quantity) AS quantities,
                   array_agg(day) FILTER (WHERE excluded) AS excluded
              FROM daily GROUP BY rule_id)
       SELECT rule.id, history.days, history.quantities, history.excluded,
              span.first_day %(ordinal)s, span.blind, COALESCE(span.counts, 0),
              COALESCE(span.right_counts, 0)
         FROM rule
    LEFT JOIN history ON history.rule_id = rule.id
    LEFT JOIN %(spans)s span ON span.orderpoint_id = rule.span_id
"""


class HistoryRow(NamedTuple):
    """Days are ``date.toordinal()``, quantities in the product's unit.

    :param days: with demand, the oldest first
    :param quantities: of those days
    :param excluded: days of which a person left something out
    :param first_day: of the first receipt or sale, None where there was none yet
    :param blind: first and last day of each time without stock; no last day: it lasts
    :param counts: days it was counted, of which ``right_counts`` as expected
    """

    days: list[int]
    quantities: list[float]
    excluded: list[int]
    first_day: int | None
    blind: list[tuple[int, int | None]]
    counts: int
    right_counts: int


def read_histories(
    env: Environment, rule_ids: list[int], since: date
) -> dict[int, HistoryRow]:
    """Demand of the places in each rule's subtree together, a sum a day."""
    rules = SQL(
        """
        SELECT id, product_id, location_id, id AS span_id
          FROM %s op WHERE id = ANY(%s)
        """,
        rule_table(env),
        rule_ids,
    )
    return _read(env, rules, since)


def read_histories_of_others(
    env: Environment, pairs: list[tuple[int, int]], since: date
) -> dict[tuple[int, int], HistoryRow]:
    """Demand of another product at a rule's place.

    Days without it are known where it has, or had, a rule at the same place.

    :param pairs: rule id, product id
    """
    rule_ids, product_ids = map(list, zip(*pairs, strict=True))
    wanted = SQL(
        """
        SELECT wanted.id, wanted.product_id, op.location_id,
               (SELECT MIN(own.id) FROM stock_warehouse_orderpoint own
                  JOIN jit_demand_span span ON span.orderpoint_id = own.id
                 WHERE own.product_id = wanted.product_id
                   AND own.location_id = op.location_id) AS span_id
          FROM unnest(%s, %s) WITH ORDINALITY AS wanted(rule_id, product_id, id)
          JOIN %s op ON op.id = wanted.rule_id
        """,
        rule_ids,
        product_ids,
        rule_table(env),
    )
    found = _read(env, wanted, since)
    return {pairs[place - 1]: row for place, row in found.items()}


def _read(env: Environment, rules: SQL, since: date) -> dict[int, HistoryRow]:
    """:param rules: SELECT of id, product, place, and the rule whose spans hold"""
    for model in ("jit.demand.event", "jit.demand.span", "stock.location"):
        env[model].flush_model()
    env["stock.warehouse.orderpoint"].flush_model()
    rows = env.execute_query(
        SQL(
            _HISTORIES,
            rules=rules,
            since=since,
            ordinal=_ORDINAL,
            spans=span_table(env),
        )
    )
    return {
        rule_id: HistoryRow(
            days or [],
            quantities or [],
            excluded or [],
            first_day,
            blind or [],
            *counts,
        )
        for rule_id, days, quantities, excluded, first_day, blind, *counts in rows
    }
