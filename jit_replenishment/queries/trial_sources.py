"""Places that feed shelves on trial: what lies there, and what was really taken."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .company_day import company_day
from .inventory_position import OPEN_MOVES, expired


class TriedPlaceRow(NamedTuple):
    """A rule on trial, and the place it fills, as "1/7/"."""

    rule_id: int
    product_id: int
    company_id: int
    path: str


def tried_together(env: Environment, rule_ids: list[int]) -> list[TriedPlaceRow]:
    """These rules and all others on trial for the same products, company by company."""
    env["stock.warehouse.orderpoint"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT other.id, other.product_id, other.company_id,
                   place.parent_path
              FROM stock_warehouse_orderpoint op
              JOIN stock_warehouse_orderpoint other
                ON other.product_id = op.product_id
               AND other.company_id = op.company_id
              JOIN stock_location place ON place.id = other.location_id
             WHERE op.id = ANY(%s) AND other.jit_trial_since IS NOT NULL
               AND other.active AND other.trigger <> 'jit'
             ORDER BY other.id
            """,
            rule_ids,
        )
    )
    return [TriedPlaceRow(*row) for row in rows]


class RealTransferRow(NamedTuple):
    """What Odoo or people started for rules since their trials began, leg by leg.

    :param to_path: where it is bound for, or of what is done where it came
    :param day: when it is to leave, or has left
    """

    product_id: int
    company_id: int
    from_path: str
    to_path: str
    day: date
    is_done: bool
    quantity: float


def read_real_transfers(env: Environment, rule_ids: list[int]) -> list[RealTransferRow]:
    """For these rules, where it leaves a stock of the company; not such as a customer's
    order brought of its own."""
    for model in ("stock.move", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.product_id, op.company_id, source.parent_path,
                   target.parent_path, %(day)s AS day, move.state = 'done' AS is_done,
                   SUM(CASE WHEN move.state = 'done' THEN move.product_qty_done
                            ELSE move.product_qty END)::float
              FROM stock_warehouse_orderpoint op
              JOIN stock_location place ON place.id = op.location_id
              JOIN res_company company ON company.id = op.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
        CROSS JOIN LATERAL (
                   SELECT fact.*, fact.quantity * COALESCE(
                              fact.product_qty / NULLIF(fact.product_uom_qty, 0), 1)
                              AS product_qty_done
                     FROM stock_move fact
                    WHERE fact.product_id = op.product_id
                      AND fact.create_date > op.jit_trial_since
                      AND (fact.state = 'done' OR fact.state IN %(open)s)
                   OFFSET 0) move
              JOIN stock_location source ON source.id = move.location_id
               AND source.usage = 'internal'
              JOIN stock_location target
                ON target.id = CASE WHEN move.state = 'done' THEN move.location_dest_id
                   ELSE COALESCE(move.location_final_id, move.location_dest_id) END
         LEFT JOIN stock_rule rule ON rule.id = move.rule_id
             WHERE op.id = ANY(%(ids)s)
               AND source.parent_path NOT LIKE place.parent_path || '%%'
               AND (move.orderpoint_id = op.id
                    OR move.orderpoint_id IS NULL
                   AND rule.action IN ('pull', 'pull_push')
                   AND target.parent_path LIKE place.parent_path || '%%'
                   AND NOT EXISTS (SELECT FROM stock_move_move_rel peg
                                    WHERE peg.move_orig_id = move.id))
             GROUP BY op.product_id, op.company_id, source.parent_path,
                      target.parent_path, day, is_done
             ORDER BY day
            """,
            day=company_day(SQL("LEAST(move.date, '9000-01-01'::timestamp)")),
            open=OPEN_MOVES,
            ids=rule_ids,
        )
    )
    return [RealTransferRow(*row) for row in rows]


def read_stock_below(
    env: Environment, product_ids: list[int], paths: list[str]
) -> dict[int, dict[str, float]]:
    """By product and place, what lies in these places and below them."""
    if not paths:
        return {}
    env["stock.quant"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT quant.product_id, place.parent_path,
                   COALESCE(SUM(quant.quantity), 0)::float
              FROM stock_quant quant
              JOIN stock_location place ON place.id = quant.location_id
             WHERE quant.product_id = ANY(%s) AND place.parent_path LIKE ANY(%s)
               AND (%s) IS NOT TRUE
             GROUP BY quant.product_id, place.parent_path
            """,
            product_ids,
            [f"{path}%" for path in paths],
            expired(env),
        )
    )
    found: dict[int, dict[str, float]] = defaultdict(dict)
    for product_id, path, quantity in rows:
        found[product_id][path] = quantity
    return dict(found)
