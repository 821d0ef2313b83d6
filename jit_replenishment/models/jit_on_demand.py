import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..queries.bulk_rows import column_names

_logger = logging.getLogger(__name__)

# nightly, whatever the hour the last one was asked for at
_AGAIN_AFTER = timedelta(hours=20)


class JitOnDemand(models.AbstractModel):
    """What is worked out about a company at night, and whenever somebody asks: one row
    each, updated in place.

    It is asked for in a user's transaction and worked out by a scheduled action. Models
    of it name the field that says when, and the action; ``_work_out`` does the work.
    """

    _name = "jit.on.demand"
    _description = "Just in Time: Worked Out on Demand"
    _log_access = False
    _rec_name = "company_id"
    _done_field: str
    _action_name: str

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    asked_at = fields.Datetime()
    seconds = fields.Float(help="How long it took.")
    failure = fields.Text(help="Why the last one came to no end.")
    failed_at = fields.Datetime()

    # -- asking ------------------------------------------------------------------

    @api.model
    def _append(self, companies: models.Model) -> None:
        """Have it worked out for these companies as soon as a worker is free."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %s (company_id, asked_at)
                SELECT company_id, %s FROM unnest(%s) AS asked(company_id)
                    ON CONFLICT (company_id) DO UPDATE SET asked_at = EXCLUDED.asked_at
                """,
                SQL.identifier(self._table),
                fields.Datetime.now(),
                companies.ids,
            )
        )
        self.invalidate_model()
        self._wake()

    @api.model
    def _wake(self) -> None:
        # who may ask need not be allowed to look at scheduled actions
        self.env.ref(f"jit_replenishment.{self._action_name}").sudo()._trigger()

    def _done_at(self) -> datetime:
        return self[self._done_field] or datetime.min

    def _is_pending(self) -> bool:
        """Asked for, and neither begun since nor failed."""
        self.ensure_one()
        answered = max(self._done_at(), self.failed_at or datetime.min)
        return bool(self.asked_at) and self.asked_at > answered

    # -- working it out ----------------------------------------------------------

    @api.model
    def _due(self) -> models.Model:
        """Companies whose turn it is, those that were asked for first."""
        known = {row.company_id: row for row in self.search(Domain.TRUE)}
        before = fields.Datetime.now() - _AGAIN_AFTER
        companies = self.env["res.company"].search(Domain.TRUE)
        asked = companies.filtered(lambda c: c in known and known[c]._is_pending())
        stale = companies.filtered(
            lambda c: c not in known or known[c]._done_at() < before
        )
        return asked | stale

    @api.model
    def _work_through(self, companies: models.Model) -> None:
        """One company after the other, as far as the time goes; one that fails costs
        itself only, and says why."""
        # ends the snapshot: each is worked out on a cursor of its own
        self.env["ir.cron"]._commit_progress()
        for number, company_id in enumerate(companies.ids, start=1):
            self._work_alone(company_id)
            waiting = len(companies) - number
            left = self.env["ir.cron"]._commit_progress(1, remaining=waiting)
            if waiting and not left:
                self._wake()
                return

    @api.model
    def _work_alone(self, company_id: int) -> None:
        """In one transaction, and what came of it in another: who asks for it
        meanwhile writes the same row."""
        transaction, name = self.env["jit.transaction"], self._name
        began, started = fields.Datetime.now(), monotonic()
        outcome: dict[str, Any]
        try:
            found = transaction._run(
                company_id,
                lambda env: env[name]._work_out(env["res.company"].browse(company_id)),
            )
        except Exception as error:
            _logger.exception(
                "Just in Time: %s failed for company %s", name, company_id
            )
            outcome = {"failed_at": fields.Datetime.now(), "failure": str(error)}
        else:
            outcome = found | {
                self._done_field: began,
                "seconds": monotonic() - started,
                "failed_at": None,
                "failure": None,
            }
        transaction._run(company_id, lambda env: env[name]._keep(company_id, outcome))

    @api.model
    def _work_out(self, company: models.Model) -> dict[str, Any]:
        """:returns: further values to keep"""
        raise NotImplementedError

    @api.model
    def _keep(self, company_id: int, outcome: dict[str, Any]) -> None:
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s (company_id, %(names)s)
                VALUES (%(company)s, %(values)s)
                    ON CONFLICT (company_id) DO UPDATE
                   SET (%(names)s) = ROW(%(values)s)
                """,
                table=SQL.identifier(self._table),
                company=company_id,
                names=column_names(outcome),
                values=SQL(", ").join(SQL("%s", value) for value in outcome.values()),
            ),
            log_exceptions=False,
        )
        self.invalidate_model()
