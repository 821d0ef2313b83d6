from odoo import models
from odoo.tools import get_lang

from ..marks import by_engine

# who changes one of these asks for the price of the new quantity
_QUANTITY = frozenset({"product_qty", "product_uom_id"})
# core computes these together with the price: one of them written keeps the others
_BESIDE_PRICE = frozenset({"date_planned", "discount", "name"})


class PurchaseOrderLine(models.Model):
    """A changed line has the price of its new quantity, and the vendor's SKU.

    Below a vendor's minimum, or once the price has expired, core falls back on the cost
    of the product: often zero, and never what the vendor will charge. Such a line takes
    the price of the vendor's smallest quantity, else keeps that it was ordered at.
    """

    _inherit = "purchase.order.line"

    def write(self, vals: dict) -> bool:
        beside = _BESIDE_PRICE & vals.keys()
        asks = _QUANTITY & vals.keys() and "price_unit" not in vals
        if not beside or not asks or by_engine(self.env):
            return super().write(vals)
        if not any(line.jit_decision_id for line in self.sudo()):
            return super().write(vals)
        # a page sends along the date that followed the quantity: written at once,
        # Odoo takes the price for written, too, and keeps that of the old quantity
        super().write({name: vals[name] for name in vals if name not in beside})
        return super().write({name: vals[name] for name in beside})

    def _compute_price_unit_and_date_planned_and_name(self) -> None:
        planned = {line: line.date_planned for line in self}
        result = super()._compute_price_unit_and_date_planned_and_name()
        for line in self:
            # whoever edits the line may know what it was ordered at
            if not line.sudo().jit_decision_id:
                continue
            if line._jit_lost_its_price():
                line._jit_restore_price()
            if not line.selected_seller_id:
                line._jit_restore_sku()
            if planned[line] != line.date_planned and line._jit_is_chosen(
                planned[line]
            ):
                line.date_planned = planned[line]
        return result

    def _jit_is_chosen(self, planned) -> bool:
        """Whether a person set this arrival, and not the engine or a price list."""
        self.ensure_one()
        ordered = self.sudo().jit_decision_id
        if not planned or not self._jit_is_bought_as(ordered):
            return False
        offers = self._jit_own_offers()
        followed = {self._get_date_planned(offer) for offer in offers}
        day = self.company_id._jit_day(planned)
        return planned not in followed and day != ordered.planned_on

    def _jit_is_bought_as(self, ordered: models.Model) -> bool:
        self.ensure_one()
        return (
            ordered.vendor_id == self.partner_id
            and ordered.currency_id == self.currency_id
            and ordered.product_id == self.product_id
        )

    def _jit_lost_its_price(self) -> bool:
        self.ensure_one()
        typed_in = self.technical_price_unit != self.price_unit
        if typed_in or self.invoice_lines:
            return False
        return not self.selected_seller_id or not self.price_unit

    def _jit_restore_price(self) -> None:
        self.ensure_one()
        day = self.order_id.date_order and self.order_id.date_order.date()
        offer = self._jit_own_offers().filtered(
            lambda each: (
                each.price > 0
                and not each.jit_unchecked
                and not (day and each.date_start and each.date_start > day)
                and not (day and each.date_end and each.date_end < day)
            )
        )[:1]
        if offer and not self.selected_seller_id:
            price = offer.currency_id._convert(
                offer.price, self.currency_id, self.company_id, day, round=False
            )
            self._jit_set_price(price, offer.product_uom_id, offer.discount)
            return
        ordered = self.sudo().jit_decision_id
        if (
            self._jit_is_bought_as(ordered)
            and ordered.price_unit
            and ordered.purchase_uom_id
        ):
            self._jit_set_price(
                ordered.price_unit, ordered.purchase_uom_id, ordered.discount
            )

    def _jit_set_price(self, price: float, unit: models.Model, discount: float) -> None:
        """:param price: of one such unit, in the order's currency"""
        self.ensure_one()
        price = self.env["account.tax"]._fix_tax_included_price_company(
            unit._compute_price(price, self.product_uom_id),
            self.product_id.supplier_taxes_id,
            self.tax_ids,
            self.company_id,
        )
        self.price_unit = self.technical_price_unit = price
        self.discount = discount

    def _jit_restore_sku(self) -> None:
        """Name the product as the vendor does, where core did so for nobody."""
        self.ensure_one()
        offers = self._jit_own_offers()
        if not self.product_id or not offers:
            return
        lang = get_lang(self.env, self.partner_id.lang).code
        product = self.product_id.with_context(lang=lang, partner_id=None)
        plain = self._get_product_purchase_description(
            product.with_context(seller_id=None)
        )
        if self.name != plain:
            return
        offer = (offers.filtered("product_code") or offers)[:1]
        self.name = self._get_product_purchase_description(
            product.with_context(seller_id=offer.id)
        )

    def _jit_own_offers(self) -> models.Model:
        """What the order's vendor lists for the product, the smallest quantity first;
        out of date or not."""
        self.ensure_one()
        vendors = self.partner_id | self.partner_id.parent_id
        base = self.product_id.uom_id
        sellers = self.product_id.with_company(self.company_id)._prepare_sellers()
        return sellers.filtered(
            lambda offer: (
                offer.partner_id in vendors
                and offer.product_uom_id._has_common_reference(base)
            )
        ).sorted(
            lambda offer: offer.product_uom_id._compute_quantity(
                offer.min_qty, base, round=False
            )
        )
