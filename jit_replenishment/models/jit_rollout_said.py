from odoo import api, models

from ..policy.rollout import (
    LEAST_RULES,
    LEAST_WEEKS,
    MOST_WEEKS,
    change,
    empty_share,
    what_to_say,
)
from ..queries.rollout import read_sums
from ..queries.rollout_due import read_outdated

_COUNTS = ("rules", "trial", "live", "compared", "rest_compared")
_SUMMED = (
    *_COUNTS,
    "value_before",
    "value_since",
    "rest_value_before",
    "rest_value_since",
    "orders_before",
    "orders_since",
    "rest_orders_before",
    "rest_orders_since",
    "empty_days_before",
    "empty_days_since",
    "rest_empty_days_before",
    "rest_empty_days_since",
)


class JitRollout(models.Model):
    """The line above the roll-out: how far it is, and what came of it."""

    _inherit = "jit.rollout"

    @api.model
    def _outdated(self, companies: models.Model) -> models.Model:
        return companies.browse(read_outdated(self.env, companies.ids))

    @api.model
    def _say_at_work(self) -> str:
        return self.env._("Counting now...")

    @api.model
    def _say_never(self) -> str:
        return self.env._("Nothing was counted yet.")

    def _say_done(self) -> str:
        return self.env._("Counted %(when)s", when=self._when())

    def _say_failed(self, when: str) -> str:
        return self.env._(
            "%(company)s could not be counted at %(when)s",
            company=self.company_id.name,
            when=when,
        )

    def _more_parts(self) -> list[dict]:
        """How far each company is, and what came of it."""
        named = len(self.env.companies) > 1
        return [
            part
            for company in self.company_id
            for part in self._figures(company, named)
        ]

    @api.model
    def _figures(self, company: models.Model, named: bool) -> list[dict]:
        """How far one company is, and what the comparison is worth."""
        sums = read_sums(self.env, company.id, _SUMMED)
        sums |= {name: int(sums[name]) for name in _COUNTS}
        if not sums["rules"]:
            return []
        far = self.env._(
            "Live: %(live)s of %(rules)s (%(percent)s %%), on trial: %(trial)s",
            live=sums["live"],
            rules=self.env["jit.reason"]._rules(sums["rules"]),
            percent=round(100 * sums["live"] / sums["rules"]),
            trial=sums["trial"],
        )
        if named:
            far = f"{company.name}: {far}"
        health = self.env["jit.health"]
        told = what_to_say(sums["live"], sums["compared"], sums["rest_compared"])
        if told == "none_live":
            return [health._part(far, "body")]
        if told in ("too_recent", "too_few"):
            why = self._too_little(told, sums)
            return [health._part(far, "body"), health._part(why, "muted")]
        part = health._part(self._compared(sums, told == "compared"), "body")
        return [health._part(far, "body"), part | {"tip": self._meaning()}]

    @api.model
    def _too_little(self, told: str, sums: dict) -> str:
        if told == "too_few":
            return self.env._(
                "Too few to compare: %(count)s of %(least)s products are live for long "
                "enough.",
                count=sums["compared"],
                least=LEAST_RULES,
            )
        return self.env._(
            "Too early to compare: nothing is live for %(weeks)s full weeks, and known "
            "for as long before.",
            weeks=LEAST_WEEKS,
        )

    @api.model
    def _compared(self, sums: dict, with_rest: bool) -> str:
        """Each figure before and since, and the rest over the same weeks."""
        figures = {
            "live": self._changes(sums, "", "compared"),
            "count": sums["compared"],
        }
        if not with_rest:
            return self.env._("Since going live (%(count)s): %(live)s", **figures)
        return self.env._(
            "Since going live (%(count)s): %(live)s | not yet live (%(others)s): "
            "%(rest)s",
            others=sums["rest_compared"],
            rest=self._changes(sums, "rest_", "rest_compared"),
            **figures,
        )

    @api.model
    def _changes(self, sums: dict, part: str, counted: str) -> str:
        empty = [
            self._percent(empty_share(sums[f"{part}empty_days_{when}"], sums[counted]))
            for when in ("before", "since")
        ]
        return self.env._(
            "stock %(stock)s, empty %(before)s → %(since)s of days, order lines "
            "%(lines)s",
            stock=self._signed(
                change(sums[f"{part}value_before"], sums[f"{part}value_since"])
            ),
            before=empty[0],
            since=empty[1],
            lines=self._signed(
                change(sums[f"{part}orders_before"], sums[f"{part}orders_since"])
            ),
        )

    @api.model
    def _percent(self, share: float | None) -> str:
        return self.env._("%(percent)s %%", percent=round(100 * (share or 0.0), 1))

    @api.model
    def _signed(self, share: float | None) -> str:
        if share is None:
            return self.env._("none before")
        sign = "+" if share > 0 else "-" if share < 0 else ""
        return f"{sign}{self._percent(abs(share))}"

    @api.model
    def _meaning(self) -> str:
        return self.env._(
            "Each product against as many full weeks before it went live as since, at "
            "most %(most)s; at least %(least)s, or it does not count. The week of "
            "going live belongs to neither. What is not live yet is looked at over the "
            "same weeks. Stock is valued at today's cost.",
            most=MOST_WEEKS,
            least=LEAST_WEEKS,
        )
