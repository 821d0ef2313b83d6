from odoo import api, fields, models

from ..policy.learned_rule import LearnedRule


class JitLearning(models.Model):
    """The demand until goods arrive: with it any other figures can be judged."""

    _inherit = "jit.learning"

    interval_demand = fields.Float(
        digits=(16, 6), help="Expected to sell from an order to its arrival."
    )
    variance_demand = fields.Float(
        digits=(16, 6), help="Of the above, because sales are uneven."
    )
    variance_estimate = fields.Float(
        digits=(16, 6), help="Of the above, because the history is short."
    )
    variance_vendor = fields.Float(
        digits=(16, 6), help="Of the above, because lead times are uneven."
    )
    undershoot = fields.Float(
        digits=(16, 6),
        help="How far below the reorder point stock is when an order goes out, as "
        "customers do not buy one by one.",
    )
    calibration = fields.Float(
        default=1.0,
        digits=(16, 6),
        help="What the safety stock was multiplied by, as the past showed it takes.",
    )
    sold_first = fields.Float(
        digits="Product Unit",
        help="What is left of a product that this one replaces, and is sold first.",
    )
    is_frozen = fields.Boolean(
        string="Left Alone", help="Somebody asked to leave its figures as they are."
    )

    @api.model
    def _interval_vals(self, learned: LearnedRule) -> dict:
        """To be kept with the rest of what was learned."""
        demand = learned.lead_time_demand
        return {
            "interval_demand": demand.mean,
            "variance_demand": demand.of_demand,
            "variance_estimate": demand.of_estimate,
            "variance_vendor": demand.of_vendor,
            "undershoot": demand.undershoot,
            "calibration": demand.calibration,
            "is_frozen": learned.frozen,
            "sold_first": learned.sold_first,
        }
