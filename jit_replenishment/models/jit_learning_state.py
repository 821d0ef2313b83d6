from odoo import api, fields, models


class JitLearningState(models.Model):
    """How far the learning has come: one row, updated in place."""

    _name = "jit.learning.state"
    _description = "Just in Time: State of Learning"
    _log_access = False

    taken_until = fields.Datetime(
        help="Moves written later have not been looked at. Empty: none has."
    )
    taken_all_on = fields.Date(help="When all moves were last read from the beginning.")
    clocks = fields.Char(help="By whose clocks the days were told apart.")
    learning_on = fields.Date(help="The night that is being worked off.")
    last_rule_id = fields.Integer(help="Rules up to this one were learned that night.")
    learned_on = fields.Date(help="The last night that is complete.")

    @api.model
    def _get(self) -> models.Model:
        return self.search([], limit=1) or self.create({})

    @api.model
    def _read_clocks(self) -> str:
        companies = self.env["res.company"].search([], order="id")
        return " ".join(f"{each.id}:{each._jit_timezone()}" for each in companies)
