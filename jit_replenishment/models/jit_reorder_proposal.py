from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..forms import open_form
from ..policy.reorder_point import LeadTimeDemand
from ..policy.stock_effect import average_stock, expected_service
from .jit_learning import CONFIDENCE

STATES = [
    ("open", "Open"),
    ("accepted", "Accepted"),
    ("declined", "Declined"),
    ("superseded", "No Longer Needed"),
]
CAUSES = [
    ("first", "First Suggestion"),
    ("demand", "Demand Moved"),
    ("lead_time", "Lead Time Moved"),
    ("class", "Class Changed"),
    ("adjustment", "Planned Change"),
    ("idle", "Not Sold for Half a Year"),
]
DIRECTIONS = [("up", "Raised"), ("down", "Lowered"), ("same", "Kept")]
# all that people may write themselves, and only while it is open
_EDITABLE = frozenset({"new_reorder_point", "new_target_stock"})


def direction_of(old: float, new: float) -> str:
    """Whether a reorder point goes up, down, or stays."""
    return "up" if new > old else "down" if new < old else "same"


class JitReorderProposal(models.Model):
    """Other figures for a rule, learned from what happened: a person decides.

    All it says is frozen, so the sentence stays true after the figures were learned
    anew. One is open per rule; the job refreshes it in place or withdraws it, and no
    rule changes by it.
    """

    _name = "jit.reorder.proposal"
    _description = "Suggested Change"
    _log_access = False
    # open ones first
    _order = "decided_at desc, stock_value_weight desc, id desc"
    _rec_name = "product_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    product_category_id = fields.Many2one(
        related="product_id.categ_id", string="Category"
    )
    consequence_class_id = fields.Many2one(
        "jit.consequence.class", string="Class", readonly=True, ondelete="set null"
    )
    vendor_id = fields.Many2one("res.partner", readonly=True, ondelete="set null")
    location_id = fields.Many2one(related="orderpoint_id.location_id")
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(STATES, required=True, readonly=True, default="open")
    cause = fields.Selection(CAUSES, string="Because", required=True, readonly=True)
    suggested_on = fields.Date(
        string="Suggested", required=True, readonly=True, default=fields.Date.today
    )

    old_reorder_point = fields.Float(
        aggregator=None, string="Reorder Point", digits="Product Unit", readonly=True
    )
    suggested_reorder_point = fields.Float(
        aggregator=None, digits="Product Unit", readonly=True
    )
    new_reorder_point = fields.Float(aggregator=None, digits="Product Unit")
    old_target_stock = fields.Float(
        aggregator=None, string="Target", digits="Product Unit", readonly=True
    )
    suggested_target_stock = fields.Float(
        aggregator=None, string="Suggested Target", digits="Product Unit", readonly=True
    )
    new_target_stock = fields.Float(
        aggregator=None, string="New Target", digits="Product Unit"
    )
    is_edited = fields.Boolean(
        string="Edited",
        compute="_compute_is_edited",
        help="Somebody changed the suggested figures.",
    )
    direction = fields.Selection(DIRECTIONS, string="Reorder Point Is", readonly=True)

    expected_demand = fields.Float(
        aggregator=None,
        digits="Product Unit",
        readonly=True,
        help="The part of the reorder point that sells until goods arrive.",
    )
    for_demand = fields.Float(
        aggregator=None,
        string="Against Uneven Demand",
        digits="Product Unit",
        readonly=True,
    )
    for_estimate = fields.Float(
        aggregator=None,
        string="Against a Short History",
        digits="Product Unit",
        readonly=True,
    )
    for_vendor = fields.Float(
        aggregator=None,
        string="Against Uneven Lead Times",
        digits="Product Unit",
        readonly=True,
    )
    # of these any figures are judged
    interval_demand = fields.Float(aggregator=None, digits=(16, 6), readonly=True)
    interval_variance = fields.Float(aggregator=None, digits=(16, 6), readonly=True)
    interval_undershoot = fields.Float(aggregator=None, digits=(16, 6), readonly=True)
    interval_calibration = fields.Float(
        default=1.0, aggregator=None, digits=(16, 6), readonly=True
    )
    sold_first = fields.Float(aggregator=None, digits="Product Unit", readonly=True)
    average_stock_now = fields.Float(
        aggregator=None, digits="Product Unit", readonly=True
    )
    average_stock_then = fields.Float(
        aggregator=None, digits="Product Unit", readonly=True
    )
    unit_cost = fields.Float(
        aggregator=None, readonly=True, min_display_digits="Product Price"
    )
    stock_value_change = fields.Monetary(
        string="Stock Value ±",
        readonly=True,
        help="What the average stock would be worth more, or less.",
    )
    stock_value_weight = fields.Float(
        readonly=True, help="How much money it is about, whichever way it goes."
    )
    service_now = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Share of order cycles that the present figures are expected to last.",
    )
    service_then = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Share of order cycles that the suggested figures are expected to last.",
    )
    service_asked = fields.Float(
        string="Target Service", readonly=True, aggregator="avg"
    )
    confidence = fields.Selection(
        CONFIDENCE,
        readonly=True,
        help="How many demands it was learned from, the latest counting most.",
    )
    # what a later suggestion is compared with, to say why it came
    demand_rate = fields.Float(
        aggregator=None, string="Sells a Day", digits=(16, 6), readonly=True
    )
    lead_time_mean = fields.Float(
        aggregator=None, string="Lead Time (Days)", readonly=True
    )
    adjustments = fields.Json(
        readonly=True, help="Which of the things people know had an effect."
    )
    step = fields.Float(aggregator=None, readonly=True, digits=(16, 6))
    facts = fields.Json(readonly=True)

    by_itself = fields.Boolean(
        string="Accepted by Itself",
        readonly=True,
        help="Nobody was asked: its class accepts changes within limits.",
    )
    decided_by = fields.Many2one(
        "res.users", string="By", readonly=True, ondelete="set null"
    )
    decided_at = fields.Datetime(string="Answered", readonly=True)
    decline_reason = fields.Char(string="Declined Because", readonly=True)
    declined_until = fields.Date(
        string="Not Before",
        readonly=True,
        help="Suggested again from that day on. Before it, and where it is empty: once "
        "the figures are clearly different from those declined.",
    )

    _one_open_per_rule = models.UniqueIndex(
        "(orderpoint_id) WHERE state = 'open'",
        "There is an open suggestion about this rule already.",
    )

    @api.depends(
        "new_reorder_point",
        "new_target_stock",
        "suggested_reorder_point",
        "suggested_target_stock",
    )
    def _compute_is_edited(self) -> None:
        for proposal in self:
            differs = proposal.product_uom_id.compare
            proposal.is_edited = bool(
                differs(proposal.new_reorder_point, proposal.suggested_reorder_point)
                or differs(proposal.new_target_stock, proposal.suggested_target_stock)
            )

    @api.constrains("new_reorder_point", "new_target_stock")
    def _check_new_figures(self) -> None:
        for proposal in self:
            figures = (proposal.new_reorder_point, proposal.new_target_stock)
            if min(figures) < 0 or proposal.product_uom_id.compare(*figures) > 0:
                raise ValidationError(
                    self.env._(
                        "%(product)s: the target must be at least the reorder point, "
                        "and neither can be negative. Use 0 and 0 to buy only what is "
                        "promised.",
                        product=proposal.product_id.display_name,
                    )
                )

    def write(self, vals: dict) -> bool:
        """People write the two figures; everything else is answered by the buttons."""
        if self.env.su:
            return super().write(vals)
        if vals.keys() - _EDITABLE:
            raise AccessError(
                self.env._(
                    "Only the new reorder point and the new target can be changed; "
                    "accept or decline with the buttons."
                )
            )
        self.env["stock.warehouse.orderpoint"]._jit_check_numbers(vals, _EDITABLE)
        self.check_access("write")
        if any(proposal.state != "open" for proposal in self):
            raise UserError(
                self.env._(
                    "This was answered meanwhile. Change the figures on the rule."
                )
            )
        result = super().write(vals)
        self.sudo()._weigh()
        return result

    def _weigh(self) -> None:
        """What figures that a person typed mean for stock and service."""
        for proposal in self:
            demand = LeadTimeDemand(
                proposal.interval_demand,
                proposal.interval_variance,
                0.0,
                0.0,
                proposal.interval_undershoot,
                proposal.interval_calibration,
            )
            point, target = proposal.new_reorder_point, proposal.new_target_stock
            step = proposal.step or 1.0
            stock = average_stock(demand, point, target, step)
            change = (stock - proposal.average_stock_now) * proposal.unit_cost
            proposal.write(
                {
                    "average_stock_then": stock,
                    "service_then": expected_service(
                        demand, point, step, proposal.sold_first
                    ),
                    "stock_value_change": change,
                    "stock_value_weight": abs(change),
                    "direction": direction_of(proposal.old_reorder_point, point),
                }
            )

    def action_open_rule(self) -> dict:
        self.ensure_one()
        return open_form(self.orderpoint_id)
