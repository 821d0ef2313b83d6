from odoo import fields, models


class JitWeekday(models.Model):
    """A day of the week, for a vendor to be ticked with: there are seven."""

    _name = "jit.weekday"
    _description = "Weekday"
    _order = "number"

    name = fields.Char(required=True, translate=True)
    number = fields.Integer(required=True, help="Monday is 0.")

    _number_of_a_week = models.Constraint(
        "CHECK (number BETWEEN 0 AND 6)", "A week has the days 0 to 6."
    )
    _one_per_day = models.UniqueIndex("(number)")
