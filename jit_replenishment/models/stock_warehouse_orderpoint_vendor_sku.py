from odoo import api, fields, models
from odoo.fields import Domain


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    jit_vendor_sku = fields.Char(search="_search_jit_vendor_sku")

    @api.model
    def _search_jit_vendor_sku(self, operator: str, value: object) -> Domain:
        """Rules of the products that any vendor calls so."""
        return Domain("product_id", "any", Domain("jit_vendor_skus", operator, value))
