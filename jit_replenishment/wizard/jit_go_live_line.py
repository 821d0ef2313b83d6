from odoo import api, fields, models

from ..models.jit_decision import STATUSES, status_of


class JitGoLiveLine(models.TransientModel):
    """What would come of one rule if it were live."""

    _name = "jit.go.live.line"
    _description = "Go Live: Rule"
    _order = "sequence, id"
    _rec_name = "product_id"

    go_live_id = fields.Many2one(
        "jit.go.live", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    location_id = fields.Many2one(related="orderpoint_id.location_id", string="Place")
    product_uom_id = fields.Many2one(related="orderpoint_id.product_uom", string="Unit")
    consequence_class_id = fields.Many2one(
        "jit.consequence.class", string="Class", compute="_compute_consequence_class_id"
    )
    part = fields.Selection(
        [
            ("order", "To Order"),
            ("start", "Transfer or Production"),
            ("nothing", "Nothing to Order"),
            ("to_fix", "To Fix"),
            ("refused", "Stays as It Is"),
        ],
        string="First Run",
        required=True,
    )
    waits = fields.Boolean(help="It goes live later: the first run is full.")
    goes_live = fields.Boolean(compute="_compute_goes_live")
    refused = fields.Char()
    outcome = fields.Char()
    facts = fields.Json()
    status = fields.Selection(STATUSES, compute="_compute_status")
    # of different units: no sums
    on_hand = fields.Float(digits="Product Unit", aggregator=None)
    on_order = fields.Float(string="Incoming", digits="Product Unit", aggregator=None)
    committed = fields.Float(string="Promised", digits="Product Unit", aggregator=None)
    reorder_point = fields.Float(digits="Product Unit", aggregator=None)
    target_stock = fields.Float(string="Target", digits="Product Unit", aggregator=None)
    ordered_quantity = fields.Float(
        string="To Order", digits="Product Unit", aggregator=None
    )
    partner_id = fields.Many2one("res.partner", string="Vendor", ondelete="cascade")
    purchase_quantity = fields.Float(
        string="Asked For",
        digits="Product Unit",
        aggregator=None,
        help="In the vendor's unit.",
    )
    purchase_uom_id = fields.Many2one(
        "uom.uom", string="Vendor's Unit", ondelete="cascade"
    )
    price_unit = fields.Float(string="Price", digits="Product Price", aggregator=None)
    price_currency_id = fields.Many2one("res.currency", string="Currency of the Price")
    amount = fields.Monetary(help="In the company's currency.")
    order_by = fields.Date(help="Last day the vendor can be asked for it in time.")
    planned_on = fields.Date(
        string="Day on the Order", help="The arrival that would stand on the order."
    )
    expected_on = fields.Date(
        string="Arrival",
        help="The day on the order, or later where the vendor was seen to take longer.",
    )
    runs_out_on = fields.Date(string="Runs Out")
    why = fields.Char(compute="_compute_why")

    @api.depends("orderpoint_id.jit_effective_class_id")
    def _compute_consequence_class_id(self) -> None:
        for line in self:
            line.consequence_class_id = line.go_live_id._class_of(line.orderpoint_id)

    @api.depends("part", "waits")
    def _compute_goes_live(self) -> None:
        for line in self:
            line.goes_live = line.part != "refused" and not line.waits

    @api.depends("outcome", "facts")
    def _compute_status(self) -> None:
        for line in self:
            told = {code for code, _values in line.facts or []}
            line.status = status_of(line.outcome, "covered_late" in told)

    @api.depends("facts", "refused", "orderpoint_id")
    @api.depends_context("lang", "uid")
    def _compute_why(self) -> None:
        writer = self.env["jit.reason"]
        for line in self:
            if line.refused:
                line.why = line.refused
            elif line.facts:
                line.why = writer._sentences(line.facts, line.product_uom_id)
            elif not line.orderpoint_id.active:
                line.why = self.env._(
                    "The rule is archived: it orders once it is in use again."
                )
            else:
                line.why = self.env._(
                    "Its product, place or warehouse is not in use: nothing is ordered "
                    "until it is."
                )
