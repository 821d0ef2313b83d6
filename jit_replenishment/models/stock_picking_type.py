from odoo import models


class StockPickingType(models.Model):
    _name = "stock.picking.type"
    _inherit = ["stock.picking.type", "jit.terms"]

    # where a request for quotation without a place of its own delivers to
    _jit_terms = frozenset({"default_location_dest_id", "warehouse_id", "company_id"})
