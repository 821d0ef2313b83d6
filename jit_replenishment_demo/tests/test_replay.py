from collections import Counter, defaultdict

from odoo.tests import BaseCase, tagged

from ..replay import WITHHELD_DAYS, LeadTimeSequence, Shipment, Stock, replay
from ..source import LeadTime, read_products, read_vendors
from ..terms import plan_items


@tagged("post_install", "-at_install")
class TestReplay(BaseCase):
    """The year, retold from its own records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = plan_items(read_products(), read_vendors())
        cls.year = replay(cls.items)

    def _arrivals(self, before_day):
        arrived = Counter()
        for order in self.year.orders:
            if order.received_day < before_day:
                for line in order.lines:
                    arrived[line.item.product.sku] += line.quantity
        return arrived

    def test_stock_is_conserved(self):
        shipped = Counter()
        for shipment in self.year.shipments:
            shipped[shipment.item.product.sku] += shipment.quantity
        arrived = self._arrivals(self.year.days)
        for stock in self.year.stocks:
            sku = stock.item.product.sku
            self.assertEqual(
                stock.on_hand, self.year.opening[sku] + arrived[sku] - shipped[sku]
            )
            self.assertEqual(
                sum(stock.item.product.demand), shipped[sku] + stock.backlog
            )

    def test_who_asked_first_is_served_first(self):
        left = Counter()
        for shipment in self.year.shipments:
            sku, demand = shipment.item.product.sku, shipment.item.product.demand
            self.assertLessEqual(sum(demand[: shipment.asked]), left[sku])
            self.assertGreater(sum(demand[: shipment.asked + 1]), left[sku])
            self.assertLessEqual(shipment.asked, shipment.day)
            left[sku] += shipment.quantity

    def test_what_waits_was_asked_for_before_it_left(self):
        stock = Stock(self.items[0], 5)
        self.assertEqual(stock.ship(1, 4), Shipment(1, self.items[0], 4, 1))
        self.assertEqual(stock.ship(2, 3), Shipment(2, self.items[0], 1, 2))
        self.assertIsNone(stock.ship(3, 4))
        stock.on_hand = 3
        self.assertEqual(stock.ship(4, 0), Shipment(4, self.items[0], 3, 2))
        self.assertEqual((stock.waiting, stock.backlog), ([(3, 3)], 3))

    def test_on_order_is_what_has_not_arrived(self):
        ordered = self._arrivals(float("inf"))
        arrived = self._arrivals(self.year.days)
        for stock in self.year.stocks:
            sku = stock.item.product.sku
            self.assertEqual(stock.on_order, ordered[sku] - arrived[sku])

    def test_stock_is_never_negative(self):
        changes = defaultdict(Counter)
        for shipment in self.year.shipments:
            changes[shipment.item.product.sku][shipment.day] -= shipment.quantity
        for order in self.year.orders:
            for line in order.lines:
                changes[line.item.product.sku][order.received_day] += line.quantity
        for sku, on_hand in self.year.opening.items():
            for day in range(self.year.days):
                on_hand += changes[sku][day]
                self.assertGreaterEqual(on_hand, 0, f"{sku} on day {day}")

    def test_lead_times_are_those_of_the_data(self):
        for order in self.year.orders:
            taken = LeadTime(
                order.promised_day - order.day, order.received_day - order.day
            )
            self.assertIn(taken, order.vendor.lead_times)

    def test_lead_times_in_time_order_spread_over_the_record(self):
        times = [LeadTime(days, days) for days in range(1, 11)]
        few = LeadTimeSequence(times, rounds=5)
        self.assertEqual(
            [few.next().actual_days for _round in range(6)], [1, 3, 5, 7, 9, 1]
        )
        many = LeadTimeSequence(times[:2], rounds=5)
        self.assertEqual([many.next().actual_days for _round in range(3)], [1, 2, 1])

    def test_each_order_holds_what_its_vendor_sells(self):
        for order in self.year.orders:
            self.assertTrue(order.lines)
            for line in order.lines:
                self.assertEqual(line.item.preferred.vendor, order.vendor)

    def test_last_reorders_are_withheld(self):
        last_order = max(order.day for order in self.year.orders)
        self.assertLess(last_order, self.year.days - WITHHELD_DAYS)
        without = replay(self.items, withheld_days=0)
        self.assertGreater(_dipped(self.year), _dipped(without))

    def test_the_replenisher_finds_work(self):
        self.assertGreaterEqual(_dipped(self.year), 15)
        still_open = [
            order for order in self.year.orders if order.received_day >= self.year.days
        ]
        overdue = [order for order in still_open if order.promised_day < self.year.days]
        self.assertGreater(len(still_open), len(overdue))
        self.assertTrue(overdue)
        self.assertTrue(any(stock.backlog for stock in self.year.stocks))

    def test_same_year_every_time(self):
        again = replay(plan_items(read_products(), read_vendors()))
        self.assertEqual(again, self.year)


def _dipped(year):
    return sum(
        stock.inventory_position <= stock.item.reorder_point for stock in year.stocks
    )
