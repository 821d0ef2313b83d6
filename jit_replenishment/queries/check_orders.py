"""Requests for quotation that nobody answers, and vendors as they were entered."""

from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .check_scope import Scope, facts, found, key
from .company_day import company_day

# a request this old was forgotten more often than not
OLD_REQUEST_DAYS = 30


def old_requests(env: Environment, scope: Scope) -> SQL:
    """Lines of requests that count as supply and were entered long ago.

    The engine's own drafts follow the need and count as nothing: see
    ``read_requests``.
    """
    for model in ("purchase.order", "purchase.order.line"):
        env[model].flush_model()
    entered = company_day(SQL("po.create_date"))
    return SQL(
        """
        SELECT %(columns)s
          FROM purchase_order po
          JOIN purchase_order_line line ON line.order_id = po.id
           AND line.display_type IS NULL AND line.product_uom_qty > 0
          JOIN product_product pp ON pp.id = line.product_id
          JOIN product_template pt ON pt.id = pp.product_tmpl_id AND pt.is_storable
          JOIN res_company company ON company.id = po.company_id
          JOIN res_partner contact ON contact.id = company.partner_id
         WHERE po.state IN ('draft', 'sent', 'to approve')
           AND po.company_id = %(company)s
           AND %(entered)s < %(today)s::date - %(days)s
           AND (line.jit_owned AND po.state = 'draft') IS NOT TRUE
        """,
        columns=found(
            "old_request",
            key=key(SQL("line.id")),
            product_tmpl_id=SQL("pp.product_tmpl_id"),
            product_id=SQL("pp.id"),
            partner_id=SQL("po.partner_id"),
            purchase_line_id=SQL("line.id"),
            target_ids=SQL("jsonb_build_array(po.id)"),
            facts=facts(
                entered=entered,
                quantity=SQL("line.product_uom_qty"),
                state=SQL("po.state"),
            ),
            value=SQL(
                "COALESCE(line.price_subtotal, 0)"
                " / COALESCE(NULLIF(po.currency_rate, 0), 1)"
            ),
        ),
        company=scope.company_id,
        entered=entered,
        today=scope.today,
        days=OLD_REQUEST_DAYS,
    )


class VendorRow(NamedTuple):
    """As ``policy.twins.Vendor`` wants it."""

    vendor_id: int
    name: str
    tax_number: str | None


def read_vendors(env: Environment, scope: Scope) -> list[VendorRow]:
    """Companies that are bought from or have prices, the oldest first.

    Not our own companies: branches share a tax number and are no mistake.
    """
    for model in ("res.partner", "product.supplierinfo", "res.company"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT partner.id, COALESCE(partner.name, ''), partner.vat
              FROM res_partner partner
             WHERE partner.active AND partner.parent_id IS NULL AND %s
               AND (partner.supplier_rank > 0
                    OR partner.id IN (
                       SELECT COALESCE(vendor.commercial_partner_id, vendor.id)
                         FROM product_supplierinfo offer
                         JOIN res_partner vendor ON vendor.id = offer.partner_id
                        WHERE %s))
               AND NOT EXISTS (SELECT FROM res_company company
                                WHERE company.partner_id = partner.id)
             ORDER BY partner.id
            """,
            scope.sees("partner"),
            scope.buys_by("offer"),
        )
    )
    return [VendorRow(*row) for row in rows]


def read_bought(
    env: Environment, scope: Scope, vendor_ids: list[int]
) -> dict[int, float]:
    """What was bought from each of these within a year, in the company's currency."""
    return dict(
        env.execute_query(
            SQL(
                """
                SELECT COALESCE(vendor.commercial_partner_id, vendor.id),
                       SUM(po.amount_untaxed
                           / COALESCE(NULLIF(po.currency_rate, 0), 1))::float
                  FROM purchase_order po
                  JOIN res_partner vendor ON vendor.id = po.partner_id
                 WHERE po.state = 'purchase' AND po.company_id = %s
                   AND po.date_approve > %s
                   AND COALESCE(vendor.commercial_partner_id, vendor.id) = ANY(%s)
                 GROUP BY 1
                """,
                scope.company_id,
                scope.a_year_ago,
                vendor_ids,
            )
        )
    )
