from odoo import api, fields, models


class PurchaseOrder(models.Model):
    """A draft that does not follow the need says so, and why."""

    _inherit = "purchase.order"

    jit_paused = fields.Text(
        string="Paused", compute="_compute_jit_paused", groups="base.group_user"
    )

    @api.depends("jit_owned", "state", "partner_id", "picking_type_id", "company_id")
    @api.depends_context("lang")
    def _compute_jit_paused(self) -> None:
        drafts = self.filtered(lambda order: order.jit_owned and order.state == "draft")
        # whoever may see the draft may know that it is paused
        pauses = self.env["jit.pause"].sudo()
        if drafts:
            pauses = pauses._holding(drafts.company_id)
        for order in self:
            holding = pauses.browse()
            if order in drafts:
                warehouse = order.sudo().picking_type_id.warehouse_id
                holding = pauses._concerning(
                    order.company_id, warehouse, order.partner_id
                )
            order.jit_paused = holding._said() or False
