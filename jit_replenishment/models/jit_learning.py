import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.abc_xyz import abc, variation, xyz
from ..policy.adjusted_history import adjusted_history
from ..policy.covered_cycles import covered_cycles
from ..policy.demand import Demand
from ..policy.lead_time import LeadTime
from ..policy.learned_rule import LearnedRule, learn_rule
from ..policy.reason import Reason
from ..policy.reorder_point import LeadTimeDemand, ReorderPoint
from ..policy.spikes import CutOrder
from ..policy.stock_effect import average_stock, expected_service
from ..policy.suitability import Circumstances, suitability
from ..queries.bulk_rows import column_names, unnested
from ..queries.learning_inputs import read_yearly_values
from .jit_learnable import Known

# a thousand rows in one statement; what is so is not written
_STORE = """
    INSERT INTO jit_learning AS known (%(names)s, learned_on)
    SELECT %(names)s, %(today)s FROM %(rows)s AS latest(%(names)s)
        ON CONFLICT (orderpoint_id) DO UPDATE
       SET (%(names)s, learned_on) = ROW(%(latest)s, EXCLUDED.learned_on)
     WHERE (%(known)s) IS DISTINCT FROM (%(latest)s)
"""

CONFIDENCE = [
    ("A", "Good: 24 demands or more"),
    ("B", "Fair: 8 to 23 demands"),
    ("C", "Low: 3 to 7 demands"),
    ("D", "Very low: as similar products"),
]
SUITABILITY = [
    ("lean", "Lean"),
    ("buffer", "Buffered"),
    ("on_demand", "On Demand"),
]
ABC = [("A", "A"), ("B", "B"), ("C", "C")]
XYZ = [("X", "X, steady"), ("Y", "Y, uneven"), ("Z", "Z, erratic")]


