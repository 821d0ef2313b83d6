from odoo import models


class StockWarehouseOrderpoint(models.Model):
    """Other figures ask for another quantity: what was refused of the old one is
    judged anew."""

    _inherit = "stock.warehouse.orderpoint"

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if {"product_min_qty", "product_max_qty"} & vals.keys():
            self.env["jit.rejection"]._rests_of_rules(self)._lift(self.env.uid)
        return result
