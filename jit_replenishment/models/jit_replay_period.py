from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..policy.replayed_period import (
    LEARN_A_YEAR,
    known_since,
    replayed_from,
    too_new,
)
from ..policy.replayed_rule import LEARN_DAYS
from ..queries.replay_same import read_first_days
from .jit_demand_unread import first_day_known
from .jit_replay import FEWEST_DAYS


class JitReplay(models.Model):
    """Which days are replayed, and why these."""

    _inherit = "jit.replay"

    period_said = fields.Char(string="Why These Days", compute="_compute_period_said")

    @api.model
    def _default_first_day(self) -> date:
        """The longest past there is, but for what has to be learned from first."""
        today = self.env.company._jit_today()
        known = self._known_since(self.env.company)
        first = replayed_from(known and known.toordinal(), today.toordinal())
        return max(
            date.fromordinal(min(first, today.toordinal() - FEWEST_DAYS)),
            first_day_known(today),
        )

    @api.model
    def _known_since(self, company: models.Model) -> date | None:
        return self._begins(company, self._first_days(company))

    @api.model
    def _first_days(self, company: models.Model) -> list[tuple[int, int]]:
        found = read_first_days(self.env, company.id)
        return [(day.toordinal(), rules) for day, rules in found]

    @api.model
    def _begins(
        self, company: models.Model, first_days: list[tuple[int, int]]
    ) -> date | None:
        known = known_since(first_days)
        remembered = first_day_known(company._jit_today())
        return known and max(date.fromordinal(known), remembered)

    @api.depends("first_day", "last_day", "company_id")
    @api.depends_context("lang")
    def _compute_period_said(self) -> None:
        known = {company: self._first_days(company) for company in self.company_id}
        for replay in self:
            first_days = known.get(replay.company_id, [])
            begins = replay._begins(replay.company_id, first_days)
            said = [replay._say_period(begins)]
            if begins and said[0]:
                said.append(replay._say_too_new(first_days))
            replay.period_said = " ".join(filter(None, said)) or False

    def _say_too_new(self, first_days: list[tuple[int, int]]) -> str | None:
        count = too_new(first_days, self.last_day.toordinal())
        if not count:
            return None
        return self.env._(
            "Rules of which less is known than has to be learned and counted, and that "
            "are left out: %(count)s of %(all)s.",
            count=count,
            all=sum(rules for _day, rules in first_days),
        )

    def _say_period(self, known: date | None) -> str | None:
        if not self.first_day or not self.last_day:
            return None
        if not known:
            return self.env._(
                "No move is known yet: there is nothing to replay before something "
                "was sold."
            )
        figures = {
            "known": format_date(self.env, known),
            "first": format_date(self.env, self.first_day),
            "days": (self.last_day - self.first_day).days + 1,
            "before": (self.first_day - known).days,
            "learn": LEARN_DAYS,
            "year": LEARN_A_YEAR,
        }
        if figures["before"] >= LEARN_A_YEAR:
            return self.env._(
                "What moved is known since %(known)s. %(days)s days are replayed; the "
                "%(before)s days before them are learned from, a whole year of seasons "
                "among them.",
                **figures,
            )
        if figures["before"] >= LEARN_DAYS:
            return self.env._(
                "What moved is known since %(known)s. %(days)s days are replayed; the "
                "%(before)s days before them are learned from. No season can be "
                "learned of less than a year.",
                **figures,
            )
        missing = self.last_day - timedelta(days=FEWEST_DAYS - 1) < known
        if missing:
            return self.env._(
                "What moved is known since %(known)s only: most rules will be left "
                "out, as %(learn)s days have to be learned from first. Come back "
                "later.",
                **figures,
            )
        return self.env._(
            "What moved is known since %(known)s. Counting begins once %(learn)s days "
            "were learned from: until then each rule's own figures hold.",
            **figures,
        )
