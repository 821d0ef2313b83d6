from odoo import fields, models
from odoo.fields import Domain


class JitGoLiveVendor(models.TransientModel):
    """What the first run would order from one vendor."""

    _name = "jit.go.live.vendor"
    _description = "Go Live: Vendor"
    _order = "id"
    _rec_name = "partner_id"

    go_live_id = fields.Many2one(
        "jit.go.live", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one("res.partner", string="Vendor", ondelete="cascade")
    line_count = fields.Integer(string="Lines")
    amount = fields.Monetary(help="In the company's currency.")
    order_by = fields.Date(string="First Order By")
    expected_on = fields.Date(
        string="First Arrival",
        help="Of what arrives first: the day on the order, or later where the vendor "
        "was seen to take longer.",
    )

    def action_open_lines(self) -> dict:
        """What would be ordered from this vendor, and why."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.partner_id.display_name,
            "res_model": "jit.go.live.line",
            "views": [(False, "list"), (False, "form")],
            "domain": list(
                self.go_live_id._ordering()
                & Domain("partner_id", "=", self.partner_id.id)
                & Domain("company_id", "=", self.company_id.id)
            ),
        }
