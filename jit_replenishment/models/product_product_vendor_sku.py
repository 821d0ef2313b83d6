from odoo import api, fields, models
from odoo.fields import Domain


class ProductProduct(models.Model):
    _inherit = "product.product"

    jit_vendor_skus = fields.Char(
        string="Vendor SKUs",
        compute="_compute_jit_vendor_skus",
        search="_search_jit_vendor_skus",
        groups="base.group_user",
        help="What its vendors call this product.",
    )

    @api.depends("seller_ids.product_code", "seller_ids.product_id")
    @api.depends_context("allowed_company_ids")
    def _compute_jit_vendor_skus(self) -> None:
        for product in self:
            product.jit_vendor_skus = product.seller_ids.filtered(
                lambda offer, product=product: (
                    offer.product_id in (product._origin, self.browse())
                )
            )._jit_skus_text()

    @api.model
    def _search_jit_vendor_skus(self, operator: str, value: object) -> Domain:
        return self.env["jit.vendor.sku"]._having(self, operator, value)

    @api.model
    def _search_display_name(self, operator, value):
        core = super()._search_display_name(operator, value)
        return self.env["jit.vendor.sku"]._widen(self, core, operator, value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        found = super().name_search(name, domain, operator, limit)
        return self.env["jit.vendor.sku"]._ranked_names(
            self, found, name, domain, operator, limit
        )
