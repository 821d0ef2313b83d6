from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    jit_refuse_duplicate_sku = fields.Boolean(
        related="company_id.jit_refuse_duplicate_sku", readonly=False
    )
