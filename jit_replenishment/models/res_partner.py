from odoo import fields, models

# of a vendor: who may sell, who buys, what a draft to it says
_TERMS = frozenset(
    {
        "active",
        "company_id",
        "buyer_id",
        "jit_order_weekday_ids",
        "property_account_position_id",
        "property_supplier_payment_term_id",
    }
)


class ResPartner(models.Model):
    _inherit = "res.partner"

    jit_order_weekday_ids = fields.Many2many(
        "jit.weekday",
        "jit_order_weekday_rel",
        "partner_id",
        "weekday_id",
        string="Takes Orders On",
        # portal users may read partners, but know nothing of the days
        groups="base.group_user",
        help="The days on which this vendor can be asked. Just in Time plans to order "
        "on these days, and enough to last until the goods of the next one are there. "
        "Empty: any day.",
    )

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if _TERMS & vals.keys():
            self._signal_supplied_products()
        # a company's days begin by the clock of its own address
        if "tz" in vals and self.sudo().ref_company_ids:
            self.env["jit.signal"]._sweep_soon()
        return result

    def _signal_supplied_products(self) -> None:
        # whoever archives a vendor need not be allowed to read price lists
        offers = self.env["product.supplierinfo"].sudo()
        templates = offers.search([("partner_id", "in", self.ids)]).product_tmpl_id
        products = templates.product_variant_ids
        self.env["jit.signal"]._emit(products, self.env["res.company"])
