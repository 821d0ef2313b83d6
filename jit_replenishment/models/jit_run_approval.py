from odoo import api, fields, models

from ..queries.approved_orders import read_approved_orders


class JitRunApproval(models.Model):
    """An order a manager said yes to, as it was shown then.

    The row of ``jit.run.line`` goes once it is ordered; this one tells of it for as
    long as the run is kept.
    """

    _name = "jit.run.approval"
    _description = "Approved"
    _order = "amount desc, id"
    _rec_name = "product_id"

    run_id = fields.Many2one("jit.run", required=True, index=True, ondelete="cascade")
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", string="Reordering Rule", ondelete="set null"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Vendor", ondelete="set null")
    quantity = fields.Float(string="To Order", digits="Product Unit")
    product_uom_id = fields.Many2one("uom.uom", string="Unit", ondelete="restrict")
    raises_line = fields.Boolean(string="Raises a Line")
    amount = fields.Monetary(help="In the company's currency.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    decision_id = fields.Many2one("jit.decision", string="Asked", ondelete="set null")
    reason = fields.Text(string="Why", related="decision_id.reason")
    approved_by = fields.Many2one("res.users", ondelete="set null")
    approved_at = fields.Datetime()
    purchase_order_id = fields.Many2one(
        "purchase.order",
        string="Draft Order",
        compute="_compute_purchase_order_id",
        # which order it is in, not what is in the order
        compute_sudo=True,
    )

    @api.depends("orderpoint_id", "decision_id")
    def _compute_purchase_order_id(self) -> None:
        """Empty while it is not ordered, or where nothing of it was needed any more."""
        orders = read_approved_orders(self.env, self.ids)
        for approval in self:
            approval.purchase_order_id = orders.get(approval.id)
