from odoo import api, fields, models
from odoo.tools import SQL, Query

from ..forms import open_form

SCENARIOS = [
    ("hand", "As They Are"),
    ("same", "At the Same Service"),
    ("own", "At Their Class's Service"),
    ("first", "At the First Service"),
    ("second", "At the Second Service"),
    ("third", "At the Third Service"),
    # what a search for the same service has not kept yet
    ("trying", "Being Tried"),
]
LEFT_OUT = [
    ("too_new", "Too New: Nothing to Learn From"),
    ("no_source", "Nobody Can Be Asked"),
    ("failed", "Failed"),
]


class JitReplayResult(models.Model):
    """What a replay found for one rule with one kind of figures.

    One row, as it is, for a rule that was left out: it has no figures.
    """

    _name = "jit.replay.result"
    _description = "Replay of a Rule"
    _log_access = False
    _order = "replay_id desc, stock_value desc, id"
    _rec_name = "orderpoint_id"

    replay_id = fields.Many2one("jit.replay", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
        index=True,
    )
    consequence_class_id = fields.Many2one(
        "jit.consequence.class", string="Class", ondelete="set null"
    )
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    warehouse_id = fields.Many2one(related="orderpoint_id.warehouse_id")
    product_category_id = fields.Many2one(
        related="orderpoint_id.product_id.categ_id", string="Category"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    scenario = fields.Selection(SCENARIOS, string="Kind of Figures", required=True)
    name = fields.Char(string="Figures", help="As they were asked for.")
    level = fields.Float(
        string="Asked", aggregator=None, help="Share of order cycles to last; 0: none."
    )
    left_out = fields.Selection(LEFT_OUT)
    failure = fields.Text()
    days = fields.Integer(string="Days Counted", aggregator=None)
    asked = fields.Float(digits="Product Unit", aggregator=None, string="Asked For")
    served = fields.Float(digits="Product Unit", aggregator=None)
    fill_rate = fields.Float(
        string="Served at Once",
        aggregator="avg",
        help="Share of what was asked for that was there on that day. Of several rules "
        "together by value at cost.",
    )
    stock_value = fields.Monetary(
        string="Average Stock", help="On hand in the evening on average, at cost."
    )
    average_stock = fields.Float(
        string="Average on Hand", digits="Product Unit", aggregator=None
    )
    unit_cost = fields.Float(digits="Product Price", string="Cost", aggregator=None)
    asked_value = fields.Monetary()
    served_value = fields.Monetary()
    stock_outs = fields.Integer(
        string="Stock-Outs", help="Days on which not all that was asked for was there."
    )
    stock_outs_change = fields.Integer(
        string="Stock-Outs +/-", help="Beside the rule as it is."
    )
    stock_value_change = fields.Monetary(
        string="Stock +/-", help="Beside the rule as it is, on average and at cost."
    )
    days_waited = fields.Integer(
        string="Days Somebody Waited", help="For what had not been there."
    )
    cycles = fields.Integer(string="Deliveries")
    clean_cycles = fields.Integer(
        string="Without Stock-Out",
        help="Deliveries before which the shelf had not run out.",
    )
    orders = fields.Integer()

    _one_per_rule = models.UniqueIndex("(replay_id, orderpoint_id, scenario)")

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        if aggregate_spec != "fill_rate:avg":
            return super()._read_group_select(aggregate_spec, query)
        served = self._field_to_sql(self._table, "served_value", query)
        asked = self._field_to_sql(self._table, "asked_value", query)
        return SQL("SUM(%s) / NULLIF(SUM(%s), 0)", served, asked)

    @api.depends("orderpoint_id", "scenario")
    def _compute_display_name(self) -> None:
        for result in self:
            result.display_name = result.orderpoint_id.display_name

    def action_open_rule(self) -> dict:
        self.ensure_one()
        return open_form(self.orderpoint_id)
