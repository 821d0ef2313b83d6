from odoo import api, fields, models


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    jit_awaited_quantity = fields.Float(
        string="Awaited",
        digits="Product Unit",
        compute="_compute_jit_awaited_quantity",
        help="Ordered and not received yet, in the unit of the line.",
        groups="base.group_user",
    )

    @api.depends("product_qty", "qty_received")
    def _compute_jit_awaited_quantity(self) -> None:
        for line in self:
            line.jit_awaited_quantity = max(line.product_qty - line.qty_received, 0.0)
