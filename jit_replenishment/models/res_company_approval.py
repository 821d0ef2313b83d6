from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    jit_four_eyes = fields.Boolean(
        string="Four Eyes",
        help="Whoever changed a draft line of Just in Time last may not approve it.",
        groups="base.group_user",
    )
