from odoo import models

# fields of product_expiry, where it is installed
_DATES = frozenset({"removal_date", "expiration_date"})


class StockLot(models.Model):
    _inherit = "stock.lot"

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if _DATES & vals.keys():
            # goods past their removal date are no stock
            products = self.sudo().product_id
            self.env["jit.signal"]._emit(products, self.env["res.company"])
        return result
