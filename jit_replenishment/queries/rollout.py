"""How far the roll-out is, and what stock and orders were, week by week.

The unit is a product in a warehouse, with all its rules there: goods that move from one
shelf to the next are neither sold out nor bought. Past stock is today's less what moved
since; it is worked out and summed in the database, whatever the number of products.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .company_day import company_day

_WORK_MEMORY = "64MB"
# less on hand than that is noise of earlier sums
_NOISE = 1e-6


class CellRow(NamedTuple):
    """Rules of one kind by stage."""

    warehouse_id: int
    category_id: int | None
    class_id: int | None
    hand: int
    trial: int
    live: int


class SizeRow(NamedTuple):
    """:param weeks_live: full weeks; None for what is not live
    :param units: that are known for long enough to be compared
    """

    warehouse_id: int
    category_id: int | None
    class_id: int | None
    weeks_live: int | None
    units: int


class WeekRow(NamedTuple):
    """Sums over one kind's products, of one turn of going live, in one week."""

    warehouse_id: int
    category_id: int | None
    class_id: int | None
    weeks_live: int | None
    week: int
    value: float
    empty_days: float
    lines: float


def take_units(env: Environment, company_id: int, today: date) -> None:
    """Fill ``jit_rollout_unit``: a product in a warehouse, and how far its rules are.

    ``turn`` is the number of full weeks it is live; empty where it is not, or in part.
    """
    for model in ("stock.warehouse.orderpoint", "product.product", "product.template"):
        env[model].flush_model()
    cr = env.cr
    cr.execute("SELECT set_config('work_mem', %s, TRUE)", [_WORK_MEMORY])
    cr.execute("DROP TABLE IF EXISTS jit_rollout_unit")
    cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE jit_rollout_unit ON COMMIT DROP AS
            SELECT op.product_id, op.warehouse_id, pt.categ_id AS category_id,
                   (array_agg(class.id ORDER BY class.sequence, class.id))[1]
                       AS class_id,
                   COUNT(*) FILTER (WHERE op.jit_stage = 'hand') AS hand,
                   COUNT(*) FILTER (WHERE op.jit_stage = 'trial') AS trial,
                   COUNT(*) FILTER (WHERE op.jit_stage = 'live') AS live,
                   CASE WHEN bool_and(op.jit_stage = 'live') THEN GREATEST(
                        %(today)s::date - MAX(%(live_day)s) - 1, 0) / 7 END AS turn
              FROM stock_warehouse_orderpoint op
              JOIN product_product pp ON pp.id = op.product_id AND pp.active
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
              JOIN res_company company ON company.id = op.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
         LEFT JOIN jit_consequence_class class ON class.id = op.jit_effective_class_id
             WHERE op.company_id = %(company)s AND op.active
             GROUP BY op.product_id, op.warehouse_id, pt.categ_id
            """,
            company=company_id,
            today=today,
            live_day=company_day(SQL("COALESCE(op.jit_live_since, op.create_date)")),
        )
    )
    cr.execute("CREATE INDEX ON jit_rollout_unit (product_id, warehouse_id)")
    cr.execute("ANALYZE jit_rollout_unit")


def read_cells(env: Environment) -> list[CellRow]:
    """Of ``take_units``."""
    rows = env.execute_query(
        SQL(
            """
            SELECT warehouse_id, category_id, class_id,
                   SUM(hand)::int, SUM(trial)::int, SUM(live)::int
              FROM jit_rollout_unit GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """
        )
    )
    return [CellRow(*row) for row in rows]


def read_turns(env: Environment) -> list[int]:
    """For how many full weeks anything is live."""
    rows = env.execute_query(
        SQL("SELECT DISTINCT turn FROM jit_rollout_unit WHERE turn IS NOT NULL")
    )
    return [turn for (turn,) in rows]


def take_past(
    env: Environment,
    company_id: int,
    today: date,
    first_weeks: dict[int, int],
) -> None:
    """Fill ``jit_rollout_past`` with what is compared, ``jit_rollout_span`` with its
    stock: so much from ``first`` to ``last`` days ago.

    :param first_weeks: turn -> the oldest week it needs; the rest needs the oldest of
        all. What was not known by then is not compared.
    """
    for model in ("stock.move.line", "stock.quant", "stock.location"):
        env[model].flush_model()
    horizon = 7 * (max(first_weeks.values()) + 1)
    for name, query in (
        ("jit_rollout_event", _events(env, company_id, today, horizon)),
        ("jit_rollout_past", _compared(company_id, first_weeks, horizon)),
        ("jit_rollout_span", _spans(horizon)),
    ):
        env.cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(name)))
        env.cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE %s ON COMMIT DROP AS %s",
                SQL.identifier(name),
                query,
            )
        )
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(name)))


def _events(env: Environment, company_id: int, today: date, horizon: int) -> SQL:
    """What came and went each day, in days ago; all before the horizon in one row."""
    return SQL(
        """
        SELECT product_id, warehouse_id, days_ago, SUM(net) AS net FROM (
            SELECT unit.product_id, unit.warehouse_id,
                   LEAST(GREATEST(%(today)s::date - %(day)s, 0), %(beyond)s)
                       AS days_ago,
                   side.net
              FROM stock_move_line line
              JOIN res_company company ON company.id = line.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
              JOIN stock_location source ON source.id = line.location_id
              JOIN stock_location target ON target.id = line.location_dest_id
        CROSS JOIN LATERAL (VALUES
                   (target.warehouse_id, target.usage, line.quantity_product_uom),
                   (source.warehouse_id, source.usage, -line.quantity_product_uom))
                   AS side(warehouse_id, usage, net)
              JOIN jit_rollout_unit unit ON unit.product_id = line.product_id
               AND unit.warehouse_id = side.warehouse_id
             WHERE line.state = 'done' AND line.company_id = %(company)s
               AND side.usage = 'internal'
               AND (line.owner_id IS NULL OR line.owner_id = company.partner_id)
             UNION ALL
            SELECT product_id, warehouse_id, 0, 0 FROM jit_rollout_unit) moved
         GROUP BY product_id, warehouse_id, days_ago
        """,
        today=today,
        day=company_day(SQL("line.date")),
        beyond=horizon + 1,
        company=company_id,
    )


def _compared(company_id: int, first_weeks: dict[int, int], horizon: int) -> SQL:
    """Units that moved before the first week they are looked at."""
    return SQL(
        """
        SELECT unit.*, COALESCE(stock.on_hand, 0) AS on_hand,
               COALESCE((pp.standard_price ->> %(company_key)s)::float, 0) AS unit_cost
          FROM jit_rollout_unit unit
          JOIN (SELECT product_id, warehouse_id, MAX(days_ago) AS known
                  FROM jit_rollout_event GROUP BY 1, 2) event
         USING (product_id, warehouse_id)
          JOIN product_product pp ON pp.id = unit.product_id
     LEFT JOIN unnest(%(turns)s::int[], %(weeks)s::int[]) AS needed(turn, week)
            ON needed.turn = unit.turn
     LEFT JOIN (SELECT quant.product_id, place.warehouse_id,
                       SUM(quant.quantity)::float AS on_hand
                  FROM stock_quant quant
                  JOIN stock_location place ON place.id = quant.location_id
                   AND place.usage = 'internal'
                  JOIN res_company company ON company.id = quant.company_id
                 WHERE quant.company_id = %(company)s
                   AND (quant.owner_id IS NULL
                        OR quant.owner_id = company.partner_id)
                 GROUP BY 1, 2) stock
         USING (product_id, warehouse_id)
         WHERE (needed.turn IS NOT NULL AND event.known >= 7 * (needed.week + 1))
            OR (unit.live = 0 AND event.known >= %(horizon)s)
        """,
        company_key=str(company_id),
        company=company_id,
        turns=list(first_weeks),
        weeks=list(first_weeks.values()),
        horizon=horizon,
    )


def _spans(horizon: int) -> SQL:
    """Between two events the stock stays what it was; today is not over yet."""
    return SQL(
        """
        SELECT past.warehouse_id, past.category_id, past.class_id, past.turn,
               past.unit_cost, event.days_ago + 1 AS first,
               LEAD(event.days_ago, 1, %(horizon)s) OVER backwards AS last,
               past.on_hand - SUM(event.net) OVER backwards AS stock
          FROM jit_rollout_past past
          JOIN jit_rollout_event event USING (product_id, warehouse_id)
        WINDOW backwards AS (PARTITION BY past.product_id, past.warehouse_id
                             ORDER BY event.days_ago)
        """,
        horizon=horizon,
    )


def read_sizes(env: Environment) -> list[SizeRow]:
    """How many products are compared, of ``take_past``."""
    rows = env.execute_query(
        SQL(
            """
            SELECT warehouse_id, category_id, class_id, turn, COUNT(*)
              FROM jit_rollout_past GROUP BY 1, 2, 3, 4
            """
        )
    )
    return [SizeRow(*row) for row in rows]


def read_weeks(
    env: Environment, company_id: int, today: date, weeks: list[int]
) -> list[WeekRow]:
    """Of ``take_past``: stock, empty days and order lines of these weeks.

    An order line counts in the week its order was confirmed, a draft's in the week it
    was made.
    """
    for model in ("purchase.order", "purchase.order.line", "stock.picking.type"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT warehouse_id, category_id, class_id, turn, week,
                   SUM(value)::float, SUM(empty_days)::float, SUM(lines)::float
              FROM (%s UNION ALL %s) known
             GROUP BY 1, 2, 3, 4, 5
            """,
            _stock_weeks(weeks),
            _order_weeks(company_id, today, weeks),
        )
    )
    return [WeekRow(*row) for row in rows]


