"""The documented rules that turn sales and lead times into terms and reorder points.

Standard library only. The rules are simple on purpose and not tuned for good results;
they are listed in README.rst. Quantities are in the product's unit unless they say
otherwise.
"""

import math
from dataclasses import dataclass
from statistics import median

from .source import ProductSource, VendorSource

PURCHASE_PRICE_SHARE = 0.55
BACKUP_PRICE_FACTOR = 1.08
BACKUP_VENDOR_EVERY = 12
TIER_AT_MINIMUM_ORDERS = 3

REVIEW_DAYS = 7
BUFFER_DAYS = 14
ORDER_CYCLE_DAYS = 28

UNITS_PER = {"unit": 1, "dozen": 12}


@dataclass(frozen=True)
class Offer:
    """A vendor's terms for a product: quantities and prices in the vendor's unit."""

    vendor: VendorSource
    vendor_sku: str
    lead_time_days: int
    minimum_order_quantity: int
    order_multiple: int
    price: float

    @property
    def units_per_vendor_unit(self) -> int:
        return UNITS_PER[self.vendor.unit]

    @property
    def tiers(self) -> list[tuple[int, float]]:
        """Quantities and the price from each on, the minimum order first."""
        tiers = [(self.minimum_order_quantity, self.price)]
        if self.vendor.tier_discount:
            quantity = self.minimum_order_quantity * TIER_AT_MINIMUM_ORDERS
            tiers.append((quantity, _price(self.price, 1 - self.vendor.tier_discount)))
        return tiers

    def price_for(self, quantity: int) -> float:
        """The price at which `quantity`, in the vendor's unit, is bought."""
        return [price for least, price in self.tiers if least <= quantity][-1]

    def order_quantity(self, need: float) -> int:
        """The smallest quantity in the vendor's unit that covers `need`."""
        wanted = max(need / self.units_per_vendor_unit, self.minimum_order_quantity)
        return math.ceil(wanted / self.order_multiple) * self.order_multiple


@dataclass(frozen=True)
class Item:
    """A product with its rule; its first offer is the preferred vendor's."""

    product: ProductSource
    offers: tuple[Offer, ...]
    reorder_point: int
    target_stock: int

    @property
    def preferred(self) -> Offer:
        return self.offers[0]


def purchase_price(product: ProductSource) -> float:
    """The price paid to the preferred vendor for one unit of the product."""
    return _price(product.sale_price, PURCHASE_PRICE_SHARE)


def plan_items(
    products: list[ProductSource], vendors: list[VendorSource], first_rank: int = 0
) -> list[Item]:
    """Deal the products to the vendors in turn; each twelfth gets a second vendor.

    :param first_rank: how many products were dealt before
    """
    items = []
    for rank, product in enumerate(products, first_rank):
        chosen = [vendors[rank % len(vendors)]]
        if rank % BACKUP_VENDOR_EVERY == 0:
            chosen.append(vendors[(rank + 1) % len(vendors)])
        offers = tuple(
            _offer(product, rank + 1, vendor, BACKUP_PRICE_FACTOR if place else 1)
            for place, vendor in enumerate(chosen)
        )
        items.append(_item(product, offers))
    return items


def _item(product: ProductSource, offers: tuple[Offer, ...]) -> Item:
    covered_days = offers[0].lead_time_days + REVIEW_DAYS + BUFFER_DAYS
    reorder_point = math.ceil(product.daily_demand * covered_days)
    target_stock = math.ceil(product.daily_demand * (covered_days + ORDER_CYCLE_DAYS))
    return Item(product, offers, reorder_point, max(target_stock, reorder_point + 1))


def _offer(
    product: ProductSource, rank: int, vendor: VendorSource, price_factor: float
) -> Offer:
    units = UNITS_PER[vendor.unit]
    demand_covered = product.daily_demand * 7 * vendor.moq_weeks / units
    multiples = max(1, math.ceil(demand_covered / vendor.order_multiple))
    return Offer(
        vendor=vendor,
        vendor_sku=vendor.vendor_sku.format(sku=product.sku, rank=rank),
        lead_time_days=round(median(time.promised_days for time in vendor.lead_times)),
        minimum_order_quantity=multiples * vendor.order_multiple,
        order_multiple=vendor.order_multiple,
        price=_price(purchase_price(product) * units, price_factor),
    )


def _price(base: float, factor: float) -> float:
    """Prices have two decimals and are never zero."""
    return max(0.01, round(base * factor, 2))
