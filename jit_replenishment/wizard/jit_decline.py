from odoo import fields, models


class JitDecline(models.TransientModel):
    """Say no to suggested changes: why, and perhaps until when."""

    _name = "jit.decline"
    _description = "Decline"

    proposal_ids = fields.Many2many(
        "jit.reorder.proposal", string="Suggested Changes", required=True, readonly=True
    )
    reason = fields.Char(required=True)
    until = fields.Date(
        string="Not Before",
        help="Suggested again from that day on. Before it, and where it is empty: once "
        "the figures are clearly different from those declined.",
    )

    def action_decline(self) -> dict:
        """As the suggestions themselves do it, with all they check."""
        self.ensure_one()
        return self.proposal_ids.action_decline(self.reason, self.until)
