from odoo import api, fields, models
from odoo.exceptions import UserError

from ..arguments import as_id, without_defaults
from ..policy.order_quantity import order_quantity


class PurchaseOrderLine(models.Model):
    """One line bought from another vendor: it leaves its draft for one to that vendor,
    at that vendor's price and terms, and is a person's from then on."""

    _inherit = "purchase.order.line"

    jit_vendor_id = fields.Many2one(
        "res.partner",
        string="Vendor",
        compute="_compute_jit_vendor_id",
        inverse="_inverse_jit_vendor_id",
        groups="base.group_user",
        help="Choose another one that sells it: the line moves to a draft to that "
        "vendor, at its price.",
    )

    @api.depends("order_id.partner_id")
    def _compute_jit_vendor_id(self) -> None:
        for line in self:
            line.jit_vendor_id = line.order_id.partner_id

    def _inverse_jit_vendor_id(self) -> None:
        moving = self.filtered(
            lambda line: line.jit_vendor_id != line.order_id.partner_id
        )
        wanted = {line: line.jit_vendor_id for line in moving}
        for line, vendor in wanted.items():
            line.action_jit_buy_from(vendor.id)

    def action_jit_buy_from(self, vendor_id: int) -> bool:
        """Move these lines of drafts to a draft to another vendor.

        :raises UserError: it is ordered already, or the vendor does not sell it
        """
        vendors = self.env["res.partner"]
        vendor = vendors.browse(as_id(self.env, vendor_id) or ()).exists()
        if not vendor:
            raise UserError(self.env._("Choose the vendor to buy from."))
        if any(not line._jit_waits() for line in self):
            raise UserError(
                self.env._(
                    "Only a draft line that Just in Time made can be bought from "
                    "another vendor this way."
                )
            )
        drafts = self.order_id
        self.check_access("write")
        drafts.check_access("write")
        drafts._jit_lock()
        for line in self:
            if line.order_id.partner_id != vendor:
                line._jit_move_to(vendor)
        drafts._jit_retire_emptied()
        for draft in drafts.filtered(lambda order: not order.order_line):
            if draft.state == "draft":
                draft.button_cancel()
        # over RPC nothing is no answer
        return True

    def _jit_move_to(self, vendor: models.Model) -> None:
        self.ensure_one()
        offers = self._jit_offers_of(vendor)
        if not offers:
            raise UserError(
                self.env._(
                    "%(vendor)s does not sell %(product)s as far as its price list "
                    "says. Add the price there first.",
                    vendor=vendor.display_name,
                    product=self.product_id.display_name,
                )
            )
        target = self._jit_draft_to(vendor)
        target._jit_lock()
        unit = offers[0].product_uom_id
        quantity = self.product_uom_id._compute_quantity(
            self.product_qty, unit, round=False
        )
        raised = order_quantity(
            quantity, min(offers.mapped("min_qty")), offers[0].jit_order_multiple
        ).quantity
        # a price somebody typed was for the other vendor: the new one's counts
        self.technical_price_unit = self.price_unit
        self.write(
            {
                "order_id": target.id,
                "product_uom_id": unit.id,
                "product_qty": unit.round(raised, rounding_method="UP"),
            }
        )

    def _jit_offers_of(self, vendor: models.Model) -> models.Model:
        """What the vendor sells the product at today, the smallest quantity first."""
        return (
            self._jit_offers_today()
            .filtered(
                lambda offer: (
                    vendor in (offer.partner_id, offer.partner_id.commercial_partner_id)
                )
            )
            .sorted("min_qty")
        )

    def _jit_sellers(self) -> models.Model:
        """Who sells the product today."""
        return self._jit_offers_today().partner_id.filtered("active")

    def _jit_offers_today(self) -> models.Model:
        today = self.company_id._jit_today()
        sellers = self.product_id.with_company(self.company_id)._prepare_sellers()
        return sellers.filtered(
            lambda offer: (
                (not offer.date_start or offer.date_start <= today)
                and (not offer.date_end or offer.date_end >= today)
                and offer.product_uom_id._has_common_reference(self.product_id.uom_id)
            )
        )

    def _jit_draft_to(self, vendor: models.Model) -> models.Model:
        """An open draft to that vendor for the same place: the engine's, else one that
        holds such lines, else a new one."""
        draft = self.order_id
        company = draft.company_id
        vendor = vendor.with_company(company)
        currency = vendor.property_purchase_currency_id or company.currency_id
        found = draft.search(
            [
                ("state", "=", "draft"),
                ("company_id", "=", company.id),
                ("partner_id", "=", vendor.id),
                ("picking_type_id", "=", draft.picking_type_id.id),
                ("currency_id", "=", currency.id),
                ("order_line.jit_decision_id", "!=", False),
            ],
            order="jit_owned DESC, id",
            limit=1,
        )
        positions = draft.env["account.fiscal.position"].with_company(company)
        orders = without_defaults(draft).with_company(company)
        return found or orders.create(
            {
                "partner_id": vendor.id,
                "company_id": company.id,
                "currency_id": currency.id,
                "picking_type_id": draft.picking_type_id.id,
                "user_id": vendor.buyer_id.id,
                "payment_term_id": vendor.property_supplier_payment_term_id.id,
                "fiscal_position_id": positions._get_fiscal_position(vendor).id,
                "date_order": draft.date_order,
                "origin": draft.name,
            }
        )
