from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if {"active", "company_id", "buyer_id"} & vals.keys():
            self._signal_supplied_products()
        return result

    def _signal_supplied_products(self) -> None:
        # whoever archives a vendor need not be allowed to read price lists
        offers = self.env["product.supplierinfo"].sudo()
        templates = offers.search([("partner_id", "in", self.ids)]).product_tmpl_id
        products = templates.product_variant_ids
        self.env["jit.signal"]._emit(products, self.env["res.company"])
