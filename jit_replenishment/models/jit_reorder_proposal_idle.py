from odoo import api, models

from ..policy.suitability import choice_after
from ..queries.proposals import AnsweredRow, LearnedRow

# of figures that keep nothing
_NOTHING = {
    "reorder_point": 0.0,
    "target_stock": 0.0,
    "expected_demand": 0.0,
    "for_demand": 0.0,
    "for_estimate": 0.0,
    "for_vendor": 0.0,
    "average_stock_then": None,
}


class JitReorderProposal(models.Model):
    """What nobody asked for in half a year is not kept, whatever it sold before."""

    _inherit = "jit.reorder.proposal"

    @api.model
    def _read_learned(self, learnings: models.Model) -> list[LearnedRow]:
        return [
            row._replace(**_NOTHING) if choice_after(row.idle_days) else row
            for row in super()._read_learned(learnings)
        ]

    @api.model
    def _cause(self, row: LearnedRow, past: AnsweredRow | None) -> str:
        if choice_after(row.idle_days):
            return "idle"
        return super()._cause(row, past)

    @api.model
    def _facts(self, row: LearnedRow) -> list:
        choice = choice_after(row.idle_days)
        if not choice:
            return super()._facts(row)
        return [["learned_idle", {"days": row.idle_days, "choice": choice}]]

    def action_phase_out(self) -> dict:
        """Keep none, and plan that no demand is expected any more."""
        self.check_access("write")
        # whoever answers suggestions may plan; the plan is in their name
        known = self.env["jit.adjustment"].search(
            [
                ("kind", "=", "retire"),
                ("applies_to", "=", "rule"),
                ("orderpoint_id", "in", self.orderpoint_id.ids),
            ]
        )
        self.env["jit.adjustment"].create(
            [
                {
                    "kind": "retire",
                    "applies_to": "rule",
                    "orderpoint_id": proposal.orderpoint_id.id,
                    "company_id": proposal.company_id.id,
                    "first_day": proposal.company_id._jit_today(),
                    "reason": proposal.sentence,
                }
                for proposal in self
                if proposal.orderpoint_id not in known.orderpoint_id
            ]
        )
        return self.action_accept()
