from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy.limit import Limit


class ResCompany(models.Model):
    """Above what first run going live asks a second time."""

    _inherit = "res.company"

    jit_go_live_lines = fields.Integer(
        string="Lines of a First Run",
        default=50,
        help="Whoever takes rules live is asked twice where their first run would make "
        "more draft lines than this. 0: never for their number. 50 unless you change "
        "it.",
        groups="base.group_user",
    )
    jit_go_live_amount = fields.Monetary(
        string="Amount of a First Run",
        help="Whoever takes rules live is asked twice where their first run would cost "
        "more than this. 0, unless you change it: never for the money.",
        groups="base.group_user",
    )

    @api.constrains("jit_go_live_lines", "jit_go_live_amount")
    def _check_jit_go_live(self) -> None:
        for company in self:
            # NaN is not at or above zero either
            if not (company.jit_go_live_lines >= 0 and company.jit_go_live_amount >= 0):
                raise ValidationError(
                    self.env._("A limit cannot be negative. Use 0 for no limit.")
                )

    def _jit_run_limit(self) -> Limit:
        """What one run may order without asking."""
        return Limit(self.jit_limit_lines, self.jit_limit_amount)

    def _jit_go_live_limit(self) -> Limit:
        """What rules may order at once without being asked about twice."""
        return Limit(self.jit_go_live_lines, self.jit_go_live_amount)
