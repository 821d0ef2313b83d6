from odoo import fields, models


class JitRunLine(models.Model):
    """An order that was too much for one run, as it would be written.

    The row goes once it is ordered, or once nothing of it is needed any more.
    """

    _name = "jit.run.line"
    _description = "Held Back"
    _order = "amount desc, id"
    _rec_name = "product_id"

    run_id = fields.Many2one("jit.run", required=True, index=True, ondelete="cascade")
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    partner_id = fields.Many2one("res.partner", string="Vendor", ondelete="set null")
    quantity = fields.Float(string="To Order", digits="Product Unit")
    product_uom_id = fields.Many2one("uom.uom", string="Unit", ondelete="restrict")
    raises_line = fields.Boolean(
        string="Raises a Line", help="A draft holds some of it already."
    )
    amount = fields.Monetary(
        help="What it would add to draft orders, in the company's currency."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    approved_at = fields.Datetime(readonly=True)

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")

    def _signal(self) -> None:
        """Have the engine look at these rules again."""
        for company, lines in self.grouped("company_id").items():
            self.env["jit.signal"]._emit(lines.product_id, company)

    def action_explain(self) -> dict:
        """Show why it would be ordered, before saying yes to it."""
        return self.orderpoint_id.action_explain()
