from datetime import timedelta

from odoo import api, fields, models

from ..queries.proposals import count_suggestions

# long enough for Monday to tell what the weekend brought
_LATELY = timedelta(days=3)
_ACTION = "jit_replenishment.jit_reorder_proposal_action"


class JitHealth(models.AbstractModel):
    """What is suggested, and what was accepted without asking: never in silence."""

    _inherit = "jit.health"

    @api.model
    @api.readonly
    def read_parts(self) -> list[dict]:
        parts = super().read_parts()
        if not self.env.user.has_group("jit_replenishment.group_jit_user"):
            return parts
        asked, taken = count_suggestions(
            self.env, self.env.companies.ids, fields.Datetime.now() - _LATELY
        )
        if asked:
            text = self.env._("Suggested changes: %(count)s", count=asked)
            parts.append(self._part(text, "muted", "jit_reorder_proposal_action"))
        if taken:
            parts.append(self._taken(taken))
        return parts

    @api.model
    def _taken(self, count: int) -> dict:
        """By classes that accept small changes by themselves, in the last days."""
        part = self._part(
            self.env._("Accepted by themselves lately: %(count)s", count=count)
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(_ACTION)
        part["action"] = action | {"context": {"search_default_by_itself": 1}}
        return part
