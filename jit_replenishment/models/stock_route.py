from odoo import models


class StockRoute(models.Model):
    _name = "stock.route"
    _inherit = ["stock.route", "jit.terms"]

    _jit_terms = frozenset(
        {
            "active",
            "sequence",
            "company_id",
            "product_ids",
            "categ_ids",
            "warehouse_ids",
            "rule_ids",
        }
    )
