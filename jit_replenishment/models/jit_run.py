from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_datetime

from ..queries.draft_lines import OrderKey

_ASKED_AGAIN_AFTER = timedelta(days=1)


class Written(NamedTuple):
    """What one transaction did to draft lines.

    :param started: transfers and productions
    :param held: orders it held back as too much for one run
    :param settled: orders held back before that are so no more
    """

    made: int = 0
    changed: int = 0
    removed: int = 0
    started: int = 0
    held: int = 0
    settled: int = 0


@dataclass(slots=True)
class RunReport:
    """What a run does, company by company, while it does it.

    :param deferred: products that wait for the next run, through no fault of theirs
    :param locked: drafts that were waited for in vain; the run leaves them alone, or
        each batch of a sweep would wait for them again
    """

    started_at: datetime
    products: Counter = field(default_factory=Counter)
    failed: Counter = field(default_factory=Counter)
    deferred: Counter = field(default_factory=Counter)
    written: dict[int, Written] = field(default_factory=lambda: defaultdict(Written))
    locked: dict[OrderKey, Exception] = field(default_factory=dict)

    def add(self, company_id: int, written: Written) -> None:
        sums = zip(self.written[company_id], written, strict=True)
        self.written[company_id] = Written(*map(sum, sums))

    def has_stopped(self, company_id: int) -> bool:
        """Whether the company's limit was reached: no more is ordered in this run."""
        return self.written[company_id].held > 0

    def companies(self) -> list[int]:
        """Those for which there is something to tell."""
        active = {company for company, done in self.written.items() if any(done)}
        return sorted(active | self.failed.keys())


