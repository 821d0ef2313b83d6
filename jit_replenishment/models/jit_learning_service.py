from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..forms import open_form

# shares of order cycles: of many rules together they count by their past cycles
SERVICES = ("target_service", "expected_service", "measured_service")
_SQL_SERVICES = {"cycle_service_level", *SERVICES}


def weighed_by_cycles(
    records: models.Model, name: str, cycles: str, query: Query
) -> SQL:
    """The mean of a service over rules, each counting by its past cycles.

    So the figures of target, expectation and measurement of a class compare, and
    a rule looked at twice does not count as one looked at a hundred times.
    """
    service = records._field_to_sql(records._table, name, query)
    weight = records._field_to_sql(records._table, cycles, query)
    return SQL("SUM(%s * %s) / NULLIF(SUM(%s), 0)", service, weight, weight)


class JitLearning(models.Model):
    """Service and stock of rules together: by class, category, vendor."""

    _inherit = "jit.learning"

    cycle_service_level = fields.Float(aggregator="avg")
    expected_service = fields.Float(aggregator="avg")
    measured_service = fields.Float(aggregator="avg")
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    product_category_id = fields.Many2one(
        related="orderpoint_id.product_id.categ_id", string="Category"
    )
    warehouse_id = fields.Many2one(related="orderpoint_id.warehouse_id")
    consequence_class_id = fields.Many2one(
        related="orderpoint_id.jit_effective_class_id", string="Class"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    stock_value_now = fields.Monetary(
        string="Stock Value",
        compute="_compute_stock_value",
        aggregator="sum",
        help="Of the average stock that the present figures lead to.",
    )
    stock_value_then = fields.Monetary(
        string="Stock Value as Learned",
        compute="_compute_stock_value",
        aggregator="sum",
        help="Of the average stock that the learned figures would lead to.",
    )

    is_below_target = fields.Boolean(
        string="Measured Below Target",
        compute="_compute_is_below_target",
        search="_search_is_below_target",
    )

    is_idle = fields.Boolean(
        string="Not Sold for Half a Year",
        compute="_compute_is_idle",
        search="_search_is_idle",
    )

    @api.depends("measured_service", "cycle_service_level", "measured_cycles")
    def _compute_is_below_target(self) -> None:
        for learning in self:
            learning.is_below_target = (
                learning.measured_cycles > 0
                and learning.measured_service < learning.cycle_service_level
            )

    @api.model
    def _search_is_below_target(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        self.flush_model()
        below = Domain(
            "id",
            "in",
            SQL(
                """
                (SELECT id FROM jit_learning
                  WHERE measured_cycles > 0 AND measured_service < cycle_service_level)
                """
            ),
        )
        return below if True in value else ~below

    @api.depends("suitability_reasons")
    def _compute_is_idle(self) -> None:
        for learning in self:
            codes = {code for code, _values in learning.suitability_reasons or ()}
            learning.is_idle = "keep_idle" in codes

    @api.model
    def _search_is_idle(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        self.flush_model()
        idle = Domain(
            "id",
            "in",
            SQL(
                """
                (SELECT id FROM jit_learning
                  WHERE suitability_reasons @> '[["keep_idle"]]'::jsonb)
                """
            ),
        )
        return idle if True in value else ~idle

    @api.depends("average_stock_now", "average_stock_then", "unit_cost")
    def _compute_stock_value(self) -> None:
        for learning in self:
            learning.stock_value_now = learning.average_stock_now * learning.unit_cost
            learning.stock_value_then = learning.average_stock_then * learning.unit_cost

    def _field_to_sql(
        self, alias: str, field_expr: str, query: Query | None = None
    ) -> SQL:
        if field_expr not in ("stock_value_now", "stock_value_then"):
            return super()._field_to_sql(alias, field_expr, query)
        stock = field_expr.replace("stock_value", "average_stock")
        return SQL(
            "COALESCE(%s * %s, 0)",
            self._field_to_sql(alias, stock, query),
            self._field_to_sql(alias, "unit_cost", query),
        )

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        name, _colon, function = aggregate_spec.partition(":")
        if function == "avg" and name in _SQL_SERVICES:
            return weighed_by_cycles(self, name, "measured_cycles", query)
        return super()._read_group_select(aggregate_spec, query)

    def action_open_rule(self) -> dict:
        self.ensure_one()
        return open_form(self.orderpoint_id)
