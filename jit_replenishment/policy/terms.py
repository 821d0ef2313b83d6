"""What the vendors asked at the moment of a decision, kept beside its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from .reason import Reason, Row
from .sourcing import NotAsked, PriceTier, Sourcing, VendorOffer

# vendors who were not asked and whose terms are kept
MOST_VENDORS = 10

_TOLERANCE = 1e-9

DifferenceCode = Literal["cheaper", "dearer", "sooner", "slower", "minimum"]


@dataclass(frozen=True, slots=True)
class Difference:
    """How one vendor's terms differ from those of the vendor that was asked.

    :param amount: ``cheaper`` and ``dearer`` a share of the price, ``sooner`` and
        ``slower`` days, ``minimum`` the larger minimum in the product's unit
    """

    code: DifferenceCode
    amount: float


def terms_reason(
    sourcing: Sourcing | None, quantity: float, expected_demand: float
) -> Reason:
    """The price that holds for ``quantity``, the next one, and who was not asked.

    Figures are in the product's unit, prices for one of it after discount.

    :param quantity: ordered, 0 where nothing is
    :param expected_demand: of the reorder point, what sells until goods arrive
    """
    asked, others = None, []
    if sourcing:
        if isinstance(sourcing.found, VendorOffer):
            asked = _asked(sourcing.found, quantity)
        others = [_other(each, quantity) for each in sourcing.not_asked[:MOST_VENDORS]]
    return Reason(
        "terms",
        {"asked": asked, "not_asked": others, "expected_demand": expected_demand},
    )


def differences(asked: dict[str, Any], other: dict[str, Any]) -> tuple[Difference, ...]:
    """What of another vendor's terms is better or worse than of the one asked.

    Prices are compared in one currency only.

    >>> asked = {"price": 2.0, "currency_id": 1, "lead_time_days": 14, "minimum": 0}
    >>> other = {"price": 1.5, "currency_id": 1, "lead_time_days": 20, "minimum": 50}
    >>> [(each.code, each.amount) for each in differences(asked, other)]
    [('cheaper', 0.25), ('slower', 6), ('minimum', 50)]
    """
    found = []
    if asked["currency_id"] == other["currency_id"] and asked["price"] > 0:
        change = other["price"] / asked["price"] - 1
        if abs(change) > _TOLERANCE:
            found.append(Difference("dearer" if change > 0 else "cheaper", abs(change)))
    days = other["lead_time_days"] - asked["lead_time_days"]
    if days:
        found.append(Difference("slower" if days > 0 else "sooner", abs(days)))
    if other["minimum"] > asked["minimum"] + _TOLERANCE:
        found.append(Difference("minimum", other["minimum"]))
    return tuple(found)


def _asked(offer: VendorOffer, quantity: float) -> dict[str, Any]:
    tier = offer.tier_for(quantity)
    return _terms(offer, tier) | {
        "offer_id": tier.offer_id,
        "from_quantity": tier.minimum_quantity,
        "date_end": tier.date_end.isoformat() if tier.date_end else None,
        "next": _next(offer.tiers, quantity, tier),
        "unit_factor": offer.unit_factor,
    }


def _next(
    tiers: Iterable[PriceTier], quantity: float, tier: PriceTier
) -> list[float] | None:
    """The quantity from which it would be cheaper; prices for one purchase unit."""
    better = [
        each
        for each in tiers
        if each.minimum_quantity > quantity + _TOLERANCE
        and each.net_price < tier.net_price - _TOLERANCE
    ]
    first = min(better, key=lambda each: each.minimum_quantity, default=None)
    return [first.minimum_quantity, first.net_price] if first else None


def _other(other: NotAsked, quantity: float) -> Row:
    """Name, what stands in the way of its offer, and its terms where nothing does."""
    offer = other.offer
    terms = _terms(offer, offer.tier_for(quantity)) if offer else None
    return [other.vendor_name, other.fault, terms]


def _terms(offer: VendorOffer, tier: PriceTier) -> dict[str, Any]:
    return {
        "vendor_id": offer.vendor_id,
        "price": tier.net_price / offer.unit_factor,
        "currency_id": offer.currency_id,
        "lead_time_days": offer.lead_time_days,
        "minimum": offer.minimum_order_quantity,
    }
