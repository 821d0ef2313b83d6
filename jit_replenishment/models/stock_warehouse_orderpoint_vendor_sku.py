from odoo import api, fields, models
from odoo.fields import Domain


class StockWarehouseOrderpoint(models.Model):
    _inherit = "stock.warehouse.orderpoint"

    jit_vendor_sku = fields.Char(search="_search_jit_vendor_sku")

    def _compute_jit_figures(self) -> None:
        """Rules that core runs show the SKU of the vendor core would take first."""
        result = super()._compute_jit_figures()
        for rule in self:
            if rule.trigger != "jit" and rule.product_id:
                rule.jit_vendor_sku = rule._jit_core_vendor_sku()
        return result

    def _jit_core_vendor_sku(self) -> str | bool:
        self.ensure_one()
        product = self.product_id.with_company(self.company_id)
        # a storekeeper sees the SKU on the page, though perhaps not the price list
        offer = (self.supplier_id or product._prepare_sellers()[:1]).sudo()
        return offer.product_code or product._jit_vendor_sku(
            offer.partner_id, self.company_id
        )

    @api.model
    def _search_jit_vendor_sku(self, operator: str, value: object) -> Domain:
        """Rules of the products that any vendor calls so."""
        return Domain("product_id", "any", Domain("jit_vendor_skus", operator, value))
