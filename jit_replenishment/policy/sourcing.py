"""The vendor: the preferred one is kept, and has an offer or a fault."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from .order_calendar import next_order_day
from .order_quantity import is_multiple

Fault = Literal[
    "no_vendor",
    "vendor_archived",
    "offer_expired",
    "offer_not_started",
    "offer_not_accepted",
    "unit_without_conversion",
    "not_a_number",
    "zero_price",
]

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class OfferTerm:
    """One row of a vendor's price list for a product.

    :param minimum_quantity: quantity from which the price holds, in the row's unit
    :param price: for one of the row's unit, before discount
    :param discount: percent
    :param unit_factor: product units in one of the row's unit; None if they do not
        convert
    :param order_multiple: in the row's unit, 0 when the vendor states none
    :param variant_specific: the row is for this variant alone
    :param accepted: a person stands behind the row; False for one that came about by
        itself when an order was confirmed, its lead time unknown
    :param order_weekdays: on which the vendor takes orders, Monday 0; none for all
    """

    offer_id: int
    vendor_id: int
    vendor_name: str
    vendor_active: bool
    variant_specific: bool
    minimum_quantity: float
    price: float
    discount: float
    currency_id: int
    lead_time_days: int
    vendor_sku: str | None
    order_multiple: float
    unit_id: int
    unit_factor: float | None
    date_start: date | None
    date_end: date | None
    accepted: bool = True
    order_weekdays: tuple[int, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Every figure is a number; statements of SQL may store others."""
        figures = (
            self.minimum_quantity,
            self.price,
            self.discount,
            self.order_multiple,
        )
        return all(map(math.isfinite, figures))


# a row with the factor of its unit, known to convert
_Row: TypeAlias = tuple[OfferTerm, float]


@dataclass(frozen=True, slots=True)
class PriceTier:
    """One price of a vendor, and for what quantities it holds.

    :param minimum_quantity: in the product's unit
    :param order_multiple: in the product's unit, 0 when any quantity is sold
    :param price: for one purchase unit, before discount
    """

    offer_id: int
    minimum_quantity: float
    order_multiple: float
    price: float
    discount: float
    date_end: date | None = None

    @property
    def net_price(self) -> float:
        return self.price * (1 - self.discount / 100)

    def holds_for(self, quantity: float) -> bool:
        """Whether the vendor sells this quantity at this price."""
        reached = self.minimum_quantity <= quantity + _TOLERANCE
        return reached and is_multiple(quantity, self.order_multiple)


@dataclass(frozen=True, slots=True)
class VendorOffer:
    """What one vendor asks for one product, on the day it is ordered.

    :param unit_factor: product units in one purchase unit
    :param order_multiple: in the product's unit, 0 when any quantity is sold
    :param shared_by_variants: the terms are the template's: its variants reach the
        minimum together
    """

    vendor_id: int
    vendor_name: str
    vendor_sku: str | None
    currency_id: int
    lead_time_days: int
    unit_id: int
    unit_factor: float
    order_multiple: float
    shared_by_variants: bool
    tiers: tuple[PriceTier, ...]
    order_weekdays: tuple[int, ...] = ()

    @property
    def smallest_tier(self) -> PriceTier:
        return min(self.tiers, key=lambda tier: tier.minimum_quantity)

    @property
    def minimum_order_quantity(self) -> float:
        """The smallest tier: below it the vendor names no price."""
        return self.smallest_tier.minimum_quantity

    def tier_for(self, quantity: float) -> PriceTier:
        """The cheapest price that holds for ``quantity``, else the smallest tier's.

        The latter is for a line that reaches the minimum only with others.
        """
        holding = [tier for tier in self.tiers if tier.holds_for(quantity)]
        return min(holding or [self.smallest_tier], key=lambda tier: tier.net_price)


