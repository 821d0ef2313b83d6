from odoo import api, models
from odoo.exceptions import UserError


class ProductProduct(models.Model):
    _inherit = "product.product"

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if "active" in vals:
            self.env["jit.signal"]._emit(self, self.env["res.company"], forced=True)
        return result

    def _jit_vendor_sku(
        self, vendor: models.Model, company: models.Model
    ) -> str | bool:
        """What ``vendor`` calls this product, its own variant's row first."""
        if not self:
            return False
        partners = vendor | vendor.commercial_partner_id
        offers = self.seller_ids.filtered(
            lambda offer: (
                offer.product_code
                and offer.partner_id in partners
                and offer.product_id in (self, self.browse())
                and offer.company_id in (company, company.browse())
            )
        )
        return offers.sorted(lambda offer: not offer.product_id)[:1].product_code

    def action_jit_enroll(self) -> dict:
        """Ask how, then put the products under just-in-time."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_enroll_action"
        )
        action["context"] = {"default_product_ids": self.ids}
        return action

    def action_jit_choose(self) -> dict:
        """Ask what Just in Time is to do about the rules of these products, and about
        those that are missing."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_choose_action"
        )
        action["context"] = {"default_product_ids": self.ids}
        return action

    def action_explain(self, location_id: int | None = None) -> dict:
        """Show why this product is ordered, or why not.

        :param location_id: of a stock location; the user's main stock if none
        """
        self.ensure_one()
        location = self._jit_place(location_id)
        return self.env["jit.explain"]._open(self, location)

    @api.readonly
    def jit_explain(self, location_id: int | None = None) -> dict:
        """What ``action_explain`` shows, for a program. Nothing is written.

        :returns: figures in the product's unit, ``why`` as a list of sentences, and
            ``documents`` behind them
        """
        self.ensure_one()
        pages = self.env["jit.explain"]
        location = self._jit_place(location_id)
        page = pages.new(
            {
                "product_id": self.id,
                "location_id": (location or pages._default_place(self.company_id)).id,
            }
        )
        return page._as_values()

    def _jit_place(self, location_id: int | None) -> models.Model:
        """The location a program asked about, which may send anything."""
        if location_id and type(location_id) is not int:
            raise UserError(
                self.env._(
                    "%(value)s is not a location. Give the number of one.",
                    value=location_id,
                )
            )
        return self.env["stock.location"].browse(location_id or ())

    def action_jit_check_now(self) -> dict:
        """Have the engine look at all rules of these products at once."""
        rules = self.env["stock.warehouse.orderpoint"]
        return rules.search([("product_id", "in", self.ids)]).action_jit_check_now()
