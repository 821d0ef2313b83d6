"""Rules on trial, whose turn it is, and with what figures each is tried."""

from datetime import date, datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .company_day import company_day


class TriedRow(NamedTuple):
    """A rule on trial; quantities in the product's unit.

    :param since: when the trial began; ``since_day`` the same by the company's clock
    :param is_suggested: the figures tried are an open suggestion's, not its own
    :param unit_cost: in the company's currency
    """

    rule_id: int
    company_id: int
    since: datetime
    since_day: date
    own_reorder_point: float
    own_target_stock: float
    reorder_point: float
    target_stock: float
    expected_demand: float
    is_suggested: bool
    unit_cost: float


def next_on_trial(
    env: Environment, before: datetime, most_articles: int
) -> tuple[int | None, list[int]]:
    """A company, and its rules whose turn it is: not looked at since ``before``.

    The longest waiting articles come first, each with all its rules on trial: variants
    reach a vendor's minimum together, and a shelf's order lies in the stock around it.
    """
    for model in ("stock.warehouse.orderpoint", "product.product", "jit.trial"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            WITH tried AS MATERIALIZED (
                 SELECT op.id, op.company_id, pp.product_tmpl_id,
                        CASE WHEN known.since = op.jit_trial_since
                             THEN known.looked_at END AS looked_at
                   FROM stock_warehouse_orderpoint op
                   JOIN product_product pp ON pp.id = op.product_id
              LEFT JOIN jit_trial known ON known.orderpoint_id = op.id
                  WHERE op.jit_trial_since IS NOT NULL
                    AND op.active AND op.trigger <> 'jit'),
                 due AS (
                 SELECT company_id, product_tmpl_id,
                        MIN(COALESCE(looked_at, '-infinity')) AS looked_at
                   FROM tried
                  WHERE (looked_at >= %(before)s) IS NOT TRUE
                  GROUP BY company_id, product_tmpl_id),
                 turn AS (
                 SELECT company_id, product_tmpl_id FROM due
                  WHERE company_id = (SELECT company_id FROM due
                                       ORDER BY looked_at, company_id LIMIT 1)
                  ORDER BY looked_at, product_tmpl_id LIMIT %(most)s)
            SELECT company_id, id
              FROM tried JOIN turn USING (company_id, product_tmpl_id)
             ORDER BY id
            """,
            before=before,
            most=most_articles,
        )
    )
    return (rows[0][0] if rows else None), [rule_id for _company_id, rule_id in rows]


def read_tried(env: Environment, rule_ids: list[int]) -> dict[int, TriedRow]:
    """Those of these rules that are on trial still.

    They are tried with the figures an open suggestion gives them; of a reorder point
    that was learned, no more than all of it is expected demand.
    """
    for model in (
        "stock.warehouse.orderpoint",
        "jit.reorder.proposal",
        "jit.learning",
        "product.product",
        "res.company",
        "res.partner",
    ):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, op.company_id, op.jit_trial_since, %(since_day)s,
                   op.product_min_qty::float, op.product_max_qty::float,
                   COALESCE(said.new_reorder_point, op.product_min_qty)::float,
                   COALESCE(said.new_target_stock, op.product_max_qty)::float,
                   CASE WHEN said.id IS NULL THEN COALESCE(op.jit_expected_demand, 0)
                        ELSE LEAST(said.expected_demand, said.new_reorder_point)
                   END::float,
                   said.id IS NOT NULL,
                   COALESCE(NULLIF(learned.unit_cost, 0), (pp.standard_price
                            ->> op.company_id::text)::float, 0)::float
              FROM stock_warehouse_orderpoint op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN res_company company ON company.id = op.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
         LEFT JOIN jit_reorder_proposal said
                ON said.orderpoint_id = op.id AND said.state = 'open'
         LEFT JOIN jit_learning learned ON learned.orderpoint_id = op.id
             WHERE op.id = ANY(%(ids)s) AND op.jit_trial_since IS NOT NULL
               AND op.active AND op.trigger <> 'jit'
             ORDER BY op.id
            """,
            ids=rule_ids,
            since_day=company_day(SQL("op.jit_trial_since")),
        )
    )
    return {row[0]: TriedRow(*row) for row in rows}
