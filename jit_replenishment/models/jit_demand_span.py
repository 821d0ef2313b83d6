from odoo import fields, models


class JitDemandSpan(models.Model):
    """Since when a rule's place could show a demand, and when it could not."""

    _name = "jit.demand.span"
    _description = "Days with Stock"
    _log_access = False
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    first_day = fields.Date(
        help="The first receipt or delivery; empty: there was none yet."
    )
    blind = fields.Json(
        help="First and last day of each time without stock in which nobody waited; "
        "no last day: it lasts."
    )

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")
