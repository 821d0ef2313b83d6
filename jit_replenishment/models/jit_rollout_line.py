from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, Query

from ..notices import notice
from ..policy.rollout import (
    Comparison,
    Week,
    change,
    compare,
    empty_share,
    weeks_needed,
    windows,
)
from ..queries.rollout import (
    CellRow,
    SizeRow,
    read_cells,
    read_sizes,
    read_turns,
    read_weeks,
    take_past,
    take_units,
)

_SIDES = ("before", "since", "rest_before", "rest_since")
# of several rows together: the change of their sums, never the mean of their changes
_CHANGES = {
    "value_change": ("value_before", "value_since"),
    "rest_value_change": ("rest_value_before", "rest_value_since"),
    "order_change": ("orders_before", "orders_since"),
    "rest_order_change": ("rest_orders_before", "rest_orders_since"),
}
_SHARES = {
    "empty_before": ("empty_days_before", "compared"),
    "empty_since": ("empty_days_since", "compared"),
    "rest_empty_before": ("rest_empty_days_before", "rest_compared"),
    "rest_empty_since": ("rest_empty_days_since", "rest_compared"),
}


class JitRolloutLine(models.Model):
    """How far the rules of one kind are, and what came of it since."""

    _name = "jit.rollout.line"
    _description = "Roll-out"
    _log_access = False
    _order = "warehouse_id, product_category_id, consequence_class_id, id"
    _rec_name = "product_category_id"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one("stock.warehouse", ondelete="cascade")
    product_category_id = fields.Many2one(
        "product.category", string="Category", ondelete="cascade"
    )
    consequence_class_id = fields.Many2one(
        "jit.consequence.class", string="Class", ondelete="cascade"
    )
    rules = fields.Integer()
    hand = fields.Integer(string="As Before", help="Rules ordered by Odoo or by hand.")
    trial = fields.Integer(help="Rules on trial.")
    live = fields.Integer(help="Rules Just in Time orders for.")
    live_share = fields.Float(string="Live %", aggregator="avg")
    compared = fields.Integer(
        help="Live products that are compared: live for 4 full weeks, and known for as "
        "long before. At most the first 26 weeks count."
    )
    rest_compared = fields.Integer(
        string="The Rest Compared",
        help="Products not live yet that are looked at over the same weeks.",
    )
    value_before = fields.Monetary(
        string="Stock Before", help="On average over the weeks before, at today's cost."
    )
    value_since = fields.Monetary(
        string="Stock Since", help="On average since going live, at today's cost."
    )
    value_change = fields.Float(string="Stock: Change", aggregator="avg")
    empty_before = fields.Float(
        aggregator="avg",
        help="Share of days on which nothing lay on the shelf.",
    )
    empty_since = fields.Float(aggregator="avg")
    orders_before = fields.Float(
        string="Lines a Week Before",
        digits=(16, 1),
        help="Purchase order lines, drafts among them.",
    )
    orders_since = fields.Float(
        string="Lines a Week Since",
        digits=(16, 1),
        help="Purchase order lines a week, drafts among them.",
    )
    order_change = fields.Float(string="Lines: Change", aggregator="avg")
    rest_value_before = fields.Monetary(string="Rest: Stock Before")
    rest_value_since = fields.Monetary(string="Rest: Stock Since")
    rest_value_change = fields.Float(string="Rest: Stock Change", aggregator="avg")
    rest_empty_before = fields.Float(string="Rest: Empty Before", aggregator="avg")
    rest_empty_since = fields.Float(string="Rest: Empty Since", aggregator="avg")
    rest_orders_before = fields.Float(
        string="Rest: Lines a Week Before", digits=(16, 1)
    )
    rest_orders_since = fields.Float(string="Rest: Lines a Week Since", digits=(16, 1))
    rest_order_change = fields.Float(string="Rest: Lines Change", aggregator="avg")
    # what the shares of empty days of several rows are worked out from
    empty_days_before = fields.Float()
    empty_days_since = fields.Float()
    rest_empty_days_before = fields.Float()
    rest_empty_days_since = fields.Float()

    @api.model
    def _fill(self, company: models.Model) -> None:
        """Make the rows of a company those of today."""
        today = company._jit_today()
        take_units(self.env, company.id, today)
        cells = read_cells(self.env)
        weeks = weeks_needed(turns := read_turns(self.env))
        sizes, past = [], {}
        if weeks:
            first = {
                turn: found.before[-1] for turn in turns if (found := windows(turn))
            }
            take_past(self.env, company.id, today, first)
            sizes = read_sizes(self.env)
            past = self._by_cell(read_weeks(self.env, company.id, today, weeks))
        self.search([("company_id", "=", company.id)]).unlink()
        self.create(self._prepare_rows(company, cells, sizes, past))

    @api.model
    def _by_cell(self, rows: list) -> dict[tuple, dict]:
        """Kind of rule -> weeks live, None for the rest -> week -> its sums."""
        found: dict[tuple, dict] = defaultdict(lambda: defaultdict(dict))
        for row in rows:
            found[row[:3]][row.weeks_live][row.week] = Week(*row[5:])
        return found

    @api.model
    def _prepare_rows(
        self,
        company: models.Model,
        cells: list[CellRow],
        sizes: list[SizeRow],
        past: dict[tuple, dict],
    ) -> list[dict]:
        live: dict[tuple, dict[int, int]] = defaultdict(dict)
        everywhere: dict[int, int] = defaultdict(int)
        rest: dict[tuple, int] = {}
        for row in sizes:
            if row.weeks_live is None:
                rest[row[:3]] = row.units
            else:
                live[row[:3]][row.weeks_live] = row.units
                everywhere[row.weeks_live] += row.units
        vals_list = []
        for cell in cells:
            kind = cell[:3]
            turns = dict(past.get(kind, {}))
            others = turns.pop(None, {})
            found = compare(turns, others, live.get(kind) or everywhere)
            sizes_of = (sum(live.get(kind, {}).values()), rest.get(kind, 0))
            vals_list.append(
                {"company_id": company.id}
                | self._prepare_stage_vals(cell)
                | self._prepare_figures(found, *sizes_of)
            )
        return vals_list

    @api.model
    def _prepare_stage_vals(self, cell: CellRow) -> dict:
        rules = cell.hand + cell.trial + cell.live
        return {
            "warehouse_id": cell.warehouse_id,
            "product_category_id": cell.category_id,
            "consequence_class_id": cell.class_id,
            "rules": rules,
            "hand": cell.hand,
            "trial": cell.trial,
            "live": cell.live,
            "live_share": cell.live / rules,
        }

    @api.model
    def _prepare_figures(
        self, found: Comparison, compared: int, rest_compared: int
    ) -> dict:
        vals: dict = {"compared": compared, "rest_compared": rest_compared}
        for side in _SIDES:
            week: Week = getattr(found, side)
            rest, moment = ("rest_", side[5:]) if side[:5] == "rest_" else ("", side)
            vals |= {
                f"{rest}value_{moment}": week.value,
                f"{rest}orders_{moment}": week.lines,
                f"{rest}empty_days_{moment}": week.empty_days,
                f"{rest}empty_{moment}": empty_share(
                    week.empty_days, rest_compared if rest else compared
                )
                or 0.0,
            }
        for name, (before, since) in _CHANGES.items():
            vals[name] = change(vals[before], vals[since]) or 0.0
        return vals

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """Of several rows together: shares and changes of their sums."""
        name, _colon, function = aggregate_spec.partition(":")
        if function != "avg":
            return super()._read_group_select(aggregate_spec, query)

        def total(field: str) -> SQL:
            return SQL("SUM(%s)", self._field_to_sql(self._table, field, query))

        if name == "live_share":
            return SQL("%s::float / NULLIF(%s, 0)", total("live"), total("rules"))
        if name in _CHANGES:
            before, since = map(total, _CHANGES[name])
            return SQL("%s::float / NULLIF(%s::float, 0) - 1", since, before)
        if name in _SHARES:
            days, units = _SHARES[name]
            return SQL("%s / NULLIF(7 * %s, 0)", total(days), total(units))
        return super()._read_group_select(aggregate_spec, query)

    def action_refresh(self) -> dict:
        """Have all be counted again, as soon as a worker is free."""
        self.env["jit.rollout"]._ask(self.env.companies)
        return notice(
            self.env._("Counting: this is brought up to date shortly."), "info"
        )

    def action_open_rules(self) -> dict:
        """The rules of this row."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_rule_action"
        )
        domain = [
            ("company_id", "=", self.company_id.id),
            ("warehouse_id", "=", self.warehouse_id.id),
            ("product_category_id", "=", self.product_category_id.id),
            ("jit_effective_class_id", "=", self.consequence_class_id.id),
        ]
        return action | {"domain": domain, "context": {}}
