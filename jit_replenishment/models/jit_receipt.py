from odoo import fields, models


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
    partner_id = fields.Many2one(
        "res.partner", string="Vendor", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
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

    _one_per_line = models.UniqueIndex("(purchase_line_id)")
