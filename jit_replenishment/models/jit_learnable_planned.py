from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from odoo import api, models

from ..policy.adjustment import Adjustment
from ..policy.demand_history import DemandHistory
from ..queries.adjustments import (
    AdjustmentRow,
    read_adjustments,
    read_guesses,
    read_shelf_lives,
    read_stock_of_others,
)
from ..queries.demand_histories import read_histories_of_others
from ..queries.rules import RuleRow
from .jit_demand_unread import first_day_known

DAYS_A_MONTH = 30.4375


class JitLearnable(models.AbstractModel):
    """What people know, beside what moved."""

    _inherit = "jit.learnable"

    @api.model
    def _told(
        self, rules: Mapping[int, RuleRow], days: Mapping[int, date]
    ) -> dict[int, dict[str, Any]]:
        told: dict[int, dict[str, Any]] = defaultdict(dict)
        told.update(super()._told(rules, days))
        for guess in read_guesses(self.env, list(rules)):
            told[guess.rule_id]["first_guess"] = guess.a_month / DAYS_A_MONTH
        for rule_id, life in read_shelf_lives(self.env, list(rules)).items():
            told[rule_id]["shelf_life_days"] = float(life)
        for rule_id, adjustments in self._adjustments(rules, days).items():
            told[rule_id]["adjustments"] = tuple(adjustments)
        return dict(told)

    @api.model
    def _adjustments(
        self, rules: Mapping[int, RuleRow], days: Mapping[int, date]
    ) -> dict[int, list[Adjustment]]:
        rows = read_adjustments(self.env, list(rules))
        pairs = sorted({(row.rule_id, row.other_id) for row in rows if row.other_id})
        others: dict[tuple[int, int], DemandHistory] = {}
        left: dict[tuple[int, int], float] = {}
        if pairs:
            others = self._histories_of_others(pairs, days)
            left = read_stock_of_others(self.env, pairs)
        found = defaultdict(list)
        for row in rows:
            pair = (row.rule_id, row.other_id)
            found[row.rule_id].append(
                self._adjustment(row, others.get(pair), left.get(pair, 0.0))
            )
        return found

    @api.model
    def _histories_of_others(
        self, pairs: list[tuple[int, int]], days: Mapping[int, date]
    ) -> dict[tuple[int, int], DemandHistory]:
        since = first_day_known(min(days.values()))
        rows = read_histories_of_others(self.env, pairs, since)
        return {
            pair: self._counted(
                self._history(row, days[pair[0]].toordinal() - 1), row.excluded
            )
            for pair, row in rows.items()
        }

    @api.model
    def _adjustment(
        self, row: AdjustmentRow, other: DemandHistory | None, left: float
    ) -> Adjustment:
        """The predecessor's stock in units of the successor."""
        return Adjustment(
            row.kind,
            row.adjustment_id,
            row.first_day,
            row.last_day,
            row.factor,
            other,
            max(left, 0.0) * row.factor,
            row.days,
            row.is_replaced,
        )
