from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from odoo import api, models

from ..policy.demand_history import DemandEvent, DemandHistory
from ..policy.internal_supply import InternalSupply
from ..policy.lead_time import LeadTime, learn_lead_time
from ..policy.learned_rule import Learnable
from ..policy.lot_size import LotTerms
from ..policy.order_calendar import longest_wait
from ..policy.sourcing import NoOffer, OfferTerm, Sourcing, VendorOffer, choose_offer
from ..queries.demand_histories import HistoryRow, read_histories
from ..queries.learning_inputs import (
    WorthRow,
    read_commercial,
    read_days_late,
    read_days_taken,
    read_days_waited,
    read_worths,
)
from ..queries.rules import RuleRow, read_rules
from ..queries.vendor_offers import read_offers
from .jit_demand_unread import first_day_known

# where neither a vendor nor anything else says how long it takes
_ASSUMED_LEAD_TIME_DAYS = 14
# of a pair; millions a night, and the class itself takes twice as long
_new_event = partial(tuple.__new__, DemandEvent)


class Known(NamedTuple):
    """A rule, and all that is known of it to learn from.

    :param vendor_id: who is asked usually, None where nobody buys
    :param vendors: who could deliver it
    :param unit_cost: in the company's currency, per unit of the product
    :param counts: days it was counted, of which ``right_counts`` as expected
    :param lateness: deliveries of its vendor with a promised day, those that came
        later, and by how many days
    """

    rule: RuleRow
    today: date
    learnable: Learnable
    vendor_id: int | None
    vendors: int
    unit_cost: float
    counts: int = 0
    right_counts: int = 0
    lateness: tuple[int, int, float] = (0, 0, 0.0)


class Past(NamedTuple):
    """:param excluded: days of which a person left something out"""

    demand: DemandHistory
    excluded: frozenset[int]
    counts: int
    right_counts: int


