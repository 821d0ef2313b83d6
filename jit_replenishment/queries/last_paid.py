"""What was paid for products before a moment."""

from datetime import date, datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


class PaidQuestion(NamedTuple):
    """What this vendor was paid last for this product, ``before`` a moment.

    :param left_out: a line that is no last purchase, as it is the one asked about
    """

    product_id: int
    company_id: int
    vendor_id: int
    before: datetime
    left_out: int | None


class PaidRow(NamedTuple):
    """A confirmed purchase.

    :param quantity: in the product's unit
    :param price: of one product unit, after discount, in the order's currency
    :param day: of the confirmation, in the company's time zone
    """

    line_id: int
    order_id: int
    order_name: str
    vendor_id: int
    quantity: float
    price: float
    currency_id: int
    day: date | None


def read_last_paid(
    env: Environment, questions: dict[int, PaidQuestion]
) -> dict[int, PaidRow]:
    """The last purchase that was confirmed before, by key of its question."""
    if not questions:
        return {}
    for model in ("purchase.order.line", "purchase.order", "res.partner"):
        env[model].flush_model()
    products, companies, vendors, moments, left_out = map(
        list, zip(*questions.values(), strict=True)
    )
    rows = env.execute_query(
        SQL(
            """
            SELECT asked.key, paid.*
              FROM unnest(%s::int[], %s::int[], %s::int[], %s::int[],
                          %s::timestamp[], %s::int[])
                   AS asked(key, product_id, company_id, vendor_id, before, left_out)
              JOIN res_company company ON company.id = asked.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
        CROSS JOIN LATERAL (
                   SELECT line.id, po.id, po.name, po.partner_id, line.product_uom_qty,
                          line.price_unit * (1 - COALESCE(line.discount, 0) / 100)
                          * line.product_qty / line.product_uom_qty,
                          po.currency_id,
                          (po.date_approve AT TIME ZONE 'UTC'
                               AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date
                     FROM purchase_order_line line
                     JOIN purchase_order po ON po.id = line.order_id
                    WHERE line.product_id = asked.product_id
                      AND line.company_id = asked.company_id
                      AND po.partner_id = asked.vendor_id AND po.state = 'purchase'
                      AND line.product_uom_qty > 0 AND line.display_type IS NULL
                      AND po.date_approve < asked.before
                      AND line.id IS DISTINCT FROM asked.left_out
                    ORDER BY po.date_approve DESC, line.id DESC
                    LIMIT 1) paid
            """,
            list(questions),
            products,
            companies,
            vendors,
            moments,
            left_out,
        )
    )
    return {key: PaidRow(*values) for key, *values in rows}
