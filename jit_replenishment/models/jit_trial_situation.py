import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from odoo import api, models

from ..policy.inventory_position import Supply
from ..policy.situation import Situation
from ..policy.trial import TrialStock, WouldBeOrder, on_trial
from ..queries.internal_supply import read_draft_productions
from ..queries.inventory_position import read_receipts, read_requests
from ..queries.rule_table import TRIED, TriedRules
from ..queries.rules import RuleRow
from ..queries.supply_rules import SupplyRuleRow
from ..queries.trial_log import WouldBeRow, read_would_be
from ..queries.trial_rules import TriedRow, read_tried
from ..queries.trial_supply import (
    ReceivedRow,
    line_is_theirs,
    move_is_theirs,
    production_is_theirs,
    read_received,
)
from .jit_situation import Verdict
from .jit_wish import Wish

_SHELVES = "jit_trial_shelves"


class Shelf(NamedTuple):
    """What tells a rule's place on trial from the real one, day by day."""

    received: list[ReceivedRow]
    ordered: list[WouldBeRow]

    def stock(self, day: date) -> TrialStock:
        """As it is in the evening of a day, but for what is ordered on it."""
        return TrialStock(
            math.fsum(row.quantity for row in self.received if row.day <= day),
            tuple(
                WouldBeOrder(
                    row.quantity,
                    row.planned_on,
                    row.expected_on,
                    f"Trial {row.order_id}",
                )
                for row in self.ordered
                if row.day < day
            ),
        )


@dataclass(frozen=True, slots=True)
class _Shelves:
    """For the context; a client cannot put one there: it is no JSON."""

    by_rule: Mapping[int, Shelf]


class Look(NamedTuple):
    """A rule on trial, and what Just in Time makes of it.

    :param expected_on: the day the goods would be there, None where none are ordered
    """

    tried: TriedRow
    shelf: Shelf
    wish: Wish
    expected_on: date | None

    @property
    def verdict(self) -> Verdict:
        return self.wish.verdict

    @property
    def orders(self) -> bool:
        return self.wish.verdict.decision.outcome == "order"


class JitTrialSituation(models.AbstractModel):
    """Decides rules on trial as the engine decides live ones.

    The same reads and the same ``decide()``: the rules are read as if they were live,
    supply without what others ordered since, and the shelf as it would be.
    """

    _name = "jit.trial.situation"
    _inherit = "jit.situation"
    _description = "Just in Time: Decide Rules on Trial"

    @api.model
    def _look(self, rule_ids: list[int]) -> dict[int, Look]:
        """Decide these rules in a constant number of queries.

        Rules that nobody can try are absent: not on trial any more, archived, or with
        a product that is not tracked.
        """
        tried = read_tried(self.env, rule_ids)
        shelves = self._shelves(list(tried))
        asked = self.with_context(
            **{
                TRIED: TriedRules(
                    {rule_id: self._as_live(row) for rule_id, row in tried.items()}
                ),
                _SHELVES: _Shelves(shelves),
            }
        )
        wishes = self.env["jit.wish"]
        verdicts = asked._decide(list(tried))
        expected = self._expected_on(verdicts)
        return {
            rule_id: Look(
                tried[rule_id],
                shelves[rule_id],
                wishes._of(verdict),
                expected.get(rule_id),
            )
            for rule_id, verdict in verdicts.items()
        }

    @api.model
    def _as_live(self, tried: TriedRow) -> dict:
        return {
            "trigger": "jit",
            "product_min_qty": tried.reorder_point,
            "product_max_qty": tried.target_stock,
            "jit_expected_demand": tried.expected_demand,
        }

    @api.model
    def _shelves(self, rule_ids: list[int]) -> dict[int, Shelf]:
        received = read_received(self.env, rule_ids)
        ordered = read_would_be(self.env, rule_ids)
        return {
            rule_id: Shelf(received.get(rule_id, []), ordered.get(rule_id, []))
            for rule_id in rule_ids
        }

    @api.model
    def _read_supplies(self, rule_ids: list[int]) -> dict[int, tuple[Supply, ...]]:
        return self._all_supplies(
            rule_ids,
            read_receipts(self.env, rule_ids, move_is_theirs()),
            read_requests(self.env, rule_ids, line_is_theirs()),
            read_draft_productions(self.env, rule_ids, production_is_theirs()),
        )

    @api.model
    def _read_situations(
        self, rules: dict[int, RuleRow], supply_rules: dict[int, SupplyRuleRow]
    ) -> dict[int, Situation]:
        shelves: _Shelves = self.env.context[_SHELVES]
        days = self._days(rules)
        situations = super()._read_situations(rules, supply_rules)
        return {
            rule_id: on_trial(
                situation, shelves.by_rule[rule_id].stock(days[rule_id]), days[rule_id]
            )
            # a live rule beside it, of another size or shelf, is what it really is
            if rule_id in shelves.by_rule
            else situation
            for rule_id, situation in situations.items()
        }
