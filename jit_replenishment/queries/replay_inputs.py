"""What a rule's past is replayed with, beside what is learned from."""

from collections import defaultdict
from datetime import date

from odoo.api import Environment
from odoo.tools import SQL

# of each rule and vendor; three years of weekly orders
_MOST_DELIVERIES = 160
_ORDINAL = SQL("- DATE '0001-01-01' + 1")


def read_deliveries(
    env: Environment, rule_ids: list[int]
) -> dict[int, dict[int, list[tuple[int, int]]]]:
    """By rule and vendor: the day each delivery was ordered and the day it was there
    (``date.toordinal()``), of the latest ones.

    A vendor is known by its company, see ``read_days_taken``.
    """
    env["jit.receipt"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, COALESCE(vendor.commercial_partner_id, vendor.id),
                   (array_agg(receipt.confirmed_on %(ordinal)s
                              ORDER BY receipt.received_on DESC, receipt.id DESC)
                   )[1:%(most)s],
                   (array_agg(receipt.received_on %(ordinal)s
                              ORDER BY receipt.received_on DESC, receipt.id DESC)
                   )[1:%(most)s]
              FROM stock_warehouse_orderpoint op
              JOIN jit_receipt receipt ON receipt.product_id = op.product_id
               AND receipt.company_id = op.company_id
              JOIN res_partner vendor ON vendor.id = receipt.partner_id
             WHERE op.id = ANY(%(rules)s)
             GROUP BY op.id, COALESCE(vendor.commercial_partner_id, vendor.id)
            """,
            ordinal=_ORDINAL,
            most=_MOST_DELIVERIES,
            rules=rule_ids,
        )
    )
    found: dict[int, dict[int, list[tuple[int, int]]]] = defaultdict(dict)
    for rule_id, vendor_id, ordered, there in rows:
        found[rule_id][vendor_id] = list(zip(ordered, there, strict=True))
    return dict(found)


def count_without_rule(
    env: Environment, company_id: int, first_day: date, last_day: date
) -> int:
    """Products of which something was asked for in these days, and that no rule of the
    company keeps."""
    for model in ("jit.demand.event", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    [(count,)] = env.execute_query(
        SQL(
            """
            SELECT COUNT(DISTINCT event.product_id)
              FROM jit_demand_event event
             WHERE event.company_id = %(company)s
               AND event.day BETWEEN %(first)s AND %(last)s
               AND NOT EXISTS (
                   SELECT FROM stock_warehouse_orderpoint op
                    WHERE op.product_id = event.product_id AND op.active
                      AND op.company_id = %(company)s)
            """,
            company=company_id,
            first=first_day,
            last=last_day,
        )
    )
    return count


def count_left_out(
    env: Environment, replay_ids: list[int]
) -> dict[tuple[int, str], int]:
    """Rules that have no figures, by replay and why."""
    groups = env["jit.replay.result"]._read_group(
        [("replay_id", "in", replay_ids), ("left_out", "!=", False)],
        ["replay_id", "left_out"],
        ["__count"],
    )
    return {(replay.id, why): count for replay, why, count in groups}
