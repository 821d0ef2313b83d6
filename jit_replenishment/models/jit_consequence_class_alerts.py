from odoo import fields, models


class JitConsequenceClass(models.Model):
    """How fast people hear of what runs out before supply: by their class."""

    _inherit = "jit.consequence.class"

    tells_at_once = fields.Boolean(
        string="Tell at Once",
        help="The buyer gets a mail and a reminder as soon as a product of this class "
        "is found to run out before supply. Otherwise it stands in the mail of the "
        "next working day.",
    )
    escalate_after_hours = fields.Integer(
        string="Tell a Manager after (Hours)",
        help="If the product still runs out before supply after so many hours, a "
        "manager is told too, once. 0: never.",
    )

    _escalate_after_hours_positive = models.Constraint(
        "CHECK (escalate_after_hours >= 0)",
        "Hours until a manager is told cannot be negative. Use 0 for never.",
    )
