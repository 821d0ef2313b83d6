"""What is known about lines that wait for approval: bought before, and in trouble."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class PurchaseRow(NamedTuple):
    """A confirmed purchase line of the same product and company.

    :param quantity: in the product's unit
    :param price: of one product unit, after discount, in the order's currency
    :param day: of the confirmation, in the company's time zone
    """

    vendor_id: int
    quantity: float
    price: float
    currency_id: int
    day: date | None


class TroubleRow(NamedTuple):
    """:param to_fix: something keeps the rule from ordering
    :param faulty: the data check found something about the product
    """

    to_fix: bool
    faulty: bool


class VendorTermsRow(NamedTuple):
    """What the line's vendor sells at least, and in which multiples; 0 for any.

    In the product's unit.

    :param others: on other lines of the order that reach the minimum together with it
    :param of_variant: lines of other variants do not count for it
    """

    minimum: float
    multiple: float
    others: float
    of_variant: bool


def waiting_lines() -> SQL:
    """FROM items ``line`` and ``op``: lines of draft ``po`` that nobody has answered
    for, each with its live rule. As ``_jit_waiting_domain`` of the lines finds them."""
    return SQL(
        """
        purchase_order_line line
          JOIN stock_warehouse_orderpoint op
            ON op.id = line.orderpoint_id AND op.trigger = 'jit'
           AND line.order_id = po.id AND po.state = 'draft'
           AND line.jit_decision_id IS NOT NULL
        """
    )


def read_purchases(
    env: Environment, line_ids: list[int], most: int
) -> dict[int, list[PurchaseRow]]:
    """What was bought of each line's product, newest first: the last purchase from
    anybody, and so many from the line's own vendor."""
    _flush(env)
    rows = env.execute_query(
        SQL(
            """
            SELECT line.id, past.partner_id, past.product_uom_qty, past.price,
                   past.currency_id,
                   (past.date_approve AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date
              FROM purchase_order_line line
              JOIN res_company company ON company.id = line.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
              CROSS JOIN LATERAL (
                   (%(bought)s
                     ORDER BY po.date_approve DESC NULLS LAST, bought.id DESC LIMIT 1)
                    UNION
                   (%(bought)s AND bought.partner_id = line.partner_id
                     ORDER BY po.date_approve DESC NULLS LAST, bought.id DESC
                     LIMIT %(most)s)
              ) past
             WHERE line.id = ANY(%(line_ids)s)
             ORDER BY line.id, past.date_approve DESC NULLS LAST, past.id DESC
            """,
            bought=SQL(
                """
                SELECT bought.id, bought.partner_id, bought.product_uom_qty,
                       bought.price_unit * (1 - COALESCE(bought.discount, 0) / 100)
                       * bought.product_qty / bought.product_uom_qty AS price,
                       po.currency_id, po.date_approve
                  FROM purchase_order_line bought
                  JOIN purchase_order po ON po.id = bought.order_id
                 WHERE bought.product_id = line.product_id
                   AND bought.company_id = line.company_id
                   AND po.state = 'purchase' AND bought.product_uom_qty > 0
                   AND bought.display_type IS NULL
                """
            ),
            most=most,
            line_ids=line_ids,
        )
    )
    found = defaultdict(list)
    for line_id, *values in rows:
        found[line_id].append(PurchaseRow(*values))
    return dict(found)


