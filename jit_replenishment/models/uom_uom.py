from odoo import models


class UomUom(models.Model):
    _name = "uom.uom"
    _inherit = ["uom.uom", "jit.terms"]

    _jit_terms = frozenset({"relative_factor", "relative_uom_id", "factor"})
