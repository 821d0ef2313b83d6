from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..forms import open_form


class JitUndo(models.TransientModel):
    """Take rules off Just in Time: some, or all there are, and all trials with them.

    It says first what will happen. A rule that cannot be put back costs itself only.
    """

    _name = "jit.undo"
    _inherit = ["jit.in.batches"]
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
    waiting_count = fields.Integer(compute="_compute_counts")
    order_count = fields.Integer(compute="_compute_counts")
    line_count = fields.Integer(compute="_compute_counts")
    state = fields.Selection(
        [("preview", "Preview"), ("running", "At Work"), ("done", "Done")],
        default="preview",
        required=True,
        readonly=True,
    )
    restored = fields.Integer(readonly=True)
    made_automatic = fields.Integer(readonly=True)
    ended = fields.Integer(readonly=True)
    stopped = fields.Integer(readonly=True)
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
            waiting = set(self._waiting_ids())
            concerned = rules.filtered(
                lambda rule: rule.jit_stage != "hand" or rule.id in waiting
            )
            if not concerned:
                raise UserError(
                    self.env._(
                        "None of these rules is live, on trial or about to go live: "
                        "there is nothing to take off."
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
        return open_form(self, name=self.env._("Take off Just in Time"), target="new")

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
            wizard.waiting_count = len(wizard._waiting())
            wizard.line_count = len(lines)
            wizard.order_count = len(lines.order_id)

    @api.model
    def _transient_clean_rows_older_than(self, seconds):
        self._keep_at_work()
        return super()._transient_clean_rows_older_than(seconds)

    def action_undo(self) -> dict:
        """Put everything shown back, batch by batch."""
        self.ensure_one()
        if self.state != "preview":
            raise UserError(self.env._("This was done already."))
        none = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        live = self._rules("live") if self.live else none
        trials = self._rules("trial") if self.trials else none
        if not (live or trials or (self.live and self._waiting())):
            raise UserError(self.env._("There is nothing to take off."))
        if self.live:
            # pages are one's own, and so is the right to stop one's own rules
            pages = self.env["jit.go.live"].sudo()
            self.stopped = pages._drop(self._chosen)
        self._begin((live | trials).ids)
        return self._show()

    def _chosen(self, rules: models.Model) -> models.Model:
        here = rules.filtered(lambda rule: rule.company_id in self.company_ids)
        return here if self.everything else here & self.orderpoint_ids

    @api.model
    def _waiting_ids(self) -> list[int]:
        """Of rules that are about to go live."""
        # pages are one's own; whoever may take a rule off may stop it before
        return self.env["jit.go.live"].sudo()._waiting_ids()

    def _waiting(self) -> models.Model:
        """What is about to go live by a page at work, and is stopped before it does."""
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        found = rules.search([("id", "in", self._waiting_ids())])
        return self._chosen(found.filtered(lambda rule: rule.trigger != "jit"))

    def _do(self, rules: models.Model) -> None:
        live = rules.filtered(lambda rule: self.live and rule.jit_stage == "live")
        trials = rules.filtered(lambda rule: self.trials and rule.jit_stage == "trial")
        # whoever takes rules off need not be allowed to read what was before
        memory = self.env["jit.takeover"].sudo()
        before = memory.search([("orderpoint_id", "in", live.ids)])
        restored = len(before)
        live.action_jit_undo()
        trials.action_jit_end_trial()
        self.restored += restored
        self.made_automatic += len(live) - restored
        self.ended += len(trials)

    def _note_failed(self, failures: dict[int, str]) -> None:
        failed = self.env["stock.warehouse.orderpoint"].browse(failures)
        told = [f"{rule.display_name}: {failures[rule.id]}" for rule in failed]
        self.write(
            {
                "failed_ids": [Command.link(rule_id) for rule_id in failures],
                "failure": "\n".join([self.failure, *told] if self.failure else told),
            }
        )

    def _concerned_companies(self) -> models.Model:
        return self.company_ids

    def action_open_rollout(self) -> dict:
        """How far the roll-out is now."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_rollout_line_action"
        )
