import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..queries.alerts import CauseRow, read_causes, read_cured

_logger = logging.getLogger(__name__)

_AT_ONCE = 200


class JitAlert(models.Model):
    """Finds whom to tell: the buyer at once, a manager when it lasts."""

    _inherit = "jit.alert"

    @api.model
    def _cron_alert(self) -> None:
        """Close what is over, tell what is new; each company by itself.

        Every step begins by reading what is so, on a cursor of its own: two workers, or
        one that was killed, tell nobody twice.
        """
        companies = self.env["res.company"].search(Domain.TRUE)
        for number, company_id in enumerate(companies.ids):
            try:
                self._alert_company(company_id)
            except Exception:
                # the others are not to wait for it; it is tried again in minutes
                _logger.exception("Just in Time: nobody told in company %s", company_id)
            self.env["ir.cron"]._commit_progress(
                1, remaining=len(companies) - number - 1
            )

    @api.model
    def _alert_company(self, company_id: int) -> None:
        transaction = self.env["jit.transaction"]
        more = True
        while more:
            more = transaction._run(
                company_id, lambda env: env["jit.alert"]._find(company_id)
            )
        self._mail_told(company_id)

    @api.model
    def _find(self, company_id: int) -> bool:
        """Whether there was so much that it has to go on in another transaction."""
        cured = read_cured(self.env, company_id)
        self.browse(cured[:_AT_ONCE])._close()
        now = fields.Datetime.now()
        causes = read_causes(self.env, company_id)
        untold = [cause for cause in causes if not cause.user_ids]
        lasting = [
            cause
            for cause in causes
            if cause.since
            and not cause.is_escalated
            and cause.escalate_after_hours
            and cause.since <= now - timedelta(hours=cause.escalate_after_hours)
        ]
        told = self._tell_buyers(untold[:_AT_ONCE])
        told += self._tell_managers(company_id, lasting[:_AT_ONCE])
        left = max(map(len, (cured, untold, lasting))) > _AT_ONCE
        return left and bool(told or cured)

    @api.model
    def _tell_buyers(self, causes: list[CauseRow]) -> int:
        rules = self.env["stock.warehouse.orderpoint"].browse(
            cause.rule_id for cause in causes
        )
        buyers = rules._jit_buyers()
        found = [
            {
                "orderpoint_id": rule.id,
                "user_id": buyers[rule.id].id,
                "is_told": rule.jit_effective_class_id.tells_at_once
                and buyers[rule.id].jit_alerts,
            }
            for rule in rules
            if rule.id in buyers
        ]
        self._open(found)
        return len(found)

    @api.model
    def _tell_managers(self, company_id: int, causes: list[CauseRow]) -> int:
        """The next person, who may be told though the buyer did not want to be."""
        company = self.env["res.company"].browse(company_id)
        managers = company._jit_managers()
        managers = managers & company.jit_mender_id or managers
        found = []
        for cause in causes:
            others = managers.filtered(
                lambda user, cause=cause: user.id not in cause.user_ids
            )
            if others:
                found.append(
                    {
                        "orderpoint_id": cause.rule_id,
                        "user_id": others[0].id,
                        "is_escalated": True,
                        "is_told": others[0].jit_alerts,
                    }
                )
        self._open(found)
        return len(found)

    @api.model
    def _mail_told(self, company_id: int) -> None:
        """One mail for each person about all that is new to them."""
        unmailed = [
            ("company_id", "=", company_id),
            ("is_told", "=", True),
            ("mailed_at", "=", False),
            ("closed_at", "=", False),
        ]
        transaction = self.env["jit.transaction"]
        # not in this one: it began before the alerts were opened, and does not see them
        waiting = transaction._run(
            company_id,
            lambda env: env["jit.alert"].search(unmailed).user_id.mapped("login"),
        )
        for login in waiting:
            mine = [*unmailed, ("user_id.login", "=", login)]
            try:
                transaction._run(
                    company_id,
                    lambda env, mine=mine: env["jit.alert"].search(mine)._mail(),
                )
            except Exception:
                # the reminder is there; the mail is tried again in minutes
                _logger.exception("Just in Time: %s not told by mail", login)

    def _mail(self) -> None:
        """One mail about these alerts of one person."""
        if not self:
            return
        # first, so that of two workers the second fails and finds it done
        self.mailed_at = fields.Datetime.now()
        self.flush_recordset(["mailed_at"])
        self.env["jit.digest"]._mail(
            self.user_id,
            self.company_id,
            {"running_out": self.orderpoint_id.ids},
            is_escalated=all(self.mapped("is_escalated")),
            at_once=True,
        )
