from collections.abc import Iterable
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.learned_rule import LearnedRule
from ..queries.bulk_rows import column_names, unnested
from .jit_learnable import Known

_DROP = """
    DELETE FROM jit_adjustment_effect known
     WHERE known.orderpoint_id = ANY(%(rules)s)
       AND NOT EXISTS (SELECT FROM unnest(%(adjusted)s::int[], %(adjustments)s::int[])
                                AS latest(orderpoint_id, adjustment_id)
                        WHERE latest.orderpoint_id = known.orderpoint_id
                          AND latest.adjustment_id = known.adjustment_id)
"""
# one may be deleted while rules are learned with it
_STORE = """
    INSERT INTO jit_adjustment_effect AS known (%(names)s)
    SELECT %(latest)s FROM %(rows)s AS latest(%(names)s)
      JOIN jit_adjustment ON jit_adjustment.id = latest.adjustment_id
     WHERE TRUE
        ON CONFLICT (adjustment_id, orderpoint_id) DO UPDATE SET (%(names)s) = (%(row)s)
     WHERE (%(known)s) IS DISTINCT FROM (%(row)s)
"""
_USED = """
    UPDATE jit_adjustment SET is_used = TRUE
     WHERE id = ANY(%s) AND is_used IS NOT TRUE
"""
_NOISE = 1e-9


class _Effect(NamedTuple):
    adjustment_id: int
    orderpoint_id: int
    company_id: int
    reorder_point_before: float
    target_before: float
    reorder_point_after: float
    target_after: float
    is_change: bool


class JitAdjustmentEffect(models.Model):
    """What a planned change does to the learned figures of one rule.

    Written by the learning job alone, in sets, where it differs.
    """

    _name = "jit.adjustment.effect"
    _description = "Effect of a Planned Change"
    _log_access = False
    _order = "is_change desc, adjustment_id desc, orderpoint_id"
    _rec_name = "orderpoint_id"

    adjustment_id = fields.Many2one(
        "jit.adjustment", string="Planned Change", required=True, ondelete="cascade"
    )
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    product_id = fields.Many2one(related="orderpoint_id.product_id")
    location_id = fields.Many2one(related="orderpoint_id.location_id")
    kind = fields.Selection(related="adjustment_id.kind")
    reason = fields.Char(related="adjustment_id.reason")
    first_day = fields.Date(related="adjustment_id.first_day")
    last_day = fields.Date(related="adjustment_id.last_day")
    reorder_point_before = fields.Float(
        string="Reorder Point Without", digits="Product Unit", aggregator=None
    )
    target_before = fields.Float(
        string="Target Without", digits="Product Unit", aggregator=None
    )
    reorder_point_after = fields.Float(
        string="Reorder Point", digits="Product Unit", aggregator=None
    )
    target_after = fields.Float(string="Target", digits="Product Unit", aggregator=None)
    is_change = fields.Boolean(string="Changes Figures")

    _one_per_rule = models.UniqueIndex("(adjustment_id, orderpoint_id)")

    def _text(self) -> str:
        self.ensure_one()
        writer, unit = self.env["jit.reason"], self.product_id.uom_id
        if not self.is_change:
            return self.env._("Changes nothing at present")
        figures = {
            "before": writer._number(self.reorder_point_before, unit),
            "after": writer._number(self.reorder_point_after, unit),
            "target_before": writer._number(self.target_before, unit),
            "target_after": writer._number(self.target_after, unit),
        }
        if self.kind == "freeze":
            return self.env._(
                "Stays at %(after)s, %(target_after)s; else %(before)s, "
                "%(target_before)s",
                **figures,
            )
        return self.env._(
            "Reorder Point %(before)s → %(after)s, Target %(target_before)s → "
            "%(target_after)s",
            **figures,
        )

    @api.model
    def _keep(self, learned: Iterable[tuple[Known, LearnedRule]]) -> None:
        """Make what is kept of these rules what was learned of them."""
        learned = list(learned)
        effects = [each for pair in learned for each in self._effects_of(*pair)]
        names = list(_Effect._fields)
        columns = {name: [getattr(each, name) for each in effects] for name in names}
        self.env.cr.execute(
            SQL(
                _DROP,
                rules=[known.rule.rule_id for known, _learned in learned],
                adjusted=columns["orderpoint_id"],
                adjustments=columns["adjustment_id"],
            ),
            log_exceptions=False,
        )
        if effects:
            self._store(names, columns)
        self.invalidate_model()

    @api.model
    def _store(self, names: list[str], columns: dict[str, list]) -> None:
        self.env.cr.execute(
            SQL(
                _STORE,
                names=column_names(names),
                rows=unnested(self, columns),
                latest=self._columns("latest", names),
                row=self._columns("excluded", names),
                known=self._columns("known", names),
            ),
            log_exceptions=False,
        )
        adjustment_ids = sorted(set(columns["adjustment_id"]))
        self.env.cr.execute(SQL(_USED, adjustment_ids), log_exceptions=False)
        self.env["jit.adjustment"].invalidate_model(["is_used", "effect_ids", "effect"])

    @api.model
    def _columns(self, table: str, names: list[str]) -> SQL:
        return SQL(", ").join(SQL.identifier(table, name) for name in names)

    @api.model
    def _effects_of(self, known: Known, learned: LearnedRule) -> Iterable[_Effect]:
        rule = known.rule
        point, target = learned.reorder_point.quantity, learned.target_stock
        for key, reason in learned.effects:
            if not key:
                continue
            values = reason.values
            before = point - values["reorder_point"], target - values["target_stock"]
            after = point, target
            if values["kind"] == "freeze" and learned.frozen:
                # without it the learned figures would be suggested
                after = rule.reorder_point, rule.target_stock
            moved = max(abs(new - old) for old, new in zip(before, after, strict=True))
            place = key, rule.rule_id, rule.company_id
            yield _Effect(*place, *before, *after, moved > _NOISE)
