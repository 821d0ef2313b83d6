from odoo import api, fields, models
from odoo.tools import formatLang


class JitGoLive(models.TransientModel):
    """The preview in sentences."""

    _inherit = "jit.go.live"

    said = fields.Text(compute="_compute_said")
    warning = fields.Text(compute="_compute_said")
    asked_again = fields.Text(compute="_compute_said")
    order_count = fields.Integer(compute="_compute_counts")
    waiting_count = fields.Integer(compute="_compute_counts")
    problem_count = fields.Integer(compute="_compute_counts")
    quiet_count = fields.Integer(compute="_compute_counts")
    request_count = fields.Integer(compute="_compute_counts")
    is_outdated = fields.Boolean(compute="_compute_is_outdated")

    @api.depends("most_lines", "most_money", "with_suggestions", "shown_for")
    def _compute_is_outdated(self) -> None:
        """Something else was typed than the preview was made for."""
        for wizard in self:
            wizard.is_outdated = wizard._asked_for() != wizard.shown_for

    @api.depends("orderpoint_ids")
    @api.depends_context("lang")
    def _compute_display_name(self) -> None:
        for wizard in self:
            count = len(wizard.orderpoint_ids)
            wizard.display_name = (
                self.env._("Go Live: 1 rule")
                if count == 1
                else self.env._("Go Live: %(count)s rules", count=count)
            )

    @api.depends("line_ids", "request_ids")
    def _compute_counts(self) -> None:
        for wizard in self:
            wizard.order_count = len(wizard.order_line_ids)
            wizard.waiting_count = len(wizard.waiting_line_ids)
            wizard.problem_count = len(wizard.problem_line_ids)
            wizard.quiet_count = len(wizard.quiet_line_ids)
            wizard.request_count = len(wizard.request_ids)

    @api.depends(
        "line_ids.part",
        "line_ids.waits",
        "vendor_ids",
        "state",
        "went_live",
        "position",
    )
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for wizard in self:
            totals = wizard._totals()
            if wizard._is_said_yes_to():
                said = wizard._say_done()
            else:
                said = wizard._say_preview(totals)
            wizard.said = "\n".join(said)
            wizard.warning = "\n".join(wizard._say_limits(totals)) or False
            wizard.asked_again = "\n".join(wizard._say_again(totals)) or False

    def _say_preview(self, totals: dict) -> list[str]:
        parts = [self._say_total(company, *total) for company, total in totals.items()]
        if not parts:
            parts = [self.env._("The first run would order nothing from a vendor.")]
        by_part = self.line_ids.grouped(lambda line: (line.part, line.waits))

        def count(part: str) -> int:
            return len(by_part.get((part, False), ()))

        going = self.line_ids.filtered("goes_live")
        told = [
            self.env._(
                "Rules that go live: %(going)s of %(all)s.",
                going=len(going),
                all=len(self.line_ids),
            )
        ]
        if started := count("start"):
            told.append(
                self.env._(
                    "Transfers or productions to start: %(count)s.", count=started
                )
            )
        if quiet := count("nothing"):
            told.append(self.env._("Nothing to order yet: %(count)s.", count=quiet))
        if to_fix := count("to_fix"):
            told.append(
                self.env._("To fix before they can order: %(count)s.", count=to_fix)
            )
        if refused := count("refused"):
            told.append(self.env._("Cannot go live: %(count)s.", count=refused))
        if waiting := self.waiting_line_ids:
            told.append(
                self.env._(
                    "Stay as they are, as the first run is full: %(count)s.",
                    count=len(waiting),
                )
            )
        if self.already_live:
            told.append(
                self.env._(
                    "Left out, as they are live already: %(count)s.",
                    count=self.already_live,
                )
            )
        return [*parts, " ".join(told), *self._say_new()]

    def _say_new(self) -> list[str]:
        """Of rules that were made for this preview."""
        return []

    def _say_total(
        self, company: models.Model, lines: int, money: float, vendors: int
    ) -> str:
        figures = {
            "lines": self.env["jit.health"]._lines(lines),
            "money": self._money(company, money),
            "vendors": self._count_vendors(vendors),
        }
        if len(self.line_ids.company_id) > 1:
            return self.env._(
                "%(company)s: the first run would order %(lines)s for %(money)s from "
                "%(vendors)s.",
                company=company.name,
                **figures,
            )
        return self.env._(
            "The first run would order %(lines)s for %(money)s from %(vendors)s.",
            **figures,
        )

    def _count_vendors(self, count: int) -> str:
        if count == 1:
            return self.env._("1 vendor")
        return self.env._("%(count)s vendors", count=count)

    def _money(self, company: models.Model, amount: float) -> str:
        return formatLang(self.env, amount, currency_obj=company.currency_id)

    def _say_limits(self, totals: dict) -> list[str]:
        """What one run may order is less: it would ask before it orders."""
        return [
            self.env._(
                "This is more than one run may order in %(company)s (%(limit)s): "
                "Just in Time will ask a manager before it makes these drafts.",
                company=company.name,
                limit=self._say_limit(
                    company, company.jit_limit_lines, company.jit_limit_amount
                ),
            )
            for company, (lines, money, _vendors) in totals.items()
            if not company._jit_run_limit().allows(lines, money)
        ]

    def _say_limit(self, company: models.Model, lines: int, money: float) -> str:
        known = [self.env["jit.health"]._lines(lines)] if lines else []
        known += [self._money(company, money)] if money else []
        return ", ".join(known)

    def _say_again(self, totals: dict) -> list[str]:
        """What is asked a second time, as it is above what goes live without."""
        return [
            self.env._(
                "Really? The first run would make %(lines)s for %(money)s in drafts of "
                "%(company)s. Above %(limit)s you are asked twice.",
                lines=self.env["jit.health"]._lines(lines),
                money=self._money(company, money),
                company=company.name,
                limit=self._say_limit(
                    company, company.jit_go_live_lines, company.jit_go_live_amount
                ),
            )
            for company, (lines, money, _vendors) in totals.items()
            if not company._jit_go_live_limit().allows(lines, money)
        ]
