from odoo import api, models


class StockWarehouseOrderpoint(models.Model):
    """The Kanban card of a rule: printed, hung on the shelf, scanned when it is low."""

    _inherit = "stock.warehouse.orderpoint"

    def _jit_card_url(self) -> str:
        """What the code on the card says."""
        self.ensure_one()
        return f"{self.get_base_url()}/jit/scan/{self.id}"

    def _jit_card_figure(self, quantity: float) -> str:
        """A quantity as the unit of the product has it: 10 rather than 10.00."""
        self.ensure_one()
        return self.env["jit.reason"]._number(quantity, self.product_uom)

    @api.model
    def _jit_scan(self, rule_id: int) -> "StockWarehouseOrderpoint":
        """Have the rule of a card looked at; empty where it is not the user's to see.

        A card of an archived rule, of another company, or of none is the same to those
        who may not know which.
        """
        if not self.has_access("read"):
            return self.browse()
        rule = self.search([("id", "=", rule_id), ("trigger", "=", "jit")])
        rule._jit_signal()
        return rule
