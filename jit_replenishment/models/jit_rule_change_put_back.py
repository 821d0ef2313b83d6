from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..marks import ACCEPTING
from ..notices import notice
from ..queries.rule_changes import read_newest

# what is itself a way back has none: typing the figures is plainer
_WAYS_BACK = ("put_back", "undone")


class JitRuleChange(models.Model):
    """The way back from a change of figures, as long as nobody went further."""

    _inherit = "jit.rule.change"

    can_be_put_back = fields.Boolean(compute="_compute_can_be_put_back")

    @api.depends(
        "source",
        "new_reorder_point",
        "new_target_stock",
        "orderpoint_id.active",
        "orderpoint_id.product_min_qty",
        "orderpoint_id.product_max_qty",
        "orderpoint_id.trigger",
    )
    def _compute_can_be_put_back(self) -> None:
        """The rule stands where this change brought it. Of two that led to the same
        figures, the newest."""
        newest = self._newest()
        for change in self:
            rule, unit = change.orderpoint_id, change.product_uom_id
            change.can_be_put_back = (
                change in newest
                and change.source not in _WAYS_BACK
                and rule.active
                and rule.trigger == "jit"
                and not unit.compare(rule.product_min_qty, change.new_reorder_point)
                and not unit.compare(rule.product_max_qty, change.new_target_stock)
            )

    def _newest(self) -> "JitRuleChange":
        """The latest change of each of their rules that moved a figure."""
        return self.browse(read_newest(self.env, self.orderpoint_id.ids))

    def action_put_back(self) -> dict:
        """Give the rules the figures they had before these changes."""
        self.orderpoint_id.check_access("write")
        changes = self.filtered("can_be_put_back")
        if not changes:
            raise UserError(
                self.env._(
                    "The figures were changed again since, or are what they were. Put "
                    "back the latest change of the rule, or type the figures on it."
                )
            )
        before = {rule.id: rule._jit_both_figures() for rule in changes.orderpoint_id}
        # rules that come back to the same figures are written together
        for (point, target), same in changes.grouped(
            lambda change: (change.old_reorder_point, change.old_target_stock)
        ).items():
            same.orderpoint_id.with_context(jit_accepting=ACCEPTING).write(
                {"product_min_qty": point, "product_max_qty": target}
            )
        reasons = {
            change.orderpoint_id.id: {
                "reason": self.env._(
                    "As before the change of %(when)s.",
                    when=format_datetime(
                        self.env, change.changed_at, dt_format="short"
                    ),
                )
            }
            for change in changes
        }
        self._record(changes.orderpoint_id, "put_back", before, reasons)
        changes.orderpoint_id._jit_withdraw_suggestions()
        return self._told(changes)

    def _told(self, changes: "JitRuleChange") -> dict:
        message = self.env._("Put back: %(count)s.", count=len(changes))
        message = " ".join([message, *changes.orderpoint_id._jit_say_looked_at()])
        left = len(self - changes)
        if left:
            message += " " + self.env._("Changed again since, and left: %s.", left)
        return notice(message, "warning" if left else "success")
