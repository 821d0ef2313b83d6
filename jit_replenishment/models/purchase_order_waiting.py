from odoo import api, fields, models
from odoo.fields import Domain


class PurchaseOrder(models.Model):
    """A draft is ours where a line of it waits for approval: whoever keeps its figures.

    One word for it on every page: Approve, Draft Orders and Today.
    """

    _inherit = "purchase.order"

    jit_waits = fields.Boolean(
        string="Waits for Approval",
        compute="_compute_jit_waits",
        # Odoo's own button asks for it, whoever reads the order
        compute_sudo=True,
        search="_search_jit_waits",
    )

    jit_class_id = fields.Many2one(
        "jit.consequence.class",
        string="Worst Class",
        compute="_compute_jit_class_id",
        groups="base.group_user",
    )

    @api.depends("state", "order_line.jit_decision_id", "order_line.orderpoint_id")
    def _compute_jit_waits(self) -> None:
        for order in self:
            order.jit_waits = bool(order._jit_waiting_lines())

    @api.depends("state", "order_line.jit_class_sequence", "order_line.jit_decision_id")
    def _compute_jit_class_id(self) -> None:
        """The worst of what waits in it: why the draft stands where it does."""
        for order in self:
            classes = order._jit_waiting_lines().jit_class_id
            order.jit_class_id = classes.sorted("sequence")[:1]

    @api.model
    def _search_jit_waits(self, operator: str, _value) -> Domain:
        if operator != "in":
            return NotImplemented
        waiting = self.env["purchase.order.line"]._jit_waiting_domain()
        return Domain("state", "=", "draft") & Domain("order_line", "any", waiting)

    def _jit_waiting_lines(self) -> models.Model:
        """As ``_jit_waiting_domain`` finds them."""
        return self.order_line.filtered(
            # the trigger alone, to whoever may read the order
            lambda line: (
                line._jit_waits() and line.sudo().orderpoint_id.trigger == "jit"
            )
        )
