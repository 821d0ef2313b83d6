"""How much to order at a time, where the vendor leaves a choice.

Harris' economic order quantity (*How Many Parts to Make at Once*, 1913): the cost of a
lot is flat around it, so a minimum or a multiple may raise the lot freely.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .order_quantity import up_to_multiple

_LONGEST_COVER_DAYS = 182.0
# what a lot lasts where no price says what it may cost
_UNPRICED_COVER_DAYS = 14.0
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class LotTerms:
    """:param minimum: the least the vendor sells at this price
    :param price: of a unit from that quantity on
    """

    minimum: float
    price: float


def economic_lot(
    rate: float, price: float, order_cost: float, holding_rate: float
) -> float:
    """sqrt(2 D K / (h c)), units.

    :param rate: units a day
    :param order_cost: K, of one more line ordered, in the price's currency
    :param holding_rate: h, cost of keeping goods of value 1 for a year

    >>> economic_lot(10 / 365.25 * 100, 5.0, 50.0, 0.2)
    316.22776601683796
    """
    holding = holding_rate * price
    if rate <= 0 or order_cost <= 0 or holding <= 0:
        return 0.0
    return math.sqrt(2.0 * rate * _DAYS_A_YEAR * order_cost / holding)


def lot_size(
    rate: float,
    tiers: Sequence[LotTerms],
    *,
    order_cost: float,
    holding_rate: float,
    review_days: float = 1.0,
    multiple: float = 0.0,
    step: float = 1.0,
) -> float:
    """The lot that costs least, within what sells in a review and in half a year.

    A price break is taken where goods, orders and holding together become cheaper:
    c D + K D / Q + h c Q / 2.

    :param tiers: at least one; the first is the vendor's minimum
    :param step: smallest quantity of the unit
    """
    yearly = rate * _DAYS_A_YEAR
    found: tuple[float, float] | None = None
    for tier in tiers:
        wanted = economic_lot(rate, tier.price, order_cost, holding_rate)
        wanted = min(max(wanted, rate * review_days), rate * _LONGEST_COVER_DAYS)
        lot = max(math.ceil(wanted / step - 1e-9) * step, tier.minimum, step)
        lot = up_to_multiple(lot, multiple)
        cost = (
            tier.price * yearly
            + order_cost * yearly / lot
            + holding_rate * tier.price * lot / 2.0
        )
        if found is None or cost < found[0]:
            found = cost, lot
    if found is None:
        raise ValueError("A lot needs terms: the vendor's minimum and price.")
    return found[1]


def usual_lot(
    rate: float,
    tiers: Sequence[LotTerms],
    *,
    order_cost: float,
    holding_rate: float,
    review_days: float = 1.0,
    multiple: float = 0.0,
    step: float = 1.0,
) -> float:
    """``lot_size()``, also where prices or the vendor's terms are not known.

    >>> usual_lot(2.0, (), order_cost=10.0, holding_rate=0.25)
    28.0
    """
    tiers = tiers or (LotTerms(0.0, 0.0),)
    priced = order_cost > 0 and any(tier.price > 0 for tier in tiers)
    return lot_size(
        rate,
        tiers,
        order_cost=order_cost,
        holding_rate=holding_rate,
        review_days=max(review_days, 1.0 if priced else _UNPRICED_COVER_DAYS),
        multiple=multiple,
        step=step,
    )
