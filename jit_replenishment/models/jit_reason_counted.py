from odoo import api, models
from odoo.tools import formatLang


class JitReason(models.AbstractModel):
    """How many of what, so that one of them is not called several."""

    _inherit = "jit.reason"

    @api.model
    def _rules(self, count: int) -> str:
        if count == 1:
            return self.env._("1 rule")
        return self.env._("%(count)s rules", count=self._whole(count))

    @api.model
    def _orders(self, count: int) -> str:
        if count == 1:
            return self.env._("1 order")
        return self.env._("%(count)s orders", count=self._whole(count))

    @api.model
    def _draft_orders(self, count: int) -> str:
        if count == 1:
            return self.env._("1 draft order")
        return self.env._("%(count)s draft orders", count=self._whole(count))

    @api.model
    def _demands(self, count: int) -> str:
        if count == 1:
            return self.env._("1 demand")
        return self.env._("%(count)s demands", count=self._whole(count))

    @api.model
    def _cycles(self, count: int) -> str:
        if count == 1:
            return self.env._("1 cycle")
        return self.env._("%(count)s cycles", count=self._whole(count))

    @api.model
    def _rows(self, count: int) -> str:
        if count == 1:
            return self.env._("1 row")
        return self.env._("%(count)s rows", count=self._whole(count))

    @api.model
    def _differences(self, count: int) -> str:
        if count == 1:
            return self.env._("1 difference")
        return self.env._("%(count)s differences", count=self._whole(count))

    @api.model
    def _changes(self, count: int) -> str:
        if count == 1:
            return self.env._("1 change")
        return self.env._("%(count)s changes", count=self._whole(count))

    @api.model
    def _whole(self, count: int) -> str:
        return formatLang(self.env, count, digits=0)