@dataclass(frozen=True, slots=True)
class NoOffer:
    """What stands in the way of ordering from a vendor, or that there is none.

    :param vendor_name: None where no vendor sells the product
    :param lead_time_days: as last known, so that a fault shows before it is too late
    """

    fault: Fault
    vendor_name: str | None = None
    lead_time_days: int = 0
    order_weekdays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Another vendor who lists the product.

    :param fault: what stands in the way of its offer; None if it could be asked
    :param offer: what it asks, where nothing stands in the way
    """

    vendor_name: str
    fault: Fault | None = None
    offer: VendorOffer | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Sourcing:
    """The chosen vendor's offer, or why it has none.

    :param not_asked: the other vendors who list the product, in the list's order
    :param vendor_id: who was asked, whether or not there is an offer
    """

    found: VendorOffer | NoOffer
    not_asked: tuple[NotAsked, ...] = ()
    vendor_id: int | None = None


def choose_offer(
    terms: Sequence[OfferTerm],
    preferred_vendor_id: int | None,
    earliest: date,
) -> Sourcing:
    """The offer of the preferred vendor, else of the first vendor on the list.

    It is judged on the vendor's first order day from ``earliest`` on: a price that
    ends before it is no price.

    ``terms`` come in the price list's own order, so "first" is the user's preference.
    A vendor whose offer has a fault is never replaced silently: the fault is reported
    and a person decides.
    """
    by_vendor: dict[int | None, list[OfferTerm]] = {}
    for term in terms:
        by_vendor.setdefault(term.vendor_id, []).append(term)
    wanted = preferred_vendor_id or next(iter(by_vendor), None)
    rows = by_vendor.pop(wanted, [])
    not_asked = tuple(_not_asked(others, earliest) for others in by_vendor.values())
    return Sourcing(_find_offer(rows, earliest), not_asked, wanted)


def _not_asked(rows: Sequence[OfferTerm], earliest: date) -> NotAsked:
    found = _find_offer(rows, earliest)
    if isinstance(found, NoOffer):
        return NotAsked(rows[0].vendor_name, found.fault)
    return NotAsked(rows[0].vendor_name, offer=found)


def _find_offer(rows: Sequence[OfferTerm], earliest: date) -> VendorOffer | NoOffer:
    """What one vendor's rows come to."""
    if not rows:
        return NoOffer("no_vendor")
    fault: Fault
    first = rows[0]
    order_on = next_order_day(first.order_weekdays, earliest)
    valid = _valid_rows(rows, order_on)
    if not valid:
        fault = _fault(rows, order_on)
    else:
        offer = _offer(valid)
        if all(tier.net_price > 0 for tier in offer.tiers):
            return offer
        fault = "zero_price"
    return NoOffer(fault, first.vendor_name, first.lead_time_days, first.order_weekdays)


def _fault(rows: Sequence[OfferTerm], order_on: date) -> Fault:
    """Why a vendor that lists the product has no offer on that day."""
    if not any(row.vendor_active for row in rows):
        return "vendor_archived"
    if not any(_in_force(row, order_on) for row in rows):
        future = any(row.date_start and row.date_start > order_on for row in rows)
        return "offer_not_started" if future else "offer_expired"
    if not any(row.accepted for row in rows if _in_force(row, order_on)):
        return "offer_not_accepted"
    if not any(row.is_readable for row in rows):
        return "not_a_number"
    return "unit_without_conversion"


def _valid_rows(rows: Sequence[OfferTerm], order_on: date) -> list[_Row]:
    """Rows that may be ordered from; a variant's own stand before the template's."""
    valid = [
        (row, row.unit_factor)
        for row in rows
        if row.accepted
        and row.vendor_active
        and row.unit_factor
        and row.is_readable
        and _in_force(row, order_on)
    ]
    return [(row, factor) for row, factor in valid if row.variant_specific] or valid


def _offer(rows: Sequence[_Row]) -> VendorOffer:
    """Tiers of one vendor in the unit and currency of its smallest one."""
    first, purchase_factor = min(rows, key=lambda row: row[0].minimum_quantity * row[1])
    skus = (first.vendor_sku, *(row.vendor_sku for row, _ in rows))
    return VendorOffer(
        vendor_id=first.vendor_id,
        vendor_name=first.vendor_name,
        vendor_sku=next(filter(None, skus), None),
        currency_id=first.currency_id,
        lead_time_days=first.lead_time_days,
        unit_id=first.unit_id,
        unit_factor=purchase_factor,
        order_multiple=_multiple(first, purchase_factor),
        shared_by_variants=not first.variant_specific,
        tiers=tuple(
            _tier(row, factor, purchase_factor)
            for row, factor in rows
            if row.currency_id == first.currency_id
        ),
        order_weekdays=first.order_weekdays,
    )


def _in_force(term: OfferTerm, day: date) -> bool:
    started = not term.date_start or term.date_start <= day
    return started and not (term.date_end and term.date_end < day)


def _tier(term: OfferTerm, factor: float, purchase_factor: float) -> PriceTier:
    """A row in the product's unit, its price for one of the purchase unit."""
    same = factor == purchase_factor
    return PriceTier(
        offer_id=term.offer_id,
        minimum_quantity=term.minimum_quantity * factor,
        order_multiple=_multiple(term, factor),
        price=term.price if same else term.price * purchase_factor / factor,
        discount=term.discount,
        date_end=term.date_end,
    )


def _multiple(term: OfferTerm, factor: float) -> float:
    """A vendor's unit larger than the product's is a pack: it is sold whole."""
    if term.order_multiple > 0:
        return term.order_multiple * factor
    return factor if factor > 1 else 0.0
