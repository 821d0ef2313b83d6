from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..forms import open_form

_NAMED = 3


class JitOtherVendor(models.TransientModel):
    """Buy lines from another vendor: who else sells them, and at what terms."""

    _name = "jit.other.vendor"
    _description = "Other Vendor"

    line_ids = fields.Many2many(
        "purchase.order.line", string="Lines", required=True, readonly=True
    )
    product_id = fields.Many2one("product.product", compute="_compute_product_id")
    concerns = fields.Char(compute="_compute_concerns")
    other_ids = fields.Many2many(
        "res.partner",
        string="Other Vendors",
        compute="_compute_other_ids",
        help="Who sells all of these products today.",
    )
    # the only one there is need not be looked for
    partner_id = fields.Many2one(
        "res.partner",
        string="Buy From",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    offers = fields.Text(string="Who Sells It", compute="_compute_offers")

    @api.depends("line_ids")
    def _compute_product_id(self) -> None:
        for wizard in self:
            products = wizard.line_ids.product_id
            wizard.product_id = products if len(products) == 1 else False

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_concerns(self) -> None:
        for wizard in self:
            products = wizard.line_ids.product_id
            names = products[:_NAMED].mapped("display_name")
            if len(products) > _NAMED:
                left = len(products) - _NAMED
                names.append(self.env._("%(count)s more", count=left))
            wizard.concerns = ", ".join(names)

    @api.depends("line_ids")
    def _compute_other_ids(self) -> None:
        for wizard in self:
            lines = wizard.line_ids.exists()
            others = lines[:1]._jit_sellers()
            for line in lines[1:]:
                others &= line._jit_sellers()
            # lines of several vendors may all go to one of these
            present = lines.partner_id
            wizard.other_ids = others - present if len(present) == 1 else others

    @api.depends("other_ids")
    def _compute_partner_id(self) -> None:
        for wizard in self:
            others = wizard.other_ids
            wizard.partner_id = others if len(others) == 1 else wizard.partner_id

    @api.depends("line_ids", "product_id")
    @api.depends_context("lang")
    def _compute_offers(self) -> None:
        for wizard in self:
            # of several products each has vendors and terms of its own
            line = wizard.line_ids[:1] if wizard.product_id else wizard.line_ids[:0]
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

    def action_open_product(self) -> dict:
        """Its Purchase tab is where another vendor is added."""
        self.ensure_one()
        return open_form(self.product_id)

    def action_move(self) -> dict:
        """As the lines themselves do it, with all they check."""
        self.ensure_one()
        lines = self.line_ids.exists()
        if not lines:
            raise UserError(self.env._("These lines are not there any more."))
        if not self.partner_id:
            raise UserError(self.env._("Choose whom to buy from."))
        lines.action_jit_buy_from(self.partner_id.id)
        return {"type": "ir.actions.act_window_close"}
