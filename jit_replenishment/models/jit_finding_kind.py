from odoo import fields, models


class JitFindingKind(models.Model):
    """A kind of fault: what it is called, why it matters, what comes first."""

    _name = "jit.finding.kind"
    _description = "Kind of Fault"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(help="The lower, the worse.")
    why = fields.Char(string="Why It Matters", required=True, translate=True)

    _one_per_code = models.UniqueIndex("(code)")

    def action_fix_these(self) -> dict:
        """Open all that is to mend of this kind, in the companies at hand."""
        self.ensure_one()
        findings = self.env["jit.finding"].search(
            [
                ("kind_id", "=", self.id),
                ("company_id", "in", self.env.companies.ids),
                ("set_aside_on", "=", False),
            ]
        )
        return findings._open_targets(self)
