import json
from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.change import Band, Lesson, Levels, may_accept, not_worth
from ..policy.change_cause import Basis, cause_of
from ..policy.reorder_point import LeadTimeDemand
from ..policy.stock_effect import average_stock, expected_service
from ..queries.bulk_rows import column_names, unnested
from ..queries.proposals import (
    AnsweredRow,
    LearnedRow,
    read_answered,
    read_learned,
    read_open,
)
from .jit_reorder_proposal import direction_of

_INSERT = """
    INSERT INTO jit_reorder_proposal (%(names)s)
    SELECT %(values)s FROM %(rows)s AS latest(%(names)s)
"""
# figures that a person typed stay; rows that say the same already are not written
_REFRESH = """
    UPDATE jit_reorder_proposal SET (%(names)s) = (SELECT %(values)s)
      FROM %(rows)s AS latest(%(names)s)
     WHERE jit_reorder_proposal.orderpoint_id = latest.orderpoint_id
       AND jit_reorder_proposal.state = 'open'
       AND (%(known)s) IS DISTINCT FROM (%(values)s)
"""
_ALIKE = 1e-6


class JitReorderProposal(models.Model):
    """Made, refreshed and withdrawn by the learning job, in sets."""

    _inherit = "jit.reorder.proposal"

    @api.model
    def _propose(self, learnings: models.Model, rules_changed: bool = False) -> None:
        """Bring the open suggestions in line with what was learned.

        :param learnings: ``jit.learning`` records; their rules and no others
        :param rules_changed: the figures of the rules are not those these judge
        """
        today = {company.id: company._jit_today() for company in learnings.company_id}
        rule_ids = learnings.orderpoint_id.ids
        opened = read_open(self.env, rule_ids)
        answered = read_answered(self.env, rule_ids)
        fresh, refreshed, kept = [], [], set()
        for row in self._read_learned(learnings):
            past = answered.get(row.rule_id)
            if not self._is_wanted(row, opened.get(row.rule_id), past, today):
                continue
            vals = self._prepare_vals(row, past)
            vals |= self._effects(row, rules_changed)
            if row.rule_id in opened:
                kept.add(row.rule_id)
                refreshed.append(vals)
            else:
                fresh.append(vals)
        self._store(fresh, refreshed, opened, today)
        gone = [opened[each].proposal_id for each in opened if each not in kept]
        self.browse(gone)._withdraw()
        self._accept_by_class([vals["orderpoint_id"] for vals in fresh + refreshed])

    @api.model
    def _read_learned(self, learnings: models.Model) -> list[LearnedRow]:
        return read_learned(self.env, learnings.ids)

    @api.model
    def _is_wanted(
        self,
        row: LearnedRow,
        opened: AnsweredRow | None,
        past: AnsweredRow | None,
        days: dict[int, date],
    ) -> bool:
        today = days[row.company_id]
        if self._is_pinned(row, today):
            return False
        old, new = self._levels(row)
        if opened and opened.is_edited:
            # a person is at work on it
            return old != new
        reason = not_worth(
            old,
            self._lesson(row, new),
            row.cycle_service_level,
            step=row.step,
            declined=None if opened else self._declined(past, today),
            overruled=None if opened else self._overruled(row),
            is_open=bool(opened),
            asks_anew=self._asks_anew(row, past),
        )
        return reason is None

    @api.model
    def _declined(self, past: AnsweredRow | None, today: date) -> Levels | None:
        """What a person said no to, while that holds."""
        if not past or past.state != "declined":
            return None
        if past.declined_until and past.declined_until <= today:
            return None
        return Levels(past.reorder_point, past.target_stock)

    @api.model
    def _overruled(self, row: LearnedRow) -> Levels | None:
        """What was learned when a person set other figures."""
        if not row.is_overruled:
            return None
        return Levels(row.overruled_reorder_point, row.overruled_target_stock)

    @api.model
    def _asks_anew(self, row: LearnedRow, past: AnsweredRow | None) -> bool:
        """Whether another service is asked for than when a person decided last."""
        if row.is_overruled:
            return abs(row.overruled_service - row.cycle_service_level) > _ALIKE
        return bool(past) and self._cause(row, past) == "class"

    @api.model
    def _is_pinned(self, row: LearnedRow, today: date) -> bool:
        return row.pinned and not (row.pinned_until and row.pinned_until <= today)

    @api.model
    def _levels(self, row: LearnedRow) -> tuple[Levels, Levels]:
        """Those of the rule, and the learned ones."""
        return (
            Levels(row.old_reorder_point, row.old_target_stock),
            Levels(row.reorder_point, row.target_stock),
        )

    @api.model
    def _lesson(self, row: LearnedRow, new: Levels) -> Lesson:
        return Lesson(
            new,
            self._interval_of(row),
            row.demand_rate,
            row.effective_days,
            row.confidence,
            row.is_frozen,
            row.sold_first,
        )

    @api.model
    def _interval_of(self, row: LearnedRow) -> LeadTimeDemand:
        return LeadTimeDemand(
            row.interval_demand,
            row.variance_demand,
            row.variance_estimate,
            row.variance_vendor,
            row.undershoot,
            row.calibration,
        )

    @api.model
    def _prepare_vals(self, row: LearnedRow, past: AnsweredRow | None) -> dict:
        parts, interval = self._whole_parts_of(row), self._interval_of(row)
        return {
            "orderpoint_id": row.rule_id,
            "product_id": row.product_id,
            "company_id": row.company_id,
            "consequence_class_id": row.class_id,
            "vendor_id": row.vendor_id,
            "cause": self._cause(row, past),
            "old_reorder_point": row.old_reorder_point,
            "old_target_stock": row.old_target_stock,
            "suggested_reorder_point": row.reorder_point,
            "suggested_target_stock": row.target_stock,
            "direction": direction_of(row.old_reorder_point, row.reorder_point),
            "expected_demand": parts["expected"],
            "for_demand": parts["demand"],
            "for_estimate": parts["estimate"],
            "for_vendor": parts["vendor"],
            "interval_demand": row.interval_demand,
            "interval_variance": interval.variance,
            "interval_undershoot": row.undershoot,
            "interval_calibration": interval.strength,
            "sold_first": row.sold_first,
            "unit_cost": row.unit_cost,
            "service_asked": row.cycle_service_level,
            "confidence": row.confidence,
            "demand_rate": row.demand_rate,
            "lead_time_mean": row.lead_time_mean,
            "adjustments": json.dumps(self._adjustments(row)),
            "step": row.step,
            "facts": json.dumps(self._facts(row)),
        }

    @api.model
    def _effects(self, row: LearnedRow, rules_changed: bool) -> dict:
        """What the change does to service and stock; the job has worked out most."""
        demand, step = self._interval_of(row), row.step
        old, new = self._levels(row)
        service, now = row.service_now, row.average_stock_now
        then = row.average_stock_then
        if rules_changed or service is None or now is None or then is None:
            service = expected_service(demand, old.reorder_point, step, row.sold_first)
            now, then = (
                average_stock(demand, each.reorder_point, each.target_stock, step)
                for each in (old, new)
            )
        value = (then - now) * row.unit_cost
        return {
            "service_now": service,
            "service_then": expected_service(
                demand, new.reorder_point, step, row.sold_first
            ),
            "average_stock_now": now,
            "average_stock_then": then,
            "stock_value_change": value,
            "stock_value_weight": abs(value),
        }

    @api.model
    def _adjustments(self, row: LearnedRow) -> list[int]:
        """Keys of what people know and had an effect."""
        return sorted({key for key, _code, _values in row.effects or ()})

    @api.model
    def _cause(self, row: LearnedRow, past: AnsweredRow | None) -> str:
        before = past and Basis(
            past.demand_rate,
            past.lead_time_mean,
            past.service_asked,
            tuple(past.adjustments or ()),
        )
        now = Basis(
            row.demand_rate,
            row.lead_time_mean,
            row.cycle_service_level,
            tuple(self._adjustments(row)),
        )
        return cause_of(before, now)

    @api.model
    def _store(
        self,
        fresh: list[dict],
        refreshed: list[dict],
        opened: dict[int, AnsweredRow],
        today: dict[int, date],
    ) -> None:
        for vals in fresh:
            vals |= self._as_suggested(vals) | {
                "state": "open",
                "suggested_on": today[vals["company_id"]],
            }
        edited = [v for v in refreshed if opened[v["orderpoint_id"]].is_edited]
        others = [v for v in refreshed if not opened[v["orderpoint_id"]].is_edited]
        for vals in others:
            vals |= self._as_suggested(vals)
        for rows, statement in (
            (fresh, _INSERT),
            (others, _REFRESH),
            (edited, _REFRESH),
        ):
            if rows:
                # a manager may answer meanwhile: no error, the caller tries again
                query = self._fill_in(statement, rows)
                self.env.cr.execute(query, log_exceptions=False)
        self.invalidate_model()
        if edited:
            typed = [opened[vals["orderpoint_id"]].proposal_id for vals in edited]
            self.browse(typed)._weigh()

    @api.model
    def _as_suggested(self, vals: dict) -> dict:
        names = ("reorder_point", "target_stock")
        return {f"new_{name}": vals[f"suggested_{name}"] for name in names}

    @api.model
    def _fill_in(self, statement: str, rows: list[dict]) -> SQL:
        names = list(rows[0])
        columns = {name: [row[name] for row in rows] for name in names}
        return SQL(
            statement,
            names=column_names(names),
            known=self._columns_of(self._table, names),
            values=self._columns_of("latest", names),
            rows=unnested(self, columns),
        )

    @api.model
    def _columns_of(self, table: str, names: list[str]) -> SQL:
        return SQL(", ").join(SQL.identifier(table, name) for name in names)

    def _withdraw(self) -> None:
        """What is not worth a change any more, or was pinned, is not asked about."""
        running = self.filtered(lambda proposal: proposal.state == "open")
        running.write({"state": "superseded", "decided_at": fields.Datetime.now()})

    @api.model
    def _accept_by_class(self, rule_ids: list[int]) -> None:
        """Take what is within the limits of its class, in the open: each stands in the
        history and in a list. Figures a person chose only persons change."""
        suggested = self.search(
            [
                ("orderpoint_id", "in", rule_ids),
                ("state", "=", "open"),
                ("consequence_class_id.accepts_suggestions", "=", True),
            ]
        )
        overruled = self.env["jit.learning"].search(
            [
                ("orderpoint_id", "in", suggested.orderpoint_id.ids),
                ("is_overruled", "=", True),
            ]
        )
        chosen = set(overruled.orderpoint_id.ids)
        suggested = suggested.filtered(lambda each: each.orderpoint_id.id not in chosen)
        # the engine's own work signals nothing
        suggested = suggested.with_context(jit_engine=None)
        suggested.filtered(lambda each: each._is_within_band())._take("class")

    def _is_within_band(self) -> bool:
        self.ensure_one()
        terms = self.consequence_class_id
        return not self.is_edited and may_accept(
            Levels(self.old_reorder_point, self.old_target_stock),
            Levels(self.new_reorder_point, self.new_target_stock),
            Band(
                terms.accept_up_percent,
                terms.accept_down_percent,
                terms.accept_value_limit,
            ),
            self.confidence or None,
            self.stock_value_change,
        )

    @api.model
    def _would_say(self, rules: models.Model) -> dict[int, str]:
        """By rule, what would be suggested of it were it not pinned."""
        learnings = self.env["jit.learning"].search(
            [("orderpoint_id", "in", rules.ids)]
        )
        said = {}
        for row in self._read_learned(learnings):
            old, new = self._levels(row)
            if old != new:
                said[row.rule_id] = self.env["jit.reason"]._suggestion_sentence(
                    row.reorder_point,
                    row.target_stock,
                    self._facts(row),
                    self.env["product.product"].browse(row.product_id).uom_id,
                )
        return said
