from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from odoo import api, fields, models

from ..policy.brakes import Brakes, Lowered, Pause, PutOff, Rejection
from ..policy.decision import Decision, decide
from ..policy.internal_supply import InternalSupply
from ..policy.inventory_position import Commitment, Supply, SupplyTerms
from ..policy.limit import hold_back, raised_by
from ..policy.need_date import expected_on
from ..policy.shared_minimum import share_minimums
from ..policy.situation import Situation
from ..policy.sourcing import OfferTerm
from ..queries.brakes import (
    WaitingRow,
    read_lowered,
    read_pauses,
    read_rejections,
    read_waiting,
)
from ..queries.draft_lines import DraftLineRow, read_draft_lines
from ..queries.internal_supply import read_draft_productions
from ..queries.inventory_position import (
    SupplyRow,
    read_commitments,
    read_on_hand,
    read_receipts,
    read_requests,
)
from ..queries.rules import RuleRow, read_rules, with_siblings
from ..queries.seen_lead_times import read_seen_lead_times
from ..queries.supply_rules import SupplyRuleRow, read_supply_rules
from ..queries.vendor_offers import read_offers


class Verdict(NamedTuple):
    """A rule, when it was looked at, and what was decided about it."""

    rule: RuleRow
    supply_rule: SupplyRuleRow | None
    today: date
    decision: Decision
    brakes: Brakes = Brakes()


