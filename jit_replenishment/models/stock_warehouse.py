from odoo import models


class StockWarehouse(models.Model):
    _name = "stock.warehouse"
    _inherit = ["stock.warehouse", "jit.terms"]

    _jit_terms = frozenset(
        {
            "active",
            "lot_stock_id",
            "wh_input_stock_loc_id",
            "reception_steps",
            "route_ids",
            "resupply_wh_ids",
            "buy_to_resupply",
        }
    )
