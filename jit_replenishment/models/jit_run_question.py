from odoo import api, fields, models
from odoo.tools import format_datetime, formatLang

from .jit_run_limit import ONE_RUN


class JitRun(models.Model):
    """What was asked, why, what was answered, and what came of it."""

    _inherit = "jit.run"

    limit_lines = fields.Integer(readonly=True)
    limit_amount = fields.Monetary(readonly=True)
    ordered_lines = fields.Integer(readonly=True)
    ordered_amount = fields.Monetary(readonly=True)
    limit_reached = fields.Text(
        string="Limit", compute="_compute_limit_reached", help="When this was asked."
    )
    approval_ids = fields.One2many("jit.run.approval", "run_id", string="Approved")
    approved_lines = fields.Integer(compute="_compute_approved")
    approved_amount = fields.Monetary(compute="_compute_approved")
    approved_said = fields.Char(string="Yes", compute="_compute_said")
    put_off_said = fields.Char(string="Not Now", compute="_compute_said")
    order_count = fields.Integer(string="Orders", compute="_compute_approved")
    is_dropped = fields.Boolean(
        compute="_compute_approved",
        help="It was held back, and closed without anybody saying yes.",
    )

    @api.depends("state", "held", "approval_ids.purchase_order_id")
    def _compute_approved(self) -> None:
        for run in self:
            approvals = run.approval_ids
            run.approved_lines = len(approvals)
            run.approved_amount = sum(approvals.mapped("amount"))
            run.order_count = len(approvals.purchase_order_id)
            is_over = run.state != "waiting" and bool(run.limit_reached)
            run.is_dropped = is_over and not approvals

    @api.depends("approval_ids", "line_ids.status")
    @api.depends_context("lang", "tz")
    def _compute_said(self) -> None:
        """Who answered what, and when."""
        for run in self:
            last = run.approval_ids.sorted("approved_at")[-1:]
            run.approved_said = bool(last) and self.env._(
                "Order Them, said %(by)s on %(when)s: %(lines)s for %(amount)s.",
                by=last.approved_by.name,
                when=format_datetime(self.env, last.approved_at, dt_format="short"),
                **run._counted(run.approved_lines, run.approved_amount),
            )
            run.put_off_said = bool(run.put_off_lines) and self.env._(
                "Not Now, said %(by)s: %(lines)s for %(amount)s. Asked again on "
                "%(when)s, and may be ordered before.",
                by=run.put_off_by.name,
                when=format_datetime(self.env, run.put_off_until, dt_format="short"),
                **run._counted(run.put_off_lines, run.put_off_amount),
            )

    def _counted(self, count: int, amount: float) -> dict[str, str]:
        money = formatLang(self.env, amount, currency_obj=self.currency_id)
        return {"lines": self.env["jit.health"]._lines(count), "amount": money}

    @api.depends("limit_lines", "limit_amount", "ordered_lines", "ordered_amount")
    @api.depends("line_ids.amount", "line_ids.raises_line")
    @api.depends_context("lang")
    def _compute_limit_reached(self) -> None:
        for run in self:
            known = [run._lines_said()] if run.limit_lines else []
            known += [run._amount_said()] if run.limit_amount else []
            # the one that is exceeded comes first, and alone if the other is not
            exceeded = [said for said, is_exceeded in known if is_exceeded]
            said = exceeded or [said for said, _is_exceeded in known]
            run.limit_reached = " ".join(said) or False

    def _lines_said(self) -> tuple[str, bool]:
        limit, ordered = self.limit_lines, self.ordered_lines
        text = self.env._(
            "One run may order %(limit)s draft lines; %(ordered)s had been ordered in "
            "the hour before.",
            limit=limit,
            ordered=ordered,
        )
        new = len(self.line_ids.filtered(lambda line: not line.raises_line))
        return text, ordered + new > limit

    def _amount_said(self) -> tuple[str, bool]:
        limit, ordered = self.limit_amount, self.ordered_amount
        text = self.env._(
            "One run may order for %(limit)s; %(ordered)s had been ordered in the hour "
            "before.",
            limit=formatLang(self.env, limit, currency_obj=self.currency_id),
            ordered=formatLang(self.env, ordered, currency_obj=self.currency_id),
        )
        money = sum(self.line_ids.mapped("amount"))
        return text, self.currency_id.compare_amounts(ordered + money, limit) > 0

    @api.model
    def _prepare_question_vals(self, company_id: int) -> dict:
        """With the limit that is reached, and what was ordered before under it."""
        company = self.env["res.company"].browse(company_id)
        lately = self.env["jit.run.limit"].search(
            [
                ("company_id", "=", company_id),
                ("since", ">", fields.Datetime.now() - ONE_RUN),
            ]
        )
        return super()._prepare_question_vals(company_id) | {
            "limit_lines": company.jit_limit_lines,
            "limit_amount": company.jit_limit_amount,
            "ordered_lines": lately.lines,
            "ordered_amount": lately.money,
        }

    def action_open_orders(self) -> dict:
        """The drafts in which the approved lines are."""
        self.ensure_one()
        orders = self.approval_ids.purchase_order_id
        action = self.env["ir.actions.act_window"]._for_xml_id("purchase.purchase_rfq")
        action |= {"domain": [("id", "in", orders.ids)], "context": {}}
        if len(orders) == 1:
            action |= {"res_id": orders.id, "views": [(False, "form")]}
        return action
