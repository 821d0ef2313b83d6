from datetime import datetime

from odoo import api, fields, models
from odoo.fields import Domain

OUTCOMES = [
    ("order", "To Order"),
    ("covered", "Covered"),
    ("enough", "Enough"),
    ("snoozed", "Snoozed"),
    ("paused", "Paused"),
    ("rejected", "Rejected"),
    ("waiting", "Held Back"),
    ("to_fix", "To Fix"),
]
# what the screens tell apart beside: covered by what comes too late. "Late" alone is
# said of an order
STATUSES = [*OUTCOMES[:2], ("covered_late", "Covered Late"), *OUTCOMES[2:]]


def status_of(outcome: str | None, is_late: bool) -> str | bool:
    """The outcome as a screen shows it."""
    return "covered_late" if outcome == "covered" and is_late else outcome or False


class JitDecision(models.Model):
    """Why a line was ordered, or not: what was known at that moment, frozen.

    Written only when the outcome changes, so the decisions of a rule are its history.
    They outlive the draft line they made.
    """

    _name = "jit.decision"
    _inherit = ["jit.bounded.history"]
    _description = "Why"
    _order = "id desc"
    _rec_name = "product_id"
    _jit_kept_days = ("jit_replenishment.decision_retention_days", 730)

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        index=True,
        ondelete="set null",
    )
    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    warehouse_id = fields.Many2one("stock.warehouse", ondelete="set null")
    location_id = fields.Many2one("stock.location", ondelete="set null")
    consequence_class_id = fields.Many2one("jit.consequence.class", ondelete="set null")
    decided_at = fields.Datetime(required=True, default=fields.Datetime.now)
    outcome = fields.Selection(OUTCOMES, required=True)
    status = fields.Selection(STATUSES, compute="_compute_status", compute_sudo=True)
    fault = fields.Char(string="Problem")
    product_uom_id = fields.Many2one("uom.uom", string="Unit", ondelete="restrict")
    on_hand = fields.Float(digits="Product Unit")
    on_order = fields.Float(string="Incoming", digits="Product Unit")
    committed = fields.Float(string="Promised", digits="Product Unit")
    already_expected = fields.Float(
        digits="Product Unit",
        help="Of what is promised, the part that the reorder point contains as the "
        "demand it expects. It is not counted a second time.",
    )
    inventory_position = fields.Float(
        string="Available to Plan",
        digits="Product Unit",
        help="On hand + incoming - promised + already expected.",
    )
    reorder_point = fields.Float(digits="Product Unit")
    target_stock = fields.Float(string="Target", digits="Product Unit")
    need_quantity = fields.Float(string="Needed", digits="Product Unit")
    ordered_quantity = fields.Float(string="To Order", digits="Product Unit")
    vendor_id = fields.Many2one("res.partner", ondelete="set null")
    vendor_sku = fields.Char(string="Vendor SKU")
    purchase_quantity = fields.Float(string="Ordered", digits="Product Unit")
    purchase_uom_id = fields.Many2one(
        "uom.uom", string="Vendor Unit", ondelete="restrict"
    )
    # what goods cost is for those who buy them
    price_unit = fields.Float(
        string="Unit Price",
        min_display_digits="Product Price",
        groups="purchase.group_purchase_user",
    )
    discount = fields.Float(
        string="Discount (%)",
        digits="Discount",
        groups="purchase.group_purchase_user",
    )
    currency_id = fields.Many2one("res.currency", ondelete="set null")
    lead_time_days = fields.Integer(string="Lead Time (Days)")
    order_by = fields.Date(help="Asked for later, the goods would come too late.")
    planned_on = fields.Date(
        string="Arrives",
        help="The day the goods are needed, or the earliest day the vendor can "
        "deliver.",
    )
    runs_out_on = fields.Date(string="Runs Out")
    purchase_line_id = fields.Many2one(
        "purchase.order.line", index="btree_not_null", ondelete="set null"
    )
    purchase_order_id = fields.Many2one(
        "purchase.order", index="btree_not_null", ondelete="set null"
    )
    demand = fields.Text(string="For", related="purchase_line_id.jit_demand")
    position_ids = fields.One2many("jit.position", "decision_id")
    facts = fields.Json(
        help="The steps that led here: code and figures of each.",
        groups="purchase.group_purchase_user",
    )
    # the sentences leave out what the reader may not know
    reason = fields.Text(string="Why", compute="_compute_reason", compute_sudo=True)

    @api.depends("outcome", "facts")
    def _compute_status(self) -> None:
        for decision in self:
            told = {code for code, _values in decision.facts or []}
            decision.status = status_of(decision.outcome, "covered_late" in told)

    @api.depends("facts")
    @api.depends_context("lang", "uid")
    def _compute_reason(self) -> None:
        writer = self.env["jit.reason"]
        for decision in self:
            decision.reason = writer._sentences(
                decision.facts or [], decision.product_uom_id
            )

    @api.model
    def _jit_outdated(self, before: datetime) -> Domain:
        """Never the reason of an order."""
        return (
            Domain("decided_at", "<", before)
            & Domain("purchase_line_id", "=", False)
            & Domain("position_ids", "=", False)
        )

    def action_open_demand(self) -> dict:
        """What was promised when the line was made."""
        return self.purchase_line_id.action_jit_open_demand()
