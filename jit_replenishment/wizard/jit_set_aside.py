from odoo import fields, models


class JitSetAside(models.TransientModel):
    """Say that something is no fault, and why."""

    _name = "jit.set.aside"
    _description = "Not a Fault"

    finding_ids = fields.Many2many(
        "jit.finding", string="Faults", required=True, readonly=True
    )
    reason = fields.Char(required=True)

    def action_set_aside(self) -> dict:
        """As the faults themselves do it, with all they check."""
        self.ensure_one()
        return self.finding_ids.action_set_aside(self.reason)
