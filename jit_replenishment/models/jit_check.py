from datetime import time, timedelta
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..queries.check_found import find_by_query, take_basics, value_found
from ..queries.check_scope import Scope, a_year_before


class JitCheck(models.Model):
    """When the data of a company was last checked."""

    _name = "jit.check"
    _inherit = ["jit.on.demand"]
    _description = "Data Check"
    _log_access = False
    _rec_name = "company_id"
    _done_field = "checked_at"
    _action_name = "ir_cron_check"

    checked_at = fields.Datetime(
        string="Checked", help="When the last check began that came to an end."
    )
    findings = fields.Integer(string="Faults", help="That nobody has set aside.")

    _one_per_company = models.UniqueIndex("(company_id)")

    @api.model
    def _ensure_manager(self) -> None:
        user = self.env.user
        if not (self.env.su or user.has_group("jit_replenishment.group_jit_manager")):
            raise AccessError(
                self.env._(
                    "Only managers of Just in Time check the data and set faults "
                    "aside. Ask one of them."
                )
            )

    @api.model
    def _ask(self, companies: models.Model) -> None:
        """Have the data of these companies checked as soon as a worker is free."""
        self._ensure_manager()
        self._append(companies)

    @api.model
    def _cron_check(self) -> None:
        """Check every company whose check was asked for, and all of them each night."""
        learner = self.env["jit.learner"]
        learner._note_changed()
        companies = self._due()
        if companies and not learner._take_in():
            # what was sold is not read yet: go on where this had to stop
            self._wake()
            return
        self._work_through(companies)

    @api.model
    def _work_out(self, company: models.Model) -> dict[str, Any]:
        """Find what is wrong with the data of a company, and where its money lies.

        :returns: the number of faults that nobody has set aside
        """
        scope = self._scope(company)
        findings = self.env["jit.finding"]
        take_basics(self.env, scope)
        self.env["jit.stock.audit"]._fill(scope, company)
        find_by_query(self.env, scope)
        findings._find_by_thinking(scope)
        value_found(self.env, company.currency_id.decimal_places)
        return {"findings": findings._reconcile(company)}

    @api.model
    def _scope(self, company: models.Model) -> Scope:
        today = company._jit_today()
        first_day = a_year_before(today) + timedelta(days=1)
        return Scope(
            company.id,
            tuple(company.parent_ids.ids),
            today,
            company._jit_moment(first_day, time.min),
        )
