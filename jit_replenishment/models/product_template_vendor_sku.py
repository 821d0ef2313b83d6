from odoo import api, fields, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    _inherit = "product.template"

    jit_vendor_skus = fields.Char(
        string="Vendor SKUs",
        compute="_compute_jit_vendor_skus",
        search="_search_jit_vendor_skus",
        groups="base.group_user",
        help="What its vendors call this product.",
    )

    @api.depends("seller_ids.product_code")
    @api.depends_context("allowed_company_ids")
    def _compute_jit_vendor_skus(self) -> None:
        for template in self:
            template.jit_vendor_skus = template.seller_ids._jit_skus_text()

    @api.model
    def _search_jit_vendor_skus(self, operator: str, value: object) -> Domain:
        return self.env["jit.vendor.sku"]._having(self, operator, value)

    @api.model
    def _search_display_name(self, operator, value):
        core = super()._search_display_name(operator, value)
        return self.env["jit.vendor.sku"]._widen(self, core, operator, value)

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        # core searches display names here: its own answers first, then vendors' words
        core = self.with_context(jit_core_search=True)
        found = super(ProductTemplate, core).name_search(name, domain, operator, limit)
        return self.env["jit.vendor.sku"]._ranked_names(
            self, found, name, domain, operator, limit
        )
