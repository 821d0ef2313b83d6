"""From a need to a quantity the vendor accepts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

# fractions that people mean when they enter 0.1 or divide by 3
_PLAIN_DENOMINATOR = 10**6
_FLOAT_NOISE = 1e-14
_FINEST_MULTIPLE = 1e-6
_TOLERANCE = 1e-9
# two multiples that meet only beyond so many of the larger have nothing in common
_FARTHEST_MEETING = 100


@dataclass(frozen=True, slots=True)
class OrderQuantity:
    """A quantity to order and the steps that led to it.

    :param quantity: in the product's unit; not below ``need``, but for float noise
    :param minimum_order_quantity: the minimum that was asked for, 0 if none
    :param order_multiple: the multiple it was raised to, 0 if none
    """

    need: float
    quantity: float
    minimum_order_quantity: float
    order_multiple: float

    @property
    def overage(self) -> float:
        """What the vendor's terms add to the need."""
        return self.quantity - self.need


def common_multiple(vendor_multiple: float, rule_multiple: float) -> float:
    """Smallest quantity that is a multiple of both; a multiple of 0 is none.

    Where the two do not meet in any sensible quantity (whole gallons, in litres) the
    vendor's holds, as nothing else can be bought.

    >>> common_multiple(6, 4), common_multiple(0.5, 0.75), common_multiple(0, 12)
    (12.0, 1.5, 12.0)
    >>> common_multiple(3.785411784, 1)
    3.785411784
    """
    vendor, rule = _exact(vendor_multiple), _exact(rule_multiple)
    if not vendor or not rule:
        return float(vendor or rule)
    common = Fraction(
        math.lcm(vendor.numerator, rule.numerator),
        math.gcd(vendor.denominator, rule.denominator),
    )
    meets = common <= _FARTHEST_MEETING * max(vendor, rule)
    return float(common if meets else vendor)


def _exact(multiple: float) -> Fraction:
    """The fraction a float stands for, 0.1 being a tenth; 0 for none.

    One finer than any unit can be is none.
    """
    if multiple < _FINEST_MULTIPLE:
        return Fraction(0)
    plain = Fraction(multiple).limit_denominator(_PLAIN_DENOMINATOR)
    stands_for = math.isclose(plain, multiple, rel_tol=_FLOAT_NOISE)
    return plain if stands_for else Fraction(multiple)


def up_to_multiple(quantity: float, multiple: float) -> float:
    """The next multiple at or above ``quantity``.

    A quantity above a multiple by float noise alone is that multiple: one pack more,
    or a hair more than whole packs, is not what anybody asked for.

    >>> up_to_multiple(26, 10), up_to_multiple(30, 10), up_to_multiple(7.2, 0)
    (30.0, 30.0, 7.2)
    >>> up_to_multiple(1000000 - 999999.7, 0.1)
    0.3
    """
    exact = _exact(multiple)
    if not exact or quantity <= 0:
        return quantity
    count = max(math.ceil(quantity / multiple - _TOLERANCE), 1)
    return float(exact * count)


def is_multiple(quantity: float, multiple: float) -> bool:
    """Whether ``quantity`` is sold in whole multiples; of none, everything is.

    >>> is_multiple(24, 12), is_multiple(26, 12), is_multiple(26, 0)
    (True, False, True)
    """
    if multiple < _FINEST_MULTIPLE:
        return True
    count = quantity / multiple
    return math.isclose(count, round(count), rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def order_quantity(
    need: float,
    minimum_order_quantity: float,
    vendor_multiple: float = 0.0,
    rule_multiple: float = 0.0,
) -> OrderQuantity:
    """Raise a need to the vendor's minimum, then to the multiples of vendor and rule.

    >>> order_quantity(26, 20, vendor_multiple=10).quantity
    30.0
    >>> order_quantity(3, 20, vendor_multiple=6, rule_multiple=4).quantity
    24.0
    """
    multiple = common_multiple(vendor_multiple, rule_multiple)
    return OrderQuantity(
        need=need,
        quantity=up_to_multiple(max(need, minimum_order_quantity), multiple),
        minimum_order_quantity=max(minimum_order_quantity, 0.0),
        order_multiple=multiple,
    )


def share_minimum(
    needs: Sequence[float],
    minimum_order_quantity: float,
    multiples: Sequence[float],
) -> list[float]:
    """Quantities for lines that reach one offer's minimum together.

    Each line covers its own need in its own multiple. What the sum still lacks goes on
    the line with the largest need (the first of equals), whose article sells what is
    left over soonest; so sizes of one article do not each pay the whole minimum.

    >>> share_minimum([3, 5], 20, [0, 0])
    [3.0, 17.0]
    >>> share_minimum([15, 9], 40, [10, 1])
    [40.0, 9.0]
    """
    quantities = [
        float(up_to_multiple(need, multiple))
        for need, multiple in zip(needs, multiples, strict=True)
    ]
    lacking = minimum_order_quantity - math.fsum(quantities)
    if quantities and lacking > _TOLERANCE:
        fullest = max(range(len(needs)), key=needs.__getitem__)
        wanted = quantities[fullest] + lacking
        quantities[fullest] = float(up_to_multiple(wanted, multiples[fullest]))
    return quantities
