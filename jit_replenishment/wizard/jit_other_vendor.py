from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang


class JitOtherVendor(models.TransientModel):
    """Buy lines from another vendor: who else sells them, and at what terms."""

    _name = "jit.other.vendor"
    _description = "Other Vendor"

    line_ids = fields.Many2many(
        "purchase.order.line", string="Lines", required=True, readonly=True
    )
    product_id = fields.Many2one("product.product", compute="_compute_product_id")
    present_ids = fields.Many2many(
        "res.partner", string="Present Vendors", compute="_compute_product_id"
    )
    partner_id = fields.Many2one("res.partner", string="Buy From", required=True)
    offers = fields.Text(string="Who Sells It", compute="_compute_offers")

    @api.depends("line_ids")
    def _compute_product_id(self) -> None:
        for wizard in self:
            lines = wizard.line_ids
            wizard.product_id = lines.product_id[:1]
            # lines of several vendors may all go to one of these
            present = lines.partner_id
            wizard.present_ids = present if len(present) == 1 else False

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_offers(self) -> None:
        for wizard in self:
            line = wizard.line_ids[:1]
            sellers = line.product_id.with_company(line.company_id)._prepare_sellers()
            wizard.offers = "\n".join(
                wizard._say_offer(offer, line) for offer in sellers
            )

    def _say_offer(self, offer: models.Model, line: models.Model) -> str:
        number = self.env["jit.reason"]._number
        unit = offer.product_uom_id
        price = offer.price * (1 - (offer.discount or 0.0) / 100)
        return self.env._(
            "%(vendor)s: %(price)s from %(least)s %(unit)s, %(days)s%(now)s",
            vendor=offer.partner_id.display_name,
            price=formatLang(self.env, price, currency_obj=offer.currency_id),
            least=number(offer.min_qty or unit.rounding, unit),
            unit=unit.name,
            days=self.env["jit.reason"]._days(offer.delay),
            now=self.env._(" (now)") if offer.partner_id == line.partner_id else "",
        )

    def action_move(self) -> dict:
        """As the lines themselves do it, with all they check."""
        self.ensure_one()
        lines = self.line_ids.exists()
        if not lines:
            raise UserError(self.env._("These lines are not there any more."))
        lines.action_jit_buy_from(self.partner_id.id)
        return {"type": "ir.actions.act_window_close"}