class JitRun(models.Model):
    """What a run of the engine did for one company.

    A run that changed nothing leaves no record (see ``jit.heartbeat``). The one that
    reached its limit stays open with the lines it held back until somebody answers.
    """

    _name = "jit.run"
    _inherit = ["jit.bounded.history"]
    _description = "Run"
    _order = "id desc"
    _rec_name = "started_at"
    _jit_kept_days = ("jit_replenishment.run_retention_days", 90)

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    started_at = fields.Datetime(required=True)
    finished_at = fields.Datetime(required=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting for a Manager"),
            ("done", "Done"),
            ("partial", "Done, Some Failed"),
            ("failed", "Failed"),
        ],
        required=True,
    )
    products = fields.Integer(string="Products Looked At")
    made = fields.Integer(string="Lines Made")
    changed = fields.Integer(string="Lines Changed")
    removed = fields.Integer(string="Lines Removed")
    started = fields.Integer(string="Transfers and Productions Started")
    failed = fields.Integer(string="Rules Failed")
    held = fields.Integer(string="Lines Held Back")
    line_ids = fields.One2many("jit.run.line", "run_id", string="Held Back")
    status = fields.Selection(
        [
            ("waiting", "Waiting for a Manager"),
            ("put_off", "Put Off"),
            ("done", "Done"),
            ("partial", "Done, Some Failed"),
            ("failed", "Failed"),
        ],
        compute="_compute_waiting",
    )
    waiting_lines = fields.Integer(string="Lines Waiting", compute="_compute_waiting")
    waiting_amount = fields.Monetary(
        string="Amount Waiting", compute="_compute_waiting"
    )
    put_off_lines = fields.Integer(string="Lines Put Off", compute="_compute_waiting")
    put_off_amount = fields.Monetary(
        string="Amount Put Off", compute="_compute_waiting"
    )
    put_off_until = fields.Datetime(
        compute="_compute_waiting",
        help="Somebody answered Not Now: then it is asked again.",
    )
    put_off_by = fields.Many2one("res.users", compute="_compute_waiting")
    currency_id = fields.Many2one(related="company_id.currency_id")
    answered_by = fields.Many2one("res.users", readonly=True, ondelete="set null")
    answered_at = fields.Datetime(readonly=True)

    _one_question_per_company = models.UniqueIndex(
        "(company_id) WHERE state = 'waiting'"
    )

    @api.depends("started_at")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self) -> None:
        """The moment it began, by the reader's own clock."""
        for run in self:
            moment = format_datetime(self.env, run.started_at, dt_format="medium")
            run.display_name = self.env._("Run of %(moment)s", moment=moment)

    @api.depends("state", "line_ids.amount", "line_ids.status")
    def _compute_waiting(self) -> None:
        for run in self:
            waiting, put_off = (
                run._lines_that_are("asked"),
                run._lines_that_are("put_off"),
            )
            first = put_off.sorted("put_off_until")[:1]
            run.waiting_lines = len(waiting)
            run.waiting_amount = sum(waiting.mapped("amount"))
            run.put_off_lines = len(put_off)
            run.put_off_amount = sum(put_off.mapped("amount"))
            run.put_off_until = first.put_off_until
            run.put_off_by = first.put_off_by
            is_put_off = run.state == "waiting" and put_off and not waiting
            run.status = "put_off" if is_put_off else run.state

    def _lines_that_are(self, *statuses: str) -> models.Model:
        return self.line_ids.filtered(lambda line: line.status in statuses)

    @api.model
    def _open_question(self, company_id: int) -> "JitRun":
        """The company's run that waits for an answer, if there is one."""
        return self.search(
            [("company_id", "=", company_id), ("state", "=", "waiting")], limit=1
        )

    @api.model
    def _ask(self, company_id: int) -> "JitRun":
        """The open question of the company, raised now if there was none."""
        question = self._open_question(company_id)
        return question or self.create(self._prepare_question_vals(company_id))

    @api.model
    def _prepare_question_vals(self, company_id: int) -> dict:
        now = fields.Datetime.now()
        return {
            "company_id": company_id,
            "started_at": now,
            "finished_at": now,
            "state": "waiting",
        }

    def _claim(self) -> None:
        """Before a line is added: an answer given meanwhile would not see it, and leave
        it behind in a question that nobody is asked any more."""
        self.flush_recordset()
        self.env.cr.execute(
            # a person or another worker was faster: no error, the caller tries again
            log_exceptions=False,
            query=SQL("UPDATE jit_run SET state = state WHERE id = ANY(%s)", self.ids),
        )

    @api.model
    def _record(self, company_id: int, report: RunReport) -> None:
        """Tell what a run did for a company; the question it raised tells its own."""
        written, failed = report.written[company_id], report.failed[company_id]
        question = self._open_question(company_id)
        figures = written._asdict() | {
            "products": report.products[company_id],
            "failed": failed,
        }
        figures.pop("settled")
        finished = {"finished_at": fields.Datetime.now()}
        if written.held and question:
            sums = {name: question[name] + count for name, count in figures.items()}
            question.write(sums | finished)
            return
        if not any(written[:5]) and self._repeats(company_id, failed):
            return
        self.create(
            figures
            | finished
            | {
                "company_id": company_id,
                "started_at": report.started_at,
                "state": self._state(written, failed, report.products[company_id]),
            }
        )

    @api.model
    def _close_settled(self) -> None:
        """Close questions of which nothing is needed any more.

        Whatever this run did: the one that settled the last line may have been killed
        before it came here. A rule may have been taken off while its line was written,
        by somebody who could not see that line.
        """
        lines = self.env["jit.run.line"]
        lines.search([("orderpoint_id.trigger", "!=", "jit")]).unlink()
        for question in self.search([("state", "=", "waiting")]):
            if not question._lines_that_are("asked", "put_off"):
                question.state = "done"

    @api.model
    def _repeats(self, company_id: int, failed: int) -> bool:
        """Whether the last run told the same: the same rule fails until it is mended,
        and that is one thing to read."""
        if not failed:
            return True
        last = self.search([("company_id", "=", company_id)], limit=1)
        did = any(last[name] for name in Written._fields[:5])
        return not did and last.failed == failed

    @api.model
    def _state(self, written: Written, failed: int, products: int) -> str:
        if not failed:
            return "done"
        return "partial" if any(written[:4]) or failed < products else "failed"

    def action_order(self) -> bool:
        """Yes: order what is shown here, once, though it is more than the limit."""
        self._answer(yes=("asked", "put_off"))
        # over RPC nothing is no answer
        return True

    def action_order_new(self) -> bool:
        """Yes, to what came since somebody put the others off."""
        self._answer(yes=("asked",))
        return True

    def action_not_now(self) -> bool:
        """No answer today: nothing of it is ordered, and tomorrow is asked again.

        What comes after asks at once.
        """
        self._answer()
        return True

    def _answer(self, yes: tuple[str, ...] = ()) -> None:
        """Say yes to the lines with one of these statuses, or to none of them yet."""
        self.ensure_one()
        self._check_open()
        now = fields.Datetime.now()
        # the lines are the engine's; a manager may only answer for them
        run = self.sudo()
        lines = run._lines_that_are(*yes or ("asked",))
        if yes:
            lines._approve(self.env.user, now)
        else:
            until = now + _ASKED_AGAIN_AFTER
            lines.write({"put_off_until": until, "put_off_by": self.env.uid})
        answered = {"answered_by": self.env.uid, "answered_at": now}
        if not run._lines_that_are("asked", "put_off"):
            answered["state"] = "done"
        run.write(answered)

    def _check_open(self) -> None:
        self.check_access("read")
        if not self.env.user.has_group("jit_replenishment.group_jit_manager"):
            raise AccessError(
                self.env._("Only a purchasing manager may answer this. Ask one.")
            )
        if self.state != "waiting":
            raise UserError(
                self.env._("This was answered already, or is no longer needed.")
            )

    @api.model
    def _lift(self, company_ids: list[int]) -> None:
        """Limits changed: whatever waits is weighed anew. A yes stays one."""
        lines = self.env["jit.run.line"].search(
            [("company_id", "in", company_ids), ("approved_at", "=", False)]
        )
        lines._signal()
        lines.unlink()
        open_runs = self.search(
            [("company_id", "in", company_ids), ("state", "=", "waiting")]
        )
        open_runs.state = "done"

    @api.model
    def _jit_outdated(self, before: datetime) -> Domain:
        """Never an open question."""
        return (
            Domain("finished_at", "<", before)
            & Domain("state", "!=", "waiting")
            & Domain("line_ids", "=", False)
        )
