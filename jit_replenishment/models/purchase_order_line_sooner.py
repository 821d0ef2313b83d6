import math

from odoo import models


class PurchaseOrderLine(models.Model):
    """Where the stock of a refused line stands, and at what it is wanted after all."""

    _inherit = "purchase.order.line"

    def _jit_stock_without(self) -> dict["PurchaseOrderLine", float]:
        """On hand + incoming - promised without these lines, by line, in the product's
        unit; only of rules that Just in Time looks after."""
        # whoever may refuse the line need not be allowed to read all stock
        wishes = self.orderpoint_id.sudo()._jit_wishes()
        stock = {}
        for line in self:
            wish = wishes.get(line.orderpoint_id.id)
            if wish:
                # the engine's own line is not counted in the first place
                own = 0.0 if line.jit_owned else line._jit_awaited()
                stock[line] = line.product_id.uom_id.round(
                    wish.inventory_position - own
                )
        return stock

    def _jit_levels_at(self, stocks: dict) -> dict["PurchaseOrderLine", float | None]:
        """Half of the reorder point, or of what there is where that is less, by line,
        in the product's unit; None where nothing is left that could fall.

        :param stocks: as ``_jit_stock_without`` says it
        """
        levels = {}
        for line, stock in stocks.items():
            unit = line.product_id.uom_id
            if unit.compare(stock, 0) <= 0:
                levels[line] = None
                continue
            half = min(line.orderpoint_id.product_min_qty, stock) / 2
            # nobody counts half pieces, and 0 of a small quantity is its end
            whole = float(math.floor(half)) if half >= 1 else half
            levels[line] = unit.round(whole, rounding_method="DOWN")
        return levels

    def _jit_in_products_unit(self, quantity: float) -> str:
        """As ``jit.reason`` writes it, with the unit."""
        self.ensure_one()
        unit = self.product_id.uom_id
        return f"{self.env['jit.reason']._number(quantity, unit)} {unit.name}"
