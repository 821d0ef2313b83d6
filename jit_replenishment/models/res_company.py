from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    jit_refuse_duplicate_sku = fields.Boolean(
        string="Refuse Duplicate Vendor SKUs",
        help="Entering a vendor's SKU for a second product is refused instead of "
        "warned about.",
    )
    jit_mender_id = fields.Many2one(
        "res.users",
        string="Problems Go To",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Who is reminded of what cannot be ordered, where neither the vendor has "
        "a buyer nor the product somebody responsible.",
    )