class JitLearnable(models.AbstractModel):
    """Reads what a batch of rules is learned from; nothing is written here."""

    _name = "jit.learnable"
    _description = "Just in Time: What Is Learned From"

    @api.model
    def _read(self, rule_ids: list[int]) -> dict[int, Known]:
        """All that is known of each rule, in a constant number of queries."""
        situation = self.env["jit.situation"]
        rules = read_rules(self.env, rule_ids)
        rule_ids = list(rules)
        days = situation._days(rules)
        histories = self._histories(days)
        supply_rules = situation._choose_supply_rules(rules)
        inside = self.env["jit.internal.supply"]._of(rules, supply_rules)
        sourcings = self._sourcings(rules, days)
        worths = read_worths(self.env, rule_ids)
        lead_times = self._lead_times(rules, sourcings, inside)
        lateness = self._lateness(sourcings)
        rates = self._currency_rates(rules, sourcings)
        known_by_people = self._told(rules, days)
        found = {}
        for rule_id, rule in rules.items():
            offer = sourcings[rule_id].found
            tiers = self._tiers(offer, rates[rule_id]) if rule_id not in inside else ()
            worth = worths[rule_id]
            found[rule_id] = Known(
                rule,
                days[rule_id],
                replace(
                    self._learnable(
                        rule,
                        histories[rule_id],
                        lead_times[rule_id],
                        worth,
                        tiers,
                        inside.get(rule_id, offer),
                    ),
                    **known_by_people.get(rule_id, {}),
                ),
                None if rule_id in inside else sourcings[rule_id].vendor_id,
                self._count_vendors(sourcings[rule_id]),
                worth.unit_cost or min((tier.price for tier in tiers), default=0.0),
                *histories[rule_id][2:],
                (0, 0, 0.0) if rule_id in inside else lateness[rule_id],
            )
        return found

    @api.model
    def _told(
        self, rules: Mapping[int, RuleRow], days: Mapping[int, date]
    ) -> dict[int, dict[str, Any]]:
        """What people know of rules, as values of ``Learnable``: adjustments, a first
        guess, a shelf life. By rule id; absent where nobody said anything."""
        return {}

    @api.model
    def _learnable(
        self,
        rule: RuleRow,
        past: Past,
        lead_time: LeadTime,
        worth: WorthRow,
        tiers: tuple[LotTerms, ...],
        source: VendorOffer | NoOffer | InternalSupply,
    ) -> Learnable:
        company = self.env["res.company"].browse(rule.company_id)
        demand = past.demand
        quantities = [quantity for _day, quantity in demand.events]
        whole = all(map(float.is_integer, quantities))
        precision = self.env["decimal.precision"].precision_get("Product Unit")
        pool = self.env["jit.demand.pool"]._current(rule.company_id)
        return Learnable(
            history=demand,
            pool=pool.demand,
            lead_time=lead_time,
            cycle_service_level=self._service_of(rule.class_id),
            tiers=tiers,
            order_cost=company.jit_order_cost,
            holding_rate=company.jit_holding_rate,
            other_days=rule.purchase_days + longest_wait(source.order_weekdays),
            multiple=max(rule.rule_multiple, getattr(source, "order_multiple", 0.0)),
            step=1.0 if whole else 10.0**-precision,
            launch=pool.launch_of(worth.categories) if demand.days else None,
            excluded_days=past.excluded,
        )

    @api.model
    def _service_of(self, class_id: int | None) -> float:
        classes = self.env["jit.consequence.class"]
        record = classes.browse(class_id) if class_id else classes._default_class()
        return record.cycle_service_level or 0.97

    @api.model
    def _histories(self, days: Mapping[int, date]) -> dict[int, Past]:
        """Up to yesterday: today is not over."""
        if not days:
            return {}
        since = first_day_known(min(days.values()))
        rows = read_histories(self.env, list(days), since)
        return {
            rule_id: Past(
                self._history(row, days[rule_id].toordinal() - 1),
                frozenset(row.excluded),
                row.counts,
                row.right_counts,
            )
            for rule_id, row in rows.items()
        }

    @api.model
    def _read_histories(self, rule_ids: list[int]) -> dict[int, DemandHistory]:
        """Of these rules, without what a person left out."""
        rules = read_rules(self.env, rule_ids)
        days = self.env["jit.situation"]._days(rules)
        return {
            rule_id: self._counted(past.demand, past.excluded)
            for rule_id, past in self._histories(days).items()
        }

    @api.model
    def _counted(
        self, history: DemandHistory, excluded: Collection[int]
    ) -> DemandHistory:
        """Without the days a person left out."""
        return DemandHistory(
            [event for event in history.events if event.day not in excluded],
            history.first_day,
            history.last_day,
            history.blind,
        )

    @api.model
    def _history(self, row: HistoryRow, last_day: int) -> DemandHistory:
        if row.first_day is None or row.first_day > last_day:
            return DemandHistory((), last_day + 1, last_day)
        known = bisect_right(row.days, last_day)
        pairs = zip(row.days[:known], row.quantities[:known], strict=True)
        events = list(map(_new_event, pairs))
        first_day = min(row.first_day, events[0].day) if events else row.first_day
        blind = [
            (first, min(last or last_day, last_day))
            for first, last in row.blind
            if first <= last_day
        ]
        return DemandHistory(events, first_day, last_day, blind)

    # -- whom it comes from ------------------------------------------------------

    @api.model
    def _sourcings(
        self, rules: Mapping[int, RuleRow], days: Mapping[int, date]
    ) -> dict[int, Sourcing]:
        offers = read_offers(self.env, list(rules))
        return {
            rule_id: choose_offer(
                [OfferTerm(*row) for row in offers.get(rule_id, ())],
                rule.preferred_vendor_id,
                days[rule_id],
            )
            for rule_id, rule in rules.items()
        }

    @api.model
    def _count_vendors(self, sourcing: Sourcing) -> int:
        found = isinstance(sourcing.found, VendorOffer)
        return found + sum(not other.fault for other in sourcing.not_asked)

    @api.model
    def _lead_times(
        self,
        rules: Mapping[int, RuleRow],
        sourcings: Mapping[int, Sourcing],
        inside: Mapping[int, InternalSupply],
    ) -> dict[int, LeadTime]:
        taken = read_days_taken(self.env, list(rules))
        waited = read_days_waited(self.env, list(rules))
        vendor_ids = {each.vendor_id for each in sourcings.values() if each.vendor_id}
        commercial = read_commercial(self.env, list(vendor_ids))
        found = {}
        for rule_id, rule in rules.items():
            pool = self.env["jit.demand.pool"]._current(rule.company_id)
            if rule_id in inside:
                promised = inside[rule_id].lead_time_days
                found[rule_id] = learn_lead_time([], promised, pool.lead_time_ratio)
                continue
            sourcing = sourcings[rule_id]
            vendor_id = commercial.get(sourcing.vendor_id)
            listed = sourcing.vendor_id or sourcing.found.lead_time_days
            found[rule_id] = learn_lead_time(
                taken.get(rule_id, {}).get(vendor_id, ()),
                sourcing.found.lead_time_days if listed else _ASSUMED_LEAD_TIME_DAYS,
                pool.vendor_ratios.get(vendor_id, pool.lead_time_ratio),
                waited.get(rule_id, {}).get(vendor_id, ()),
                pool.vendor_correlations.get(vendor_id, pool.lead_time_correlation),
            )
        return found

    @api.model
    def _lateness(
        self, sourcings: Mapping[int, Sourcing]
    ) -> dict[int, tuple[int, int, float]]:
        """Of the usual vendor of each rule, against what it promised in its orders."""
        late = read_days_late(self.env, list(sourcings))
        vendor_ids = {each.vendor_id for each in sourcings.values() if each.vendor_id}
        commercial = read_commercial(self.env, list(vendor_ids))
        return {
            rule_id: late.get(rule_id, {}).get(
                commercial.get(sourcing.vendor_id), (0, 0, 0.0)
            )
            for rule_id, sourcing in sourcings.items()
        }

    # -- what it costs -----------------------------------------------------------

    @api.model
    def _currency_rates(
        self, rules: Mapping[int, RuleRow], sourcings: Mapping[int, Sourcing]
    ) -> dict[int, float]:
        """What one of the offer's currency is in the company's, by rule."""
        known: dict[tuple[int, int], float] = {}
        found = {}
        for rule_id, rule in rules.items():
            offer = sourcings[rule_id].found
            if not isinstance(offer, VendorOffer):
                found[rule_id] = 1.0
                continue
            key = (offer.currency_id, rule.company_id)
            if key not in known:
                known[key] = self._currency_rate(*key)
            found[rule_id] = known[key]
        return found

    @api.model
    def _currency_rate(self, currency_id: int, company_id: int) -> float:
        company = self.env["res.company"].browse(company_id)
        currency = self.env["res.currency"].browse(currency_id)
        return self.env["res.currency"]._get_conversion_rate(
            currency, company.currency_id, company, company._jit_today()
        )

    @api.model
    def _tiers(self, offer: VendorOffer | NoOffer, rate: float) -> tuple[LotTerms, ...]:
        """The vendor's prices for one unit of the product."""
        if not isinstance(offer, VendorOffer):
            return ()
        return tuple(
            LotTerms(tier.minimum_quantity, tier.net_price * rate / offer.unit_factor)
            for tier in sorted(offer.tiers, key=lambda tier: tier.minimum_quantity)
        )
