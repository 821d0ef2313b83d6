from odoo import api, models
from odoo.exceptions import ValidationError


class StockWarehouseOrderpoint(models.Model):
    """What keeps a rule from being just-in-time, in words that say what to do."""

    _inherit = "stock.warehouse.orderpoint"

    @api.constrains("product_min_qty", "product_max_qty", "trigger")
    def _check_min_max_qty(self) -> None:
        for rule in self.filtered(lambda rule: rule.trigger == "jit"):
            if said := rule._jit_wrong_figures():
                raise ValidationError(said)
        return super()._check_min_max_qty()

    @api.constrains("trigger", "product_id", "location_id", "active")
    def _check_jit_possible(self) -> None:
        for rule in self.filtered(lambda rule: rule.trigger == "jit"):
            if said := rule._jit_wrong_place():
                raise ValidationError(said)

    def _jit_impossible(self) -> str | None:
        """Why the rule cannot go live; None where it can."""
        return self._jit_wrong_figures() or self._jit_wrong_place()

    def _jit_wrong_figures(self) -> str | None:
        quantities = (self.product_min_qty, self.product_max_qty)
        if min(quantities) < 0:
            return self.env._(
                "%(product)s: the reorder point and the target cannot be negative. "
                "Use 0 and 0 to buy only what is promised.",
                product=self.product_id.display_name,
            )
        if self.product_uom.compare(*quantities) > 0:
            return self.env._(
                "%(product)s: the target %(target)s is below the reorder point "
                "%(reorder_point)s. Raise the target, or lower the reorder point.",
                product=self.product_id.display_name,
                target=self.product_max_qty,
                reorder_point=self.product_min_qty,
            )
        return None

    def _jit_wrong_place(self) -> str | None:
        if not self.product_id.is_storable:
            return self.env._(
                "%(product)s is not tracked, so nobody can tell when it runs out. Tick "
                "Track Inventory on the product, count it, and try again.",
                product=self.product_id.display_name,
            )
        if self.location_id.usage != "internal":
            return self.env._(
                "%(location)s is not a place where your own stock lies. Choose an "
                "internal location of the warehouse.",
                location=self.location_id.display_name,
            )
        return None
