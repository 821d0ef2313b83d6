from odoo import api, fields, models
from odoo.fields import Domain


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
        companies = self.env["res.company"].search(Domain.TRUE, order="id")
        return " ".join(f"{each.id}:{each._jit_timezone()}" for each in companies)

    @api.model
    def _is_night_over(self) -> bool:
        return self._get().learned_on == fields.Date.today()

    @api.model
    def _begin_night(self) -> int:
        """Or go on with it: the last rule that was learned in it."""
        state, today = self._get(), fields.Date.today()
        if state.learning_on != today:
            state.write({"learning_on": today, "last_rule_id": 0})
        return state.last_rule_id

    @api.model
    def _learned_until(self, rule_id: int) -> None:
        self._get().last_rule_id = rule_id

    @api.model
    def _end_night(self) -> None:
        state = self._get()
        state.learned_on = state.learning_on
