"""How long vendors took, from the moves that were taken."""

from odoo.api import Environment
from odoo.tools import SQL

from .company_day import company_day

# a line is there when so much of what was ordered is
_ALL_BUT = SQL("0.9")


def take_receipts(env: Environment) -> None:
    """Fill ``jit_taken_receipt`` from ``jit_taken``: purchase lines whose goods are
    there.

    What went back to the vendor before enough was there has still to come. Where the
    rest was cancelled, or the line made smaller, what came last was all.
    """
    for model in ("purchase.order.line", "purchase.order", "stock.move"):
        env[model].flush_model()
    env.cr.execute("DROP TABLE IF EXISTS jit_taken_receipt")
    env.cr.execute(
        SQL(
            "CREATE TEMPORARY TABLE jit_taken_receipt ON COMMIT DROP AS %s", _receipts()
        )
    )


def _receipts() -> SQL:
    return SQL(
        """
        WITH came AS (
             SELECT purchase_line_id AS line_id, day,
                    SUM(CASE WHEN is_here THEN quantity
                             ELSE -quantity END) AS quantity
               FROM jit_taken
              WHERE purchase_line_id IS NOT NULL
                AND was_here <> is_here
              GROUP BY purchase_line_id, day),
        there AS (
             SELECT line_id, day, quantity, SUM(quantity) OVER (
                    PARTITION BY line_id ORDER BY day) AS quantity_there
               FROM came),
        settled AS (
             SELECT there.line_id,
                    MIN(there.day) FILTER (WHERE there.quantity_there
                        >= %(all_but)s * line.product_uom_qty) AS enough_on,
                    MAX(there.day) FILTER (WHERE there.quantity > 0) AS last_on,
                    SUM(there.quantity) AS quantity
               FROM there
               JOIN purchase_order_line line ON line.id = there.line_id
              GROUP BY there.line_id)
        SELECT line.id AS purchase_line_id, po.partner_id, line.product_id,
               po.company_id, ordered.day AS confirmed_on,
               line.jit_first_promised_on AS first_promised_on,
               received.day AS received_on, received.day - ordered.day AS days,
               line.jit_first_promised_on - ordered.day AS promised_days
          FROM settled
          JOIN purchase_order_line line ON line.id = settled.line_id
          JOIN purchase_order po ON po.id = line.order_id
           AND po.date_approve IS NOT NULL
          JOIN res_company company ON company.id = po.company_id
          JOIN res_partner contact ON contact.id = company.partner_id
    CROSS JOIN LATERAL (
               SELECT CASE
                 WHEN settled.enough_on IS NOT NULL THEN settled.enough_on
                 WHEN settled.quantity > 0 AND NOT EXISTS (
                      SELECT FROM stock_move coming
                       WHERE coming.purchase_line_id = line.id
                         AND coming.state NOT IN ('done', 'cancel'))
                 THEN settled.last_on END AS day) received
    CROSS JOIN LATERAL (
               -- a line added later; or the order was imported after all was over
               SELECT CASE WHEN %(added)s BETWEEN %(approved)s AND received.day
                           THEN %(added)s ELSE %(approved)s END AS day) ordered
         WHERE received.day IS NOT NULL AND line.product_uom_qty > 0
        """,
        all_but=_ALL_BUT,
        added=company_day(SQL("line.create_date")),
        approved=company_day(SQL("po.date_approve")),
    )