def read_troubles(env: Environment, line_ids: list[int]) -> dict[int, TroubleRow]:
    """Whether anything is known to be wrong with each line's rule or product."""
    _flush(env)
    env["jit.exception"].flush_model()
    env["jit.finding"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT line.id,
                   EXISTS (SELECT FROM jit_exception problem
                            WHERE problem.orderpoint_id = line.orderpoint_id
                              AND problem.closed_at IS NULL),
                   EXISTS (SELECT FROM jit_finding finding
                            WHERE finding.company_id = line.company_id
                              AND finding.set_aside_on IS NULL
                              AND (finding.product_id = line.product_id
                                   OR finding.product_id IS NULL
                                  AND finding.product_tmpl_id = product.product_tmpl_id)
                          )
              FROM purchase_order_line line
              JOIN product_product product ON product.id = line.product_id
             WHERE line.id = ANY(%s)
            """,
            line_ids,
        )
    )
    return {line_id: TroubleRow(*values) for line_id, *values in rows}


def read_vendor_terms(
    env: Environment, line_ids: list[int], among_ids: list[int] | None = None
) -> dict[int, VendorTermsRow]:
    """Of the vendor's smallest price that holds on the day of the order; absent where
    it has none. A variant's own prices stand before those of all variants, who reach
    the minimum together; a unit larger than the product's is a pack: sold whole.

    :param among_ids: the only other lines that count, as if the rest were gone
    """
    _flush(env)
    for model in ("product.supplierinfo", "product.product", "res.partner", "uom.uom"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT line.id, term.minimum, term.multiple,
                   COALESCE((SELECT SUM(other.product_uom_qty)
                      FROM purchase_order_line other
                      JOIN product_product good ON good.id = other.product_id
                     WHERE other.order_id = line.order_id AND other.id <> line.id
                       AND %s
                       AND (other.product_id = line.product_id OR NOT term.specific
                            AND good.product_tmpl_id = product.product_tmpl_id)
                   ), 0)::float, term.specific
              FROM purchase_order_line line
              JOIN purchase_order po ON po.id = line.order_id
              JOIN res_partner vendor ON vendor.id = po.partner_id
              JOIN product_product product ON product.id = line.product_id
              JOIN product_template pt ON pt.id = product.product_tmpl_id
              JOIN uom_uom base ON base.id = pt.uom_id
              CROSS JOIN LATERAL (
                   SELECT offer.product_id IS NOT NULL AS specific,
                          (COALESCE(offer.min_qty, 0) * size.factor)::float AS minimum,
                          (CASE WHEN offer.jit_order_multiple > 0
                                THEN offer.jit_order_multiple * size.factor
                                WHEN size.factor > 1 THEN size.factor
                                ELSE 0 END)::float AS multiple
                     FROM product_supplierinfo offer
                     JOIN uom_uom unit ON unit.id = offer.product_uom_id
                      AND split_part(unit.parent_path, '/', 1)
                          = split_part(base.parent_path, '/', 1)
                    CROSS JOIN LATERAL (
                          SELECT (unit.factor / base.factor)::float AS factor) size
                    WHERE offer.product_tmpl_id = pt.id
                      AND (offer.product_id IS NULL OR offer.product_id = product.id)
                      AND (offer.company_id IS NULL
                           OR offer.company_id = line.company_id)
                      AND offer.partner_id IN (vendor.id, vendor.parent_id)
                      AND offer.jit_unchecked IS NOT TRUE
                      AND COALESCE(offer.date_start <= po.date_order::date, TRUE)
                      AND COALESCE(offer.date_end >= po.date_order::date, TRUE)
                    ORDER BY offer.product_id IS NULL, minimum, offer.id
                    LIMIT 1) term
             WHERE line.id = ANY(%s)
            """,
            SQL("TRUE") if among_ids is None else SQL("other.id = ANY(%s)", among_ids),
            line_ids,
        )
    )
    return {line_id: VendorTermsRow(*values) for line_id, *values in rows}


def read_staying(env: Environment, line_ids: list[int]) -> dict[int, tuple[int, float]]:
    """What else is on the draft orders of these lines: how many lines, for how much
    before taxes, by order id."""
    _flush(env)
    rows = env.execute_query(
        SQL(
            """
            SELECT order_id, COUNT(*), SUM(price_subtotal)
              FROM purchase_order_line
             WHERE order_id IN (SELECT order_id FROM purchase_order_line
                                 WHERE id = ANY(%(ids)s))
               AND display_type IS NULL AND NOT id = ANY(%(ids)s)
             GROUP BY order_id
            """,
            ids=line_ids,
        )
    )
    return {order_id: (count, amount) for order_id, count, amount in rows}


def claim_orders(env: Environment, order_ids: list[int]) -> None:
    """Write these orders first, in the order everybody takes them.

    Whoever approves lines of one at the same time waits, fails to serialise, and finds
    on the second try who was faster: a lock alone would leave no trace of that. Where
    a second approval is asked for, what is approved of a vendor counts for its other
    drafts, so these are written too.
    """
    _flush(env)
    env["res.company"].flush_model(["po_double_validation"])
    env.cr.execute(
        # somebody was faster: no error, the request is tried again
        log_exceptions=False,
        query=SQL(
            """
            UPDATE purchase_order SET jit_revision = COALESCE(jit_revision, 0) + 1
             WHERE id IN (
                   SELECT id FROM purchase_order
                    WHERE id IN (
                          SELECT unnest(%(ids)s::int[])
                           UNION
                          SELECT other.id
                            FROM purchase_order mine
                            JOIN res_company company ON company.id = mine.company_id
                             AND company.po_double_validation = 'two_step'
                            JOIN purchase_order other
                              ON other.partner_id = mine.partner_id
                             AND other.company_id = mine.company_id
                             AND other.state IN ('draft', 'sent')
                           WHERE mine.id = ANY(%(ids)s::int[])
                             AND EXISTS (SELECT FROM purchase_order_line line
                                          WHERE line.order_id = other.id
                                            AND line.jit_decision_id IS NOT NULL))
                    ORDER BY id FOR NO KEY UPDATE)
            """,
            ids=order_ids,
        ),
    )


def approved_today(
    env: Environment, order_ids: list[int], since_by_company: dict[int, object]
) -> dict[int, float]:
    """What was approved of the engine's orders since a moment for the company and
    vendor of each order, in that order's currency; by order id, absent for none."""
    env["purchase.order"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT draft.id, SUM(gone.amount_total)
              FROM purchase_order draft
              JOIN unnest(%s, %s) AS day(company_id, since)
                ON day.company_id = draft.company_id
              JOIN purchase_order gone ON gone.partner_id = draft.partner_id
               AND gone.company_id = draft.company_id
               AND gone.currency_id = draft.currency_id
               AND gone.jit_approved_at >= day.since
               AND gone.state IN ('to approve', 'purchase') AND gone.id <> draft.id
             WHERE draft.id = ANY(%s)
             GROUP BY draft.id
            """,
            list(since_by_company),
            list(since_by_company.values()),
            order_ids,
        )
    )
    return dict(rows)


def _flush(env: Environment) -> None:
    env["purchase.order"].flush_model()
    env["purchase.order.line"].flush_model()
