from odoo import models


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if vals.get("state") == "purchase":
            self.order_line._jit_keep_promise()
        return result
