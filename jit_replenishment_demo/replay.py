"""A year of a storeroom, day by day: sales go out, orders go to vendors, goods come in.

Standard library only, no chance: the same items always give the same year. Days count
from 0, the first of the year; `len(demand)` is today, which is not replayed.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .source import LeadTime, VendorSource
from .terms import Item

# Each vendor gets its orders on one day of the week.
ORDER_EVERY_DAYS = 7
# Reorders of these last days are left to the replenisher: a few dozen dips.
WITHHELD_DAYS = 5


@dataclass(frozen=True)
class Shipment:
    """Goods of one product that left for customers; the first of them asked for these
    goods on the day ``asked``."""

    day: int
    item: Item
    quantity: int
    asked: int


@dataclass(frozen=True)
class OrderLine:
    """A product ordered, in its vendor's unit."""

    item: Item
    vendor_quantity: int

    @property
    def quantity(self) -> int:
        return self.vendor_quantity * self.item.preferred.units_per_vendor_unit


@dataclass(frozen=True)
class Order:
    """An order to a vendor, promised and received as a whole."""

    vendor: VendorSource
    day: int
    promised_day: int
    received_day: int
    lines: tuple[OrderLine, ...]


@dataclass
class Stock:
    """The running figures of one product.

    :param waiting: days, and what was asked for on each and has not left yet, the
        oldest first
    """

    item: Item
    on_hand: int
    on_order: int = 0
    waiting: list[tuple[int, int]] = field(default_factory=list)

    @property
    def backlog(self) -> int:
        return sum(quantity for _day, quantity in self.waiting)

    @property
    def inventory_position(self) -> int:
        return self.on_hand + self.on_order - self.backlog

    def ship(self, day: int, demand: int) -> Shipment | None:
        """Ship what waits and `demand`, as far as stock reaches; the rest waits."""
        wanted = [*self.waiting, (day, demand)] if demand else self.waiting
        left = self.on_hand
        self.waiting = []
        for asked, quantity in wanted:
            rest = max(0, quantity - left)
            left -= quantity - rest
            if rest:
                self.waiting.append((asked, rest))
        shipped, self.on_hand = self.on_hand - left, left
        return Shipment(day, self.item, shipped, wanted[0][0]) if shipped else None

    def receive(self, quantity: int) -> None:
        self.on_hand += quantity
        self.on_order -= quantity


@dataclass
class Year:
    """What happened: `stocks` show the end of the year, `opening` its start."""

    stocks: list[Stock]
    opening: dict[str, int]
    days: int
    shipments: list[Shipment] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)


class LeadTimeSequence:
    """A vendor's real lead times, one per order, in time order.

    A vendor with more rows than it gets orders in a year gives one row per order
    round, evenly spread over its record; one with fewer begins anew.
    """

    def __init__(self, lead_times: Sequence[LeadTime], rounds: int) -> None:
        step = max(1.0, len(lead_times) / rounds)
        count = min(rounds, len(lead_times))
        self._times = [lead_times[int(rank * step)] for rank in range(count)]
        self._used = 0

    def next(self) -> LeadTime:
        time = self._times[self._used % len(self._times)]
        self._used += 1
        return time


def replay(
    items: list[Item], withheld_days: int = WITHHELD_DAYS, offset_days: int = 0
) -> Year:
    """Live through the year of the items' demand, starting at the target stocks.

    :param withheld_days: the last, in which nothing is ordered
    :param offset_days: orders go out so many days of the week later
    """
    days = len(items[0].product.demand)
    storeroom = Storeroom([Stock(item, item.target_stock) for item in items], days)
    for day in range(days):
        storeroom.receive(day)
        storeroom.ship(day)
        if day < days - withheld_days:
            storeroom.order(day, offset_days)
    return storeroom.year


class Storeroom:
    """Stocks, what is on its way to them, and the year written down so far."""

    def __init__(self, stocks: list[Stock], days: int) -> None:
        opening = {stock.item.product.sku: stock.on_hand for stock in stocks}
        self.year = Year(stocks, opening, days)
        self._by_sku = {stock.item.product.sku: stock for stock in stocks}
        self._by_vendor: dict[str, list[Stock]] = defaultdict(list)
        for stock in stocks:
            self._by_vendor[stock.item.preferred.vendor.name].append(stock)
        self._lead_times = {
            name: LeadTimeSequence(
                group[0].item.preferred.vendor.lead_times, days // ORDER_EVERY_DAYS
            )
            for name, group in self._by_vendor.items()
        }
        self._arrivals: dict[int, list[Order]] = defaultdict(list)

    def receive(self, day: int) -> None:
        for order in self._arrivals.pop(day, ()):
            for line in order.lines:
                self._by_sku[line.item.product.sku].receive(line.quantity)

    def ship(self, day: int) -> None:
        for stock in self.year.stocks:
            shipment = stock.ship(day, stock.item.product.demand[day])
            if shipment:
                self.year.shipments.append(shipment)

    def order(self, day: int, offset_days: int = 0) -> None:
        """Send an order to each vendor whose weekday it is and whose goods are due."""
        for rank, (name, group) in enumerate(self._by_vendor.items()):
            if (day - offset_days - rank) % ORDER_EVERY_DAYS:
                continue
            lines = _lines_due(group)
            if lines:
                time = self._lead_times[name].next()
                order = Order(
                    vendor=group[0].item.preferred.vendor,
                    day=day,
                    promised_day=day + time.promised_days,
                    received_day=day + time.actual_days,
                    lines=lines,
                )
                self.year.orders.append(order)
                self._arrivals[order.received_day].append(order)


def _lines_due(stocks: list[Stock]) -> tuple[OrderLine, ...]:
    """Order what is at or below its reorder point up to its target."""
    lines = []
    for stock in stocks:
        if stock.inventory_position <= stock.item.reorder_point:
            need = stock.item.target_stock - stock.inventory_position
            line = OrderLine(stock.item, stock.item.preferred.order_quantity(need))
            stock.on_order += line.quantity
            lines.append(line)
    return tuple(lines)
