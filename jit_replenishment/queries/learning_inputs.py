"""What else is learned from, beside demand: costs, deliveries, whom to learn about."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from odoo import fields
from odoo.api import Environment
from odoo.tools import SQL

from .company_day import company_day
from .rule_table import rule_table

# the latest receipts of a vendor say how it delivers today
_MOST_RECEIPTS = 30


class WorthRow(NamedTuple):
    """:param categories: ids of the product's category and those above, nearest first
    :param unit_cost: in the company's currency; 0 where nobody knows
    """

    categories: list[int]
    unit_cost: float


def read_worths(env: Environment, rule_ids: list[int]) -> dict[int, WorthRow]:
    for model in ("product.product", "product.template", "product.category"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id,
                   string_to_array(trim('/' FROM category.parent_path), '/')::int[],
                   COALESCE((pp.standard_price ->> op.company_id::text)::float, 0)
              FROM %(table)s op
              JOIN product_product pp ON pp.id = op.product_id
              JOIN product_template pt ON pt.id = pp.product_tmpl_id
         LEFT JOIN product_category category ON category.id = pt.categ_id
             WHERE op.id = ANY(%(rules)s)
            """,
            table=rule_table(env),
            rules=rule_ids,
        )
    )
    return {
        rule_id: WorthRow(list(reversed(path or [])), cost)
        for rule_id, path, cost in rows
    }


def read_days_taken(
    env: Environment, rule_ids: list[int]
) -> dict[int, dict[int, list[int]]]:
    """Days each vendor took for each rule's product, in its company, the latest first.

    A vendor is known by its company: offers and orders may name different contacts.
    """
    env["jit.receipt"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, COALESCE(vendor.commercial_partner_id, vendor.id),
                   (array_agg(receipt.days ORDER BY receipt.received_on DESC,
                              receipt.id DESC))[1:%(most)s]
              FROM %(table)s op
              JOIN jit_receipt receipt ON receipt.product_id = op.product_id
               AND receipt.company_id = op.company_id
              JOIN res_partner vendor ON vendor.id = receipt.partner_id
             WHERE op.id = ANY(%(rules)s)
             GROUP BY op.id, COALESCE(vendor.commercial_partner_id, vendor.id)
            """,
            most=_MOST_RECEIPTS,
            table=rule_table(env),
            rules=rule_ids,
        )
    )
    found: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for rule_id, vendor_id, days in rows:
        found[rule_id][vendor_id] = days
    return dict(found)


def read_days_late(
    env: Environment, rule_ids: list[int]
) -> dict[int, dict[int, tuple[int, int, float]]]:
    """By rule and vendor: deliveries that had a promised day, those that came after it
    and the days late on average of these; of the latest ones.

    The day is that first promised in the order, whatever the price list says.
    """
    env["jit.receipt"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT rule_id, vendor_id, COUNT(*), COUNT(*) FILTER (WHERE late > 0),
                   COALESCE(AVG(late) FILTER (WHERE late > 0), 0)::float
              FROM (SELECT op.id AS rule_id,
                           COALESCE(vendor.commercial_partner_id, vendor.id)
                               AS vendor_id,
                           receipt.received_on - receipt.first_promised_on AS late,
                           ROW_NUMBER() OVER (
                               PARTITION BY op.id,
                                     COALESCE(vendor.commercial_partner_id, vendor.id)
                               ORDER BY receipt.received_on DESC, receipt.id DESC)
                               AS place
                      FROM %(table)s op
                      JOIN jit_receipt receipt ON receipt.product_id = op.product_id
                       AND receipt.company_id = op.company_id
                       AND receipt.first_promised_on IS NOT NULL
                      JOIN res_partner vendor ON vendor.id = receipt.partner_id
                     WHERE op.id = ANY(%(rules)s)) latest
             WHERE place <= %(most)s
             GROUP BY rule_id, vendor_id
            """,
            table=rule_table(env),
            rules=rule_ids,
            most=_MOST_RECEIPTS,
        )
    )
    found: dict[int, dict[int, tuple[int, int, float]]] = defaultdict(dict)
    for rule_id, vendor_id, *figures in rows:
        found[rule_id][vendor_id] = tuple(figures)
    return dict(found)


