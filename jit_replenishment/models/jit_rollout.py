from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError


class JitRollout(models.Model):
    """When the roll-out of a company was last counted."""

    _name = "jit.rollout"
    _inherit = ["jit.on.demand"]
    _description = "Roll-out: Last Counted"
    _log_access = False
    _rec_name = "company_id"
    _done_field = "counted_at"
    _action_name = "ir_cron_rollout"

    counted_at = fields.Datetime(
        string="Counted", help="When the last count began that came to an end."
    )

    _one_per_company = models.UniqueIndex("(company_id)")

    @api.model
    def _ask(self, companies: models.Model) -> None:
        """Have the roll-out of these companies counted; whoever sees it may ask."""
        user = self.env.user
        if not (self.env.su or user.has_group("jit_replenishment.group_jit_user")):
            raise AccessError(
                self.env._("Only users of Just in Time see the roll-out. Ask one.")
            )
        self._append(companies)

    @api.model
    def _cron_count(self) -> None:
        """Count every company that was asked for, and all of them each night."""
        self._work_through(self._due())

    @api.model
    def _work_out(self, company: models.Model) -> dict[str, Any]:
        self.env["jit.rollout.line"]._fill(company)
        return {}
