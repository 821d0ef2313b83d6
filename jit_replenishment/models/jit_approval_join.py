from odoo import api, models

from ..queries.joinable_orders import read_joinable

# where the goods of a receipt go
_ARRIVES = ("internal", "transit", "customer")


class JitApproval(models.AbstractModel):
    """What somebody approves later in the day goes on the order of before, as long as
    its vendor knows nothing of it: one mail, one receipt, one bill.

    As Odoo does with a line that is added to a confirmed order.
    """

    _inherit = "jit.approval"

    @api.model
    def _orders_of_today(self, drafts: models.Model) -> dict:
        """By draft: the order that lines of it are added to, where there is one."""
        begun = drafts.company_id._jit_days_begun()
        found = read_joinable(self.env, drafts.ids, self.env.uid, begun)
        orders = self.env["purchase.order"].browse(found.values())
        # whoever may not write an order gets another one
        allowed = {order.id: order for order in orders._filtered_access("write")}
        return {
            draft: allowed[found[draft.id]]
            for draft in drafts
            if found.get(draft.id) in allowed
        }

    @api.model
    def _join(
        self, draft: models.Model, chosen: models.Model, order: models.Model
    ) -> bool:
        """Add the lines to the order, unless all of it needs a second approval."""
        # now, and not before: drafts of one vendor are ordered one after the other
        draft._jit_keep_whole()
        if not draft._approval_allowed():
            return False
        chosen._validate_analytic_distribution()
        self._move(draft, chosen, order)
        order._jit_keep_whole({order: draft.jit_whole_amount})
        if draft.name not in (order.origin or ""):
            order.origin = ", ".join(filter(None, (order.origin, draft.name)))
        order._add_supplier_to_product()
        self._expect(chosen, order)
        chosen._jit_keep_promise()
        chosen._jit_signal()
        order._jit_mark_looked_at()
        order.message_post(
            body=self.env._(
                "Approved later and added: %(products)s.",
                products=", ".join(chosen.product_id.mapped("display_name")),
            )
        )
        draft._jit_retire_emptied()
        return True

    @api.model
    def _expect(self, lines: models.Model, order: models.Model) -> None:
        """On the receipt of the order, all at once: as ``_create_or_update_picking``,
        which makes the moves of each line by themselves."""
        receipt = order.picking_ids.filtered(
            lambda picking: (
                picking.state not in ("done", "cancel")
                and picking.location_dest_id.usage in _ARRIVES
            )
        )[:1]
        if not receipt:
            lines._create_or_update_picking()
            return
        lines._create_stock_moves(receipt)._action_confirm()._action_assign()
