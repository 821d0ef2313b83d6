from odoo import fields, models
from odoo.exceptions import ValidationError

from ..arguments import as_text
from ..notices import notice


class JitFinding(models.Model):
    """A person may know better: what looks like a fault is none."""

    _inherit = "jit.finding"

    def action_check_now(self) -> dict:
        """Have all be looked at again; the list renews itself."""
        self.env["jit.check"]._ask(self.env.companies)
        return notice(
            self.env._("Checking: this is brought up to date shortly."), "info"
        )

    def action_set_aside(self, reason: str | None = None) -> dict:
        """Hide these until something about them changes; without a reason, ask."""
        self.env["jit.check"]._ensure_manager()
        given, reason = bool(reason), as_text(self.env, reason)
        if not given:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Not a Fault"),
                "res_model": "jit.set.aside",
                "view_mode": "form",
                "target": "new",
                "context": {"default_finding_ids": self.ids},
            }
        if not reason:
            raise ValidationError(
                self.env._("Say why this is no fault: others will wonder.")
            )
        self._write_set_aside(reason)
        return {"type": "ir.actions.act_window_close"}

    def action_put_back(self) -> bool:
        self.env["jit.check"]._ensure_manager()
        self._write_set_aside(None)
        # over RPC nothing is no answer
        return True

    def _write_set_aside(self, reason: str | None) -> None:
        self.check_access("read")
        # the check alone writes all else of it, so nobody has the right to write
        self.sudo().write(
            {
                "set_aside_reason": reason,
                "set_aside_on": reason and fields.Date.context_today(self),
                "set_aside_by": reason and self.env.uid,
            }
        )
