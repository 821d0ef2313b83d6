from odoo import api, models, tools
from odoo.fields import Domain

from ..queries.draft_lines import OrderKey


class JitApproval(models.AbstractModel):
    """Classes that approve their usual lines by themselves: none, unless ticked."""

    _inherit = "jit.approval"

    @api.model
    def _approve_by_class(self, key: OrderKey) -> None:
        """Order the usual lines of one draft that nobody has touched.

        As the superuser, but not in the engine's voice: the order is confirmed as a
        person's would be, and with all that follows from it.
        """
        if not self._any_class_approves():
            return
        lines = self.env["purchase.order.line"].with_context(jit_engine=False)
        lines = lines.search(
            Domain("jit_owned", "=", True)
            & lines._jit_waiting_domain()
            & Domain("order_id.company_id", "=", key.company_id)
            & Domain("order_id.partner_id", "=", key.vendor_id)
            & Domain("order_id.picking_type_id", "=", key.operation_type_id)
            & Domain("order_id.currency_id", "=", key.currency_id)
            & Domain("orderpoint_id.jit_effective_class_id.approves_usual", "=", True)
        )
        usual = lines.filtered(lambda line: line.jit_is_usual and line._jit_is_live())
        draft = usual.order_id
        least = draft.partner_id.with_company(draft.company_id).jit_minimum_order_value
        if usual and sum(usual.mapped("price_subtotal")) >= least:
            self.with_context(jit_engine=False)._approve(usual, by_itself=True)

    @api.model
    @tools.ormcache()
    def _any_class_approves(self) -> bool:
        classes = self.env["jit.consequence.class"].with_context(active_test=False)
        return bool(classes.search_count([("approves_usual", "=", True)], limit=1))
