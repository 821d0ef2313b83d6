from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang

from ..queries.trial_report import count_noted
from ..queries.trial_said import count_said
from .jit_decision import status_of


class JitTrial(models.Model):
    """What a buyer reads of a rule on trial, and the line above all of them."""

    _inherit = "jit.trial"

    said = fields.Char(
        string="Just in Time Says", compute="_compute_said", compute_sudo=True
    )
    reason = fields.Text(string="Why", compute="_compute_reason", compute_sudo=True)
    would_be_orders = fields.Integer(
        string="Orders So Far", compute="_compute_so_far", compute_sudo=True
    )
    would_be_value = fields.Monetary(
        string="Money So Far",
        compute="_compute_so_far",
        compute_sudo=True,
        help="Of all would-be orders of this trial, without taxes.",
    )
    suggestion_id = fields.Many2one(related="orderpoint_id.jit_open_proposal_id")
    is_suggested = fields.Boolean(
        compute="_compute_suggested", search="_search_is_suggested", compute_sudo=True
    )
    suggested = fields.Char(
        compute="_compute_suggested",
        compute_sudo=True,
        help="The reorder point and the target of the open suggested change, with "
        "which the rule is tried.",
    )

    @api.depends("state", "outcome", "fault", "facts")
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for record in self:
            record.said = record._say()

    def _say(self) -> str:
        if self.state == "failed":
            return self.env._("Could not be looked at")
        if self.state == "impossible":
            return self.env._("Cannot: not tracked, or archived")
        if self.state == "new" or not self.outcome:
            return self.env._("Within the hour")
        if self.outcome == "to_fix":
            return self.env._("Cannot: %(why)s", why=self._say_fault())
        told = {code for code, _values in self.facts or []}
        status = status_of(self.outcome, "covered_late" in told)
        return {
            "order": self.env._("Would order"),
            "late": self.env._("Supply comes too late"),
            "covered": self.env._("Enough is coming"),
            "enough": self.env._("Enough"),
            "waiting": self.env._("Held back"),
            "paused": self.env._("Paused"),
            "rejected": self.env._("Rejected"),
            "snoozed": self.env._("Snoozed"),
        }[status]

    def _say_fault(self) -> str:
        """In two or three words; what to do about it stands in the reason."""
        words = {
            "no_vendor": self.env._("no vendor"),
            "vendor_archived": self.env._("vendor archived"),
            "offer_expired": self.env._("price expired"),
            "offer_not_started": self.env._("price not valid yet"),
            "offer_not_accepted": self.env._("price not checked"),
            "unit_without_conversion": self.env._("vendor's unit does not convert"),
            "zero_price": self.env._("price is zero"),
            "not_a_number": self.env._("a figure is no number"),
            "no_route": self.env._("nothing supplies this place"),
            "not_purchasable": self.env._("not for purchase"),
            "not_bought": self.env._("route does not supply it"),
            "supply_loop": self.env._("supplied from itself"),
            "no_bom": self.env._("no bill of materials"),
            "left_to_core": self.env._("dropshipped or subcontracted"),
        }
        return words.get(self.fault) or self.env._("see why")

    @api.depends("facts", "state")
    @api.depends_context("lang", "uid")
    def _compute_reason(self) -> None:
        writer = self.env["jit.reason"]
        for record in self:
            if record.state == "failed":
                record.reason = writer._say_failed({}, None)
                continue
            facts = record.facts if record.state == "noted" else []
            record.reason = writer._sentences(facts or [], record.product_id.uom_id)

    @api.depends("looked_at", "since")
    def _compute_so_far(self) -> None:
        noted = count_noted(self.env, self.orderpoint_id.ids)
        for record in self:
            found = noted.get(record.orderpoint_id.id)
            record.would_be_orders = found.orders if found else 0
            record.would_be_value = found.value if found else 0.0

    @api.depends("orderpoint_id.jit_open_proposal_id")
    @api.depends_context("lang")
    def _compute_suggested(self) -> None:
        writer = self.env["jit.reason"]
        for record in self:
            suggestion = record.orderpoint_id.jit_open_proposal_id
            unit = suggestion.product_uom_id
            record.is_suggested = bool(suggestion)
            record.suggested = bool(suggestion) and self.env._(
                "%(reorder_point)s up to %(target)s",
                reorder_point=writer._number(suggestion.new_reorder_point, unit),
                target=writer._number(suggestion.new_target_stock, unit),
            )

    @api.model
    def _search_is_suggested(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        # who may see rules on trial may know that other figures are suggested
        suggestions = self.env["jit.reorder.proposal"].sudo()
        rules = suggestions._search([("state", "=", "open")]).subselect("orderpoint_id")
        return Domain("orderpoint_id", "in" if True in value else "not in", rules)

    # -- the line above the list -----------------------------------------------------

    @api.model
    @api.readonly
    def read_parts(self) -> dict:
        """Texts for the companies at hand, and whether a first look is due."""
        if not self.env.user.has_group("jit_replenishment.group_jit_user"):
            return {"parts": [], "pending": False}
        here = Domain("company_id", "in", self.env.companies.ids)
        found = count_said(self, here & Domain("stage", "=", "trial"))
        if not found:
            return {"parts": [], "pending": False}
        waiting = sum(row.count for row in found if not row.is_looked_at)
        stuck = sum(row.count for row in found if row.is_stuck)
        orders = [row for row in found if row.is_order]
        part = self.env["jit.health"]._part
        parts = [part(self._say_what_happens())]
        if waiting:
            parts.append(part(self._say_waiting(waiting), "info"))
        for row in orders:
            text = self._say_orders(row.count, row.value)
            parts.append(part(text, action="jit_trial_order_action"))
        if stuck:
            text = self.env._("Cannot be ordered: %(count)s", count=stuck)
            parts.append(part(text, "danger"))
        return {"parts": parts, "pending": bool(waiting)}

    def _say_what_happens(self) -> str:
        return self.env._(
            "Odoo and people order as before; every hour it is noted here what Just "
            "in Time would order."
        )

    def _say_waiting(self, count: int) -> str:
        if count == 1:
            return self.env._(
                "1 rule is not looked at yet: its first report follows within the hour."
            )
        return self.env._(
            "%(count)s rules are not looked at yet: their first report follows within "
            "the hour.",
            count=count,
        )

    def _say_orders(self, count: int, value: float) -> str:
        companies = self.env.companies
        lines = self.env["jit.health"]._lines(count)
        if len(companies.currency_id) > 1:
            return self.env._("Would be ordered now: %(lines)s", lines=lines)
        return self.env._(
            "Would be ordered now: %(lines)s for %(money)s",
            lines=lines,
            money=formatLang(self.env, value, currency_obj=companies.currency_id),
        )
