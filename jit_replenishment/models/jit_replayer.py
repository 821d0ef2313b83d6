from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from odoo import api, models

from ..policy.demand_pool import DemandPool
from ..policy.internal_supply import InternalSupply
from ..policy.relearned import VendorPast, catalogue_by, known_by
from ..policy.replay import Ledger
from ..policy.replayed_rule import Replayable, replay_rule
from ..policy.situation import Situation
from ..policy.sourcing import NoOffer, OfferTerm, choose_offer
from ..queries.learning_inputs import (
    read_commercial,
    read_days_waited,
    sample_rules,
)
from ..queries.replay_inputs import read_deliveries
from ..queries.rules import RuleRow
from ..queries.vendor_offers import read_offers
from .jit_learnable import Known

# more would not change what is alike for all products, and take longer
_MOST_HISTORIES = 400


class Period(NamedTuple):
    """Days as ``date.toordinal()``.

    :param pools: what the catalogue had taught by each day on which is learned anew
    :param levels: cycle service levels, beside that of each rule's class
    :param alone: these levels and nothing beside
    """

    first_day: int
    last_day: int
    pools: Mapping[int, DemandPool]
    levels: Sequence[float]
    alone: bool = False


class Lived(NamedTuple):
    """A rule, and what came of it.

    :param ledgers: as it is, at its class's level, at each other level (the last ones
        alone, where so asked); None where it was left out
    :param left_out: why
    """

    known: Known
    ledgers: list[Ledger] | None
    left_out: str | None = None


class JitReplayer(models.AbstractModel):
    """Reads the past of a batch of rules and lets the policy live through it."""

    _name = "jit.replayer"
    _description = "Just in Time: Replay of a Batch"

    @api.model
    def _learn_catalogue(self, company_id: int, day: int) -> DemandPool:
        """What the catalogue of a company had taught by the morning of a day."""
        pools = self.env["jit.demand.pool"]
        rule_ids = sample_rules(self.env, company_id, _MOST_HISTORIES)
        histories = pools._weigh(pools._read_histories(rule_ids))
        interval = pools._usual_interval(rule_ids)
        return catalogue_by(list(histories.values()), day, interval)

    @api.model
    def _replay(self, rule_ids: list[int], period: Period) -> dict[int, Lived]:
        """By rule, in a constant number of queries; rules that are gone are absent."""
        found = {}
        for rule_id, (known, past, fault) in self._read(rule_ids, period).items():
            if fault:
                found[rule_id] = Lived(known, None, fault)
                continue
            levels = list(period.levels)
            if not period.alone:
                levels.insert(0, known.learnable.cycle_service_level)
            ledgers = replay_rule(
                past,
                period.first_day,
                period.pools,
                levels,
                as_it_is=not period.alone,
            )
            left_out = None if ledgers else "too_new"
            found[rule_id] = Lived(known, ledgers, left_out)
        return found

    # -- reading -----------------------------------------------------------------

    @api.model
    def _read(
        self, rule_ids: list[int], period: Period
    ) -> dict[int, tuple[Known, Replayable, str | None]]:
        """Each rule, its past, and why it could not have been ordered."""
        read = self.env["jit.learnable"]._read(rule_ids)
        rules = {rule_id: known.rule for rule_id, known in read.items()}
        situation = self.env["jit.situation"]
        supply_rules = situation._choose_supply_rules(rules)
        inside = self.env["jit.internal.supply"]._of(rules, supply_rules)
        faults = situation._faults(rules, supply_rules, inside)
        terms = self._terms(read)
        vendors = self._vendor_pasts(read, inside)
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        found = {}
        for rule_id, known in read.items():
            fault = faults[rule_id]
            if rule_id not in inside and not terms[rule_id]:
                fault = fault or "no_offer"
            rule = self._situation(known.rule, terms[rule_id], inside.get(rule_id))
            past = Replayable(
                self._until(known, period.last_day),
                vendors[rule_id],
                replace(rule, rounding=10.0**-precision),
            )
            found[rule_id] = known, past, "no_source" if fault else None
        return found

    @api.model
    def _until(self, known: Known, last_day: int):
        """What is learned from, as far as it is replayed."""
        learnable = known.learnable
        return replace(learnable, history=known_by(learnable.history, last_day + 1))

    @api.model
    def _situation(
        self,
        rule: RuleRow,
        terms: tuple[OfferTerm, ...],
        inside: InternalSupply | None,
    ) -> Situation:
        return Situation(
            reorder_point=rule.reorder_point,
            target_stock=rule.target_stock,
            on_hand=0.0,
            terms=terms,
            preferred_vendor_id=rule.preferred_vendor_id,
            rule_multiple=rule.rule_multiple,
            purchase_days=0 if inside else rule.purchase_days,
            internal_supply=inside,
            expected_demand=rule.expected_demand,
        )

    @api.model
    def _terms(self, read: Mapping[int, Known]) -> dict[int, tuple[OfferTerm, ...]]:
        """Of the vendor who would be asked today, as they are today; none where nobody
        could be. Prices of the past are not known to have been others."""
        offers = read_offers(self.env, list(read))
        found = {}
        for rule_id, known in read.items():
            terms = [OfferTerm(*row) for row in offers.get(rule_id, ())]
            sourcing = choose_offer(terms, known.rule.preferred_vendor_id, known.today)
            if isinstance(sourcing.found, NoOffer):
                found[rule_id] = ()
                continue
            tiers = {tier.offer_id for tier in sourcing.found.tiers}
            found[rule_id] = tuple(
                replace(term, date_start=None, date_end=None)
                for term in terms
                if term.offer_id in tiers
            )
        return found

    @api.model
    def _vendor_pasts(
        self, read: Mapping[int, Known], inside: Mapping[int, InternalSupply]
    ) -> dict[int, VendorPast]:
        rule_ids = list(read)
        deliveries = read_deliveries(self.env, rule_ids)
        waited = read_days_waited(self.env, rule_ids)
        vendor_ids = {known.vendor_id for known in read.values() if known.vendor_id}
        commercial = read_commercial(self.env, list(vendor_ids))
        found = {}
        for rule_id, known in read.items():
            pool = self.env["jit.demand.pool"]._current(known.rule.company_id)
            promised = known.learnable.lead_time.promised
            if rule_id in inside:
                ratio = pool.lead_time_ratio
                found[rule_id] = VendorPast(promised, usual_ratio=ratio)
                continue
            vendor_id = commercial.get(known.vendor_id)
            ages = waited.get(rule_id, {}).get(vendor_id, ())
            found[rule_id] = VendorPast(
                promised,
                deliveries.get(rule_id, {}).get(vendor_id, ()),
                self._ordered_on(known.today, ages),
                pool.vendor_ratios.get(vendor_id, pool.lead_time_ratio),
                pool.vendor_correlations.get(vendor_id, pool.lead_time_correlation),
            )
        return found

    @api.model
    def _ordered_on(self, today: date, ages: Sequence[int]) -> list[int]:
        return sorted(today.toordinal() - age for age in ages)
