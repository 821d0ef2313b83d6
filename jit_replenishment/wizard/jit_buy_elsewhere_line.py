from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..forms import open_form
from ..policy.order_calendar import protection_interval
from ..policy.order_quantity import order_quantity
from ..policy.sourcing import OfferTerm, VendorOffer, choose_offer
from ..queries.rules import read_rules


class JitBuyElsewhereLine(models.TransientModel):
    """One vendor's terms for the quantity that is missing."""

    _name = "jit.buy.elsewhere.line"
    _description = "Other Vendor: Offer"

    wizard_id = fields.Many2one("jit.buy.elsewhere", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Vendor", readonly=True)
    is_usual = fields.Boolean(
        string="Usual",
        compute="_compute_is_usual",
        help="Who is asked when the product dips to its reorder point.",
    )
    vendor_sku = fields.Char(string="Vendor SKU", compute="_compute_offer")
    quantity = fields.Float(
        string="To Order", digits="Product Unit", compute="_compute_offer"
    )
    product_uom_id = fields.Many2one("uom.uom", string="Unit", compute="_compute_offer")
    minimum = fields.Float(digits="Product Unit", compute="_compute_offer")
    price = fields.Monetary(
        compute="_compute_offer", help="For one unit, after discount."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_offer")
    lead_time_days = fields.Integer(string="Lead Time (Days)", compute="_compute_offer")
    arrives_on = fields.Date(string="Arrives", compute="_compute_offer")
    fault = fields.Char(string="Not Possible", compute="_compute_offer")

    @api.depends("partner_id", "wizard_id.orderpoint_id")
    def _compute_is_usual(self) -> None:
        for line in self:
            usual = line.wizard_id.orderpoint_id.jit_vendor_id
            line.is_usual = line.partner_id == usual

    @api.depends("partner_id", "wizard_id.quantity", "wizard_id.orderpoint_id")
    def _compute_offer(self) -> None:
        for wizard, lines in self.grouped("wizard_id").items():
            terms = wizard._terms()
            for line in lines:
                line.update(line._offered(terms.get(line.partner_id.id, [])))

    def _offered(self, terms: list[OfferTerm]) -> dict:
        """Values of the computed fields."""
        wizard = self.wizard_id
        rule = wizard.orderpoint_id
        nothing = dict.fromkeys(
            ("vendor_sku", "product_uom_id", "currency_id", "arrives_on", "fault"),
            False,
        ) | dict.fromkeys(("quantity", "minimum", "price", "lead_time_days"), 0)
        today = rule.company_id._jit_today()
        own_days = read_rules(self.sudo().env, rule.ids)[rule.id].purchase_days
        found = choose_offer(
            terms, self.partner_id.id, today + timedelta(days=own_days)
        ).found
        if not isinstance(found, VendorOffer):
            writer = self.env["jit.reason"]
            facts = [[found.fault, {"vendor": self.partner_id.name}]]
            return nothing | {"fault": writer._sentences(facts, rule.product_uom)}
        return nothing | self._offered_by(found, today, own_days)

    def _offered_by(self, offer: VendorOffer, today: date, own_days: int) -> dict:
        rule = self.wizard_id.orderpoint_id
        unit = self.env["uom.uom"].browse(offer.unit_id)
        quantity = order_quantity(
            max(self.wizard_id.quantity, 0.0),
            offer.minimum_order_quantity,
            offer.order_multiple,
        ).quantity
        tier = offer.tier_for(quantity)
        interval = protection_interval(
            today, offer.lead_time_days, offer.order_weekdays, own_days, 0
        )
        convert = rule.product_uom._compute_quantity
        return {
            "vendor_sku": offer.vendor_sku,
            "product_uom_id": unit.id,
            "quantity": convert(quantity, unit, rounding_method="UP"),
            "minimum": convert(offer.minimum_order_quantity, unit),
            "price": tier.net_price,
            "currency_id": offer.currency_id,
            "lead_time_days": offer.lead_time_days,
            "arrives_on": interval.first_arrival,
        }

    def action_request(self) -> dict:
        """Make the request, and show it: nothing is sent by this."""
        self.ensure_one()
        if self.fault or self.quantity <= 0 or not self.arrives_on:
            raise UserError(
                self.fault or self.env._("Enter how much is needed: more than nothing.")
            )
        asked = self.wizard_id.purchase_order_id
        if asked:
            # once for one need, however often the button is pressed
            raise UserError(
                self.env._(
                    "%(order)s asks for it already. Change that one, or open this page "
                    "again.",
                    order=asked.name,
                )
            )
        order = self.wizard_id._request_from(self)
        self.wizard_id.purchase_order_id = order
        return open_form(order)
