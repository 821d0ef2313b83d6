from datetime import datetime

from odoo import api, fields, models

from ..arguments import without_defaults


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

    reason = fields.Text(string="Why", compute="_compute_reason", compute_sudo=True)

    # the sentences leave out what the reader may not know
    @api.depends("orderpoint_id")
    @api.depends_context("lang", "uid")
    def _compute_reason(self) -> None:
        """Why it is needed; that it waits is said above all of them."""
        writer, decisions = self.env["jit.reason"], self._decisions()
        for line in self:
            facts = decisions[line.orderpoint_id.id].facts or []
            told = [fact for fact in facts if fact[0] not in ("waiting", "put_off")]
            line.reason = writer._sentences(told, line.orderpoint_id.product_uom)

    def _decisions(self) -> dict[int, models.Model]:
        """What was decided last, by rule id."""
        looks = self.env["jit.position"].search(
            [("orderpoint_id", "in", self.orderpoint_id.ids)]
        )
        known = {look.orderpoint_id.id: look.decision_id for look in looks}
        none = self.env["jit.decision"]
        return {rule.id: known.get(rule.id, none) for rule in self.orderpoint_id}

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

    def _approve(self, user: models.Model, now: datetime) -> None:
        """Have them ordered once, and keep what was approved."""
        decisions = self._decisions()
        without_defaults(self.env["jit.run.approval"]).create(
            [
                {
                    "run_id": line.run_id.id,
                    "orderpoint_id": line.orderpoint_id.id,
                    "company_id": line.company_id.id,
                    "product_id": line.product_id.id,
                    "partner_id": line.partner_id.id,
                    "quantity": line.quantity,
                    "product_uom_id": line.product_uom_id.id,
                    "raises_line": line.raises_line,
                    "amount": line.amount,
                    "decision_id": decisions[line.orderpoint_id.id].id,
                    "approved_by": user.id,
                    "approved_at": now,
                }
                for line in self
            ]
        )
        self.approved_at = now
        self._signal()

    def _signal(self) -> None:
        """Have the engine look at these rules again."""
        for company, lines in self.grouped("company_id").items():
            self.env["jit.signal"]._emit(lines.product_id, company)

    def action_explain(self) -> dict:
        """Show why it would be ordered, before saying yes to it."""
        return self.orderpoint_id.action_explain()
