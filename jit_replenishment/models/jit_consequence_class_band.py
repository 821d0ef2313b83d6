from odoo import api, fields, models
from odoo.exceptions import ValidationError

_MOST_PERCENT = 1000.0


class JitConsequenceClass(models.Model):
    """How far suggested figures are taken without asking anybody. Not, unless ticked.

    What was accepted so stands in the history of the rule and in a list of its own.
    """

    _inherit = "jit.consequence.class"

    accepts_suggestions = fields.Boolean(
        string="Accepts Suggestions by Itself",
        help="Suggested changes within the limits below are accepted at night, and "
        "listed as such. Never those learned from fewer than three demands.",
    )
    accept_up_percent = fields.Float(
        string="Up by at Most (%)",
        default=20.0,
        help="Reorder point and target, from what they are.",
    )
    accept_down_percent = fields.Float(
        string="Down by at Most (%)",
        default=20.0,
        help="Reorder point and target, from what they are.",
    )
    accept_value_limit = fields.Float(
        string="Stock Value Gained at Most",
        help="In each company's currency; of one rule's average stock. 0: no limit.",
    )

    @api.constrains("accept_up_percent", "accept_down_percent", "accept_value_limit")
    def _check_accept_limits(self) -> None:
        for record in self:
            percents = (record.accept_up_percent, record.accept_down_percent)
            # NaN is not at or above zero either
            if not all(each >= 0 for each in (*percents, record.accept_value_limit)):
                raise ValidationError(
                    self.env._("A limit cannot be negative. Use 0 for none.")
                )
            if max(percents) > _MOST_PERCENT:
                raise ValidationError(
                    self.env._(
                        "%(name)s: more than %(most)s %% is no limit.",
                        name=record.name,
                        most=int(_MOST_PERCENT),
                    )
                )
