from odoo import models
from odoo.exceptions import UserError

from ..marks import by_engine, is_giving_back


class PurchaseOrderLine(models.Model):
    """Deleting a line of the engine says no to it; it does not come back the next
    minute."""

    _inherit = "purchase.order.line"

    def write(self, vals: dict) -> bool:
        """Added to an order that is made already, they are ordered with it."""
        result = super().write(vals)
        if "order_id" in vals:
            self.filtered(
                lambda line: line.state not in ("draft", "cancel")
            )._jit_lift_answered()
        return result

    def unlink(self) -> bool:
        if not by_engine(self.env) and not is_giving_back(self.env):
            refused = self._jit_kept()
            if refused:
                reason = self.env._("its draft line was deleted")
                self.env["jit.rejection"]._reject_by_hand(refused, reason)
            # one form may take the last line away and bring another
            if not self.env.context.get("jit_order_is_written"):
                orders = self.order_id
                result = super().unlink()
                orders._jit_retire_emptied()
                return result
        return super().unlink()

    def _jit_lift_answered(self) -> None:
        """Their rules' open rejections were answered by ordering, so they hide the
        next need no longer; what was lowered stays as low as it was said."""
        ours = self.filtered("jit_decision_id")
        self.env["jit.rejection"]._lift_whole(ours.orderpoint_id)

    def _jit_rejectable(self) -> models.Model:
        """Lines of drafts that the engine made, also those a person has changed."""
        return self.filtered(
            lambda line: (
                line.jit_decision_id
                and line.state == "draft"
                and line.orderpoint_id.trigger == "jit"
            )
        )

    def _jit_lowerable(self) -> models.Model:
        """Lines the engine made that no vendor has promised yet: asking for less of
        them is a no to the rest, be the request sent or not."""
        return self.filtered(
            lambda line: (
                line.jit_decision_id
                and line.state in ("draft", "sent", "to approve")
                and line.orderpoint_id.trigger == "jit"
            )
        )

    def _jit_kept(self) -> models.Model:
        """Untouched lines of the engine's drafts."""
        return self.filtered(lambda line: line.jit_owned and line.state == "draft")

    def action_jit_reject(self) -> dict:
        """Ask why and until when these lines are not wanted."""
        lines = self._jit_rejectable_or_say()
        return lines._jit_open_reject("jit_reject_view_form", self.env._("Reject"))

    def action_jit_skip(self) -> dict:
        """Not now: choose the day, and that is all."""
        return self._jit_rejectable_or_say()._jit_open_reject(
            "jit_skip_view_form",
            self.env._("Skip: Not Now"),
            reason=self.env._("Not yet"),
            is_skip=True,
        )

    def _jit_rejectable_or_say(self) -> models.Model:
        lines = self._jit_rejectable()
        if not lines:
            raise UserError(
                self.env._(
                    "Only draft lines that Just in Time made can be rejected. Delete "
                    "the line, or cancel the order."
                )
            )
        return lines

    def _jit_open_reject(self, form: str, title: str, **vals) -> dict:
        """:param vals: what the dialog says beforehand, by field"""
        view_id = self.env["ir.model.data"]._xmlid_to_res_id(
            f"jit_replenishment.{form}"
        )
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "jit.reject",
            "view_mode": "form",
            "views": [(view_id, "form")],
            "target": "new",
            "context": {"default_line_ids": self.ids, "dialog_size": "medium"}
            | {f"default_{name}": value for name, value in vals.items()},
        }
