from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from odoo import api, models

from ..policy.inventory_position import Supply
from ..policy.situation import Situation
from ..policy.trial import on_trial
from ..policy.trial_source import Transfer
from ..queries.internal_supply import read_draft_productions
from ..queries.inventory_position import read_receipts, read_requests
from ..queries.rule_table import TRIED, TriedRules
from ..queries.rules import RuleRow
from ..queries.supply_rules import SupplyRuleRow
from ..queries.trial_rules import TriedRow, read_tried
from ..queries.trial_supply import line_is_theirs, move_is_theirs, production_is_theirs
from .jit_situation import Verdict
from .jit_trial_shelf import Shelf, Together
from .jit_wish import Wish

_SHELVES = "jit_trial_shelves"
# a shelf, the stock that feeds it, the warehouse that feeds that one, and once more
_MOST_TIMES = 4


@dataclass(frozen=True, slots=True)
class _Shelves:
    """For the context; a client cannot put one there: it is no JSON."""

    by_rule: Mapping[int, Shelf]


class Look(NamedTuple):
    """A rule on trial, and what Just in Time makes of it.

    :param expected_on: the day the goods would be there, None where none are ordered
    :param short: what the place they are taken from has not got of them
    """

    tried: TriedRow
    shelf: Shelf
    wish: Wish
    expected_on: date | None
    short: float = 0.0

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
        together = self.env["jit.trial.shelf"]._read(list(tried))
        shelves = {rule_id: each.shelf(rule_id) for rule_id, each in together.items()}
        for _again in range(_MOST_TIMES):
            verdicts = self._decide_on(tried, shelves)
            asked = self._transfers(verdicts)
            latest = {
                rule_id: each.shelf(rule_id, tuple(asked.get(each.key, {}).values()))
                for rule_id, each in together.items()
            }
            if latest == shelves:
                break
            shelves = latest
        short = self._short(together, asked)
        expected = self._expected_on(verdicts)
        wishes = self.env["jit.wish"]
        return {
            rule_id: Look(
                tried[rule_id],
                shelves[rule_id],
                wishes._of(verdict),
                expected.get(rule_id),
                short.get(rule_id, 0.0),
            )
            for rule_id, verdict in verdicts.items()
        }

    @api.model
    def _decide_on(
        self, tried: dict[int, TriedRow], shelves: dict[int, Shelf]
    ) -> dict[int, Verdict]:
        live = {rule_id: self._as_live(row) for rule_id, row in tried.items()}
        asked = self.with_context(
            **{TRIED: TriedRules(live), _SHELVES: _Shelves(shelves)}
        )
        return asked._decide(list(tried))

    @api.model
    def _transfers(
        self, verdicts: dict[int, Verdict]
    ) -> dict[tuple[int, int], dict[int, Transfer]]:
        """By product and company, what rules would have transferred today."""
        found = defaultdict(dict)
        for rule_id, verdict in verdicts.items():
            rule, decision = verdict.rule, verdict.decision
            supply = decision.internal_supply
            if decision.outcome != "order" or not supply or not supply.taken_path:
                continue
            due = decision.schedule.planned_on
            found[rule.product_id, rule.company_id][rule_id] = Transfer(
                ("today", rule_id),
                supply.taken_path,
                rule.location_path,
                verdict.today,
                due,
                due,
                decision.quantity,
            )
        return dict(found)

    @api.model
    def _short(
        self,
        together: dict[int, Together],
        asked: dict[tuple[int, int], dict[int, Transfer]],
    ) -> dict[int, float]:
        """By rule, what its source has not got of its transfer of today."""
        paths = {each.from_path for some in asked.values() for each in some.values()}
        paths |= {t.from_path for each in together.values() for t in each.transfers}
        if not asked:
            return {}
        seen = self.env["jit.trial.shelf"]._with_stock(together, paths)
        short = {}
        for each in {each.key: each for each in seen.values()}.values():
            transfers = asked.get(each.key, {})
            shares = each.shares(tuple(transfers.values()))
            for rule_id, transfer in transfers.items():
                short[rule_id] = transfer.quantity - shares[transfer.key]
        return short

    @api.model
    def _as_live(self, tried: TriedRow) -> dict:
        return {
            "trigger": "jit",
            "product_min_qty": tried.reorder_point,
            "product_max_qty": tried.target_stock,
            "jit_expected_demand": tried.expected_demand,
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
