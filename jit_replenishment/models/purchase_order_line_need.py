from odoo import api, fields, models
from odoo.fields import Domain

from ..policy.order_quantity import order_quantity

_NOT_CONFIRMED = ("draft", "sent", "to approve")


class PurchaseOrderLine(models.Model):
    """A line a person took over is not written any more, but it still tells them when
    the need has moved. Worked out as the page is read: nobody's inbox fills up.

    A confirmed line tells only when what it was ordered for was cancelled: there is
    nothing else about it that a buyer could still decide.
    """

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
        search="_search_jit_need_moved",
        groups="base.group_user",
    )
    jit_need_cause = fields.Char(
        string="Why It Moved",
        compute="_compute_jit_needed_now",
        groups="base.group_user",
    )

    @api.depends(
        "product_qty",
        "product_uom_id",
        "qty_received",
        "jit_owned",
        "state",
        "orderpoint_id",
        "jit_demand_move_ids.state",
    )
    @api.depends_context("lang")
    def _compute_jit_needed_now(self) -> None:
        theirs = self.filtered(lambda line: line._jit_tells_need())
        rest = self - theirs
        rest.jit_needed_now = 0.0
        rest.jit_need_moved = False
        rest.jit_need_cause = False
        # a person who sees the line may know what it is for, though the stock and
        # price lists behind the figure be closed to them
        wishes = theirs.orderpoint_id.sudo()._jit_wishes()
        for line in theirs:
            wish = wishes.get(line.orderpoint_id.id)
            then = line._jit_needed_then()
            needed = line._jit_needed_instead(wish) if wish else then
            unit = line.product_id.uom_id
            more_or_less = unit.compare(needed, then)
            moved = more_or_less < 0 if line.state == "purchase" else more_or_less
            line.jit_needed_now = unit._compute_quantity(needed, line.product_uom_id)
            line.jit_need_moved = bool(moved)
            line.jit_need_cause = line._jit_cause() if more_or_less < 0 else False

    def _jit_tells_need(self) -> bool:
        """The engine made it, a person has it, and its goods are not here yet."""
        self.ensure_one()
        if not self.sudo().jit_decision_id or self.jit_owned:
            return False
        if self.orderpoint_id.trigger != "jit":
            return False
        if self.state in _NOT_CONFIRMED:
            return True
        return (
            self.state == "purchase"
            and self.product_id.uom_id.compare(self._jit_awaited(), 0) > 0
            and bool(self._jit_cancelled_demand())
        )

    def _jit_awaited(self) -> float:
        """What of it is still to come, in the product's unit."""
        received = self.product_uom_id._compute_quantity(
            self.qty_received, self.product_id.uom_id
        )
        # what is typed and not yet saved is not in the position
        return self._origin.product_uom_qty - received

    def _jit_needed_then(self) -> float:
        """What the engine found needed; of a confirmed line, what is to come of it."""
        if self.state == "purchase":
            return self._jit_awaited()
        return self.sudo().jit_decision_id.ordered_quantity

    def _jit_needed_instead(self, wish) -> float:
        """What the engine would order if this line were not there.

        By the vendor's terms as they were then, in the product's unit.
        """
        self.ensure_one()
        decision = wish.verdict.decision
        brakes, today = wish.verdict.brakes, wish.verdict.today
        # what others did not want is not wanted here either; its own rest would be
        others = brakes.rest(today) - sum(self.sudo().jit_rest_ids.mapped("quantity"))
        position = wish.inventory_position - self._jit_awaited() + max(others, 0.0)
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

    def _jit_cause(self) -> str | bool:
        """Which promises of those it was ordered for are off."""
        writer = self.env["jit.reason"]
        documents = self._jit_cancelled_demand()
        return " ".join(map(writer._cancelled, documents)) or False

    def _search_jit_need_moved(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        told = Domain("state", "in", _NOT_CONFIRMED) | (
            Domain("state", "=", "purchase")
            & Domain("jit_demand_move_ids.state", "=", "cancel")
        )
        lines = self.search(
            Domain("jit_decision_id", "!=", False)
            & Domain("jit_owned", "=", False)
            & told
        )
        moved = lines.filtered(lambda line: line.jit_need_moved in value)
        return Domain("id", "in", moved.ids)
