from odoo import models
from odoo.exceptions import UserError


class PurchaseOrderLine(models.Model):
    """Four eyes: who changed a line does not approve it, where the company says so."""

    _inherit = "purchase.order.line"

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
