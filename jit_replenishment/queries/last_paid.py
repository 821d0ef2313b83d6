"""What was paid for a product before a moment."""

from datetime import date, datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL


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
    env: Environment,
    product_id: int,
    company_id: int,
    vendor_id: int,
    before: datetime,
    left_out: int | None,
) -> PaidRow | None:
    """The last purchase from this vendor that was confirmed before ``before``.

    :param left_out: a line that is no last purchase, as it is the one asked about
    """
    env["purchase.order.line"].flush_model()
    env["purchase.order"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT line.id, po.id, po.name, po.partner_id, line.product_uom_qty,
                   line.price_unit * (1 - COALESCE(line.discount, 0) / 100)
                   * line.product_qty / line.product_uom_qty,
                   po.currency_id,
                   (po.date_approve AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date
              FROM purchase_order_line line
              JOIN purchase_order po ON po.id = line.order_id
              JOIN res_company company ON company.id = line.company_id
              JOIN res_partner contact ON contact.id = company.partner_id
             WHERE line.product_id = %s AND line.company_id = %s
               AND po.partner_id = %s AND po.state = 'purchase'
               AND line.product_uom_qty > 0 AND line.display_type IS NULL
               AND po.date_approve < %s AND line.id IS DISTINCT FROM %s
             ORDER BY po.date_approve DESC, line.id DESC
             LIMIT 1
            """,
            product_id,
            company_id,
            vendor_id,
            before,
            left_out,
        )
    )
    return PaidRow(*rows[0]) if rows else None
