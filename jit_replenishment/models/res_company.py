from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    jit_refuse_duplicate_sku = fields.Boolean(
        string="Refuse Duplicate Vendor SKUs",
        help="Entering a vendor's SKU for a second product is refused instead of "
        "warned about.",
    )
