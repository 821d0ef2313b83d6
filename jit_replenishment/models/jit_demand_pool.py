from odoo import fields, models


class JitDemandPool(models.Model):
    """What is alike for all products of a company, as learned on a day."""

    _name = "jit.demand.pool"
    _description = "What the Catalogue Teaches"
    _log_access = False
    _order = "learned_on desc, id desc"
    _rec_name = "learned_on"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    learned_on = fields.Date(string="Learned", required=True)
    products = fields.Integer(help="Whose history it was learned from.")
    log_size_deviation = fields.Float(
        string="Spread of Sizes", default=1.0, digits=(16, 6)
    )
    intercept = fields.Float(default=0.0, digits=(16, 6))
    slope = fields.Float(default=0.0, digits=(16, 6))
    clumping = fields.Float(default=1.0, digits=(16, 6))
    lead_time_ratio = fields.Float(
        string="Spread of Lead Times",
        default=0.2,
        digits=(16, 6),
        help="Standard deviation of what vendors take / its mean.",
    )
    season = fields.Json(help="Demand of each twelfth of the year / its mean.")
    launch = fields.Json(
        help="What new products of each category sell, and of all of them."
    )

    _one_per_day = models.UniqueIndex("(company_id, learned_on)")
