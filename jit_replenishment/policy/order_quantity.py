"""From a need to a quantity the vendor accepts."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

# finer than any unit's precision, coarse enough to see 1/3 and 0.1 as what they mean
_MAX_DENOMINATOR = 10**6
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class OrderQuantity:
    """A quantity to order and the steps that led to it.

    :param quantity: never below ``need``, in the product's unit
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


def common_multiple(multiples: Iterable[float]) -> float:
    """Smallest quantity that is a multiple of each; 0 when none is given.

    >>> common_multiple([6, 4])
    12.0
    >>> common_multiple([0.5, 0, 0.75])
    1.5
    >>> common_multiple([])
    0.0
    """
    result = Fraction(0)
    for multiple in multiples:
        if multiple <= 0:
            continue
        exact = Fraction(multiple).limit_denominator(_MAX_DENOMINATOR)
        result = _lcm(result, exact) if result else exact
    return float(result)


def _lcm(left: Fraction, right: Fraction) -> Fraction:
    return Fraction(
        math.lcm(left.numerator, right.numerator),
        math.gcd(left.denominator, right.denominator),
    )


def up_to_multiple(quantity: float, multiple: float) -> float:
    """The next multiple at or above ``quantity``.

    >>> up_to_multiple(26, 10), up_to_multiple(30, 10), up_to_multiple(7.2, 0)
    (30.0, 30.0, 7.2)
    """
    if multiple <= 0:
        return quantity
    count = math.ceil(quantity / multiple - _TOLERANCE)
    return float(Fraction(multiple).limit_denominator(_MAX_DENOMINATOR) * count)


def order_quantity(
    need: float, minimum_order_quantity: float, multiples: Iterable[float]
) -> OrderQuantity:
    """Raise a need to the vendor's minimum, then to every multiple at once.

    >>> order_quantity(26, 20, [10]).quantity
    30.0
    >>> order_quantity(3, 20, [6]).quantity
    24.0
    """
    multiple = common_multiple(multiples)
    wanted = max(need, minimum_order_quantity)
    return OrderQuantity(
        need=need,
        quantity=max(up_to_multiple(wanted, multiple), need),
        minimum_order_quantity=max(minimum_order_quantity, 0.0),
        order_multiple=multiple,
    )


def share_minimum(
    needs: Sequence[float], minimum_order_quantity: float, multiple: float
) -> list[float]:
    """Quantities for lines that reach one offer's minimum together.

    Each line covers its own need; what the sum still lacks goes on the first line, so
    that sizes of one article do not each pay the whole minimum.

    >>> share_minimum([5, 3], 20, 0)
    [17.0, 3.0]
    >>> share_minimum([15, 9], 20, 10)
    [20.0, 10.0]
    """
    quantities = [float(up_to_multiple(need, multiple)) for need in needs]
    lacking = minimum_order_quantity - sum(quantities)
    if lacking > _TOLERANCE and quantities:
        quantities[0] = float(up_to_multiple(quantities[0] + lacking, multiple))
    return quantities
