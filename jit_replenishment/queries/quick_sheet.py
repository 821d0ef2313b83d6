"""What sells, and of which nobody said what happens when it runs out."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class Answered(NamedTuple):
    """:param left: products that wait for an answer
    :param value: sold of all products in a year; of companies with different
        currencies no more than a hint
    :param by_category: how many of a category wait, by its id
    """

    products: int
    left: int
    value: float
    answered_value: float
    by_category: dict[int, int]


def quick_sheet() -> SQL:
    """SELECT of each product that is counted, by company: what it sold of a year, and
    whether its class is assumed."""
    return SQL(
        """
        WITH answered AS (
             SELECT category.id
               FROM product_category category
              WHERE EXISTS (
                    SELECT FROM product_category above
                     WHERE above.jit_consequence_class_id IS NOT NULL
                       AND starts_with(category.parent_path, above.parent_path)))
        SELECT counted.id, pt.id AS product_tmpl_id, counted.company_id,
               pt.categ_id AS category_id, counted.sold_value, counted.picks,
               counted.sold_value * counted.picks AS weight,
               pt.jit_consequence_class_id IS NULL AND answered.id IS NULL
                   AS is_assumed
          FROM (SELECT MIN(audit.id) AS id, pp.product_tmpl_id, audit.company_id,
                       SUM(audit.sold_value) AS sold_value, SUM(audit.picks) AS picks
                  FROM jit_stock_audit audit
                  JOIN product_product pp ON pp.id = audit.product_id AND pp.active
                 GROUP BY pp.product_tmpl_id, audit.company_id) counted
          JOIN product_template pt ON pt.id = counted.product_tmpl_id AND pt.active
     LEFT JOIN answered ON answered.id = pt.categ_id
        """
    )


def read_answered(env: Environment, company_ids: list[int]) -> Answered:
    """How far the companies have come."""
    for model, names in env["jit.quick.sheet"]._depends.items():
        env[model].flush_model(names)
    rows = env.execute_query(
        SQL(
            """
            SELECT category_id, COUNT(*), COUNT(*) FILTER (WHERE is_assumed),
                   COALESCE(SUM(sold_value), 0)::float,
                   COALESCE(SUM(sold_value) FILTER (WHERE NOT is_assumed), 0)::float
              FROM (%s) sheet WHERE company_id = ANY(%s)
             GROUP BY category_id
            """,
            quick_sheet(),
            company_ids,
        )
    )
    return Answered(
        sum(row[1] for row in rows),
        sum(row[2] for row in rows),
        sum(row[3] for row in rows),
        sum(row[4] for row in rows),
        {row[0]: row[2] for row in rows},
    )
