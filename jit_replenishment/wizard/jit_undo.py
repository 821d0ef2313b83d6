import logging
from collections.abc import Callable

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import split_every

from ..faults import bisect, is_passing

_logger = logging.getLogger(__name__)

# restored together: large enough to be fast, small enough to be tried again in halves
_AT_ONCE = 500


class JitUndo(models.TransientModel):
    """Take rules off Just in Time: some, or all there are, and all trials with them.

    It says first what will happen. A rule that cannot be put back costs itself only.
    """

    _name = "jit.undo"
    _description = "Take off Just in Time"

    orderpoint_ids = fields.Many2many(
        "stock.warehouse.orderpoint",
        string="Reordering Rules",
        context={"active_test": False},
        readonly=True,
    )
    everything = fields.Boolean(readonly=True)
    company_ids = fields.Many2many(
        "res.company",
        string="Companies",
        domain=lambda self: [("id", "in", self.env.companies.ids)],
        default=lambda self: self.env.company,
    )
    live = fields.Boolean(string="Take Live Rules off", default=True)
    trials = fields.Boolean(string="End Trials", default=True)
    live_count = fields.Integer(string="Live Rules", compute="_compute_counts")
    auto_count = fields.Integer(compute="_compute_counts")
    manual_count = fields.Integer(compute="_compute_counts")
    born_count = fields.Integer(compute="_compute_counts")
    archived_count = fields.Integer(compute="_compute_counts")
    trial_count = fields.Integer(string="Rules on Trial", compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    line_count = fields.Integer(compute="_compute_counts")
    said = fields.Text(compute="_compute_said")
    state = fields.Selection(
        [("preview", "Preview"), ("done", "Done")],
        default="preview",
        required=True,
        readonly=True,
    )
    restored = fields.Integer(readonly=True)
    ended = fields.Integer(readonly=True)
    failed_ids = fields.Many2many(
        "stock.warehouse.orderpoint",
        "jit_undo_failed_rel",
        string="Not Put Back",
        context={"active_test": False},
        readonly=True,
    )
    failure = fields.Text(readonly=True)

    @api.model
    def _open(self, rules: models.Model | None = None) -> dict:
        """What taking these rules off would do; without any, all of the companies."""
        self.env["stock.warehouse.orderpoint"].check_access("write")
        self.check_access("create")
        vals = {"everything": True}
        if rules is not None:
            concerned = rules.filtered(lambda rule: rule.jit_stage != "hand")
            if not concerned:
                raise UserError(
                    self.env._(
                        "None of these rules is live or on trial: there is nothing to "
                        "take off."
                    )
                )
            vals = {
                "orderpoint_ids": concerned.ids,
                "company_ids": concerned.company_id.ids,
            }
        return self.create(vals)._show()

    @api.model
    def action_open_everything(self) -> dict:
        return self._open()

    def _show(self) -> dict:
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take off Just in Time"),
            "res_model": "jit.undo",
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _rules(self, stage: str) -> models.Model:
        """Archived ones too: they must not order either once they are back in use."""
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        chosen = Domain("company_id", "in", self.company_ids.ids)
        if not self.everything:
            chosen &= Domain("id", "in", self.orderpoint_ids.ids)
        return rules.search(chosen & Domain("jit_stage", "=", stage), order="id")

    @api.depends("company_ids", "orderpoint_ids", "everything")
    def _compute_counts(self) -> None:
        # whoever takes rules off need not be allowed to read orders or what was before
        memory = self.env["jit.takeover"].sudo()
        for wizard in self:
            live = wizard._rules("live")
            before = memory.search([("orderpoint_id", "in", live.ids)])
            lines = live._jit_engine_lines()
            wizard.live_count = len(live)
            wizard.auto_count = len(before.filtered(lambda b: b.trigger == "auto"))
            wizard.manual_count = len(before.filtered(lambda b: b.trigger == "manual"))
            wizard.born_count = len(live) - len(before)
            wizard.archived_count = len(live.filtered(lambda rule: not rule.active))
            wizard.trial_count = len(wizard._rules("trial"))
            wizard.line_count = len(lines)
            wizard.order_count = len(lines.order_id)

    @api.depends("live", "trials", "state", "restored", "ended", "company_ids")
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for wizard in self:
            said = wizard._say_done() if wizard.state == "done" else wizard._say()
            wizard.said = "\n".join(said)

    def _say(self) -> list[str]:
        said = []
        if self.live and self.live_count:
            said.append(self._say_live())
            if self.line_count:
                said.append(
                    self.env._(
                        "%(lines)s in %(orders)s stay, as ordinary "
                        "requests for quotation that are yours.",
                        lines=self.env["jit.health"]._lines(self.line_count),
                        orders=self.env["jit.reason"]._draft_orders(self.order_count),
                    )
                )
        if self.trials and self.trial_count:
            said.append(
                self.env._(
                    "Trials that end: %(count)s. The rules stay as they are, and what "
                    "was noted is kept.",
                    count=self.trial_count,
                )
            )
        return said or [self.env._("There is nothing to take off.")]

    def _say_live(self) -> str:
        told = [
            self.env._(
                "Live rules taken off: %(count)s.",
                count=self.live_count,
            )
        ]
        for count, text in (
            (
                self.auto_count,
                self.env._(
                    "Ordered by Odoo again, as before: %(count)s.",
                    count=self.auto_count,
                ),
            ),
            (
                self.manual_count,
                self.env._(
                    "Ordered by hand again, as before: %(count)s.",
                    count=self.manual_count,
                ),
            ),
            (
                self.born_count,
                self.env._(
                    "Made just-in-time, ordered by Odoo from now on: %(count)s.",
                    count=self.born_count,
                ),
            ),
            (
                self.archived_count,
                self.env._(
                    "Archived among them: %(count)s.", count=self.archived_count
                ),
            ),
        ):
            if count:
                told.append(text)
        return " ".join(told)

    def _say_done(self) -> list[str]:
        said = [
            self.env._("Rules put back as they were: %(count)s.", count=self.restored)
        ]
        if self.ended:
            said.append(self.env._("Trials ended: %(count)s.", count=self.ended))
        return said

    def action_undo(self) -> dict:
        """Put everything shown back, batch by batch."""
        self.ensure_one()
        if self.state == "done":
            raise UserError(self.env._("This was done already."))
        none = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        live = self._rules("live") if self.live else none
        trials = self._rules("trial") if self.trials else none
        if not (live or trials):
            raise UserError(self.env._("There is nothing to take off."))
        failures: dict[int, str] = {}
        self._in_batches(live, lambda rules: rules.action_jit_undo(), failures)
        self._in_batches(trials, lambda rules: rules.action_jit_end_trial(), failures)
        failed = live.browse(failures)
        self.write(
            {
                "state": "done",
                "restored": len(live - failed),
                "ended": len(trials - failed),
                "failed_ids": [Command.set(list(failures))],
                "failure": "\n".join(
                    f"{rule.display_name}: {failures[rule.id]}" for rule in failed
                ),
            }
        )
        return self._show()

    def _in_batches(
        self,
        rules: models.Model,
        work: Callable[[models.Model], None],
        failures: dict[int, str],
    ) -> None:
        """Those that fail are noted in ``failures``, by their id."""

        def do(ids: list[int]) -> None:
            with self.env.cr.savepoint():
                work(rules.browse(ids))

        def fail(ids: list[int], error: Exception) -> None:
            if is_passing(error):
                raise error
            _logger.info("Just in Time: rules %s not put back", ids, exc_info=error)
            failures.update(dict.fromkeys(ids, str(error)))

        for batch in split_every(_AT_ONCE, rules.ids, list):
            bisect(batch, do, fail, strikes_all=is_passing)