def _stock_weeks(weeks: list[int]) -> SQL:
    return SQL(
        """
        SELECT span.warehouse_id, span.category_id, span.class_id, span.turn,
               week.number AS week,
               SUM(part.days * GREATEST(span.stock, 0) * span.unit_cost) / 7 AS value,
               COALESCE(SUM(part.days) FILTER (WHERE span.stock < %(noise)s), 0)
                   AS empty_days,
               0 AS lines
          FROM jit_rollout_span span
          JOIN unnest(%(weeks)s::int[]) AS week(number)
            ON span.first <= 7 * week.number + 7 AND span.last > 7 * week.number
    CROSS JOIN LATERAL (SELECT LEAST(span.last, 7 * week.number + 7)
                             - GREATEST(span.first, 7 * week.number + 1) + 1
                            AS days) part
         WHERE part.days > 0
         GROUP BY 1, 2, 3, 4, 5
        """,
        weeks=weeks,
        noise=_NOISE,
    )


def _order_weeks(company_id: int, today: date, weeks: list[int]) -> SQL:
    return SQL(
        """
        SELECT past.warehouse_id, past.category_id, past.class_id, past.turn,
               (entered.days_ago - 1) / 7 AS week, 0, 0, COUNT(*)
          FROM purchase_order_line line
          JOIN purchase_order po ON po.id = line.order_id AND po.state <> 'cancel'
          JOIN stock_picking_type operation ON operation.id = po.picking_type_id
          JOIN jit_rollout_past past ON past.product_id = line.product_id
           AND past.warehouse_id = operation.warehouse_id
          JOIN res_company company ON company.id = po.company_id
          JOIN res_partner contact ON contact.id = company.partner_id
    CROSS JOIN LATERAL (SELECT %(today)s::date - %(day)s AS days_ago) entered
         WHERE po.company_id = %(company)s AND line.product_qty > 0
           AND entered.days_ago > 0
           AND (entered.days_ago - 1) / 7 = ANY(%(weeks)s)
         GROUP BY 1, 2, 3, 4, 5
        """,
        today=today,
        day=company_day(SQL("COALESCE(po.date_approve, po.create_date)")),
        company=company_id,
        weeks=weeks,
    )


def read_sums(env: Environment, company_id: int, names: Sequence[str]) -> dict:
    """These figures of all rows of a company together."""
    env["jit.rollout.line"].flush_model()
    [totals] = env.execute_query(
        SQL(
            "SELECT %s FROM jit_rollout_line WHERE company_id = %s",
            SQL(", ").join(
                SQL("COALESCE(SUM(%s), 0)::float", SQL.identifier(name))
                for name in names
            ),
            company_id,
        )
    )
    return dict(zip(names, totals, strict=True))
