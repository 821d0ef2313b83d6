from odoo import models
from odoo.exceptions import UserError

from ..marks import ENGINE, by_engine


class PurchaseOrderLine(models.Model):
    """Four eyes: who changed a line does not approve it, where the company says so."""

    _inherit = "purchase.order.line"

    def _jit_needs_eyes(self) -> bool:
        """Whether it is kept who changed it: of the engine's, or added to its draft."""
        self.ensure_one()
        return bool(self.jit_decision_id or self.jit_changed_at)

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if "order_id" in vals:
            # moved or merged into a draft, a line is added to it; and what lay there
            # before is in a draft of the engine from now on
            self.order_id.order_line._jit_mark_added()
        return result

    def _jit_mark_added(self) -> None:
        """What a person adds to a draft of the engine is approved with it, unseen."""
        # core's scheduler adds lines as the superuser
        if self.env.su or by_engine(self.env):
            return
        added = self.filtered(
            lambda line: (
                line.company_id.jit_four_eyes
                and not line.display_type
                and not line._jit_needs_eyes()
                and line.state in ("draft", "sent", "to approve")
                and line.order_id.order_line.jit_decision_id
            )
        )
        if added:
            # the marks are the engine's to write
            marked = added.sudo().with_context(jit_engine=ENGINE)
            marked.write(self._jit_changed_now())

    def _jit_own(self) -> "PurchaseOrderLine":
        """Lines this user may not approve, having changed them last."""
        return self.filtered(
            lambda line: (
                line.company_id.jit_four_eyes
                and line.jit_changed_by_id == line.env.user
            )
        )

    def _jit_refuse_own(self) -> None:
        own = self._jit_own()
        if own:
            raise UserError(
                self.env._(
                    "You changed these lines, so somebody else has to approve them: "
                    "%(products)s.",
                    products=", ".join(own.product_id.mapped("display_name")),
                )
            )
