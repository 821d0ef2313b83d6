from odoo import models


class StockLocation(models.Model):
    _name = "stock.location"
    _inherit = ["stock.location", "jit.terms"]

    _jit_terms = frozenset({"active", "location_id", "usage", "company_id"})
