from odoo import api, fields, models


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
    put_off_until = fields.Datetime(
        readonly=True, help="Somebody answered Not Now: until then it is not asked for."
    )
    put_off_by = fields.Many2one("res.users", readonly=True, ondelete="set null")
    status = fields.Selection(
        [("asked", "Waiting"), ("put_off", "Put Off"), ("approved", "Approved")],
        compute="_compute_status",
    )

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")

    @api.depends("approved_at", "put_off_until")
    def _compute_status(self) -> None:
        """An answer holds for the lines it was given to, and Not Now for its time."""
        now = fields.Datetime.now()
        for line in self:
            if line.approved_at:
                line.status = "approved"
            elif line.put_off_until and line.put_off_until > now:
                line.status = "put_off"
            else:
                line.status = "asked"

    def _signal(self) -> None:
        """Have the engine look at these rules again."""
        for company, lines in self.grouped("company_id").items():
            self.env["jit.signal"]._emit(lines.product_id, company)

    def action_explain(self) -> dict:
        """Show why it would be ordered, before saying yes to it."""
        return self.orderpoint_id.action_explain()
