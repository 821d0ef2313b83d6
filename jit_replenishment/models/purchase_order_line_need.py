from odoo import api, fields, models

from ..policy.order_quantity import order_quantity


class PurchaseOrderLine(models.Model):
    """A line a person took over is not written any more, but it still tells them when
    the need has moved. Worked out as the page is read: nobody's inbox fills up."""

    _inherit = "purchase.order.line"

    jit_needed_now = fields.Float(
        string="Needed Now",
        digits="Product Unit",
        compute="_compute_jit_needed_now",
        groups="base.group_user",
        help="What would be ordered today in place of this line, in its unit.",
    )
    jit_need_moved = fields.Boolean(
        string="Need Has Moved",
        compute="_compute_jit_needed_now",
    )

    @api.depends("product_qty", "product_uom_id", "jit_owned", "state", "orderpoint_id")
    def _compute_jit_needed_now(self) -> None:
        theirs = self.filtered(
            lambda line: (
                line.jit_decision_id
                and not line.jit_owned
                and line.orderpoint_id.trigger == "jit"
                and line.state in ("draft", "sent", "to approve")
            )
        )
        rest = self - theirs
        rest.jit_needed_now = 0.0
        rest.jit_need_moved = False
        # a person who sees the line may know what it is for, though the stock and
        # price lists behind the figure be closed to them
        wishes = theirs.orderpoint_id.sudo()._jit_wishes()
        for line in theirs:
            wish = wishes.get(line.orderpoint_id.id)
            then = line.sudo().jit_decision_id.ordered_quantity
            needed = line._jit_needed_instead(wish) if wish else then
            unit = line.product_id.uom_id
            line.jit_needed_now = unit._compute_quantity(needed, line.product_uom_id)
            line.jit_need_moved = bool(unit.compare(needed, then))

    def _jit_needed_instead(self, wish) -> float:
        """What the engine would order if this line were not there.

        By the vendor's terms as they were then, in the product's unit.
        """
        self.ensure_one()
        decision = wish.verdict.decision
        # what is typed and not yet saved is not in the position
        position = wish.inventory_position - self._origin.product_uom_qty
        if position > decision.reorder_point:
            return 0.0
        need = max(decision.target_stock - position, 0.0)
        facts = dict(self.sudo().jit_decision_id.facts or [])
        terms = facts.get("quantity", {})
        return order_quantity(
            need,
            terms.get("minimum_order_quantity", 0.0),
            terms.get("order_multiple", 0.0),
        ).quantity
