from odoo import fields, models


class JitPin(models.TransientModel):
    """Keep the figures of rules as they are: why, and perhaps until when."""

    _name = "jit.pin"
    _description = "Pin"

    orderpoint_ids = fields.Many2many(
        "stock.warehouse.orderpoint", string="Rules", required=True, readonly=True
    )
    reason = fields.Char(required=True)
    until = fields.Date(
        help="Changes are suggested again from that day on. Empty: until somebody "
        "takes the pin out."
    )

    def action_pin(self) -> dict:
        """With the rights of who asks; what was suggested of them is withdrawn."""
        self.ensure_one()
        self.orderpoint_ids.action_jit_pin(self.reason, self.until)
        return {"type": "ir.actions.act_window_close"}
