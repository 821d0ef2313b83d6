from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    jit_refuse_duplicate_sku = fields.Boolean(
        related="company_id.jit_refuse_duplicate_sku", readonly=False
    )
    jit_mender_id = fields.Many2one(related="company_id.jit_mender_id", readonly=False)
    jit_decision_retention_days = fields.Integer(
        string="Keep Reasons for (Days)",
        config_parameter="jit_replenishment.decision_retention_days",
        default=730,
        help="Older reasons that led to no order line are dropped. 0 keeps them all.",
    )
