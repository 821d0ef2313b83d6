from datetime import timedelta

from odoo import api, fields, models

# long enough for Monday to tell of the weekend
_LATELY = timedelta(days=3)
_MANAGER = "jit_replenishment.group_jit_manager"


class JitHealth(models.AbstractModel):
    """Whom no morning mail could be written to: for managers to know."""

    _inherit = "jit.health"

    @api.model
    @api.readonly
    def read_parts(self) -> list[dict]:
        parts = super().read_parts()
        if not self.env.user.has_group(_MANAGER):
            return parts
        failed = self.env["jit.digest"].search(
            [
                ("company_id", "in", self.env.companies.ids),
                ("day", ">=", fields.Date.context_today(self) - _LATELY),
                ("failure", "!=", False),
            ]
        )
        if failed:
            text = self.env._(
                "Morning mail not sent to %(names)s",
                # whom it is about a manager may know, wherever they work
                names=", ".join(failed.sudo().user_id.mapped("name")),
            )
            part = self._part(text, "warning")
            parts.append(part | {"tip": failed[0].failure})
        return parts
