from odoo import fields, models


class JitTrialRule(models.AbstractModel):
    """Whatever is kept of a rule on trial belongs to the rule and to its company."""

    _name = "jit.trial.rule"
    _description = "Just in Time: Of a Rule on Trial"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    location_id = fields.Many2one(related="orderpoint_id.location_id")
    currency_id = fields.Many2one(related="company_id.currency_id")

    def action_open_rule(self) -> dict:
        self.ensure_one()
        return self.orderpoint_id.action_jit_open()
