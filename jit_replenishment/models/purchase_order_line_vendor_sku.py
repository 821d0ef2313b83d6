import re

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class PurchaseOrderLine(models.Model):
    _inherit = "purchase.order.line"

    jit_vendor_sku = fields.Char(search="_search_jit_vendor_sku")

    @api.depends("selected_seller_id")
    def _compute_jit_vendor_sku(self) -> None:
        """The price that counts for the line names it; without one (below the minimum,
        out of date) any line of the vendor's price list does."""
        priced = self.filtered(lambda line: line.selected_seller_id.product_code)
        for line in priced:
            line.jit_vendor_sku = line.selected_seller_id.product_code
        return super(PurchaseOrderLine, self - priced)._compute_jit_vendor_sku()

    @api.model
    def _search_jit_vendor_sku(self, operator: str, value: object) -> Domain:
        """Lines whose own vendor calls the product so."""
        if operator not in ("in", "ilike", "like", "=ilike", "=like"):
            return NotImplemented
        if operator == "in" and not all(value):
            return ~Domain("id", "in", self._jit_lines_named("!=", False))
        return Domain("id", "in", self._jit_lines_named(operator, value))

    @api.model
    def _jit_lines_named(self, operator: str, value: object) -> SQL:
        self.flush_model(["product_id", "partner_id", "company_id"])
        finder = self.env["jit.vendor.sku"]
        return SQL(
            """
            (SELECT line.id
               FROM product_supplierinfo offer
               JOIN product_product product
                 ON product.product_tmpl_id = offer.product_tmpl_id
                AND COALESCE(offer.product_id, product.id) = product.id
               JOIN purchase_order_line line ON line.product_id = product.id
                AND COALESCE(offer.company_id, line.company_id) = line.company_id
               JOIN res_partner vendor ON vendor.id = line.partner_id
                AND offer.partner_id IN (vendor.id, vendor.commercial_partner_id)
              WHERE offer.id IN %s)
            """,
            finder._offers(operator, value).subselect(),
        )

    def _jit_sku_to_print(self) -> str | bool:
        """The vendor's SKU, unless the description names it already.

        Core starts a description with the SKU in brackets, but not where the quantity
        is below the vendor's minimum, nor where the SKU was entered later.
        """
        self.ensure_one()
        sku = self.jit_vendor_sku
        if not sku:
            return False
        named = rf"\[{re.escape(sku)}\]|^\W*{re.escape(sku)}(?!\w)"
        return False if re.search(named, self.name or "", re.IGNORECASE) else sku
