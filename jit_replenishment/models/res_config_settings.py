from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    jit_refuse_duplicate_sku = fields.Boolean(
        related="company_id.jit_refuse_duplicate_sku", readonly=False
    )
    jit_mender_id = fields.Many2one(related="company_id.jit_mender_id", readonly=False)
    jit_digest_hour = fields.Float(related="company_id.jit_digest_hour", readonly=False)
    jit_decision_retention_days = fields.Integer(
        string="Keep Reasons for (Days)",
        config_parameter="jit_replenishment.decision_retention_days",
        default=730,
        help="Older reasons that led to no order line are dropped. 0 keeps them all.",
    )
    jit_limit_lines = fields.Integer(
        related="company_id.jit_limit_lines", readonly=False
    )
    jit_limit_amount = fields.Monetary(
        related="company_id.jit_limit_amount",
        readonly=False,
        currency_field="company_currency_id",
    )
    jit_go_live_lines = fields.Integer(
        related="company_id.jit_go_live_lines", readonly=False
    )
    jit_go_live_amount = fields.Monetary(
        related="company_id.jit_go_live_amount",
        readonly=False,
        currency_field="company_currency_id",
    )
    jit_rejection_days = fields.Integer(
        related="company_id.jit_rejection_days", readonly=False
    )
    jit_four_eyes = fields.Boolean(related="company_id.jit_four_eyes", readonly=False)
    jit_run_retention_days = fields.Integer(
        string="Keep Runs for (Days)",
        config_parameter="jit_replenishment.run_retention_days",
        default=90,
        help="What each run did is dropped after these days. 0 keeps them all.",
    )
    jit_order_cost = fields.Monetary(
        related="company_id.jit_order_cost",
        readonly=False,
        currency_field="company_currency_id",
    )
    jit_holding_rate = fields.Float(
        related="company_id.jit_holding_rate", readonly=False
    )
