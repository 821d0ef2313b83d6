from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..queries.taken_receipts import take_receipts
from .jit_demand_event import UnenforcedMany2one

_COLUMNS = SQL(
    "purchase_line_id, partner_id, product_id, company_id, confirmed_on,"
    " first_promised_on, received_on, days, promised_days"
)
_DROP = """
    DELETE FROM jit_receipt known
     WHERE known.product_id = ANY(%(products)s)
       AND known.purchase_line_id IN (SELECT purchase_line_id FROM jit_taken)
       AND NOT EXISTS (SELECT FROM jit_taken_receipt latest
                        WHERE latest.purchase_line_id = known.purchase_line_id)
"""
_ADD = """
    INSERT INTO jit_receipt AS known (%(columns)s)
    SELECT %(columns)s FROM jit_taken_receipt
        ON CONFLICT (purchase_line_id) DO UPDATE
       SET partner_id = EXCLUDED.partner_id, product_id = EXCLUDED.product_id,
           confirmed_on = EXCLUDED.confirmed_on,
           first_promised_on = EXCLUDED.first_promised_on,
           received_on = EXCLUDED.received_on, days = EXCLUDED.days,
           promised_days = EXCLUDED.promised_days
     WHERE (known.partner_id, known.product_id, known.confirmed_on,
            known.first_promised_on, known.received_on)
           IS DISTINCT FROM
           (EXCLUDED.partner_id, EXCLUDED.product_id, EXCLUDED.confirmed_on,
            EXCLUDED.first_promised_on, EXCLUDED.received_on)
"""


class JitReceipt(models.Model):
    """How long a vendor took for one line of an order.

    From the day it was confirmed to the day nine tenths of it were there, or the last
    of it came and the rest was cancelled. Dropped shipments never came here.
    """

    _name = "jit.receipt"
    _description = "Days a Vendor Took"
    _log_access = False
    _order = "received_on desc, id"
    _rec_name = "purchase_line_id"

    purchase_line_id = fields.Many2one(
        "purchase.order.line", string="Order Line", required=True, ondelete="cascade"
    )
    partner_id = UnenforcedMany2one(
        "res.partner", string="Vendor", required=True, index=True
    )
    product_id = UnenforcedMany2one("product.product", required=True, index=True)
    company_id = UnenforcedMany2one("res.company", required=True)
    confirmed_on = fields.Date(string="Confirmed", required=True)
    first_promised_on = fields.Date(
        string="First Promised",
        help="The arrival as it stood when the order was confirmed. Dates that are "
        "moved later teach nothing.",
    )
    received_on = fields.Date(string="Received", required=True)
    days = fields.Integer(
        string="Days Taken", help="From the confirmation to the goods."
    )
    promised_days = fields.Integer(
        string="Days Promised", help="From the confirmation to the first promise."
    )

    rule_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        store=False,
        search="_search_rule_id",
    )

    _one_per_line = models.UniqueIndex("(purchase_line_id)")

    @api.model
    def _search_rule_id(self, operator: str, value) -> Domain:
        """What vendors took for the product of a rule, in its company."""
        if operator != "in":
            return NotImplemented
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        rules = rules.search([("id", "in", value)])
        return Domain.OR(
            Domain("product_id", "=", rule.product_id.id)
            & Domain("company_id", "=", rule.company_id.id)
            for rule in rules
        )

    @api.model
    def _read_anew(self, product_ids: list[int]) -> None:
        """Keep what the moves taken say of the orders of these products.

        Receipts longer ago than moves are read stay: a vendor's past is forgotten by
        whoever reads it.
        """
        take_receipts(self.env)
        for statement in (_DROP, _ADD):
            self.env.cr.execute(
                # another worker reads the same: no error, the caller tries again
                log_exceptions=False,
                query=SQL(statement, products=product_ids, columns=_COLUMNS),
            )
        self.invalidate_model()
