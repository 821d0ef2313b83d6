"""The demo's year under other numbers: what was served from the shelf, and what lay
there.

Standard library only. The same sales, the same lead times, the same order days; only
reorder points and targets differ.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from .replay import Order, Stock, Storeroom
from .terms import Item, purchase_price

Numbers = Mapping[str, tuple[int, int]]
# what is known at the beginning of a day: the orders so far; the numbers from then on
Learner = Callable[[int, Sequence[Order]], Numbers]
# first a season to learn from, then as the addon would be asked from time to time
FIRST_LEARNED_DAY, LEARNED_EVERY_DAYS = 84, 28
# before, the shelf holds what hand-set numbers ordered: lead times are of 66 days
LEARNED_DELIVERED_DAY = 168


@dataclass(frozen=True)
class Measured:
    """At purchase prices.

    :param fill_rate: share of what was sold that left on the day it was asked for
    :param stock_value: on an average evening
    :param orders: sent to vendors
    """

    fill_rate: float
    stock_value: float
    orders: int


def measure(
    items: Sequence[Item], learner: Learner | None = None, from_day: int = 0
) -> Measured:
    """Live through the year, as ``replay`` does, and measure it from a day on.

    :param learner: asked every four weeks for numbers, which then hold
    """
    days = len(items[0].product.demand)
    stocks = [Stock(item, item.target_stock) for item in items]
    storeroom = Storeroom(stocks, days)
    asked = served = value = 0.0
    for day in range(days):
        if learner and day >= FIRST_LEARNED_DAY and day % LEARNED_EVERY_DAYS == 0:
            _set(stocks, learner(day, storeroom.year.orders))
        storeroom.receive(day)
        storeroom.ship(day)
        if day >= from_day:
            for stock in stocks:
                price = purchase_price(stock.item.product)
                wanted = stock.item.product.demand[day]
                asked += wanted * price
                # who waited longer was served first: what waits asked last
                served += (wanted - min(stock.backlog, wanted)) * price
                value += stock.on_hand * price
        storeroom.order(day)
    measured = days - from_day
    sent = [order for order in storeroom.year.orders if order.day >= from_day]
    return Measured(served / asked if asked else 1.0, value / measured, len(sent))


def with_numbers(items: Sequence[Item], numbers: Numbers) -> list[Item]:
    """The items with other reorder points and targets, where there are any."""
    return [_numbered(item, numbers) for item in items]


def _set(stocks: Sequence[Stock], numbers: Numbers) -> None:
    for stock in stocks:
        stock.item = _numbered(stock.item, numbers)


def _numbered(item: Item, numbers: Numbers) -> Item:
    found = numbers.get(item.product.sku)
    if not found:
        return item
    return replace(item, reorder_point=found[0], target_stock=found[1])
