from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

# more would lead before the first day of the calendar
_MOST_DAYS = 36_500
_FORGOTTEN_AT_ONCE = 10_000


class JitBoundedHistory(models.AbstractModel):
    """Records that a setting says how long to keep."""

    _name = "jit.bounded.history"
    _description = "Just in Time: Kept for a Time"

    # system parameter with a number of days, 0 for ever, and what it is until set
    _jit_kept_days: tuple[str, int]

    @api.model
    def _jit_outdated(self, before) -> Domain:
        """What may go of that from before a moment."""
        raise NotImplementedError

    @api.autovacuum
    def _forget_old(self) -> tuple[int, bool]:
        """Drop what is older than the setting.

        :returns: how many were dropped, and whether more are left
        """
        if self._abstract:
            return 0, False
        days = int(
            self.env["ir.config_parameter"].sudo().get_param(*self._jit_kept_days)
        )
        if days <= 0:
            return 0, False
        before = fields.Datetime.now() - timedelta(days=min(days, _MOST_DAYS))
        old = self.search(self._jit_outdated(before), limit=_FORGOTTEN_AT_ONCE)
        old.unlink()
        return len(old), len(old) == _FORGOTTEN_AT_ONCE
