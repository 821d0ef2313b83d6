from odoo import fields, models

from ..forms import open_form


class JitGoLiveRequest(models.TransientModel):
    """A line of a request for quotation that is open for one of the products."""

    _name = "jit.go.live.request"
    _description = "Go Live: Open Request"
    _order = "id"
    _rec_name = "purchase_order_id"

    go_live_id = fields.Many2one(
        "jit.go.live", required=True, index=True, ondelete="cascade"
    )
    purchase_order_id = fields.Many2one(
        "purchase.order", string="Request", required=True, ondelete="cascade"
    )
    partner_id = fields.Many2one("res.partner", string="Vendor", ondelete="cascade")
    product_id = fields.Many2one("product.product", ondelete="cascade")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    quantity = fields.Float(digits="Product Unit")
    state = fields.Selection(
        [("draft", "RFQ"), ("sent", "RFQ Sent"), ("to approve", "To Approve")],
        string="Status",
    )
    counts = fields.Selection(
        [
            ("counted", "Counted as Incoming"),
            ("left_out", "Not Counted: Too Late"),
            ("elsewhere", "Not Counted: Goes Elsewhere"),
            ("own", "Kept Up to Date by Just in Time"),
        ],
        string="Just in Time",
        help="Whether less is ordered because of it.",
    )

    def action_open_order(self) -> dict:
        self.ensure_one()
        return open_form(self.purchase_order_id)
