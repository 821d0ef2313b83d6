from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..marks import ENGINE, MERGING, by_engine
from ..queries.draft_lines import lock_orders

# the engine's alone to set
_MARKS = frozenset(
    {
        "jit_owned",
        "jit_revision",
        "jit_approved_by_id",
        "jit_approved_at",
        "jit_by_itself",
        "jit_whole_amount",
        "jit_send_state",
        "jit_send_problem",
        "jit_sent_message_id",
    }
)
# what a person changes on a header to make the draft theirs, beside its arrival; notes
# do not
_TERMS = frozenset(
    {
        "partner_id",
        "company_id",
        "currency_id",
        "picking_type_id",
        "dest_address_id",
        "date_order",
        "payment_term_id",
        "fiscal_position_id",
        "incoterm_id",
    }
)
# a change of one of these changes what the lines supply, where and when
_SUPPLY = frozenset(
    {"state", "picking_type_id", "date_planned", "partner_id", "locked"}
)


class PurchaseOrder(models.Model):
    _inherit = "purchase.order"

    jit_owned = fields.Boolean(
        string="Kept by Just in Time",
        copy=False,
        readonly=True,
        help="This draft is kept equal to what is needed. Changing its vendor, dates "
        "or terms, sending or confirming it makes it yours.",
        groups="base.group_user",
    )
    jit_revision = fields.Integer(
        copy=False,
        readonly=True,
        help="Counts the engine's turns: two writers notice each other by it.",
        groups="base.group_user",
    )
    jit_line_count = fields.Integer(
        string="Lines with a Reason",
        compute="_compute_jit_line_count",
        groups="base.group_user",
    )
    jit_need_moved = fields.Boolean(
        string="Need Has Moved",
        compute="_compute_jit_need_moved",
        search="_search_jit_need_moved",
        groups="base.group_user",
    )
    jit_need_cause = fields.Text(
        string="Why It Moved",
        compute="_compute_jit_need_cause",
        groups="base.group_user",
    )

    jit_rest_said = fields.Text(
        string="Put Off", compute="_compute_jit_rest_said", groups="base.group_user"
    )

    _jit_one_open_draft = models.UniqueIndex(
        "(company_id, partner_id, picking_type_id, currency_id) WHERE jit_owned",
        "There is already an open just-in-time draft for this vendor.",
    )

    @api.depends("order_line.jit_decision_id")
    def _compute_jit_line_count(self) -> None:
        for order in self:
            order.jit_line_count = len(order.order_line.jit_decision_id)

    @api.depends("order_line.jit_need_moved")
    def _compute_jit_need_moved(self) -> None:
        for order in self:
            order.jit_need_moved = any(order.order_line.mapped("jit_need_moved"))

    @api.depends("order_line.jit_need_cause")
    @api.depends_context("lang")
    def _compute_jit_need_cause(self) -> None:
        for order in self:
            order.jit_need_cause = "\n".join(
                f"{line.product_id.display_name}: {line.jit_need_cause}"
                for line in order.order_line
                if line.jit_need_cause
            )

    @api.depends("order_line.jit_rest_said")
    @api.depends_context("lang")
    def _compute_jit_rest_said(self) -> None:
        for order in self:
            order.jit_rest_said = "\n".join(
                f"{line.product_id.display_name}: {line.jit_rest_said}"
                for line in order.order_line
                if line.jit_rest_said
            )

    def _search_jit_need_moved(self, operator: str, value) -> Domain:
        return Domain("order_line.jit_need_moved", operator, value)

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        if not by_engine(self.env):
            # said outright: a default from the context counts as little as a value
            vals_list = [vals | dict.fromkeys(_MARKS, False) for vals in vals_list]
        orders = super().create(vals_list)
        orders.order_line._jit_signal()
        return orders

    def write(self, vals: dict) -> bool:
        # before super: a draft that is confirmed must not be found open by its index
        if not by_engine(self.env):
            vals = {name: vals[name] for name in vals if name not in _MARKS}
            changed = self._jit_changes(vals)
            if changed:
                self._jit_mark_changed()
            if changed or vals.get("state", "draft") != "draft":
                self._jit_release()
        result = super().write(vals)
        if _SUPPLY & vals.keys():
            self.order_line._jit_signal()
        return result

    def _jit_changes(self, vals: dict) -> bool:
        """Whether these values change what the lines say, which makes a draft a
        person's."""
        if _TERMS & vals.keys():
            return True
        return "date_planned" in vals and self._jit_moves_all_lines(vals)

    def _jit_moves_all_lines(self, vals: dict) -> bool:
        """Whether a new arrival is the header's own, and not that of one edited line.

        A form sends the header's date along whenever its earliest line moves; a person
        who changes the header moves every line, and nothing else of them.
        """
        commands = vals.get("order_line") or []
        only_dates = all(
            command[0] == Command.UPDATE and command[2].keys() <= {"date_planned"}
            for command in commands
        )
        lines = self.order_line.filtered("date_planned")
        return only_dates and (not commands or len(commands) >= len(lines))

    def _jit_mark_changed(self) -> None:
        """The header of an order was changed before its last approval, and with it what
        its lines say."""
        waiting = self.filtered(
            lambda order: order.state in ("draft", "sent", "to approve")
        )
        # what core's scheduler does to a draft of a person is no person's doing
        by_person = not self.env.su
        lines = waiting.order_line.filtered(
            lambda line: line.jit_owned or by_person and line._jit_needs_eyes()
        )
        if lines:
            changed = lines._jit_changed_now()
            # the marks are the engine's to write, whoever may write the order
            lines.sudo().with_context(jit_engine=ENGINE).write(changed)

    def _jit_release(self) -> None:
        """The engine lets go of these orders and their lines, for good."""
        owned = self.filtered("jit_owned")
        if not owned:
            return
        # whoever confirms an order may write it; the marks are the engine's, not theirs
        owned = owned.sudo()
        owned.order_line._jit_release()
        owned.with_context(jit_engine=ENGINE).jit_owned = False

    def _jit_lock(self) -> None:
        """Hold these orders before their lines, in the order the engine takes them.

        Whoever writes a line of a draft writes the draft's totals in the end; line
        first and draft second would have the two wait for each other.
        """
        owned = self.filtered("jit_owned")
        if owned and not by_engine(self.env):
            lock_orders(self.env, owned.ids)

    def button_draft(self) -> dict:
        """A revived order is a person's: the engine has made another meanwhile."""
        self._jit_release()
        return super().button_draft()

    def action_merge(self) -> dict:
        """Merging is a person's doing: the result is theirs."""
        self._jit_release()
        merged = self.with_context(jit_merging=MERGING)
        return super(PurchaseOrder, merged).action_merge()

    def _prepare_supplier_info(self, partner, line, price, currency) -> dict:
        """What core adds to the price list by itself is no offer until accepted."""
        vals = super()._prepare_supplier_info(partner, line, price, currency)
        return vals | {"jit_unchecked": True}

    def action_jit_open_reasons(self) -> dict:
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_decision_action"
        )
        action["domain"] = [("purchase_order_id", "=", self.id)]
        action["context"] = {}
        return action
