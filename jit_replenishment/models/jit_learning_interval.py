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
            "is_frozen": learned.frozen,
        }
