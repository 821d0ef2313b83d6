import logging
from collections import defaultdict
from datetime import date, datetime
from typing import TypeAlias

from odoo import api, fields, models
from odoo.fields import Domain

from ..queries.today import read_ids

# why one person got none; said in the language of who reads it
NO_EMAIL = "no_email"

_logger = logging.getLogger(__name__)

# by user id, by kind of ``jit.today``: what is told
Told: TypeAlias = dict[int, dict[str, list[int]]]


class JitDigest(models.Model):
    """The morning mail: who got it on which day, or why not.

    A row without a person says that the day of a company is done. Rows are written in
    the transaction of their mail: nobody gets two, whoever is killed on the way.
    """

    _name = "jit.digest"
    _inherit = ["jit.bounded.history"]
    _description = "Morning Mail"
    _order = "day desc, id desc"
    _rec_name = "day"
    _jit_kept_days = ("jit_replenishment.digest_retention_days", 90)

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", string="Person", ondelete="cascade")
    day = fields.Date(required=True)
    failure = fields.Text(string="Why It Was Not Sent")

    _one_per_person = models.UniqueIndex("(company_id, day, COALESCE(user_id, 0))")

    @api.model
    def _cron_digest(self) -> None:
        """Where the morning has come: one mail to each who has something to do."""
        companies = self.env["res.company"].search(Domain.TRUE)
        due = companies.filtered(self._is_due)
        for number, company_id in enumerate(due.ids):
            try:
                self._send_company(company_id)
            except Exception:
                _logger.exception("Just in Time: no morning mail for %s", company_id)
            self.env["ir.cron"]._commit_progress(1, remaining=len(due) - number - 1)

    @api.model
    def _is_due(self, company: models.Model) -> bool:
        return company._jit_morning_has_come() and not self._is_done(company)

    @api.model
    def _is_done(self, company: models.Model, user: models.Model | None = None) -> bool:
        said = [
            ("company_id", "=", company.id),
            ("day", "=", company._jit_today()),
            ("user_id", "=", user.id if user else False),
        ]
        return bool(self.search_count(said, limit=1))

    @api.model
    def _send_company(self, company_id: int) -> None:
        """Each person's in a transaction of its own; a failure costs that mail only."""
        transaction = self.env["jit.transaction"]
        told = transaction._run(
            company_id,
            lambda env: env["jit.digest"]._told(env["res.company"].browse(company_id)),
        )
        for user_id, kinds in told.items():
            try:
                transaction._run(
                    company_id,
                    lambda env, user_id=user_id, kinds=kinds: env["jit.digest"]._send(
                        company_id, user_id, kinds
                    ),
                )
            except Exception as error:
                _logger.exception("Just in Time: no morning mail for user %s", user_id)
                transaction._run(
                    company_id,
                    lambda env, user_id=user_id, said=str(error): env[
                        "jit.digest"
                    ]._note(company_id, user_id, said),
                )
        transaction._run(
            company_id, lambda env: env["jit.digest"]._note(company_id, False)
        )

    @api.model
    def _note(self, company_id: int, user_id: int | bool, failure: str = "") -> None:
        company = self.env["res.company"].browse(company_id)
        user = self.env["res.users"].browse(user_id) if user_id else None
        if not self._is_done(company, user):
            self.create(
                {
                    "company_id": company_id,
                    "user_id": user_id,
                    "day": company._jit_today(),
                    "failure": failure,
                }
            )

    @api.model
    def _send(self, company_id: int, user_id: int, kinds: dict) -> None:
        company = self.env["res.company"].browse(company_id)
        user = self.env["res.users"].browse(user_id)
        if self._is_done(company, user):
            return
        self._note(company_id, user_id, "" if user.email else NO_EMAIL)
        self._mail(user, company, kinds)

    # -- whom it concerns ----------------------------------------------------------

    @api.model
    def _told(self, company: models.Model) -> Told:
        """What waits for each person who wants to hear of it."""
        today = self.env["jit.today"]
        told: Told = defaultdict(lambda: defaultdict(list))
        for kind in ("running_out", "to_approve", "late", "to_fix", "suggested"):
            ids = read_ids(self.env, today._found(kind))
            for found_id, user in getattr(self, f"_owners_{kind}")(company, ids):
                if user.jit_digest:
                    told[user.id][kind].append(found_id)
        return {user_id: dict(kinds) for user_id, kinds in told.items()}

    @api.model
    def _owners_running_out(self, company: models.Model, ids: list[int]):
        buyers = self.env["stock.warehouse.orderpoint"].browse(ids)._jit_buyers()
        return [(rule_id, buyers[rule_id]) for rule_id in ids if rule_id in buyers]

    @api.model
    def _owners_to_approve(self, company: models.Model, ids: list[int]):
        """Who is named on the order, else the vendor's buyer, else as for problems."""
        orders = self.env["purchase.order"].browse(ids).with_company(company)
        manager = company._jit_managers()[:1]
        found = []
        for order in orders:
            people = (
                order.user_id,
                order.partner_id.buyer_id,
                company.jit_mender_id,
                manager,
            )
            if user := company._jit_first_user(people):
                found.append((order.id, user))
        return found

    @api.model
    def _owners_late(self, company: models.Model, ids: list[int]):
        return self._owners_to_approve(company, ids)

    @api.model
    def _owners_to_fix(self, company: models.Model, ids: list[int]):
        """As reminded; storekeepers, who mend too, have their reminder only."""
        problems = self.env["jit.exception"].browse(ids)
        return [
            (problem.id, user)
            for problem in problems
            if (user := company._jit_first_user([problem.user_id]))
        ]

    @api.model
    def _owners_suggested(self, company: models.Model, ids: list[int]):
        """Managers decide: whom the settings name, else each of them."""
        managers = company._jit_managers()
        managers = managers & company.jit_mender_id or managers
        return [(found_id, user) for user in managers for found_id in ids]

    @api.model
    def _jit_outdated(self, before: datetime) -> Domain:
        return Domain("day", "<", self._day_of(before))

    @api.model
    def _day_of(self, moment: datetime) -> date:
        return moment.date()