class JitSituation(models.AbstractModel):
    """Reads a batch of rules and lets the policy decide: nothing is written here."""

    _name = "jit.situation"
    _description = "Just in Time: Read and Decide"

    @api.model
    def _decide(self, rule_ids: list[int]) -> dict[int, Verdict]:
        """Decide each live just-in-time rule now, in a constant number of queries.

        Rules that are gone, archived or not just-in-time are absent from the answer.
        """
        rules = read_rules(self.env, with_siblings(self.env, rule_ids))
        rules = {rule_id: rule for rule_id, rule in rules.items() if rule.live}
        supply_rules = self._choose_supply_rules(rules)
        situations = self._read_situations(rules, supply_rules)
        days = self._days(rules)
        decisions = self._decide_inside_out(rules, situations, days)
        groups = self._sharing_groups(rules, supply_rules, decisions)
        decisions = share_minimums(decisions, groups)
        decisions = self._hold_back(situations, decisions)
        return {
            rule_id: Verdict(
                rules[rule_id],
                supply_rules.get(rule_id),
                days[rule_id],
                decisions[rule_id],
                situations[rule_id].brakes,
            )
            for rule_id in rule_ids
            if rule_id in rules
        }

    @api.model
    def _expected_on(self, verdicts: dict[int, Verdict]) -> dict[int, date]:
        """By rule that would order, the day its goods would be there: whoever shows
        or counts would-be goods asks this, so that no two screens differ."""
        orders = {
            rule_id: verdict
            for rule_id, verdict in verdicts.items()
            if verdict.decision.outcome == "order"
        }
        seen = read_seen_lead_times(self.env, list(orders))
        found = {}
        for rule_id, (rule, _row, today, decision, *_rest) in orders.items():
            found[rule_id] = planned_on = decision.schedule.planned_on
            if not decision.internal_supply:
                earliest = today + timedelta(days=rule.purchase_days)
                weekdays = decision.offer.order_weekdays
                days = seen.get(rule_id, 0.0)
                found[rule_id] = expected_on(planned_on, earliest, weekdays, days)
        return found

    @api.model
    def _decide_inside_out(
        self,
        rules: dict[int, RuleRow],
        situations: dict[int, Situation],
        days: dict[int, date],
    ) -> dict[int, Decision]:
        """Decide shelves before the stock around them.

        What a rule is about to order for a place inside another's comes in there too;
        its draft line itself is left out of every position, as it follows the need.
        """
        decisions = {}
        coming: dict[int, list[tuple[str, Decision, Supply]]] = defaultdict(list)
        for rule_id in sorted(rules, key=lambda r: -rules[r].location_path.count("/")):
            rule, situation = rules[rule_id], situations[rule_id]
            inside = tuple(
                supply
                for path, order, supply in coming[rule.product_id]
                if path.startswith(rule.location_path)
                and order.brings_into(rule.location_path)
            )
            situation = replace(situation, supplies=situation.supplies + inside)
            decision = decisions[rule_id] = decide(situation, days[rule_id])
            if decision.outcome == "order":
                due = decision.schedule.planned_on
                supply = Supply(decision.quantity, due, rule.name, "draft")
                coming[rule.product_id].append((rule.location_path, decision, supply))
            elif decision.outcome == "paused" and situation.brakes.kept:
                kept = situation.brakes.kept
                coming[rule.product_id].append((rule.location_path, decision, kept))
        return decisions

    @api.model
    def _hold_back(
        self, situations: dict[int, Situation], decisions: dict[int, Decision]
    ) -> dict[int, Decision]:
        """Orders a person was asked about wait for the answer."""
        return {
            rule_id: hold_back(decision, situations[rule_id].brakes.put_off)
            if situations[rule_id].brakes.waiting
            and raised_by(decision, situations[rule_id].brakes)
            > situations[rule_id].tolerance
            else decision
            for rule_id, decision in decisions.items()
        }

    @api.model
    def _sharing_groups(
        self,
        rules: dict[int, RuleRow],
        supply_rules: dict[int, SupplyRuleRow],
        decisions: dict[int, Decision],
    ) -> list[list[int]]:
        """Rules whose lines in one draft reach one offer's minimum together."""
        groups = defaultdict(list)
        for rule_id, decision in sorted(decisions.items()):
            offer = decision.offer
            if not offer or not offer.shared_by_variants:
                continue
            rule, supply_rule = rules[rule_id], supply_rules[rule_id]
            draft = (rule.company_id, supply_rule.operation_type_id)
            price_list = (rule.template_id, offer.vendor_id, offer.currency_id)
            groups[draft + price_list].append(rule_id)
        return list(groups.values())

    @api.model
    def _choose_supply_rules(
        self, rules: dict[int, RuleRow]
    ) -> dict[int, SupplyRuleRow]:
        """The stock rule core would use, or the one to buy by where only vendors lack.

        Whether a warehouse's route suits a product (bought: has a vendor; made: has a
        bill of materials) is core's to say, and other addons'.
        """
        products = self.env["product.product"].browse(
            {rule.product_id for rule in rules.values()}
        )
        by_id = {product.id: product for product in products}
        chosen = {}
        for rule_id, candidates in read_supply_rules(self.env, list(rules)).items():
            product = by_id[rules[rule_id].product_id]
            buying = next((row for row in candidates if row.action == "buy"), None)
            row = next(
                (
                    row
                    for row in candidates
                    # nothing else is left to choose, whatever core says of its route
                    if row is buying is candidates[-1] or self._suits(row, product)
                ),
                buying,
            )
            if row:
                chosen[rule_id] = row
        return chosen

    @api.model
    def _suits(self, row: SupplyRuleRow, product: models.Model) -> bool:
        if not row.of_warehouse:
            return True
        route = self.env["stock.route"].browse(row.route_id)
        no_warehouse = self.env["stock.warehouse"]
        return bool(
            self.env["stock.rule"]._filter_warehouse_routes(
                product, no_warehouse, route
            )
        )

    @api.model
    def _days(self, rules: dict[int, RuleRow]) -> dict[int, date]:
        """Today, by the clock of each rule's company."""
        companies = self.env["res.company"].browse(
            {rule.company_id for rule in rules.values()}
        )
        today = {company.id: company._jit_today() for company in companies}
        return {rule_id: today[rule.company_id] for rule_id, rule in rules.items()}

    @api.model
    def _read_situations(
        self, rules: dict[int, RuleRow], supply_rules: dict[int, SupplyRuleRow]
    ) -> dict[int, Situation]:
        rule_ids = list(rules)
        internal_supplies = self.env["jit.internal.supply"]._of(rules, supply_rules)
        faults = self._faults(rules, supply_rules, internal_supplies)
        supplies = self._read_supplies(rule_ids)
        on_hand = read_on_hand(self.env, rule_ids)
        commitments = read_commitments(self.env, rule_ids)
        offers = read_offers(self.env, rule_ids)
        supply_terms = self._read_supply_terms()
        brakes = self._read_brakes(rule_ids)
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        return {
            rule_id: Situation(
                reorder_point=rule.reorder_point,
                target_stock=rule.target_stock,
                on_hand=on_hand.get(rule_id, 0.0),
                supplies=supplies[rule_id],
                commitments=tuple(
                    Commitment(*row) for row in commitments.get(rule_id, [])
                ),
                terms=tuple(OfferTerm(*row) for row in offers.get(rule_id, [])),
                supply_terms=supply_terms.get(rule.class_id, SupplyTerms()),
                preferred_vendor_id=rule.preferred_vendor_id,
                rule_multiple=rule.rule_multiple,
                snoozed_until=rule.snoozed_until,
                rounding=10**-precision,
                internal_supply=internal_supplies.get(rule_id),
                unsuppliable=faults[rule_id],
                purchase_days=0 if rule_id in internal_supplies else rule.purchase_days,
                brakes=brakes[rule_id],
                expected_demand=rule.expected_demand,
            )
            for rule_id, rule in rules.items()
        }

    @api.model
    def _read_supplies(self, rule_ids: list[int]) -> dict[int, tuple[Supply, ...]]:
        return self._all_supplies(
            rule_ids,
            read_receipts(self.env, rule_ids),
            read_requests(self.env, rule_ids),
            read_draft_productions(self.env, rule_ids),
        )

    @api.model
    def _all_supplies(
        self, rule_ids: list[int], *kinds: dict[int, list[SupplyRow]]
    ) -> dict[int, tuple[Supply, ...]]:
        return {
            rule_id: tuple(
                Supply(*row) for kind in kinds for row in kind.get(rule_id, ())
            )
            for rule_id in rule_ids
        }

    @api.model
    def _read_brakes(self, rule_ids: list[int]) -> dict[int, Brakes]:
        now = fields.Datetime.now()
        pauses = read_pauses(self.env, rule_ids, now)
        rejections = read_rejections(self.env, rule_ids)
        lowered = read_lowered(self.env, rule_ids)
        held = read_waiting(self.env, rule_ids, now)
        lines = read_draft_lines(self.env, rule_ids)
        return {
            rule_id: Brakes(
                pauses=tuple(Pause(*row) for row in pauses.get(rule_id, [])),
                rejection=Rejection(*rejections[rule_id])
                if rule_id in rejections
                else None,
                lowered=tuple(Lowered(*row) for row in lowered.get(rule_id, [])),
                waiting=rule_id in held and not held[rule_id].approved,
                put_off=self._put_off(held.get(rule_id)),
                approved=rule_id in held and held[rule_id].approved,
                kept=self._kept(lines.get(rule_id)),
            )
            for rule_id in rule_ids
        }

    @api.model
    def _put_off(self, held: WaitingRow | None) -> PutOff | None:
        if not held or held.approved or not held.put_off_until:
            return None
        return PutOff(held.put_off_by or "", held.put_off_until)

    @api.model
    def _kept(self, line: DraftLineRow | None) -> Supply | None:
        """The engine's open line, which a paused rule keeps as it is."""
        if not line:
            return None
        return Supply(line.product_quantity, line.planned_on, line.order_name, "draft")

    @api.model
    def _read_supply_terms(self) -> dict[int, SupplyTerms]:
        classes = self.env["jit.consequence.class"].sudo()
        return {
            record.id: SupplyTerms(
                record.late_supply_counts,
                record.overdue_supply_days,
                record.unsent_rfq_counts,
            )
            for record in classes.with_context(active_test=False).search([])
        }

    @api.model
    def _faults(
        self,
        rules: dict[int, RuleRow],
        supply_rules: dict[int, SupplyRuleRow],
        internal_supplies: dict[int, InternalSupply],
    ) -> dict[int, str | None]:
        """Why nobody can be asked to supply a rule; None where somebody can."""
        supply = self.env["jit.internal.supply"]
        found = {
            rule_id: self._unsuppliable(
                rule, supply_rules.get(rule_id), internal_supplies.get(rule_id)
            )
            for rule_id, rule in rules.items()
        }
        going_round = supply._going_round(rules, internal_supplies)
        found |= dict.fromkeys(going_round, "supply_loop")
        return found | dict.fromkeys(supply._left_to_core(rules), "left_to_core")

    @api.model
    def _unsuppliable(
        self,
        rule: RuleRow,
        supply_rule: SupplyRuleRow | None,
        internal_supply: InternalSupply | None,
    ) -> str | None:
        """Bought goods become draft orders, others a transfer or production."""
        if internal_supply:
            return None
        if supply_rule and supply_rule.action == "manufacture":
            return "no_bom"
        if not rule.purchasable:
            return "not_purchasable"
        if not supply_rule:
            return "no_route"
        if supply_rule.action != "buy" or not supply_rule.operation_type_id:
            return "not_bought"
        return None
