"""Orders that wait for a buyer today: to approve, late, or never sent."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .inventory_position import OPEN_MOVES
from .today import class_rank
from .waiting_lines import waiting_lines


def to_approve(env: Environment, until: Mapping[int, date]) -> SQL:
    """Drafts with lines to approve whose vendor must be asked by a day.

    A SELECT as ``queries.today``.

    :param until: by company, the last deadline that is near enough to tell
    """
    _flush(env)
    return SQL(
        """
        SELECT po.id, po.company_id, worst.class_id,
               worst.rank, EXTRACT(EPOCH FROM po.date_order)::float AS urgency
          FROM purchase_order po
          JOIN %s ON near.company_id = po.company_id
          JOIN LATERAL (
               SELECT (array_agg(class.id ORDER BY %s, class.id))[1] AS class_id,
                      MIN(%s) AS rank
                 FROM %s
            LEFT JOIN jit_consequence_class class
                   ON class.id = op.jit_effective_class_id
               HAVING COUNT(*) > 0) AS worst ON TRUE
         WHERE po.state = 'draft' AND %s <= near.until
        """,
        _days(until),
        class_rank(),
        class_rank(),
        waiting_lines(),
        _local_day(SQL("po.date_order")),
    )


def late(env: Environment, today: Mapping[int, date]) -> SQL:
    """Orders of goods under Just in Time that are overdue, or should have gone out.

    Overdue is a confirmed order with a receipt of a day gone by, and one that was sent
    and never confirmed, with such an arrival. Unsent is what a person keeps as a
    request, or what waits for a second approval, after the day the vendor had to be
    asked; what was approved and has not been sent, on that day; and at once what could
    not be sent.

    :param today: of each company
    """
    _flush(env)
    env["stock.move"].flush_model()
    return SQL(
        """
        SELECT po.id, po.company_id, worst.class_id, worst.rank,
               (LEAST(worst.due, CASE WHEN po.state = 'purchase' THEN worst.due
                                      ELSE %(ordered)s END)
                    - DATE '2000-01-01')::float AS urgency
          FROM purchase_order po
          JOIN %(days)s ON near.company_id = po.company_id
          JOIN LATERAL (%(worst)s) AS worst ON TRUE
         WHERE po.jit_owned IS NOT TRUE
           AND NOT (po.state = 'draft' AND EXISTS (SELECT FROM %(waiting)s))
           AND (po.state IN ('sent', 'draft', 'to approve')
                -- of years of orders, those of which something is still to come
                OR po.state = 'purchase' AND po.receipt_status IS DISTINCT FROM 'full')
           AND (worst.due < near.until
                OR po.state IN ('draft', 'to approve') AND %(ordered)s < near.until
                OR po.state IN ('sent', 'purchase') AND po.jit_send_state = 'failed'
                OR po.state = 'purchase' AND po.jit_approved_at IS NOT NULL
               AND (po.jit_send_state IS NULL AND %(ordered)s <= near.until
                    OR po.jit_send_state = 'queued' AND %(ordered)s < near.until))
        """,
        days=_days(today),
        ordered=_local_day(SQL("po.date_order")),
        worst=_worst_class(_awaited()),
        waiting=waiting_lines(),
    )


class DueLine(NamedTuple):
    """A line of an order that is awaited.

    :param due: day of the earliest receipt that is open; the planned one of a request
    :param is_late: before today
    :param rank: of the class of the goods, the smaller the worse
    """

    line_id: int
    order_id: int
    due: date
    is_late: bool
    rank: int


def read_awaited_lines(
    env: Environment, order_ids: list[int], today: Mapping[int, date]
) -> dict[int, list[DueLine]]:
    """By order, the lines of goods under Just in Time, the longest awaited first."""
    _flush(env)
    env["stock.move"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT awaited.id, po.id, awaited.due, awaited.due < near.until,
                   awaited.rank
              FROM purchase_order po
              JOIN %s ON near.company_id = po.company_id
              JOIN LATERAL (%s) AS awaited ON TRUE
             WHERE po.id = ANY(%s)
             ORDER BY awaited.due, awaited.id
            """,
            _days(today),
            _lines(_awaited()),
            order_ids,
        )
    )
    found: dict[int, list[DueLine]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(DueLine(*row))
    return found


def _flush(env: Environment) -> None:
    for model in (
        "purchase.order",
        "purchase.order.line",
        "stock.warehouse.orderpoint",
        "res.partner",
    ):
        env[model].flush_model()


def _days(days: Mapping[int, date]) -> SQL:
    """FROM item ``near``: a day of each company, and its clock."""
    return SQL(
        """
        (SELECT told.company_id, told.until, COALESCE(contact.tz, 'UTC') AS tz
           FROM unnest(%s::int[], %s::date[]) AS told(company_id, until)
           JOIN res_company company ON company.id = told.company_id
           JOIN res_partner contact ON contact.id = company.partner_id) AS near
        """,
        list(days),
        list(days.values()),
    )


def _local_day(moment: SQL) -> SQL:
    return SQL(
        """
        (LEAST(%s, '9000-01-01'::timestamp) AT TIME ZONE 'UTC'
            AT TIME ZONE near.tz)::date
        """,
        moment,
    )


def _awaited() -> SQL:
    """Goods of the line are still to come: a receipt is open, or there is none yet."""
    return SQL("(po.state <> 'purchase' OR arrival.date IS NOT NULL)")


def _lines(condition: SQL) -> SQL:
    """Lines of ``po`` about goods with a live rule, each with its class and day."""
    return SQL(
        """
        SELECT line.id, rule.class_id, rule.rank, %s AS due
          FROM purchase_order_line line
          JOIN LATERAL (
               SELECT class.id AS class_id, %s AS rank
                 FROM stock_warehouse_orderpoint op
            LEFT JOIN jit_consequence_class class
                   ON class.id = op.jit_effective_class_id
                WHERE op.product_id = line.product_id AND op.active
                  AND op.trigger = 'jit' AND op.company_id = po.company_id
                ORDER BY rank, class.id LIMIT 1) AS rule ON TRUE
     LEFT JOIN LATERAL (
               SELECT MIN(move.date) AS date
                 FROM stock_move move
                WHERE move.purchase_line_id = line.id
                  AND move.state IN %s) AS arrival ON po.state = 'purchase'
         WHERE line.order_id = po.id AND line.display_type IS NULL AND %s
        """,
        _local_day(SQL("COALESCE(arrival.date, line.date_planned)")),
        class_rank(),
        OPEN_MOVES,
        condition,
    )


def _worst_class(condition: SQL) -> SQL:
    """One row: the worst class of the order's lines, and their earliest day."""
    return SQL(
        """
        SELECT (array_agg(goods.class_id ORDER BY goods.rank, goods.class_id))[1]
                   AS class_id,
               MIN(goods.rank) AS rank, MIN(goods.due) AS due
          FROM (%s) AS goods
        HAVING COUNT(*) > 0
        """,
        _lines(condition),
    )
