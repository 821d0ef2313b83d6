from odoo import api, fields, models


class PurchaseOrder(models.Model):
    """A draft of what is planned to end says so before it is sent."""

    _inherit = "purchase.order"

    jit_ending = fields.Text(
        string="Ends", compute="_compute_jit_ending", groups="base.group_user"
    )

    @api.depends("state", "order_line.orderpoint_id", "order_line.jit_decision_id")
    @api.depends_context("lang")
    def _compute_jit_ending(self) -> None:
        drafts = self.filtered(lambda order: order.state in ("draft", "sent"))
        # whoever may see the draft may know what is planned of its products
        lines = drafts.sudo().order_line.filtered("jit_decision_id")
        ending = lines.orderpoint_id.filtered("jit_ending")
        for order in self:
            rules = order.sudo().order_line.orderpoint_id & ending
            order.jit_ending = (
                "\n".join(
                    f"{rule.product_id.display_name}: {rule.jit_ending}"
                    for rule in rules
                )
                or False
            )
