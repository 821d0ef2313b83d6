from odoo import api, fields, models

from ..queries.adjustments import suggestions_of


class JitAdjustment(models.Model):
    """When it takes effect: figures change by suggestions that are accepted."""

    _inherit = "jit.adjustment"

    suggestion_count = fields.Integer(
        string="Suggested Changes", compute="_compute_outcome", compute_sudo=True
    )
    is_pending = fields.Boolean(compute="_compute_outcome", compute_sudo=True)
    outcome = fields.Char(
        string="Takes Effect", compute="_compute_outcome", compute_sudo=True
    )

    @api.depends(
        "kind", "factor", "active", "first_day", "last_day", "effect_ids.is_change"
    )
    @api.depends_context("lang")
    def _compute_outcome(self) -> None:
        suggested = suggestions_of(self.env, self._origin.ids)
        requests = self.env["jit.learning.request"]
        # rules of many a category are looked for only while something is pending
        looked_for = self if requests._has_pending() else self.browse()
        rules = {each: set(each._origin._rules().ids) for each in looked_for}
        pending = requests._pending_of(list(set().union(*rules.values())))
        for adjustment in self:
            adjustment.is_pending = not pending.isdisjoint(rules.get(adjustment, ()))
            count = len(suggested.get(adjustment._origin.id, ()))
            adjustment.suggestion_count = count
            adjustment.outcome = adjustment._outcome_text(count)

    def _outcome_text(self, count: int) -> str:
        if not self.active or self.state == "over":
            return self.env._("It is over, and changes nothing any more.")
        if self.kind == "freeze":
            return self.env._(
                "Acts at once, with nothing to accept: no other figures are suggested "
                "while it lasts."
            )
        if self.kind == "uplift" and self.factor == 1.0:
            return self.env._(
                "Times 1 changes nothing: enter 1.5 for half as much again as usual, "
                "0.8 for a fifth less."
            )
        if not self._origin.id:
            return self.env._(
                "Changes no figure by itself: it takes effect when you accept the "
                "changes it suggests. Until then ordering goes on as before."
            )
        if self.is_pending:
            return self.env._("Being worked out: this takes a minute or two.")
        if count == 1:
            return self.env._(
                "Takes effect when you accept the suggested change. Until then "
                "ordering goes on as before."
            )
        if count:
            return self.env._(
                "Takes effect when you accept the %(count)s suggested changes. Until "
                "then ordering goes on as before.",
                count=count,
            )
        if any(self.effect_ids.mapped("is_change")):
            return self.env._(
                "Nothing is to be accepted: the figures were accepted, declined or "
                "pinned, or are too near the present ones to matter."
            )
        return self.env._(
            "Nothing is to be accepted yet: changes are suggested in time, and take "
            "effect when you accept them."
        )

    def action_open_suggestions(self) -> dict:
        """Exactly the open suggestions by which this takes effect."""
        self.ensure_one()
        self.check_access("read")
        found = suggestions_of(self.env, self.ids)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_reorder_proposal_action"
        )
        return action | {
            "domain": [("id", "in", found.get(self.id, []))],
            "context": {},
        }

    def action_refresh(self) -> bool:
        """The form reads it anew after any button."""
        self.check_access("read")
        # over RPC nothing is no answer
        return True
