from odoo import fields, models


class StockWarehouseOrderpoint(models.Model):
    """What people put in the way of a rule goes with it."""

    _inherit = "stock.warehouse.orderpoint"

    jit_rejection_ids = fields.One2many(
        "jit.rejection",
        "orderpoint_id",
        string="Rejections",
        domain=[("is_open", "=", True)],
    )

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if vals.get("trigger", "jit") != "jit" or not vals.get("active", True):
            # what waits is the engine's, whoever changes the rule
            waiting = self.env["jit.run.line"].sudo()
            waiting.search([("orderpoint_id", "in", self.ids)]).unlink()
        return result

    def action_jit_open_pauses(self) -> dict:
        """What this rule is paused by, where it can be resumed."""
        self.ensure_one()
        pauses = self.env["jit.pause"]._holding(self.company_id)
        mine = pauses._concerning(
            self.company_id, self.warehouse_id, self.jit_vendor_id
        )
        return (mine or pauses)._open()

    def _jit_say_looked_at(self) -> list[str]:
        """What becomes of live ones among these next, for a notice."""
        if not any(rule.trigger == "jit" for rule in self):
            return []
        return [self.env._("What is short is ordered within a minute.")]

    def action_jit_lift_rejection(self) -> dict:
        """Order it again, whoever said no and until when."""
        self.check_access("read")
        return self.jit_rejection_ids.action_lift()
