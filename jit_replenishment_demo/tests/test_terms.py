import math
from datetime import date, timedelta
from statistics import median

from odoo.tests import BaseCase, tagged

from .. import source
from ..load_catalogue import range_of
from ..terms import BACKUP_VENDOR_EVERY, plan_items


@tagged("post_install", "-at_install")
class TestSourceAndTerms(BaseCase):
    """The extract and the documented rules on top of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = source.read_products()
        cls.vendors = source.read_vendors()
        cls.items = plan_items(cls.products, cls.vendors)

    def test_enough_products_and_vendors(self):
        self.assertGreaterEqual(len(self.products), 150)
        self.assertGreaterEqual(len(self.vendors), 8)
        self.assertEqual(len({product.sku for product in self.products}), 180)

    def test_every_vendor_has_real_lead_times(self):
        for vendor in self.vendors:
            self.assertGreaterEqual(len(vendor.lead_times), 10, vendor.name)
            self.assertGreaterEqual(
                min(time.actual_days for time in vendor.lead_times), 1
            )

    def test_year_is_the_source_and_its_repetition(self):
        sales = source._read_sales()
        last = date(2011, 8, 11)
        for product in self.products[::20]:
            series = sales[product.sku]
            for days_ago in range(1, 255):
                day = last - timedelta(days=days_ago - 1)
                self.assertEqual(product.demand[-days_ago], series.get(day, 0))
            # 36 weeks earlier the same weekday sold the same.
            self.assertEqual(product.demand[:111], product.demand[252:363])
            self.assertEqual(product.demand_today, product.demand[113])

    def test_every_product_sells_within_the_year(self):
        for product in self.products:
            self.assertGreater(sum(product.demand), 0, product.sku)
            self.assertGreaterEqual(min(product.demand), 0)

    def test_vendor_sku_names_one_product(self):
        skus = [
            (offer.vendor.name, offer.vendor_sku)
            for item in self.items
            for offer in item.offers
        ]
        self.assertEqual(len(skus), len(set(skus)))

    def test_second_vendors(self):
        backed_up = [item for item in self.items if len(item.offers) > 1]
        self.assertEqual(len(backed_up), len(self.items[::BACKUP_VENDOR_EVERY]))
        for item in backed_up:
            preferred, backup = item.offers
            self.assertNotEqual(preferred.vendor, backup.vendor)

    def test_reorder_point_follows_its_rule(self):
        for item in self.items:
            promised = [time.promised_days for time in item.preferred.vendor.lead_times]
            covered = round(median(promised)) + 7 + 14
            self.assertEqual(
                item.reorder_point, math.ceil(item.product.daily_demand * covered)
            )
            self.assertGreater(item.target_stock, item.reorder_point)

    def test_order_quantity_respects_minimum_and_multiple(self):
        for item in self.items:
            offer = item.preferred
            for need in (1, offer.minimum_order_quantity + 1, 1000):
                quantity = offer.order_quantity(need)
                self.assertGreaterEqual(quantity, offer.minimum_order_quantity)
                self.assertEqual(quantity % offer.order_multiple, 0)
                self.assertGreaterEqual(quantity * offer.units_per_vendor_unit, need)

    def test_tiers_grow_cheaper(self):
        for item in self.items:
            prices = [price for _quantity, price in item.preferred.tiers]
            self.assertEqual(prices, sorted(prices, reverse=True))
            self.assertGreater(prices[-1], 0)

    def test_ranges_by_sales_value(self):
        ranges = range_of(self.items)
        value = {item.product.sku: item.product.sales_value for item in self.items}
        least_core = min(value[sku] for sku in ranges if ranges[sku] == "core")
        most_occasional = max(
            value[sku] for sku in ranges if ranges[sku] == "occasional"
        )
        self.assertGreater(least_core, most_occasional)
        self.assertEqual(set(ranges.values()), {"core", "regular", "occasional"})
