from odoo import fields, models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    jit_first_promised_on = fields.Date(
        string="First Promised",
        copy=False,
        readonly=True,
        help="The arrival as it stood when the order was confirmed, whatever became of "
        "it later.",
    )
