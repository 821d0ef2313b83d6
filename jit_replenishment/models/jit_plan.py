from collections import defaultdict
from typing import TypeAlias

from odoo import api, models

from ..queries.draft_lines import (
    DraftLineRow,
    OrderKey,
    PositionRow,
    read_draft_lines,
    read_open_problems,
    read_positions,
)
from ..queries.rule_marks import stale_marks
from .jit_internal_order import StartKey
from .jit_wish import Wish

# rules of a company by what they are written into together
Groups: TypeAlias = dict[tuple[int, OrderKey | StartKey | None], list[int]]


class JitPlan(models.AbstractModel):
    """Which rules have to be written, and together with which others: reads only.

    A plan is a proposal. Whoever writes a draft decides again after its claims, as
    anything may have happened meanwhile.
    """

    _name = "jit.plan"
    _description = "Just in Time: Plan of a Run"

    @api.model
    def _sort(
        self,
        rule_ids: list[int],
        groups: Groups,
        seen: dict[int, str],
    ) -> None:
        """Sort rules whose draft, history or state has to change into ``groups``.

        The key is that of the draft to write: the wanted one, else the one a line has
        to leave, else None where no draft is concerned. What is transferred or produced
        is started apart from any draft. For the others ``seen`` gets the mark of what
        this look saw.
        """
        with self.env.cr.savepoint(flush=False):
            verdicts = self.env["jit.situation"]._decide(rule_ids)
            lines = read_draft_lines(self.env, rule_ids)
            positions = read_positions(self.env, rule_ids)
            problems = read_open_problems(self.env, rule_ids)
            marks = stale_marks(self.env, rule_ids)
        round_off = self.env["jit.wish"]._of
        wishes = {rule_id: round_off(verdicts.get(rule_id)) for rule_id in rule_ids}
        relinked = self.env["jit.demand"]._stale(wishes, lines)
        planned = defaultdict(list)
        for rule_id, wish in wishes.items():
            line, position = lines.get(rule_id), positions.get(rule_id)
            if wish and wish.starts:
                start = StartKey(wish.verdict.rule.company_id, wish.operation_type_id)
                planned[start.company_id, start].append(rule_id)
                if not line:
                    continue
            open_problems = problems.get(rule_id, set())
            found = wish.problems_beside(open_problems) if wish else set()
            if (
                found == open_problems
                and rule_id not in relinked
                and self._up_to_date(wish, line, position)
            ):
                if wish and rule_id in marks:
                    seen[rule_id] = marks[rule_id]
                continue
            key = wish.key if wish and wish.key else line.key if line else None
            planned[self._company_of(wish, line, rule_id), key].append(rule_id)
        for group, ids in planned.items():
            groups[group].extend(ids)

    @api.model
    def _company_of(
        self, wish: Wish | None, line: DraftLineRow | None, rule_id: int
    ) -> int:
        if wish:
            return wish.verdict.rule.company_id
        if line:
            return line.key.company_id
        return self.env["stock.warehouse.orderpoint"].browse(rule_id).company_id.id

    @api.model
    def _up_to_date(
        self,
        wish: Wish | None,
        line: DraftLineRow | None,
        position: PositionRow | None,
    ) -> bool:
        if wish is None:
            return line is None
        if position is None or position != wish.position_row(position.decision_id):
            return False
        if not wish.is_settled:
            return False
        if wish.keeps_line:
            return True
        if wish.key is None:
            return line is None
        return bool(
            line
            and line.key == wish.key
            and line.quantity == wish.purchase_quantity
            and line.unit_id == wish.purchase_uom_id
            and line.planned_on == wish.planned_on
            and line.order_by == wish.order_by
            and line.location_id == wish.verdict.rule.location_id
        )
