from odoo import models


class PurchaseOrderLine(models.Model):
    """A changed line keeps the price it was ordered at where its vendor names none.

    Below a vendor's minimum, or once the price has expired, core falls back on the cost
    of the product: often zero, and never what the vendor will charge.
    """

    _inherit = "purchase.order.line"

    def _compute_price_unit_and_date_planned_and_name(self) -> None:
        result = super()._compute_price_unit_and_date_planned_and_name()
        for line in self:
            if line.jit_decision_id and line._jit_lost_its_price():
                line._jit_restore_price()
        return result

    def _jit_lost_its_price(self) -> bool:
        self.ensure_one()
        typed_in = self.technical_price_unit != self.price_unit
        if typed_in or self.invoice_lines:
            return False
        return not self.selected_seller_id or not self.price_unit

    def _jit_restore_price(self) -> None:
        self.ensure_one()
        # whoever edits the line may know what it was ordered at
        ordered = self.sudo().jit_decision_id
        same_terms = (
            ordered.vendor_id == self.partner_id
            and ordered.currency_id == self.currency_id
            and ordered.product_id == self.product_id
        )
        if not same_terms or not ordered.price_unit or not ordered.purchase_uom_id:
            return
        price = self.env["account.tax"]._fix_tax_included_price_company(
            ordered.purchase_uom_id._compute_price(
                ordered.price_unit, self.product_uom_id
            ),
            self.product_id.supplier_taxes_id,
            self.tax_ids,
            self.company_id,
        )
        self.price_unit = self.technical_price_unit = price
        self.discount = ordered.discount
