"""What the engine wrote and knows: its open lines and its last verdict per rule."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class OrderKey(NamedTuple):
    """One open engine draft at most exists per key."""

    company_id: int
    vendor_id: int
    operation_type_id: int
    currency_id: int


class DraftLineRow(NamedTuple):
    """:param quantity: in the vendor's unit
    :param product_quantity: the same in the product's unit
    :param planned_on: expected arrival, day in the company's time zone
    :param order_by: last day to ask the vendor
    :param location_id: where the goods are to lie
    """

    line_id: int
    order_id: int
    order_name: str
    key: OrderKey
    quantity: float
    product_quantity: float
    unit_id: int
    planned_on: date | None
    order_by: date | None
    location_id: int | None


class PositionRow(NamedTuple):
    """The rule's row in ``jit.position``.

    :param is_short: the shelf is empty before supply
    :param back_on: the day it then is no more; None when nobody can say
    :param missing: promised until then and not there, in the product's unit
    """

    on_hand: float
    on_order: float
    committed: float
    outcome: str | None
    runs_out_on: date | None
    is_short: bool
    back_on: date | None
    missing: float
    protection_interval_days: int
    need: float
    fingerprint: str | None
    decision_id: int | None


def read_draft_lines(env: Environment, rule_ids: list[int]) -> dict[int, DraftLineRow]:
    """The engine's open line of each rule; absent where it has none."""
    env["purchase.order"].flush_model()
    env["purchase.order.line"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT line.orderpoint_id, line.id, po.id, po.name,
                   po.company_id, po.partner_id, po.picking_type_id, po.currency_id,
                   line.product_qty, line.product_uom_qty, line.product_uom_id,
                   (LEAST(line.date_planned, '9000-01-01'::timestamp) AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date,
                   line.jit_order_by, line.location_final_id
              FROM purchase_order_line line
              JOIN purchase_order po ON po.id = line.order_id AND po.state = 'draft'
              JOIN res_company company ON company.id = po.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
             WHERE line.jit_owned AND line.orderpoint_id = ANY(%s)
            """,
            rule_ids,
        )
    )
    return {
        row[0]: DraftLineRow(*row[1:4], OrderKey(*row[4:8]), *row[8:]) for row in rows
    }


def read_order_deadlines(env: Environment, order_ids: list[int]) -> dict[int, date]:
    """The earliest order deadline among the engine's open lines of each order."""
    env["purchase.order.line"].flush_model()
    return dict(
        env.execute_query(
            SQL(
                """
                SELECT order_id, MIN(jit_order_by) FROM purchase_order_line
                 WHERE jit_owned AND order_id = ANY(%s) AND jit_order_by IS NOT NULL
                 GROUP BY order_id
                """,
                order_ids,
            )
        )
    )


def lock_orders(env: Environment, order_ids: list[int]) -> None:
    """Hold orders until the transaction ends, in the order the engine takes them."""
    env.cr.execute(
        # the engine was faster: no error, the request is tried again
        log_exceptions=False,
        query=SQL(
            """
            SELECT FROM purchase_order WHERE id = ANY(%s)
             ORDER BY id FOR NO KEY UPDATE
            """,
            order_ids,
        ),
    )


def read_positions(env: Environment, rule_ids: list[int]) -> dict[int, PositionRow]:
    """What was last known of each rule; absent before its first run."""
    env["jit.position"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT orderpoint_id, on_hand, on_order, committed, outcome, runs_out_on,
                   is_short, back_on, missing, protection_interval_days, need,
                   fingerprint, decision_id
              FROM jit_position
             WHERE orderpoint_id = ANY(%s)
            """,
            rule_ids,
        )
    )
    return {rule_id: PositionRow(*values) for rule_id, *values in rows}


def read_open_problems(env: Environment, rule_ids: list[int]) -> dict[int, set[str]]:
    """Kinds of the open problems of each rule; absent where it has none."""
    env["jit.exception"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT orderpoint_id, kind FROM jit_exception
             WHERE closed_at IS NULL AND orderpoint_id = ANY(%s)
            """,
            rule_ids,
        )
    )
    found = defaultdict(set)
    for rule_id, kind in rows:
        found[rule_id].add(kind)
    return dict(found)