class JitLearning(models.Model):
    """What demand and receipts teach about one rule.

    The learning job alone writes it, and only what changed; nothing on the rule itself
    ever changes by it.
    """

    _name = "jit.learning"
    _description = "What Was Learned"
    _log_access = False
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        required=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    learned_on = fields.Date(
        string="Learned", help="The day that the figures last changed."
    )
    season = fields.Float(
        digits=(16, 6),
        default=1.0,
        help="Demand of the days to cover / that of as many days of the year.",
    )
    step = fields.Float(default=1.0, help="Smallest quantity that is ordered.")
    unit_cost = fields.Float(help="In the company's currency, of the product's unit.")
    effects = fields.Json(help="What each thing people know did to the figures.")
    reorder_point = fields.Float(digits="Product Unit")
    target_stock = fields.Float(string="Target", digits="Product Unit")
    lot_size = fields.Float(string="Lot", digits="Product Unit")
    expected_demand = fields.Float(
        digits="Product Unit", help="The part of the reorder point that will be sold."
    )
    for_demand = fields.Float(
        digits="Product Unit",
        help="The part of the reorder point against uneven demand.",
    )
    for_estimate = fields.Float(
        digits="Product Unit",
        help="The part of the reorder point against a short history.",
    )
    for_vendor = fields.Float(
        digits="Product Unit",
        help="The part of the reorder point against uneven lead times.",
    )
    demand_rate = fields.Float(
        string="Sells a Day", digits=(16, 6), help="In the product's unit."
    )
    dispersion = fields.Float(
        digits=(16, 6), help="Variance of a day's demand / its mean."
    )
    effective_days = fields.Float(
        string="Days Learned From", help="Of equal weight: the latest count most."
    )
    events = fields.Float(
        string="Demands Learned From", help="Of equal weight: the latest count most."
    )
    first_day = fields.Date(
        string="Known Since", help="The first receipt or sale at this place."
    )
    cut_orders = fields.Json(
        help="Days whose demand was not fully counted: day, quantity, counted."
    )
    lead_time_mean = fields.Float(string="Lead Time (Days)")
    lead_time_deviation = fields.Float(string="Lead Time +- (Days)")
    lead_time_correlation = fields.Float(
        default=1.0,
        digits=(16, 6),
        help="How far successive orders are late together: 0 not at all, 1 always.",
    )
    lead_time_promised = fields.Float(string="Price List (Days)")
    receipts = fields.Integer(help="The lead time was learned from.")
    usual_vendor_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="set null",
    )
    cycle_service_level = fields.Float(string="Target Service")
    interval_days = fields.Float(string="Days to Cover")
    confidence = fields.Selection(CONFIDENCE)
    expected_service = fields.Float(
        help="Share of order cycles that the present reorder point is expected to last."
    )
    measured_service = fields.Float(
        help="Share of past order cycles that the present reorder point would have "
        "lasted."
    )
    measured_cycles = fields.Integer(help="Past order cycles that were looked at.")
    average_stock_now = fields.Float(
        digits="Product Unit", help="Expected with the present figures."
    )
    average_stock_then = fields.Float(
        digits="Product Unit", help="Expected with the learned figures."
    )
    suitability = fields.Selection(SUITABILITY)
    suitability_reasons = fields.Json()
    abc = fields.Selection(ABC, string="ABC by Value")
    xyz = fields.Selection(XYZ, string="XYZ by Variability")

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")

    @api.model
    def _learn(self, rule_ids: list[int]) -> "JitLearning":
        """Learn these rules and keep what changed; the rows of all of them."""
        found = self.env["jit.learnable"]._read(rule_ids)
        learned = [
            (known, learn_rule(known.learnable, known.today))
            for known in found.values()
        ]
        if learned:
            self._store([self._row(*each) for each in learned])
            self.env["jit.adjustment.effect"]._keep(learned)
        return self.search_fetch(
            [("orderpoint_id", "in", list(found))], ["orderpoint_id", "company_id"]
        )

    @api.model
    def _row(self, known: Known, learned: LearnedRule) -> dict[str, Any]:
        rule, learnable = known.rule, known.learnable
        return {
            "orderpoint_id": rule.rule_id,
            "company_id": rule.company_id,
            **self._figures(learned),
            **self._effect(known, learned),
            "first_day": self._first_day(known),
            "step": learnable.step,
            "unit_cost": known.unit_cost,
            "usual_vendor_id": known.vendor_id,
            "cycle_service_level": learnable.cycle_service_level,
        }

    @api.model
    def _first_day(self, known: Known) -> date | None:
        history = known.learnable.history
        if history.first_day > history.last_day:
            return None
        return date.fromordinal(history.first_day)

    @api.model
    def _figures(self, learned: LearnedRule) -> dict[str, Any]:
        """As they were learned; ``_as_learned`` is the way back."""
        point, demand = learned.reorder_point, learned.demand
        return {
            **self._interval_vals(learned),
            "reorder_point": point.quantity,
            "target_stock": learned.target_stock,
            "lot_size": learned.lot,
            "expected_demand": point.expected,
            "for_demand": point.for_demand,
            "for_estimate": point.for_estimate,
            "for_vendor": point.for_vendor,
            "season": learned.season,
            "effects": [
                [key, reason.code, dict(reason.values)]
                for key, reason in learned.effects
            ],
            "demand_rate": demand.rate,
            "dispersion": demand.dispersion,
            "effective_days": demand.effective_days,
            "events": demand.events,
            "cut_orders": [list(order) for order in demand.cut],
            "lead_time_mean": learned.lead_time.mean,
            "lead_time_deviation": learned.lead_time.deviation,
            "lead_time_correlation": learned.lead_time.correlation,
            "lead_time_promised": learned.lead_time.promised,
            "receipts": learned.lead_time.receipts,
            "interval_days": learned.interval_days,
            "confidence": learned.confidence,
        }

    @api.model
    def _effect(self, known: Known, learned: LearnedRule) -> dict[str, Any]:
        """What the present figures do, and the learned ones would."""
        rule, learnable = known.rule, known.learnable
        history, step = learnable.history, learnable.step
        present, target = rule.reorder_point, rule.target_stock
        expected = learned.lead_time_demand
        cycles = covered_cycles(
            history, present, learned.interval_days, step, learnable.excluded_days
        )
        varies = variation(learned.demand, learnable.pool.clumping)
        kept = suitability(
            learned,
            # what a predecessor sold is no idle time of its successor
            adjusted_history(history, learnable.adjustments, learnable.excluded_days)[
                0
            ],
            Circumstances(
                vendors=known.vendors,
                clumping=learnable.pool.clumping,
                season_peak=max(learnable.pool.season.index, default=1.0),
                counts=known.counts,
                right_counts=known.right_counts,
                deliveries=known.lateness[0],
                late_deliveries=known.lateness[1],
                days_late=known.lateness[2],
            ),
        )
        return {
            "expected_service": expected_service(
                expected, present, step, learned.sold_first
            ),
            "measured_service": cycles.share or 0.0,
            "measured_cycles": cycles.cycles,
            "average_stock_now": average_stock(expected, present, target, step),
            "average_stock_then": average_stock(
                expected, learned.reorder_point.quantity, learned.target_stock, step
            ),
            "suitability": kept.keeping,
            "suitability_reasons": [
                [reason.code, dict(reason.values)] for reason in kept.reasons
            ],
            "xyz": xyz(varies) if learned.demand.rate > 0 else None,
        }

    @api.model
    def _store(self, rows: Sequence[Mapping[str, Any]]) -> None:
        names = list(rows[0])
        columns = {
            name: [self._as_column(name, row[name]) for row in rows] for name in names
        }
        self.flush_model()
        self.env.cr.execute(
            SQL(
                _STORE,
                names=column_names(names),
                today=fields.Date.today(),
                rows=unnested(self, columns),
                latest=SQL(", ").join(
                    SQL.identifier("excluded", name) for name in names
                ),
                known=SQL(", ").join(SQL.identifier("known", name) for name in names),
            )
        )
        self.invalidate_model()

    @api.model
    def _as_column(self, name: str, value: Any) -> Any:
        if self._fields[name].type == "json":
            return json.dumps(value)
        return value

    def _as_learned(self) -> LearnedRule:
        """What the policy answered: to ask it what if, without reading any history."""
        self.ensure_one()
        return LearnedRule(
            reorder_point=ReorderPoint(
                self.reorder_point,
                self.expected_demand,
                self.for_demand,
                self.for_estimate,
                self.for_vendor,
            ),
            target_stock=self.target_stock,
            lot=self.lot_size,
            demand=Demand(
                self.demand_rate,
                self.dispersion,
                self.effective_days,
                self.events,
                tuple(CutOrder(*order) for order in self.cut_orders or ()),
            ),
            lead_time=LeadTime(
                self.lead_time_mean,
                self.lead_time_deviation,
                self.lead_time_promised,
                self.receipts,
                self.lead_time_correlation,
            ),
            lead_time_demand=LeadTimeDemand(
                self.interval_demand,
                self.variance_demand,
                self.variance_estimate,
                self.variance_vendor,
                self.undershoot,
                self.calibration or 1.0,
            ),
            confidence=self.confidence,
            interval_days=self.interval_days,
            season=self.season,
            effects=tuple(
                (key, Reason(code, values)) for key, code, values in self.effects or ()
            ),
            frozen=self.is_frozen,
            sold_first=self.sold_first,
        )

    @api.model
    def _classify(self) -> None:
        """ABC: each rule's share of what its company sells in a year."""
        for values in read_yearly_values(self.env).values():
            classes = abc([value for _rule, value, _class in values])
            changed = [
                (rule_id, new)
                for (rule_id, _value, old), new in zip(values, classes, strict=True)
                if old != new
            ]
            if changed:
                rule_ids, letters = zip(*changed, strict=True)
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE jit_learning SET abc = latest.abc
                          FROM unnest(%s, %s) AS latest(orderpoint_id, abc)
                         WHERE jit_learning.orderpoint_id = latest.orderpoint_id
                        """,
                        list(rule_ids),
                        list(letters),
                    )
                )
        self.invalidate_model()
