from dataclasses import replace
from itertools import pairwise

from odoo.tests import BaseCase, tagged

from ..learning_year import YearLearner
from ..measured_year import FIRST_LEARNED_DAY, LEARNED_EVERY_DAYS, measure, with_numbers
from ..replay import replay
from ..source import read_products, read_vendors
from ..terms import plan_items


@tagged("post_install", "-at_install")
class TestMeasuredYear(BaseCase):
    """The year under other numbers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.items = plan_items(read_products(40), read_vendors())
        cls.learner = YearLearner(
            cls.items, {item.product.sku: 0.95 for item in cls.items}, 10.0, 0.25
        )

    def test_hand_set_year_sends_the_orders_of_the_replay(self):
        sent = replay(self.items, withheld_days=0).orders
        self.assertEqual(measure(self.items).orders, len(sent))

    def test_higher_reorder_points_serve_more_from_more_stock(self):
        high = {
            item.product.sku: (item.reorder_point * 3, item.target_stock * 3)
            for item in self.items
        }
        plain, more = measure(self.items), measure(with_numbers(self.items, high))
        self.assertGreater(more.fill_rate, plain.fill_rate)
        self.assertGreater(more.stock_value, plain.stock_value)
        self.assertLessEqual(more.fill_rate, 1.0)

    def test_learner_never_sees_the_days_to_come(self):
        def altered(item):
            past = item.product.demand[:FIRST_LEARNED_DAY]
            future = tuple(1000 for _day in item.product.demand[FIRST_LEARNED_DAY:])
            return replace(item, product=replace(item.product, demand=past + future))

        other = YearLearner(
            [altered(item) for item in self.items], self.learner._levels, 10.0, 0.25
        )
        orders = replay(self.items).orders
        self.assertEqual(
            self.learner(FIRST_LEARNED_DAY, orders), other(FIRST_LEARNED_DAY, orders)
        )

    def test_learner_is_asked_every_four_weeks_after_a_first_season(self):
        asked = []

        def learner(day, _orders):
            asked.append(day)
            return {}

        self.assertEqual(measure(self.items, learner), measure(self.items))
        self.assertEqual(asked[0], FIRST_LEARNED_DAY)
        self.assertEqual({b - a for a, b in pairwise(asked)}, {LEARNED_EVERY_DAYS})
