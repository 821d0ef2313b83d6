import math
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.inventory_position import Commitment
from ..policy.trial import has_run_out
from ..queries.inventory_position import read_commitments, read_on_hand
from ..queries.trial_log import NotedDay, read_noted_days
from ..queries.trial_placed import FOLLOWED_DAYS, PlacedRow, read_placed
from ..queries.trial_supply import read_moved
from .jit_decision import OUTCOMES
from .jit_trial_situation import Look

# once seen it was so, and what was decided on a day that is over stays
_KEPT = {
    name: SQL("GREATEST(known.%s, excluded.%s)", SQL(name), SQL(name))
    for name in ("real_out", "trial_out")
} | {
    name: SQL("COALESCE(excluded.%s, known.%s)", SQL(name), SQL(name))
    for name in ("outcome", "facts")
}


class JitTrialDay(models.Model):
    """A day of a rule on trial: what was ordered, and what would have been."""

    _name = "jit.trial.day"
    _inherit = ["jit.trial.log"]
    _description = "Day on Trial"
    _log_access = False
    _order = "day desc, id desc"
    _rec_name = "product_id"

    outcome = fields.Selection(OUTCOMES, string="Just in Time Says")
    rule_reorder_point = fields.Float(
        string="Reorder Point", digits="Product Unit", aggregator=None
    )
    rule_target_stock = fields.Float(
        string="Target", digits="Product Unit", aggregator=None
    )
    real_lines = fields.Integer(
        string="Lines Ordered",
        help="Order lines, transfers and productions that Odoo or people entered on "
        "this day for this place, whether confirmed or not, unless they were "
        "cancelled. What a customer's order brings of its own is not among them.",
    )
    real_quantity = fields.Float(string="Ordered", digits="Product Unit")
    real_value = fields.Monetary(
        string="Money Ordered", help="In the company's currency, without taxes."
    )
    trial_lines = fields.Integer(string="Lines by Just in Time")
    trial_quantity = fields.Float(string="By Just in Time", digits="Product Unit")
    trial_value = fields.Monetary(
        string="Money by Just in Time",
        help="In the company's currency, without taxes.",
    )
    value_change = fields.Monetary(
        string="Difference", help="Money by Just in Time less money ordered."
    )
    real_out = fields.Integer(
        string="Ran Out",
        help="Days on which the shelf was seen empty, or somebody waited for more than "
        "was there.",
    )
    trial_out = fields.Integer(
        string="Would Have Run Out",
        help="The same under Just in Time.",
    )
    real_on_hand = fields.Float(
        string="On Hand", digits="Product Unit", aggregator=None
    )
    trial_on_hand = fields.Float(
        string="On Hand on Trial",
        digits="Product Unit",
        aggregator=None,
        help="As if nobody had ordered since the trial began, and the would-be orders "
        "had come. Below 0: more was sold than there would have been.",
    )
    real_stock_value = fields.Monetary(
        string="Stock Value",
        help="On hand at cost in the evening. Of several days together: of a day.",
    )
    trial_stock_value = fields.Monetary(
        string="Stock Value on Trial",
        help="The same under Just in Time.",
    )

    _one_per_day = models.UniqueIndex("(orderpoint_id, day)")

    @api.model
    def _keep(self, looks: dict[int, Look]) -> None:
        """Note today, close the days since the last one, count orders anew."""
        if not looks:
            return
        rule_ids = list(looks)
        today = max(look.verdict.today for look in looks.values())
        followed = today - timedelta(days=FOLLOWED_DAYS)
        noted = read_noted_days(self.env, rule_ids, followed)
        placed = read_placed(self.env, rule_ids, followed, today)
        on_hand = read_on_hand(self.env, rule_ids)
        commitments = read_commitments(self.env, rule_ids)
        open_days = {
            rule_id: self._open_days(look, noted.get(rule_id, []), followed)
            for rule_id, look in looks.items()
        }
        first = min(days[0] for days in open_days.values())
        moved = read_moved(self.env, rule_ids, first)
        rows = []
        for rule_id, look in looks.items():
            promised = [Commitment(*row) for row in commitments.get(rule_id, [])]
            shelf = _Evenings(on_hand.get(rule_id, 0.0), moved.get(rule_id, {}))
            of_day = _by_day(placed.get(rule_id, []))
            rows += [
                self._prepare_vals(look, day, shelf, promised, of_day.get(day, []))
                for day in open_days[rule_id]
            ]
        self._store(rows, _KEPT)
        self._count_anew(looks, noted, placed, open_days)

    @api.model
    def _open_days(
        self, look: Look, noted: list[NotedDay], followed: date
    ) -> list[date]:
        """From the day noted last, which had not ended then, until today."""
        first = noted[-1].day if noted else look.tried.since_day
        # a trial that began anew says nothing of the days between
        first = max(first, look.tried.since_day, followed)
        today = look.verdict.today
        return [
            first + timedelta(days=number)
            for number in range((today - min(first, today)).days + 1)
        ]

    @api.model
    def _prepare_vals(
        self,
        look: Look,
        day: date,
        shelf: "_Evenings",
        promised: list[Commitment],
        placed: list[PlacedRow],
    ) -> dict:
        tried, decision = look.tried, look.verdict.decision
        is_today = day == look.verdict.today
        really = shelf.on_hand(day)
        shelf_on_trial = look.shelf.stock(day)
        on_trial = shelf_on_trial.on_hand(really, day)
        due = promised if is_today else []
        trial_due = shelf_on_trial.promised(due, day) if is_today else []
        # one yardstick for both: what one of them means to keep on the shelf
        keeps = max(tried.own_reorder_point, tried.reorder_point) > 0
        unit = self.env["uom.uom"].browse(look.verdict.rule.unit_id)
        ours = self._ordered_by_us(look, day)
        theirs = _totals(placed)
        return self._prepare_log_vals(look) | {
            "day": day,
            "outcome": decision.outcome if is_today else None,
            "facts": [reason.as_list() for reason in decision.reasons]
            if is_today
            else None,
            "rule_reorder_point": tried.own_reorder_point,
            "rule_target_stock": tried.own_target_stock,
            **theirs,
            **ours,
            "value_change": ours["trial_value"] - theirs["real_value"],
            "real_out": int(has_run_out(really, due, day, keeps_stock=keeps)),
            "trial_out": int(has_run_out(on_trial, trial_due, day, keeps_stock=keeps)),
            "real_on_hand": unit.round(really),
            "trial_on_hand": unit.round(on_trial),
            "real_stock_value": max(really, 0.0) * tried.unit_cost,
            "trial_stock_value": max(on_trial, 0.0) * tried.unit_cost,
        }

    @api.model
    def _ordered_by_us(self, look: Look, day: date) -> dict:
        if day == look.verdict.today:
            value = self.env["jit.trial.order"]._value(look) if look.orders else 0.0
            lines, quantity = int(look.orders), look.wish.ordered_quantity
            return {
                "trial_lines": lines,
                "trial_quantity": quantity if lines else 0.0,
                "trial_value": value,
            }
        own = [
            row
            for row in look.shelf.ordered
            if row.day == day and row.rule_id == look.tried.rule_id
        ]
        return {
            "trial_lines": len(own),
            "trial_quantity": math.fsum(row.quantity for row in own),
            "trial_value": math.fsum(row.value for row in own),
        }

    @api.model
    def _count_anew(
        self,
        looks: dict[int, Look],
        noted: dict[int, list[NotedDay]],
        placed: dict[int, list[PlacedRow]],
        open_days: dict[int, list[date]],
    ) -> None:
        """Orders that were changed or cancelled since their day was over."""
        changed = []
        for rule_id, look in looks.items():
            of_day = _by_day(placed.get(rule_id, []))
            for known in noted.get(rule_id, []):
                # days of an earlier trial are closed for good
                if known.day in open_days[rule_id] or known.day < look.tried.since_day:
                    continue
                totals = _totals(of_day.get(known.day, []))
                if _differs(known, totals):
                    changed.append((rule_id, known.day, *totals.values()))
        if not changed:
            return
        self.env.cr.execute(
            SQL(
                """
                UPDATE jit_trial_day known
                   SET real_lines = latest.lines, real_quantity = latest.quantity,
                       real_value = latest.value,
                       value_change = known.trial_value - latest.value
                  FROM unnest(%s, %s::date[], %s, %s::numeric[], %s::numeric[])
                       AS latest(rule_id, day, lines, quantity, value)
                 WHERE known.orderpoint_id = latest.rule_id AND known.day = latest.day
                """,
                *(list(column) for column in zip(*changed, strict=True)),
            )
        )
        self.invalidate_model()


class _Evenings:
    """What really lay in a place in the evening of each of the last days."""

    def __init__(self, on_hand: float, moved: dict[date, float]) -> None:
        self._on_hand, self._moved = on_hand, moved

    def on_hand(self, day: date) -> float:
        later = (-quantity for moved, quantity in self._moved.items() if moved > day)
        return math.fsum((self._on_hand, *later))


def _by_day(placed: list[PlacedRow]) -> dict[date, list[PlacedRow]]:
    found: dict[date, list[PlacedRow]] = {}
    for row in placed:
        found.setdefault(row.day, []).append(row)
    return found


def _totals(placed: list[PlacedRow]) -> dict:
    return {
        "real_lines": len(placed),
        "real_quantity": math.fsum(row.quantity for row in placed),
        "real_value": math.fsum(row.value for row in placed),
    }


def _differs(known: NotedDay, totals: dict) -> bool:
    return known.real_lines != totals["real_lines"] or any(
        abs(getattr(known, name) - totals[name]) > 0.005
        for name in ("real_quantity", "real_value")
    )
