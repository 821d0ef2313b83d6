from odoo.tests import Form, tagged

from .common import OrderedCommon


@tagged("post_install", "-at_install")
class TestNeedMoved(OrderedCommon):
    """A line a person took over tells when the need has moved."""

    def test_engines_own_line_says_nothing(self):
        self.assertFalse(self.line.jit_need_moved)

    def test_changed_line_says_when_the_need_has_moved_since(self):
        self.line.product_qty = 50
        self.assertFalse(self.line.jit_need_moved)
        self.assertEqual(self.line.jit_needed_now, 30)
        self.promise(self.line.product_id, 5)
        self.env.invalidate_all()
        self.assertTrue(self.line.jit_need_moved)
        self.assertEqual(self.line.jit_needed_now, 35)

    def test_vendors_multiple_alone_moves_no_need(self):
        self.line.product_id.seller_ids.jit_order_multiple = 20
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 40)
        self.line.price_unit = 1
        self.assertFalse(self.line.jit_need_moved)
        self.assertEqual(self.line.jit_needed_now, 40)

    def test_sent_line_follows_the_need(self):
        self.line.order_id.print_quotation()
        self.assertFalse(self.line.jit_need_moved)
        self.promise(self.line.product_id, 5)
        self.env.invalidate_all()
        self.assertEqual(self.line.jit_needed_now, 35)
        self.set_stock(self.line.product_id, 40)
        self.env.invalidate_all()
        self.assertEqual(self.line.jit_needed_now, 0)

    def test_order_shows_it_while_a_quantity_is_being_typed(self):
        self.line.product_qty = 50
        self.promise(self.line.product_id, 5)
        self.env.invalidate_all()
        order = self.line.order_id
        self.assertTrue(order.jit_need_moved)
        with Form(order) as form, form.order_line.edit(0) as line:
            line.product_qty = 40
            self.assertEqual(line.jit_needed_now, 35)
        self.assertEqual(self.line.jit_needed_now, 35)

    def test_confirmed_line_says_nothing(self):
        self.line.order_id.button_confirm()
        self.promise(self.line.product_id, 5)
        self.env.invalidate_all()
        self.assertFalse(self.line.jit_need_moved)


@tagged("post_install", "-at_install")
class TestRetention(OrderedCommon):
    """Reasons are kept as long as the setting says, those of orders for good."""

    def setUp(self):
        super().setUp()
        self.ordered = self.line.jit_decision_id
        self.set_stock(self.rule.product_id, 40)
        self.run_replenishment()
        self.enough = self.rule.jit_decision_ids - self.ordered
        self.set_stock(self.rule.product_id, 5)
        self.run_replenishment()
        self.latest = self.rule.jit_decision_ids - self.ordered - self.enough
        self.rule.jit_decision_ids.decided_at = "2020-01-01 00:00:00"

    def forget(self, days):
        self.env["ir.config_parameter"].set_param(
            "jit_replenishment.decision_retention_days", days
        )
        self.env["jit.decision"]._forget_old()
        return self.rule.jit_decision_ids

    def test_old_reason_without_order_line_is_dropped(self):
        self.assertNotIn(self.enough, self.forget(days=730))

    def test_reason_of_an_order_line_and_the_latest_stay(self):
        self.assertIn(self.latest, self.forget(days=730))

    def test_zero_days_keeps_everything(self):
        everything = self.rule.jit_decision_ids
        self.assertEqual(self.forget(days=0), everything)
