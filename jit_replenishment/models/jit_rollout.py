import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..queries.bulk_rows import column_names

_logger = logging.getLogger(__name__)

# nightly, whatever the hour the last one was asked for at
_AGAIN_AFTER = timedelta(hours=20)


class JitRollout(models.Model):
    """When the roll-out of a company was last counted; one row each.

    It is asked for in a user's transaction and counted by a scheduled action.
    """

    _name = "jit.rollout"
    _description = "Roll-out: Last Counted"
    _log_access = False
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    asked_at = fields.Datetime()
    counted_at = fields.Datetime(
        string="Counted", help="When the last count began that came to an end."
    )
    seconds = fields.Float(help="How long it took.")
    failure = fields.Text(help="Why the last count came to no end.")
    failed_at = fields.Datetime()

    _one_per_company = models.UniqueIndex("(company_id)")

    @api.model
    def _ask(self, companies: models.Model) -> None:
        """Have the roll-out of these companies counted; whoever sees it may ask."""
        user = self.env.user
        if not (self.env.su or user.has_group("jit_replenishment.group_jit_user")):
            raise AccessError(
                self.env._("Only users of Just in Time see the roll-out. Ask one.")
            )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_rollout (company_id, asked_at)
                SELECT company_id, %s FROM unnest(%s) AS asked(company_id)
                    ON CONFLICT (company_id) DO UPDATE SET asked_at = EXCLUDED.asked_at
                """,
                fields.Datetime.now(),
                companies.ids,
            )
        )
        self.invalidate_model()
        # who looks at it need not be allowed to look at scheduled actions
        self.env.ref("jit_replenishment.ir_cron_rollout").sudo()._trigger()

    def _is_pending(self) -> bool:
        """Asked for, and neither begun since nor failed."""
        self.ensure_one()
        answered = max(self.counted_at or datetime.min, self.failed_at or datetime.min)
        return bool(self.asked_at) and self.asked_at > answered

    @api.model
    def _cron_count(self) -> None:
        """Count every company that was asked for, and all of them each night.

        One that cannot be counted costs itself only, and the line above the figures
        says why.
        """
        companies = self._due()
        # ends the snapshot: each is counted on a cursor of its own
        self.env["ir.cron"]._commit_progress()
        for number, company_id in enumerate(companies.ids, start=1):
            self._count_alone(company_id)
            waiting = len(companies) - number
            left = self.env["ir.cron"]._commit_progress(1, remaining=waiting)
            if waiting and not left:
                self.env.ref("jit_replenishment.ir_cron_rollout")._trigger()
                return

    @api.model
    def _due(self) -> models.Model:
        """Companies to count now, those that were asked for first."""
        known = {state.company_id: state for state in self.search(Domain.TRUE)}
        before = fields.Datetime.now() - _AGAIN_AFTER
        companies = self.env["res.company"].search(Domain.TRUE)
        asked = companies.filtered(lambda c: c in known and known[c]._is_pending())
        stale = companies.filtered(
            lambda c: c not in known or (known[c].counted_at or datetime.min) < before
        )
        return asked | stale

    @api.model
    def _count_alone(self, company_id: int) -> None:
        """In one transaction, and what came of it in another: who asks for it
        meanwhile writes the same row."""
        transaction = self.env["jit.transaction"]
        began, started = fields.Datetime.now(), monotonic()
        outcome: dict[str, Any]
        try:
            transaction._run(
                company_id,
                lambda env: env["jit.rollout.line"]._fill(
                    env["res.company"].browse(company_id)
                ),
            )
        except Exception as error:
            _logger.exception("Just in Time: roll-out of %s not counted", company_id)
            outcome = {"failed_at": fields.Datetime.now(), "failure": str(error)}
        else:
            outcome = {
                "counted_at": began,
                "seconds": monotonic() - started,
                "failed_at": None,
                "failure": None,
            }
        transaction._run(
            company_id, lambda env: env["jit.rollout"]._keep(company_id, outcome)
        )

    @api.model
    def _keep(self, company_id: int, outcome: dict[str, Any]) -> None:
        names = column_names(outcome)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO jit_rollout (company_id, %(names)s)
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
        self.invalidate_model()
