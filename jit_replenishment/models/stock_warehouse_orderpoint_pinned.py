from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..arguments import as_day, as_text

_PIN = frozenset({"jit_pinned", "jit_pin_reason", "jit_pinned_until"})
_FIGURES = frozenset({"product_min_qty", "product_max_qty"})


class StockWarehouseOrderpoint(models.Model):
    """Figures a person wants kept, and what would be suggested in their place."""

    _inherit = "stock.warehouse.orderpoint"

    jit_proposal_ids = fields.One2many(
        "jit.reorder.proposal",
        "orderpoint_id",
        string="Suggested Changes",
        groups="jit_replenishment.group_jit_user",
    )
    jit_open_proposal_id = fields.Many2one(
        "jit.reorder.proposal",
        string="Suggested Change",
        compute="_compute_jit_open_proposal_id",
        compute_sudo=True,
    )
    jit_pinned = fields.Boolean(
        string="Pinned",
        copy=False,
        help="The reorder point and the target stay as they are: no change is "
        "suggested.",
    )
    jit_pin_reason = fields.Char(string="Pinned Because", copy=False)
    jit_pinned_until = fields.Date(
        string="Pinned Until",
        copy=False,
        help="Changes are suggested again from that day on. Empty: until somebody "
        "takes the pin out.",
    )
    jit_pinned_by = fields.Many2one(
        "res.users",
        string="Pinned by",
        copy=False,
        readonly=True,
        ondelete="set null",
    )
    jit_would_suggest = fields.Char(
        string="Would Suggest",
        compute="_compute_jit_would_suggest",
        compute_sudo=True,
    )

    @api.depends("jit_proposal_ids.state")
    def _compute_jit_open_proposal_id(self) -> None:
        proposals = self.env["jit.reorder.proposal"].search(
            [("orderpoint_id", "in", self._origin.ids), ("state", "=", "open")]
        )
        by_rule = {proposal.orderpoint_id: proposal for proposal in proposals}
        for rule in self:
            rule.jit_open_proposal_id = by_rule.get(rule._origin)

    @api.depends("jit_pinned", "jit_pinned_until")
    @api.depends_context("lang")
    def _compute_jit_would_suggest(self) -> None:
        """What a pinned rule keeps out of sight."""
        pinned = self.filtered(lambda rule: rule.jit_pinned and rule._origin)
        texts = self.env["jit.reorder.proposal"]._would_say(pinned._origin)
        for rule in self:
            rule.jit_would_suggest = texts.get(rule._origin.id, False)

    @api.constrains("jit_pinned", "jit_pin_reason")
    def _check_jit_pin_reason(self) -> None:
        for rule in self:
            if rule.jit_pinned and not (rule.jit_pin_reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "%(product)s: say why its figures are to stay as they are.",
                        product=rule.product_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        # who pinned is who does it, whatever a client sends
        mine = {True: self.env.uid, False: False}
        return super().create(
            [
                vals | {"jit_pinned_by": mine[bool(vals.get("jit_pinned"))]}
                for vals in vals_list
            ]
        )

    def write(self, vals: dict) -> bool:
        if not self.env.su:
            # who pinned is who does it, whatever a client sends
            vals = {name: vals[name] for name in vals if name != "jit_pinned_by"}
        if not (vals.keys() & (_PIN | _FIGURES) or "active" in vals):
            return super().write(vals)
        before = {rule.id: rule._jit_pin() for rule in self}
        if "jit_pinned" in vals:
            vals = vals | {
                "jit_pinned_by": self.env.uid if vals["jit_pinned"] else False
            }
            if not vals["jit_pinned"]:
                vals |= {"jit_pin_reason": False, "jit_pinned_until": False}
        result = super().write(vals)
        moved = self.filtered(lambda rule: rule._jit_pin() != before[rule.id])
        if moved:
            moved._jit_remember_pin()
        if not vals.get("active", True):
            self._jit_withdraw_suggestions()
        if vals.keys() & (_PIN | _FIGURES):
            # what the present figures are worth was learned of those before
            self.env["jit.learning.request"].sudo()._append(self.ids)
        return result

    def _jit_pin(self) -> tuple:
        return self.jit_pinned, self.jit_pin_reason, self.jit_pinned_until

    def _jit_remember_pin(self) -> None:
        """In the history; what was suggested of pinned rules is withdrawn."""
        changes = self.env["jit.rule.change"]
        for pinned, rules in self.grouped("jit_pinned").items():
            before = {rule.id: rule._jit_both_figures() for rule in rules}
            reasons = {rule.id: {"reason": rule.jit_pin_reason} for rule in rules}
            changes._record(rules, "pinned" if pinned else "unpinned", before, reasons)
        self.filtered("jit_pinned")._jit_withdraw_suggestions()

    def _jit_withdraw_suggestions(self) -> None:
        # whoever changes a rule need not be the one who decides on suggestions
        proposals = self.env["jit.reorder.proposal"].sudo()
        proposals.search(
            [("orderpoint_id", "in", self.ids), ("state", "=", "open")]
        )._withdraw()

    def action_jit_open_suggestion(self) -> dict:
        """The open suggestion about this rule, or those before."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_reorder_proposal_action"
        )
        action["domain"] = [("orderpoint_id", "=", self.id)]
        action["context"] = {}
        proposal = self.jit_open_proposal_id
        if proposal:
            action |= {"res_id": proposal.id, "views": [(False, "form")]}
        return action

    def action_jit_pin(
        self, reason: str | None = None, until: str | date | None = None
    ) -> dict:
        """Keep these figures; without a reason, ask for it.

        :param until: first day on which changes are suggested again
        """
        self.check_access("write")
        given, reason = bool(reason), as_text(self.env, reason)
        if not given:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Pin"),
                "res_model": "jit.pin",
                "view_mode": "form",
                "target": "new",
                "context": {"default_orderpoint_ids": self.ids},
            }
        day = as_day(self.env, until) or False
        if day and any(day <= rule.company_id._jit_today() for rule in self):
            raise ValidationError(self.env._("Choose a day after today."))
        self.write(
            {"jit_pinned": True, "jit_pin_reason": reason, "jit_pinned_until": day}
        )
        return {"type": "ir.actions.act_window_close"}

    def action_jit_unpin(self) -> bool:
        """Have changes suggested again."""
        return self.write({"jit_pinned": False})
