from odoo import api, fields, models
from odoo.tools import format_datetime

from ..marks import ENGINE
from ..queries.waiting_lines import approved_today, claim_orders


class PurchaseOrder(models.Model):
    """Who answered for an order of the engine, and whether that person may.

    Odoo's second approval looks at the amount of one order. Lines are approved one by
    one here, so what counts is all that lay in the draft they come from, and all that
    was approved of the same vendor on the same day: parts do not slip below the limit.
    """

    _inherit = "purchase.order"

    jit_approved_by_id = fields.Many2one(
        "res.users",
        string="Approved By",
        copy=False,
        readonly=True,
        ondelete="set null",
        groups="base.group_user",
    )
    jit_approved_at = fields.Datetime(
        string="Approved",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
    )
    jit_by_itself = fields.Boolean(
        string="Approved by Its Class",
        copy=False,
        readonly=True,
        help="Nobody looked at it: its lines were usual, and their class lets those be "
        "ordered by themselves.",
        groups="base.group_user",
    )
    jit_whole_amount = fields.Monetary(
        string="Amount Held Against the Limit",
        copy=False,
        readonly=True,
        help="Of the whole draft the lines were approved from, and of what was "
        "approved for the same vendor on the same day.",
        groups="base.group_user",
    )

    def button_confirm(self) -> bool:
        """Confirming a draft is approval of all its lines."""
        waiting = self._jit_begin_approval()
        result = super().button_confirm()
        waiting.filtered(
            lambda order: order.state in ("to approve", "purchase")
        )._jit_mark_looked_at()
        return result

    def action_jit_confirm(self) -> dict | bool:
        """Confirm from the order's page: where the need has moved meanwhile, ask first.

        ``button_confirm`` itself, called by other addons, actions and RPC, asks nobody.
        """
        self.ensure_one()
        self.check_access("write")
        lines = self._jit_waiting_lines()
        # whoever may confirm the order may know the need; not all stock
        wishes = lines.orderpoint_id.sudo()._jit_wishes()
        stale = self.env["jit.approval"]._stale(lines, wishes)
        if not stale:
            return self.button_confirm()
        return self._jit_ask_to_confirm(stale, wishes)

    def _jit_ask_to_confirm(
        self, stale: models.Model, wishes: dict, changed: str = ""
    ) -> dict:
        """Open the question about these lines; what was asked about is kept with it.

        :param wishes: of the lines' rules, by rule id
        :param changed: what is not as it was when it was asked the first time
        """
        self.ensure_one()
        question = self.env["jit.confirm"]._ask(self, stale, wishes, changed)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Changed Meanwhile")
            if changed
            else self.env._("The Need Has Moved"),
            "res_model": "jit.confirm",
            "res_id": question.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _approval_allowed(self) -> bool:
        if not super()._approval_allowed():
            return False
        company = self.company_id
        if company.po_double_validation != "two_step" or not self.jit_whole_amount:
            return True
        manager = self.env.user.has_group("purchase.group_purchase_manager")
        # the superuser has all groups, but looked at nothing
        if manager and not (self.env.su and self.jit_by_itself):
            return True
        # as core converts it
        limit = company.currency_id._convert(
            company.po_double_validation_amount,
            self.currency_id,
            company,
            self.date_order or fields.Date.today(),
        )
        return self.jit_whole_amount < limit

    def button_approve(self, force=False) -> dict:
        """Whoever gives the second approval has looked at it.

        Odoo passes over what the caller may not approve without a word, so that is
        known afterwards only. Over RPC this is called on drafts too.
        """
        begun = self._jit_begin_approval()
        second = self.filtered(
            lambda order: (
                order.state == "to approve" and order.order_line.jit_decision_id
            )
        )
        second.check_access("write")
        second._jit_refuse_changed_since()
        result = super().button_approve(force=force)
        # confirmed one after the other, the first of a vendor counts for the next
        begun.filtered(lambda order: order.state in ("draft", "sent")).write(
            {"state": "to approve"}
        )
        begun._jit_mark_looked_at()
        if not self.env.su:
            second.filtered(
                lambda order: order.state == "purchase" and order.jit_by_itself
            )._jit_mark_looked_at()
        return result

    def _jit_begin_approval(self) -> "PurchaseOrder":
        """The drafts and requests with lines of the engine among these, which this
        user may answer for; held against the limit."""
        waiting = self.filtered(
            lambda order: (
                order.state in ("draft", "sent") and order.order_line.jit_decision_id
            )
        )
        waiting.check_access("write")
        waiting.order_line._jit_refuse_own()
        waiting._jit_keep_whole()
        return waiting

    def _jit_refuse_changed_since(self) -> None:
        """What was changed after the first approval, nobody else has looked at."""
        for order in self:
            order.order_line.filtered(
                lambda line, order=order: (
                    line.jit_changed_at
                    and (
                        not order.jit_approved_at
                        or line.jit_changed_at >= order.jit_approved_at
                    )
                )
            )._jit_refuse_own()

    def _jit_keep_whole(self, wholes: dict | None = None) -> None:
        """Remember the amount that is held against the limit; it never gets less."""
        if not wholes:
            two_step = self.filtered(
                lambda order: order.company_id.po_double_validation == "two_step"
            )
            if two_step:
                claim_orders(self.env, two_step.ids)
            wholes = two_step._jit_wholes()
        for order, whole in wholes.items():
            if whole > order.jit_whole_amount:
                order._jit_as_engine().jit_whole_amount = whole

    def _jit_wholes(self) -> dict:
        """By order: its total, and what was approved today for its vendor."""
        if not self:
            return {}
        begun = self.company_id._jit_days_begun()
        gone = approved_today(self.env, self.ids, begun)
        return {order: order.amount_total + gone.get(order.id, 0.0) for order in self}

    def _jit_mark_looked_at(self) -> None:
        """This user answers for them; a class no longer does, unless it is at work."""
        if not self.env.su:
            by_class = self.filtered("jit_by_itself")
            by_class._jit_as_engine().write({"jit_by_itself": False})
        self._jit_mark_approved()

    def _jit_mark_approved(self) -> None:
        self._jit_as_engine().write(
            {
                "jit_approved_by_id": self.env.uid,
                "jit_approved_at": fields.Datetime.now(),
            }
        )
        # a request that was sent is no order that was
        self.filtered("jit_send_state")._jit_forget_sending()

    def _jit_as_engine(self) -> "PurchaseOrder":
        """To write marks: the engine's, whoever may write the order."""
        return self.sudo().with_context(jit_engine=ENGINE)

    def _jit_answered_sentence(self) -> str:
        """Who was faster."""
        self.ensure_one()
        if not self.jit_approved_at:
            state = dict(self._fields["state"]._description_selection(self.env))
            return self.env._(
                "%(order)s: %(state)s", order=self.name, state=state[self.state]
            )
        return self.env._(
            "%(order)s: approved by %(person)s %(moment)s",
            order=self.name,
            # the name alone, to whoever may read the order
            person=self.sudo().jit_approved_by_id.name or self.env._("somebody"),
            moment=self._jit_clock(self.jit_approved_at),
        )

    @api.model
    def _jit_clock(self, moment) -> str:
        """The time, with the day unless it is today's."""
        today = fields.Date.context_today(self)
        same = fields.Datetime.context_timestamp(self, moment).date() == today
        return format_datetime(self.env, moment, dt_format="HH:mm" if same else "short")
