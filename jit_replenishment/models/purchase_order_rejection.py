from odoo import models

from ..marks import ENGINE, by_engine

_ANSWERED = ("sent", "to approve", "purchase")


class PurchaseOrder(models.Model):
    """Cancelling a draft of the engine says no to its lines: they do not come back the
    next minute. Ordering them answers what was said before."""

    _inherit = "purchase.order"

    def write(self, vals: dict) -> bool:
        refused = self.env["purchase.order.line"]
        if vals.get("state") == "cancel" and not by_engine(self.env):
            refused = self._jit_refused_lines()
        rests = self.env["jit.rejection"]
        if vals.get("state") == "cancel":
            rests = self.order_line._jit_rests_to_lift()
        answered = self.browse()
        if vals.get("state") in _ANSWERED:
            answered = self.filtered(lambda order: order.state == "draft")
        orders = self.with_context(jit_order_is_written="order_line" in vals)
        result = super(PurchaseOrder, orders).write(vals)
        rests._lift(self.env.uid)
        answered.order_line._jit_lift_answered()
        if refused:
            reason = self.env._("its draft order was cancelled")
            self.env["jit.rejection"]._reject_by_hand(refused, reason)
        if "order_line" in vals:
            self._jit_retire_emptied()
        return result

    def _jit_refused_lines(self) -> models.Model:
        """What the engine ordered in these, as long as no vendor has heard of it: one
        who declines a sent request leaves the need as it was."""
        drafts = self.filtered(lambda order: order.jit_owned and order.state == "draft")
        return drafts.order_line.filtered(
            lambda line: line.jit_decision_id and line.orderpoint_id.trigger == "jit"
        )

    def _jit_retire_emptied(self) -> None:
        """Drafts of the engine whose last line a person took away."""
        emptied = self.filtered(lambda order: order.jit_owned and not order.order_line)
        if emptied:
            # the engine alone cancels its drafts without saying no to anything
            emptied = emptied.sudo().with_context(jit_engine=ENGINE)
            self.env["jit.draft.order"]._retire_empty(emptied)

    def action_jit_reject(self) -> dict:
        """Ask why and until when the engine's lines of this draft are not wanted."""
        lines = self.order_line
        return (lines._jit_kept() or lines).action_jit_reject()
