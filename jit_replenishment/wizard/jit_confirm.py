from odoo import api, fields, models


class JitConfirm(models.TransientModel):
    """Ask once more before a draft is confirmed whose need is not what it says."""

    _name = "jit.confirm"
    _description = "Confirm although the Need Has Moved"

    order_id = fields.Many2one(
        "purchase.order", required=True, readonly=True, ondelete="cascade"
    )
    line_ids = fields.Many2many("purchase.order.line", string="Lines", readonly=True)
    said = fields.Text(string="What Has Moved", compute="_compute_said")

    @api.depends("line_ids")
    @api.depends_context("lang")
    def _compute_said(self) -> None:
        for wizard in self:
            lines = wizard.line_ids.exists()
            # whoever may confirm the order may know the need; not all stock
            wishes = lines.orderpoint_id.sudo()._jit_wishes()
            wizard.said = "\n".join(
                wizard._say(line, wishes[line.orderpoint_id.id])
                for line in lines
                if line.orderpoint_id.id in wishes
            )

    def _say(self, line: models.Model, wish) -> str:
        return self.env._(
            "%(product)s: %(quantity)s on the draft, %(need)s needed now.",
            product=line.product_id.display_name,
            quantity=line._jit_in_its_unit(line.product_uom_qty),
            need=line._jit_in_its_unit(line._jit_need_now(wish)),
        )

    def action_confirm(self) -> dict | bool:
        """As the page's own button does it."""
        self.ensure_one()
        return self.order_id.button_confirm()
