from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestDraftOrders(JitCommon):
    def test_dip_to_the_reorder_point_orders_up_to_target(self):
        rule = self.make_rule(reorder_point=10, target=30)
        self.set_stock(rule.product_id, 10)
        self.run_replenishment()
        line = self.assertOrdered(rule, 20, self.vendor)
        self.assertEqual(line.price_unit, 2.1)
        self.assertEqual(str(line.date_planned), "2026-03-24 12:00:00")

    def test_stock_above_the_reorder_point_orders_nothing(self):
        rule = self.make_rule(reorder_point=10, target=30)
        self.set_stock(rule.product_id, 10.01)
        self.run_replenishment()
        self.assertNothingOrdered(rule)
