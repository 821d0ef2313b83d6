from odoo import api, models

# outcomes that no look changes: somebody has to, and the reason that says what
_HELD_BY = {
    "snoozed": {"snoozed"},
    "paused": {"paused"},
    "rejected": {"rejected"},
    "waiting": {"waiting", "put_off"},
}


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

    def _jit_held_back(self) -> str | bool:
        """What keeps anything from being ordered now, whatever the look finds."""
        self.ensure_one()
        wish = self._jit_wishes().get(self.id)
        if not wish:
            return False
        decision = wish.verdict.decision
        codes = _HELD_BY.get(decision.outcome, {decision.fault})
        holds = [
            reason.as_list() for reason in decision.reasons if reason.code in codes
        ]
        return self.env["jit.reason"]._sentences(holds, self.product_uom) or False

    def _jit_card_draft(self) -> models.Model:
        """The draft order its line waits in, for those who may open it."""
        self.ensure_one()
        order = self.jit_draft_order_id.sudo(False)
        return order if order.has_access("read") else order.browse()

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
