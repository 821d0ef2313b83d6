from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from odoo import api, models
from odoo.tools import split_every

from ..policy.first_run import FirstOrder, put_off
from ..policy.limit import Limit
from ..queries.open_requests import RequestRow, read_open_requests
from ..queries.rule_table import TRIED, TriedRules
from .jit_wish import Wish

# of one article; more are decided together, as one vendor's minimum may bind them
_AT_ONCE = 500


class Prospect(NamedTuple):
    """What would come of one rule if it were live.

    :param wish: None where it cannot go live, or nobody can say
    :param amount: of what it would order, in the company's currency
    :param refused: why it cannot go live
    :param expected_on: the day its goods would be there
    """

    rule: models.Model
    wish: Wish | None
    amount: float = 0.0
    refused: str | None = None
    expected_on: date | None = None

    @property
    def part(self) -> str:
        """Where it belongs in what is shown."""
        if self.refused:
            return "refused"
        if not self.wish:
            return "nothing"
        if self.wish.starts:
            return "start"
        outcome = self.wish.verdict.decision.outcome
        return outcome if outcome in ("order", "to_fix") else "nothing"

    @property
    def order(self) -> FirstOrder:
        """As the cap of the first run weighs it."""
        wish, rule = self.wish, self.rule
        return FirstOrder(
            rule.id,
            (rule.company_id.id, rule.product_tmpl_id.id),
            self._class_sequence,
            self._empty_on,
            lines=int(self.part == "order"),
            money=self.amount if wish else 0.0,
        )

    @property
    def _class_sequence(self) -> int:
        """Of the class it was decided by, which may be given with the yes."""
        known = self.rule.jit_effective_class_id
        class_id = self.wish.verdict.rule.class_id if self.wish else known.id
        return known.browse(class_id or known.id).sequence

    @property
    def _empty_on(self) -> date | None:
        """Today where nothing lies there already."""
        if not self.wish:
            return None
        verdict = self.wish.verdict
        if self.wish.on_hand <= 0 and self.wish.need > 0:
            return verdict.today
        return verdict.decision.runs_out_on


class JitFirstRun(models.AbstractModel):
    """Decides rules as if they were live already. Nothing is written here.

    Siblings that are live take part as they do in a run, so a vendor's minimum is
    shared with them.
    """

    _name = "jit.first.run"
    _description = "Just in Time: What the First Run Would Do"

    @api.model
    def _look_ahead(
        self, rules: models.Model, figures: dict[int, dict[str, float]]
    ) -> list[Prospect]:
        """What each rule would do at once, the most urgent first.

        :param figures: columns of rules that go live with other ones than they have
        """
        refused = {rule.id: rule._jit_impossible() for rule in rules}
        asked = rules.filtered(lambda rule: not refused[rule.id])
        as_if_live = TriedRules(
            {id_: {"trigger": "jit"} | figures.get(id_, {}) for id_ in asked.ids}
        )
        # stock, orders and price lists may be closed to who takes rules live; what is
        # shown of them are figures of rules they may write
        engine = self.sudo().with_context(**{TRIED: as_if_live}).env
        limits, round_off = engine["jit.run.limit"], engine["jit.wish"]._of
        prospects = [
            Prospect(rule, None, refused=refused[rule.id])
            for rule in rules
            if refused[rule.id]
        ]
        for some in self._batches(asked):
            decide = engine["stock.warehouse.orderpoint"]._jit_decide_apart
            verdicts = decide(some.ids)
            expected = engine["jit.situation"]._expected_on(verdicts)
            for rule in some:
                wish = round_off(verdicts.get(rule.id))
                amount = limits._added_amount(wish, None) if wish and wish.key else 0.0
                day = expected.get(rule.id)
                prospects.append(Prospect(rule, wish, amount, expected_on=day))
        return sorted(prospects, key=lambda each: each.order.urgency)

    @api.model
    def _batches(self, rules: models.Model) -> Iterator[models.Model]:
        """Variants of an article are decided together."""
        articles = rules.grouped("product_tmpl_id")
        for some in split_every(_AT_ONCE, articles.values(), list):
            yield rules.browse(rule_id for each in some for rule_id in each.ids)

    @api.model
    def _put_off(self, prospects: list[Prospect], cap: Limit) -> frozenset[int]:
        """Rules that do not go live yet, company by company."""
        companies = {each.rule.company_id for each in prospects}
        return frozenset().union(
            *(
                put_off(
                    (
                        each.order
                        for each in prospects
                        if each.rule.company_id == company and not each.refused
                    ),
                    cap,
                )
                for company in companies
            )
        )

    @api.model
    def _open_requests(self, prospects: list[Prospect]) -> list[tuple[RequestRow, str]]:
        """Each line of a request for these products once, and how it counts."""
        wishes = {each.rule.id: each.wish for each in prospects}
        # orders may be closed to who takes rules live; they are named, not opened
        rows = read_open_requests(self.sudo().env, list(wishes))
        found: dict[int, tuple[RequestRow, str]] = {}
        for row in rows:
            counts = self._counts(row, wishes[row.rule_id])
            if row.line_id not in found or counts == "counted":
                found[row.line_id] = row, counts
        return list(found.values())

    @api.model
    def _counts(self, row: RequestRow, wish: Wish | None) -> str:
        if row.is_engines:
            return "own"
        if not row.is_inside:
            return "elsewhere"
        counted = wish.verdict.decision.judged.counted if wish else ()
        is_counted = any(supply.document == row.document for supply in counted)
        return "counted" if is_counted else "left_out"