def read_days_waited(
    env: Environment, rule_ids: list[int]
) -> dict[int, dict[int, list[int]]]:
    """Days since confirmation of what has not come, of each rule's product by vendor.

    Of each rule the latest orders, as many as of those that came.
    """
    for model in ("purchase.order.line", "purchase.order", "stock.move", "jit.receipt"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, COALESCE(vendor.commercial_partner_id, vendor.id),
                   (array_agg(%(today)s - %(approved)s ORDER BY po.date_approve DESC,
                              line.id DESC))[1:%(most)s]
              FROM %(table)s op
              JOIN purchase_order_line line ON line.product_id = op.product_id
              JOIN purchase_order po ON po.id = line.order_id
               AND po.company_id = op.company_id AND po.state = 'purchase'
               AND po.date_approve IS NOT NULL
              JOIN res_partner vendor ON vendor.id = po.partner_id
              JOIN res_company company ON company.id = po.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
             WHERE op.id = ANY(%(rules)s)
               AND NOT EXISTS (SELECT FROM jit_receipt receipt
                                WHERE receipt.purchase_line_id = line.id)
               AND EXISTS (SELECT FROM stock_move coming
                           JOIN stock_location target
                             ON target.id = coming.location_dest_id
                            AND target.usage IN ('internal', 'transit')
                          WHERE coming.purchase_line_id = line.id
                            AND coming.state NOT IN ('done', 'cancel'))
             GROUP BY op.id, COALESCE(vendor.commercial_partner_id, vendor.id)
            """,
            today=company_day(SQL("%s::timestamp", fields.Datetime.now())),
            approved=company_day(SQL("po.date_approve")),
            table=rule_table(env),
            most=_MOST_RECEIPTS,
            rules=rule_ids,
        )
    )
    found: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for rule_id, vendor_id, days in rows:
        found[rule_id][vendor_id] = days
    return dict(found)


def read_commercial(env: Environment, partner_ids: list[int]) -> dict[int, int]:
    """The company each contact belongs to."""
    env["res.partner"].flush_model()
    return dict(
        env.execute_query(
            SQL(
                """
                SELECT id, COALESCE(commercial_partner_id, id)
                  FROM res_partner WHERE id = ANY(%s)
                """,
                partner_ids,
            )
        )
    )


def days_taken_by_vendor(
    env: Environment, company_id: int, most: int
) -> Iterator[tuple[int, list[list[int]]]]:
    """Each vendor of a company, with the days it took, a list a product, the orders
    confirmed last first.

    :param most: vendors, those with the most receipts
    """
    rows = env.execute_query(
        SQL(
            """
            SELECT vendor_id, jsonb_agg(days)
              FROM (SELECT COALESCE(vendor.commercial_partner_id, vendor.id)
                               AS vendor_id,
                           (array_agg(receipt.days ORDER BY receipt.confirmed_on DESC,
                                      receipt.id DESC))[1:%s] AS days
                      FROM jit_receipt receipt
                      JOIN res_partner vendor ON vendor.id = receipt.partner_id
                     WHERE receipt.company_id = %s
                     GROUP BY 1, receipt.product_id
                    HAVING COUNT(*) > 1) grouped
             GROUP BY vendor_id
             ORDER BY SUM(cardinality(days)) DESC, vendor_id LIMIT %s
            """,
            _MOST_RECEIPTS,
            company_id,
            most,
        )
    )
    yield from rows


def sample_rules(
    env: Environment, company_id: int, most: int, launched_after: int | None = None
) -> list[int]:
    """Rules of a company, spread evenly over all; the same as long as they are there.

    :param launched_after: only with a history that began later
    """
    launched = SQL("TRUE")
    if launched_after is not None:
        launched = SQL("span.first_day - DATE '0001-01-01' + 1 > %s", launched_after)
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id
              FROM stock_warehouse_orderpoint op
              JOIN jit_demand_span span ON span.orderpoint_id = op.id
             WHERE op.active AND op.company_id = %s AND span.first_day IS NOT NULL
               AND %s
             ORDER BY hashint4(op.id), op.id LIMIT %s
            """,
            company_id,
            launched,
            most,
        )
    )
    return [rule_id for (rule_id,) in rows]


def first_day_of_company(env: Environment, company_id: int) -> int | None:
    """``date.toordinal()`` of the first move that is known at a rule's place."""
    [(day,)] = env.execute_query(
        SQL(
            """
            SELECT MIN(first_day) - DATE '0001-01-01' + 1
              FROM jit_demand_span WHERE company_id = %s
            """,
            company_id,
        )
    )
    return day


def next_rules(env: Environment, after: int, most: int) -> list[int]:
    """The next active rules, by id."""
    rows = env.execute_query(
        SQL(
            """
            SELECT id FROM stock_warehouse_orderpoint
             WHERE active AND id > %s ORDER BY id LIMIT %s
            """,
            after,
            most,
        )
    )
    return [rule_id for (rule_id,) in rows]


def read_yearly_values(env: Environment) -> dict[int, list[tuple]]:
    """(rule id, value sold in a year, ABC class as kept) of each learned rule, by
    company."""
    env["jit.learning"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT company_id, orderpoint_id,
                   COALESCE(demand_rate * 365.25 * unit_cost, 0)::float, abc
              FROM jit_learning ORDER BY orderpoint_id
            """
        )
    )
    found = defaultdict(list)
    for company_id, *values in rows:
        found[company_id].append(tuple(values))
    return dict(found)
