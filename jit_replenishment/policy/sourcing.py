"""Choose the vendor: the preferred one is kept, and an offer is valid or has a fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Fault = Literal[
    "no_vendor",
    "vendor_archived",
    "offer_expired",
    "offer_not_started",
    "unit_without_conversion",
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


@dataclass(frozen=True, slots=True)
class PriceTier:
    """:param minimum_quantity: in the product's unit
    :param price: for one purchase unit, before discount
    """

    offer_id: int
    minimum_quantity: float
    price: float
    discount: float

    @property
    def net_price(self) -> float:
        return self.price * (1 - self.discount / 100)


@dataclass(frozen=True, slots=True)
class VendorOffer:
    """What one vendor asks for one product, today.

    :param unit_factor: product units in one purchase unit
    :param order_multiple: in the product's unit, 0 when any quantity is sold
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

    @property
    def minimum_order_quantity(self) -> float:
        """The smallest tier: below it the vendor names no price."""
        return min(tier.minimum_quantity for tier in self.tiers)

    def tier_for(self, quantity: float) -> PriceTier:
        """The cheapest price whose minimum ``quantity`` reaches."""
        reached = [
            tier
            for tier in self.tiers
            if tier.minimum_quantity <= quantity + _TOLERANCE
        ]
        return min(reached or self.tiers, key=lambda tier: tier.net_price)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A vendor that was not chosen, and why."""

    vendor_name: str
    cause: str


@dataclass(frozen=True, slots=True)
class Sourcing:
    """The chosen offer, or the fault that stands in the way."""

    offer: VendorOffer | None
    fault: Fault | None
    fault_vendor: str | None = None
    rejected: tuple[Rejected, ...] = ()


def choose_offer(
    terms: Sequence[OfferTerm], preferred_vendor_id: int | None, today: date
) -> Sourcing:
    """The offer of the preferred vendor, else of the first vendor on the list.

    ``terms`` come in the price list's own order, so "first" is the user's preference.
    A vendor whose offer has a fault is never replaced silently: the fault is reported
    and a person decides.
    """
    if not terms:
        return Sourcing(None, "no_vendor")
    by_vendor: dict[int, list[OfferTerm]] = {}
    for term in terms:
        by_vendor.setdefault(term.vendor_id, []).append(term)
    wanted = preferred_vendor_id or terms[0].vendor_id
    if wanted not in by_vendor:
        return Sourcing(None, "no_vendor")
    rejected = tuple(
        Rejected(rows[0].vendor_name, "not_preferred")
        for vendor_id, rows in by_vendor.items()
        if vendor_id != wanted
    )
    rows = by_vendor[wanted]
    valid = _valid_terms(rows, today)
    if not valid:
        return Sourcing(None, _fault(rows, today), rows[0].vendor_name, rejected)
    offer = _offer(valid)
    if not all(tier.net_price > 0 for tier in offer.tiers):
        return Sourcing(None, "zero_price", offer.vendor_name, rejected)
    return Sourcing(offer, None, None, rejected)


def _in_force(term: OfferTerm, today: date) -> bool:
    started = not term.date_start or term.date_start <= today
    return started and not (term.date_end and term.date_end < today)


def _valid_terms(rows: Iterable[OfferTerm], today: date) -> list[OfferTerm]:
    """Rows that may be ordered from; a variant's own rows stand before general ones."""
    valid = [
        row
        for row in rows
        if row.vendor_active and row.unit_factor and _in_force(row, today)
    ]
    return [row for row in valid if row.variant_specific] or valid


def _fault(rows: Sequence[OfferTerm], today: date) -> Fault:
    if not any(row.vendor_active for row in rows):
        return "vendor_archived"
    if not any(_in_force(row, today) for row in rows):
        future = any(row.date_start and row.date_start > today for row in rows)
        return "offer_not_started" if future else "offer_expired"
    return "unit_without_conversion"


def _offer(terms: Sequence[OfferTerm]) -> VendorOffer:
    """Tiers of one vendor in the unit and currency of its smallest one."""
    base = min(terms, key=lambda term: term.minimum_quantity * term.unit_factor)
    tiers = tuple(
        PriceTier(
            term.offer_id,
            term.minimum_quantity * term.unit_factor,
            _price_per_unit(term, base),
            term.discount,
        )
        for term in terms
        if term.currency_id == base.currency_id
    )
    return VendorOffer(
        vendor_id=base.vendor_id,
        vendor_name=base.vendor_name,
        vendor_sku=next((term.vendor_sku for term in terms if term.vendor_sku), None),
        currency_id=base.currency_id,
        lead_time_days=base.lead_time_days,
        unit_id=base.unit_id,
        unit_factor=base.unit_factor,
        order_multiple=_multiple(base),
        shared_by_variants=not base.variant_specific,
        tiers=tiers,
    )


def _price_per_unit(term: OfferTerm, base: OfferTerm) -> float:
    if term.unit_id == base.unit_id:
        return term.price
    return term.price * base.unit_factor / term.unit_factor


def _multiple(term: OfferTerm) -> float:
    """A vendor's unit larger than the product's is a pack: it is sold whole."""
    if term.order_multiple > 0:
        return term.order_multiple * term.unit_factor
    return term.unit_factor if term.unit_factor > 1 else 0.0
