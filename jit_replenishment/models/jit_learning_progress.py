from odoo import fields, models


class JitLearningProgress(models.Model):
    """How far the learning of a company has come, updated in place."""

    _name = "jit.learning.progress"
    _description = "Progress of Learning"
    _log_access = False
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    taken_until = fields.Datetime(
        help="Moves written later have not been looked at. Empty: none has."
    )
    timezone = fields.Char(help="By whose clock the days were told apart.")
    taken_all_on = fields.Date(help="When all moves were last read from the beginning.")
    learning_on = fields.Date(help="The night that is being worked off.")
    last_rule_id = fields.Integer(help="Rules up to this one were learned that night.")
    learned_on = fields.Date(string="Learned", help="The last night that is complete.")

    _one_per_company = models.UniqueIndex("(company_id)")
