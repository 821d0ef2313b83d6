"""Stock of all products bucket by bucket, for many settings of a method at once."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Ledger:
    """Settings x products, but for ``asked``, by product.

    :param asked: units demanded
    :param served: units sold from the shelf
    :param stock: sum of the stock at the end of each bucket
    :param cycles: times goods came in
    :param clean: of those, with no stock-out since the time before
    """

    asked: np.ndarray
    served: np.ndarray
    stock: np.ndarray
    cycles: np.ndarray
    clean: np.ndarray
    orders: np.ndarray
    cost: np.ndarray

    def outcome(self) -> "Outcome":
        value = (self.asked * self.cost).sum()
        kept = (self.stock * self.cost).sum(axis=1)
        sold = (self.served * self.cost).sum(axis=1)
        return Outcome(
            fill=_ratio(sold, value),
            stock=_ratio(kept, value),
            cycle=_ratio(self.clean.sum(axis=1), self.cycles.sum(axis=1)),
            turnover=_ratio(sold, kept),
            orders=self.orders.sum(axis=1),
        )

    def best(self, worth: float) -> "Ledger":
        """Each product at the setting best for it, where stock of 1 for a bucket is
        given for ``1 / worth`` of demand served."""
        gain = (worth * self.served - self.stock).argmax(axis=0)[None, :]

        def pick(values: np.ndarray) -> np.ndarray:
            return np.take_along_axis(values, gain, axis=0)

        return Ledger(
            self.asked,
            *map(pick, (self.served, self.stock, self.cycles, self.clean, self.orders)),
            self.cost,
        )


def _ratio(part: np.ndarray, whole: np.ndarray | float) -> np.ndarray:
    """nan where there is nothing to compare with: no demand, no cycle, no stock."""
    known = np.broadcast_to(np.asarray(whole) > 0, part.shape)
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=known)


@dataclass(frozen=True)
class Outcome:
    """Arrays by setting, weighted by unit cost; nan where there was nothing to weigh.

    :param fill: share of the demand served from the shelf
    :param stock: average stock, in buckets of average demand
    :param cycle: share of the order cycles that ended without a stock-out
    :param turnover: demand served in a bucket / average stock
    :param orders: number of orders
    """

    fill: np.ndarray
    stock: np.ndarray
    cycle: np.ndarray
    turnover: np.ndarray
    orders: np.ndarray


@dataclass(frozen=True)
class Products:
    """Arrays by product.

    :param demand: products x buckets; nan where nothing is known: nothing is sold then,
        and after the last known bucket nothing is ordered
    :param lots: order quantity
    :param lead_time: buckets
    :param lost_sales: whether customers go elsewhere, instead of waiting
    """

    demand: np.ndarray
    lots: np.ndarray
    lead_time: np.ndarray
    cost: np.ndarray
    lost_sales: bool


class Shop:
    """Stock, orders and waiting customers, settings x products, and what was seen.

    :param first: stock on the first morning
    """

    def __init__(self, products: Products, first: np.ndarray) -> None:
        self.products = products
        shape = first.shape
        self.on_hand = first.astype(float)
        self.on_order, self.waiting = np.zeros(shape), np.zeros(shape)
        self.dry = np.zeros(shape, dtype=bool)
        # what comes after the last bucket never does: no room is kept for it
        self.lead_time = np.minimum(products.lead_time, products.demand.shape[1])
        self.slots = int(self.lead_time.max()) + 1
        self.coming = np.zeros((self.slots, *shape))
        self.served, self.stock = np.zeros(shape), np.zeros(shape)
        self.orders = np.zeros(shape)
        self.cycles, self.clean = np.zeros(shape), np.zeros(shape)

    def receive(self, bucket: int) -> None:
        """A cycle ends when goods arrive; who waits is served first."""
        arrived = self.coming[bucket % self.slots].copy()
        self.coming[bucket % self.slots] = 0.0
        ended = arrived > 0
        self.cycles += ended
        self.clean += ended & ~self.dry
        self.dry &= ~ended
        self.on_order -= arrived
        self.on_hand += arrived
        late = np.minimum(self.waiting, self.on_hand)
        self.waiting -= late
        self.on_hand -= late

    def sell(self, wanted: np.ndarray) -> None:
        sold = np.minimum(self.on_hand, wanted)
        short = wanted - sold
        self.on_hand -= sold
        self.served += sold
        self.dry |= short > 0
        if not self.products.lost_sales:
            self.waiting += short

    def order(self, bucket: int, point: np.ndarray, alive: np.ndarray) -> None:
        """Whole lots at or below the reorder point, as many as it takes.

        What is ordered at the end of bucket t can be sold after the lead time, from
        the bucket t + lead time + 1 on.
        """
        lots = self.products.lots
        lacking = point - (self.on_hand + self.on_order - self.waiting)
        due = (lacking >= 0) & alive
        ordered = np.where(due, (np.floor(lacking / lots) + 1) * lots, 0.0)
        self.orders += due
        self.on_order += ordered
        settings, products = ordered.shape
        slot = (bucket + 1 + self.lead_time) % self.slots
        rows, columns = np.arange(settings)[:, None], np.arange(products)[None, :]
        self.coming[slot[None, :], rows, columns] += ordered


def simulate(
    products: Products,
    points: list[np.ndarray],
    every: int,
    first: np.ndarray | None = None,
) -> Ledger:
    """Bucket by bucket: goods come in, customers buy, orders go out.

    :param points: reorder points, settings x products, one array for every ``every``
        buckets
    :param first: stock to begin with; if not given, the first reorder point and a lot
    """
    if first is None:
        first = np.maximum(points[0], 0.0) + products.lots
    shop = Shop(products, first)
    known = ~np.isnan(products.demand)
    alive = np.cumsum(known[:, ::-1], axis=1)[:, ::-1] > 0
    demand = np.where(known, products.demand, 0.0)
    for bucket in range(demand.shape[1]):
        shop.receive(bucket)
        shop.sell(demand[:, bucket])
        shop.stock += shop.on_hand * known[:, bucket]
        point = points[min(bucket // every, len(points) - 1)]
        shop.order(bucket, point, alive[:, bucket])
    return Ledger(
        demand.sum(axis=1),
        shop.served,
        shop.stock,
        shop.cycles,
        shop.clean,
        shop.orders,
        products.cost,
    )
