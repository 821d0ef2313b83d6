from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..forms import open_form
from ..queries.rule_candidates import count_candidates
from ..queries.start import StartRow, read_start


class JitStart(models.TransientModel):
    """The way from rules as they are to trusted ones: check, choose, try out, go live.

    Each step may be skipped and taken again; the page only tells where things stand
    and leads on.
    """

    _name = "jit.start"
    _description = "Getting Started with Just in Time"

    is_checking = fields.Boolean(compute="_compute_check")
    is_checked = fields.Boolean(compute="_compute_check")
    has_faults = fields.Boolean(compute="_compute_check")
    check_said = fields.Text(compute="_compute_check")
    is_chosen = fields.Boolean(compute="_compute_stages")
    choose_said = fields.Text(compute="_compute_stages")
    is_tried = fields.Boolean(compute="_compute_stages")
    trial_said = fields.Text(compute="_compute_stages")
    is_live = fields.Boolean(compute="_compute_stages")
    live_said = fields.Text(compute="_compute_stages")

    @api.depends_context("lang")
    def _compute_display_name(self) -> None:
        self.display_name = self.env._("Getting Started")

    @api.depends_context("allowed_company_ids", "lang", "uid")
    def _compute_check(self) -> None:
        checks = self.env["jit.check"].search(
            [("company_id", "in", self.env.companies.ids)]
        )
        line = self.env["jit.check"].read_parts()
        for page in self:
            page.is_checking = line["pending"]
            page.is_checked = bool(checks.filtered("checked_at"))
            page.has_faults = any(checks.mapped("findings"))
            page.check_said = "\n".join(part["text"] for part in line["parts"])

    @api.depends_context("allowed_company_ids", "lang", "uid")
    def _compute_stages(self) -> None:
        found = read_start(self.env, self.env.companies.ids)
        for page in self:
            page.is_chosen = bool(found.trial or found.live)
            page.is_tried = bool(found.trial)
            page.is_live = bool(found.live)
            page.choose_said = page._say_choice(found)
            page.trial_said = page._say_trial(found)
            page.live_said = page._say_live(found)

    def _say_choice(self, found: StartRow) -> str:
        said = [
            self.env._("Rules as before: %s.", found.hand)
            if found.hand
            else self.env._("No rule is left that is as before.")
        ]
        without = self._count_without_rule()
        if without["new"]:
            said.append(
                self.env._("Sold within a year without a rule: %s.", without["new"])
            )
        if without["no_vendor"]:
            said.append(
                self.env._("Sold, but without a vendor: %s.", without["no_vendor"])
            )
        return " ".join(said)

    def _count_without_rule(self) -> Counter:
        """As Choose Products counts them where nothing is left out of its scope."""
        counted: Counter = Counter()
        for company in self.env.companies:
            moving = self.env["jit.stock.audit"]._search(
                [("company_id", "=", company.id), ("sold", ">", 0)]
            )
            scope = self.env["jit.check"]._scope(company)
            counted.update(count_candidates(self.env, scope, moving))
        return counted

    def _say_trial(self, found: StartRow) -> str:
        if not found.trial:
            return self.env._("No rule is on trial.")
        return self.env._(
            "Rules on trial: %s. They order as before; what Just in Time would have "
            "ordered is noted beside it, by the figures suggested if there are any.",
            found.trial,
        )

    def _say_live(self, found: StartRow) -> str:
        if not found.live:
            return self.env._("Nothing is live: Just in Time orders nothing.")
        return self.env._("Live rules: %s.", found.live)

    # -- the steps ---------------------------------------------------------------

    @api.model
    def action_open(self) -> dict:
        """The page, as it stands now."""
        return open_form(self.create({}), name=self.env._("Getting Started"))

    def action_check(self) -> bool:
        """Have the data checked; the page follows by itself."""
        self.env["jit.check"]._ask(self.env.companies)
        # over RPC nothing is no answer
        return True

    def action_go_live(self) -> dict:
        """The preview of all rules on trial."""
        rules = self.env["stock.warehouse.orderpoint"].search(
            [
                ("jit_stage", "=", "trial"),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        if not rules:
            raise UserError(
                self.env._(
                    "No rule is on trial. Choose Products puts rules on trial, or live "
                    "at once; single rules go live with Put under Just in Time."
                )
            )
        return self.env["jit.go.live"]._open(rules)
