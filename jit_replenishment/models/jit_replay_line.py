from odoo import api, fields, models
from odoo.tools import SQL

from .jit_replay_result import SCENARIOS

# one row a kind of figures: of all rules together, and of each class
_SUM_UP = """
    INSERT INTO jit_replay_line
           (replay_id, company_id, consequence_class_id, class_sequence, scenario,
            scenario_sequence, level, name, rules, days, asked_value, served_value,
            fill_rate, stock_value, stock_outs, days_waited, cycles, clean_cycles,
            cycle_share, orders)
    SELECT summed.replay_id, summed.company_id, summed.class_id,
           CASE WHEN summed.is_total THEN -1 ELSE COALESCE(class.sequence, 10000) END,
           summed.scenario, wanted.place, wanted.level, wanted.name, summed.rules,
           summed.days, summed.asked_value, summed.served_value,
           CASE WHEN summed.asked_value > 0
                THEN summed.served_value / summed.asked_value
                ELSE summed.served / NULLIF(summed.asked, 0) END,
           summed.stock_value, summed.stock_outs, summed.days_waited, summed.cycles,
           summed.clean_cycles, summed.clean_cycles::float / NULLIF(summed.cycles, 0),
           summed.orders
      FROM (SELECT replay_id, company_id, consequence_class_id AS class_id, scenario,
                   GROUPING(consequence_class_id) = 1 AS is_total,
                   COUNT(*) AS rules, AVG(days) AS days,
                   SUM(asked_value) AS asked_value, SUM(served_value) AS served_value,
                   SUM(asked) AS asked, SUM(served) AS served,
                   SUM(stock_value) AS stock_value,
                   SUM(stock_outs) AS stock_outs, SUM(days_waited) AS days_waited,
                   SUM(cycles) AS cycles, SUM(clean_cycles) AS clean_cycles,
                   SUM(orders) AS orders
              FROM jit_replay_result
             WHERE replay_id = %(replay)s AND left_out IS NULL
             GROUP BY GROUPING SETS (
                      (replay_id, company_id, scenario),
                      (replay_id, company_id, scenario, consequence_class_id))
           ) summed
      JOIN unnest(%(scenarios)s::varchar[], %(names)s::varchar[], %(levels)s::float[])
           WITH ORDINALITY AS wanted(scenario, name, level, place)
        ON wanted.scenario = summed.scenario
 LEFT JOIN jit_consequence_class class ON class.id = summed.class_id
"""


class JitReplayLine(models.Model):
    """What a replay found for all rules of a class, or for all, with one kind of
    figures. Summed up anew while it runs."""

    _name = "jit.replay.line"
    _description = "Replay of a Class"
    _log_access = False
    _order = "replay_id desc, class_sequence, consequence_class_id, scenario_sequence"

    replay_id = fields.Many2one(
        "jit.replay", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="company_id.currency_id")
    consequence_class_id = fields.Many2one(
        "jit.consequence.class", string="Class", ondelete="cascade"
    )
    is_total = fields.Boolean(compute="_compute_is_total")
    class_sequence = fields.Integer(aggregator=None)
    class_name = fields.Char(compute="_compute_class_name", string="Rules Of")
    scenario = fields.Selection(SCENARIOS, required=True, string="Kind of Figures")
    scenario_sequence = fields.Integer(aggregator=None)
    name = fields.Char(string="Figures")
    level = fields.Float(string="Asked", aggregator=None)
    rules = fields.Integer()
    days = fields.Integer(
        string="Days Counted", aggregator=None, help="Of a rule, on average."
    )
    asked_value = fields.Monetary()
    served_value = fields.Monetary()
    fill_rate = fields.Float(
        string="Served at Once",
        aggregator=None,
        help="Share of what was asked for that was there that day, by value at cost.",
    )
    fill_change = fields.Float(
        string="More Served",
        compute="_compute_change",
        help="In points, beside the rules as they are.",
    )
    stock_value = fields.Monetary(
        string="Average Stock",
        aggregator=None,
        help="On hand in the evening on average, at cost.",
    )
    stock_change = fields.Float(
        compute="_compute_change",
        help="Beside the rules as they are.",
    )
    stock_outs = fields.Integer(
        string="Stock-Outs",
        help="Days on which not all that was asked for was there, of all rules.",
        aggregator=None,
    )
    days_waited = fields.Integer(string="Days Somebody Waited", aggregator=None)
    cycles = fields.Integer(string="Deliveries", aggregator=None)
    clean_cycles = fields.Integer(string="Without Stock-Out", aggregator=None)
    cycle_share = fields.Float(
        string="Cycles Without Stock-Out",
        aggregator=None,
        help="Share of the deliveries before which the shelf had not run out.",
    )
    orders = fields.Integer(aggregator=None)

    @api.depends("class_sequence")
    def _compute_is_total(self) -> None:
        for line in self:
            line.is_total = line.class_sequence < 0

    @api.depends("class_sequence", "consequence_class_id")
    @api.depends_context("lang")
    def _compute_class_name(self) -> None:
        for line in self:
            if line.is_total:
                line.class_name = self.env._("All Rules")
            else:
                class_name = line.consequence_class_id.name
                line.class_name = class_name or self.env._("No Class")

    @api.depends("fill_rate", "stock_value", "replay_id.line_ids")
    def _compute_change(self) -> None:
        as_they_are = {
            line.consequence_class_id: line
            for line in self.replay_id.line_ids
            if line.scenario == "hand" and not line.is_total
        }
        totals = {
            line.replay_id: line
            for line in self.replay_id.line_ids
            if line.scenario == "hand" and line.is_total
        }
        for line in self:
            before = (
                totals.get(line.replay_id)
                if line.is_total
                else as_they_are.get(line.consequence_class_id)
            )
            line.fill_change = before and line.fill_rate - before.fill_rate
            line.stock_change = (
                before
                and before.stock_value
                and line.stock_value / before.stock_value - 1
            )

    @api.model
    def _sum_up(self, replay: models.Model) -> None:
        """Make the lines of a replay those of all results there are by now."""
        names = replay._scenario_names()
        self.env["jit.replay.result"].flush_model()
        self.env.cr.execute(
            SQL("DELETE FROM jit_replay_line WHERE replay_id = %s", replay.id)
        )
        self.env.cr.execute(
            SQL(
                _SUM_UP,
                replay=replay.id,
                scenarios=list(names),
                names=list(names.values()),
                levels=[replay._level_of(scenario) for scenario in names],
            )
        )
        self.invalidate_model()
        replay.invalidate_recordset(["line_ids"])

    def action_open_results(self) -> dict:
        """The rules of a line, one by one."""
        self.ensure_one()
        domain = [("left_out", "=", False), ("scenario", "=", self.scenario)]
        if not self.is_total:
            class_id = self.consequence_class_id.id
            domain.append(("consequence_class_id", "=", class_id))
        return self.replay_id._open_results(domain)
