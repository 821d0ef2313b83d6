from datetime import date

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..arguments import as_day, as_text
from ..marks import ACCEPTING
from ..notices import notice
from ..queries.proposals import lock_proposals

_NAMED = 3


class JitReorderProposal(models.Model):
    """The answers of people; each is in the history of the rule afterwards."""

    _inherit = "jit.reorder.proposal"

    is_pinned = fields.Boolean(related="orderpoint_id.jit_pinned")
    pinned_by = fields.Many2one(related="orderpoint_id.jit_pinned_by")
    pin_reason = fields.Char(related="orderpoint_id.jit_pin_reason")
    pinned_until = fields.Date(related="orderpoint_id.jit_pinned_until")

    def action_accept(self) -> dict:
        """Write the new figures on the rules, and say what became of each.

        A rule whose figures somebody changed since is left alone: the suggestion is
        refreshed and stays open.
        """
        mine = self._claim()
        stale = mine.filtered(lambda proposal: proposal._is_stale())
        (mine - stale)._take("accepted")
        if stale:
            # the job alone writes what suggestions say
            learnings = self.env["jit.learning"].sudo()
            rules = stale.orderpoint_id
            learned = learnings.search([("orderpoint_id", "in", rules.ids)])
            self.sudo()._propose(learned, rules_changed=True)
        return self._tell(mine - stale, stale, self - mine)

    def action_decline(
        self, reason: str | None = None, until: str | date | None = None
    ) -> dict:
        """Say no, and why; without a reason, ask for it.

        :param until: first day on which it may be suggested again, for the time's sake
        """
        self.check_access("write")
        given, reason = bool(reason), as_text(self.env, reason)
        if not given:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Decline"),
                "res_model": "jit.decline",
                "view_mode": "form",
                "target": "new",
                "context": {"default_proposal_ids": self.ids},
            }
        if not reason:
            raise ValidationError(self.env._("Say why: the history will show it."))
        day = as_day(self.env, until) or False
        if day and any(day <= each.company_id._jit_today() for each in self):
            raise ValidationError(self.env._("Choose a day after today."))
        mine = self._claim()
        self._close(mine, "declined", decline_reason=reason, declined_until=day)
        rules = mine.orderpoint_id
        before = {rule.id: rule._jit_both_figures() for rule in rules}
        more = {
            proposal.orderpoint_id.id: {"reason": reason, "proposal_id": proposal.id}
            for proposal in mine
        }
        self.env["jit.rule.change"]._record(rules, "declined", before, more)
        return self._tell_declined(mine, day)

    def _tell_declined(self, declined: models.Model, day: date | bool) -> dict:
        if day:
            said = self.env._(
                "Declined: %(count)s. The figures stay; not suggested before %(day)s.",
                count=len(declined),
                day=format_date(self.env, day),
            )
        else:
            said = self.env._(
                "Declined: %(count)s. The figures stay until clearly different ones "
                "are learned.",
                count=len(declined),
            )
        return notice(said, next={"type": "ir.actions.act_window_close"})

    def action_pin(
        self, reason: str | None = None, until: str | date | None = None
    ) -> dict:
        """Keep the figures of these rules; without a reason, ask for it."""
        self.check_access("write")
        rules = self._claim().orderpoint_id if reason else self.orderpoint_id
        return rules.action_jit_pin(reason, until)

    def action_unpin(self) -> bool:
        """Have changes of these rules suggested again."""
        self.check_access("write")
        return self.orderpoint_id.action_jit_unpin()

    def action_reset(self) -> bool:
        """Drop what was typed."""
        for proposal in self:
            proposal.write(
                {
                    "new_reorder_point": proposal.suggested_reorder_point,
                    "new_target_stock": proposal.suggested_target_stock,
                }
            )
        # over RPC nothing is no answer
        return True

    def _claim(self) -> "JitReorderProposal":
        """Those nobody answered yet; until the end of the transaction nobody can.

        Of two managers the second waits for the first, and finds it answered.
        """
        self.check_access("write")
        self.flush_model()
        lock_proposals(self.env, self.ids)
        mine = self.filtered(lambda proposal: proposal.state == "open")
        if not mine:
            raise UserError(self._answered_sentence())
        return mine

    def _answered_sentence(self) -> str:
        if len(self) == 1 and self.decided_by:
            return self.env._(
                "%(person)s answered this already: %(state)s.",
                person=self.decided_by.sudo().name,
                state=dict(self._fields["state"]._description_selection(self.env))[
                    self.state
                ],
            )
        return self.env._("None of these is open any more.")

    def _is_stale(self) -> bool:
        """Whether somebody changed the rule since this was suggested."""
        rule, unit = self.orderpoint_id, self.product_uom_id
        return bool(
            unit.compare(rule.product_min_qty, self.old_reorder_point)
            or unit.compare(rule.product_max_qty, self.old_target_stock)
        )

    def _take(self, source: str) -> None:
        """Write the new figures as a person would, so that everything follows."""
        rules = self.orderpoint_id
        before = {rule.id: rule._jit_both_figures() for rule in rules}
        more = {}
        for proposal in self:
            rule = proposal.orderpoint_id
            rule.with_context(jit_accepting=ACCEPTING).write(
                proposal._prepare_figures()
            )
            more[rule.id] = {"proposal_id": proposal.id}
            if proposal.is_edited:
                more[rule.id]["source"] = "edited"
        self._close(self, "accepted", by_itself=source == "class")
        self.env["jit.rule.change"]._record(rules, source, before, more)

    def _prepare_figures(self) -> dict:
        """With what of the reorder point is expected to sell: also of one that a
        person typed, who moved the buffer and not the demand.

        Expected as the sentence says it, in whole units: promises are held against it,
        and a part of a unit would end on a draft order.
        """
        expected = min(self.expected_demand, self.new_reorder_point)
        is_live = self.orderpoint_id.trigger == "jit"
        return {
            "product_min_qty": self.new_reorder_point,
            "product_max_qty": self.new_target_stock,
            "jit_expected_demand": expected if is_live else 0.0,
        }

    def _close(self, proposals: models.Model, state: str, **vals) -> None:
        # only these methods answer, after the rights of who asked were checked
        proposals.sudo().write(
            vals
            | {
                "state": state,
                "decided_by": False if vals.get("by_itself") else self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )

    def _tell(
        self, taken: models.Model, stale: models.Model, late: models.Model
    ) -> dict:
        said = []
        if taken:
            said.append(
                self.env._(
                    "Accepted: %(count)s. The figures before are kept under Changed "
                    "Figures.",
                    count=len(taken),
                )
            )
            said += taken.orderpoint_id._jit_say_looked_at()
        if stale:
            said.append(
                self.env._(
                    "Not accepted, because somebody changed the rule meanwhile: "
                    "%(names)s. Look at them again: they are up to date now.",
                    names=stale._names(),
                )
            )
        if late:
            said.append(
                self.env._("Answered by somebody else: %(names)s.", names=late._names())
            )
        return notice(
            " ".join(said),
            "warning" if stale or late else "success",
            sticky=bool(stale),
            next={"type": "ir.actions.act_window_close"},
        )

    def _names(self) -> str:
        names = self[:_NAMED].product_id.mapped("display_name")
        if len(self) > _NAMED:
            names.append(self.env._("%(count)s more", count=len(self) - _NAMED))
        return ", ".join(names)
