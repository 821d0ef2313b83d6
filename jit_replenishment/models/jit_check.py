import logging
from datetime import datetime, time, timedelta
from time import monotonic
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..queries.bulk_rows import column_names
from ..queries.check_found import find_by_query, take_basics, value_found
from ..queries.check_scope import Scope, a_year_before

_logger = logging.getLogger(__name__)

# nightly, whatever the hour the last one was asked for at
_AGAIN_AFTER = timedelta(hours=20)


class JitCheck(models.Model):
    """When the data of a company was last checked; one row each, updated in place.

    A check is asked for in a user's transaction and made by a scheduled action.
    """

    _name = "jit.check"
    _description = "Data Check"
    _log_access = False
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    asked_at = fields.Datetime()
    checked_at = fields.Datetime(
        string="Checked", help="When the last check began that came to an end."
    )
    seconds = fields.Float(help="How long it took.")
    findings = fields.Integer(string="Faults", help="That nobody has set aside.")
    failure = fields.Text(help="Why the last check came to no end.")
    failed_at = fields.Datetime()

    _one_per_company = models.UniqueIndex("(company_id)")

    # -- asking ------------------------------------------------------------------

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
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_check (company_id, asked_at)
                SELECT company_id, %s FROM unnest(%s) AS asked(company_id)
                    ON CONFLICT (company_id) DO UPDATE SET asked_at = EXCLUDED.asked_at
                """,
                fields.Datetime.now(),
                companies.ids,
            )
        )
        self.invalidate_model()
        # a manager need not be allowed to look at scheduled actions
        self.env.ref("jit_replenishment.ir_cron_check").sudo()._trigger()

    def _is_pending(self) -> bool:
        """Asked for, and neither begun since nor failed."""
        self.ensure_one()
        answered = max(self.checked_at or datetime.min, self.failed_at or datetime.min)
        return bool(self.asked_at) and self.asked_at > answered

    # -- checking ----------------------------------------------------------------

    @api.model
    def _cron_check(self) -> None:
        """Check every company whose check was asked for, and all of them each night.

        A company that cannot be checked costs itself only, and the line above the
        faults says why.
        """
        learner = self.env["jit.learner"]
        learner._note_changed()
        companies = self._due()
        if companies and not learner._take_in():
            # what was sold is not read yet: go on where this had to stop
            self.env.ref("jit_replenishment.ir_cron_check")._trigger()
            return
        for number, company_id in enumerate(companies.ids):
            if number and not learner._has_time(1):
                self.env.ref("jit_replenishment.ir_cron_check")._trigger()
                return
            self._check_alone(company_id)

    @api.model
    def _due(self) -> models.Model:
        """Companies to check now, those whose check was asked for first."""
        known = {check.company_id: check for check in self.search(Domain.TRUE)}
        before = fields.Datetime.now() - _AGAIN_AFTER
        companies = self.env["res.company"].search(Domain.TRUE)
        asked = companies.filtered(lambda c: c in known and known[c]._is_pending())
        stale = companies.filtered(
            lambda c: c not in known or (known[c].checked_at or datetime.min) < before
        )
        return asked | stale

    @api.model
    def _check_alone(self, company_id: int) -> None:
        """In one transaction, and what came of it in another: who asks for a check
        meanwhile writes the same row."""
        transaction = self.env["jit.transaction"]
        self.env["ir.cron"]._commit_progress()
        began, started = fields.Datetime.now(), monotonic()
        try:
            findings = transaction._run(
                company_id, lambda env: env["jit.check"]._check(company_id)
            )
        except Exception as error:
            _logger.exception("Just in Time: company %s not checked", company_id)
            outcome = {"failed_at": fields.Datetime.now(), "failure": str(error)}
        else:
            outcome = {
                "findings": findings,
                "checked_at": began,
                "seconds": monotonic() - started,
                "failed_at": None,
                "failure": None,
            }
        transaction._run(
            company_id, lambda env: env["jit.check"]._keep(company_id, outcome)
        )

    @api.model
    def _check(self, company_id: int) -> int:
        """Find what is wrong with the data of a company, and where its money lies.

        :returns: the number of faults that nobody has set aside
        """
        company = self.env["res.company"].browse(company_id)
        scope = self._scope(company)
        findings = self.env["jit.finding"]
        take_basics(self.env, scope)
        self.env["jit.stock.audit"]._fill(scope, company)
        find_by_query(self.env, scope)
        findings._find_by_thinking(scope)
        value_found(self.env, company.currency_id.decimal_places)
        return findings._reconcile(company)

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

    @api.model
    def _keep(self, company_id: int, outcome: dict[str, Any]) -> None:
        names = column_names(outcome)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_check (company_id, %(names)s)
                VALUES (%(company)s, %(values)s)
                    ON CONFLICT (company_id) DO UPDATE
                   SET (%(names)s) = ROW(%(values)s)
                """,
                company=company_id,
                names=names,
                values=SQL(", ").join(SQL("%s", value) for value in outcome.values()),
            ),
            log_exceptions=False,
        )
