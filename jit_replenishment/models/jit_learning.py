from odoo import fields, models

CONFIDENCE = [
    ("A", "A: 24 demands or more"),
    ("B", "B: 8 to 23 demands"),
    ("C", "C: 3 to 7 demands"),
    ("D", "D: as similar products"),
]
SUITABILITY = [
    ("lean", "Lean"),
    ("buffer", "Buffered"),
    ("on_demand", "On Demand"),
]
ABC = [("A", "A"), ("B", "B"), ("C", "C")]
XYZ = [("X", "X"), ("Y", "Y"), ("Z", "Z")]


class JitLearning(models.Model):
    """What demand and receipts teach about one rule.

    The learning job alone writes it, and only what changed; nothing on the rule itself
    ever changes by it.
    """

    _name = "jit.learning"
    _description = "What Was Learned"
    _log_access = False
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    learned_on = fields.Date(
        string="Learned", help="The day that the figures last changed."
    )
    reorder_point = fields.Float(digits="Product Unit")
    target_stock = fields.Float(string="Target", digits="Product Unit")
    lot_size = fields.Float(string="Lot", digits="Product Unit")
    expected_demand = fields.Float(
        digits="Product Unit", help="The part of the reorder point that will be sold."
    )
    for_demand = fields.Float(
        digits="Product Unit",
        help="The part of the reorder point against uneven demand.",
    )
    for_estimate = fields.Float(
        digits="Product Unit",
        help="The part of the reorder point against a short history.",
    )
    for_vendor = fields.Float(
        digits="Product Unit",
        help="The part of the reorder point against uneven lead times.",
    )
    demand_rate = fields.Float(
        string="Sells a Day", digits=(16, 6), help="In the product's unit."
    )
    dispersion = fields.Float(
        digits=(16, 6), help="Variance of a day's demand / its mean."
    )
    effective_days = fields.Float(
        string="Days Learned From", help="Of equal weight: the latest count most."
    )
    events = fields.Float(
        string="Demands Learned From", help="Of equal weight: the latest count most."
    )
    first_day = fields.Date(
        string="Known Since", help="The first receipt or sale at this place."
    )
    cut_orders = fields.Json(
        help="Days whose demand was not fully counted: day, quantity, counted."
    )
    lead_time_mean = fields.Float(string="Lead Time (Days)")
    lead_time_deviation = fields.Float(string="Lead Time +- (Days)")
    lead_time_promised = fields.Float(string="Promised (Days)")
    receipts = fields.Integer(help="The lead time was learned from.")
    usual_vendor_id = fields.Many2one(
        "res.partner",
        string="Usual Vendor",
        index="btree_not_null",
        ondelete="set null",
    )
    cycle_service_level = fields.Float(string="Target Service")
    interval_days = fields.Float(string="Days to Cover")
    confidence = fields.Selection(CONFIDENCE)
    expected_service = fields.Float(
        help="Share of order cycles that the present reorder point is expected to last."
    )
    measured_service = fields.Float(
        help="Share of past order cycles that the present reorder point would have "
        "lasted."
    )
    measured_cycles = fields.Integer(help="Past order cycles that were looked at.")
    average_stock_now = fields.Float(
        digits="Product Unit", help="Expected with the present figures."
    )
    average_stock_then = fields.Float(
        digits="Product Unit", help="Expected with the learned figures."
    )
    suitability = fields.Selection(SUITABILITY)
    suitability_reasons = fields.Json()
    abc = fields.Selection(ABC, string="ABC by Value")
    xyz = fields.Selection(XYZ, string="XYZ by Variability")

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")
