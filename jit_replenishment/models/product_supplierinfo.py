import math

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..queries.vendor_offers import MAX_LEAD_TIME_DAYS

# whoever changes one of these has looked at the line
_CHECKED_BY_CHANGING = frozenset({"price", "min_qty", "delay", "product_uom_id"})


class ProductSupplierinfo(models.Model):
    _inherit = "product.supplierinfo"

    jit_order_multiple = fields.Float(
        string="Order Multiple",
        digits="Product Unit",
        help="The vendor sells multiples of this quantity, in the unit of this line. "
        "Empty: any quantity, or whole units where the vendor's unit is a pack.",
    )

    jit_unchecked = fields.Boolean(
        string="Not Checked",
        copy=False,
        help="Added by itself when an order was confirmed, with lead time 0. Just in "
        "Time does not order by it until somebody accepts or changes it.",
    )

    @api.constrains("delay")
    def _check_jit_delay(self) -> None:
        for offer in self:
            if not 0 <= offer.delay <= MAX_LEAD_TIME_DAYS:
                raise ValidationError(
                    self.env._(
                        "%(product)s from %(vendor)s: the lead time must be between 0 "
                        "and %(days)s days.",
                        product=offer.product_tmpl_id.display_name,
                        vendor=offer.partner_id.display_name,
                        days=MAX_LEAD_TIME_DAYS,
                    )
                )

    @api.constrains("jit_order_multiple", "min_qty")
    def _check_jit_quantities(self) -> None:
        for offer in self:
            # NaN is not at or above zero either
            if not (offer.jit_order_multiple >= 0 and offer.min_qty >= 0):
                raise ValidationError(
                    self.env._(
                        "%(product)s from %(vendor)s: the minimum quantity and the "
                        "order multiple cannot be negative.",
                        product=offer.product_tmpl_id.display_name,
                        vendor=offer.partner_id.display_name,
                    )
                )

    @api.model
    def _jit_check_numbers(self, vals: dict) -> None:
        """Refuse what no field can hold before the field fails without a word."""
        for name in ("min_qty", "price", "jit_order_multiple"):
            if not math.isfinite(float(vals.get(name) or 0)):
                raise ValidationError(
                    self.env._(
                        "%(field)s of a vendor's price must be a plain number; "
                        "%(value)s is not.",
                        field=self._fields[name]._description_string(self.env),
                        value=vals[name],
                    )
                )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        for vals in vals_list:
            self._jit_check_numbers(vals)
        offers = super().create(vals_list)
        offers._jit_signal()
        return offers

    def write(self, vals: dict) -> bool:
        self._jit_check_numbers(vals)
        if {"product_id", "product_tmpl_id"} & vals.keys():
            self._jit_signal()
        if _CHECKED_BY_CHANGING & vals.keys():
            vals = {"jit_unchecked": False} | vals
        moved = self.filtered(
            lambda offer: offer.delay != vals.get("delay", offer.delay)
        )
        result = super().write(vals)
        self._jit_signal()
        moved._jit_learn_again()
        return result

    def unlink(self) -> bool:
        self._jit_signal()
        return super().unlink()

    def action_set_supplier(self):
        """Setting the vendor of a just-in-time rule asks for nothing.

        Core would order the vendor's minimum, whether or not anything is needed.
        """
        self.ensure_one()
        rule = self.env["stock.warehouse.orderpoint"].browse(
            self.env.context.get("orderpoint_id")
        )
        if rule.trigger != "jit":
            return super().action_set_supplier()
        if "buy" not in rule.route_id.rule_ids.mapped("action"):
            # the vendor brings the route that buys along
            rule.route_id = False
        rule.supplier_id = self
        return rule.action_stock_replenishment_info()

    def action_jit_accept(self) -> bool:
        """Somebody looked at the price and stands behind it."""
        return self.write({"jit_unchecked": False})

    def _jit_learn_again(self) -> None:
        """A vendor's lead time moved: how much it takes to last until then."""
        if self:
            # whoever keeps price lists need not be allowed to see rules
            rules = self.env["stock.warehouse.orderpoint"].sudo()
            products = self.product_tmpl_id.product_variant_ids
            rules.search([("product_id", "in", products.ids)])._jit_learn_again()

    def _jit_signal(self) -> None:
        """A vendor's terms changed for these products."""
        products = self.product_tmpl_id.product_variant_ids
        self.env["jit.signal"]._emit(products, self.env["res.company"])
