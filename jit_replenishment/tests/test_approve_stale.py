from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestStaleApproval(ApproveCommon):
    """Nothing is ordered that is not what was looked at, beyond a tenth."""

    def test_need_that_moved_is_shown_again_instead_of_ordered(self):
        self.promise(self.product, 15)
        said = self.said(self.approve(self.every))
        self.assertIn("1 line shown again, not ordered, as the need", said)
        self.assertIn("(now 45 Units)", said)
        self.assertEqual((self.line.state, self.line.order_id.state), ("draft",) * 2)
        self.assertEqual(set(self.lines.mapped("state")), {"purchase"})
        self.assertIn("the need is now 45 Units", self.line.jit_note)
        self.assertTrue(self.line.jit_has_note)

    def test_engine_brings_the_line_up_and_the_next_approval_orders_it(self):
        self.promise(self.product, 15)
        self.approve(self.line)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 45)
        self.assertFalse(self.line.jit_note)
        self.approve(self.line)
        self.assertEqual((self.line.state, self.line.product_qty), ("purchase", 45))

    def test_what_was_shown_is_ordered_the_second_time(self):
        self.promise(self.product, 15)
        self.approve(self.line)
        self.approve(self.line)
        self.assertEqual((self.line.state, self.line.product_qty), ("purchase", 30))

    def test_another_approver_is_shown_what_only_the_first_one_saw(self):
        self.promise(self.product, 15)
        self.approve(self.line)
        self.approve(self.line, self.purchase_user)
        self.assertEqual(self.line.state, "draft")
        self.approve(self.line, self.purchase_user)
        self.assertEqual(self.line.state, "purchase")

    def test_need_that_moves_once_more_is_shown_once_more(self):
        self.promise(self.product, 15)
        self.approve(self.line)
        self.promise(self.product, 15)
        self.assertIn("now 60", self.said(self.approve(self.line)))
        self.assertEqual(self.line.state, "draft")

    def test_need_that_moved_little_is_ordered(self):
        self.promise(self.product, 2)
        self.approve(self.line)
        self.assertEqual((self.line.state, self.line.product_qty), ("purchase", 30))

    def test_goods_that_came_meanwhile_are_not_ordered(self):
        self.set_stock(self.product, 25)
        self.assertIn("now 0", self.said(self.approve(self.line)))
        self.assertEqual(self.line.state, "draft")
        self.run_replenishment()
        self.assertFalse(self.line.exists())

    def test_edited_line_is_ordered_as_edited_while_the_need_stays(self):
        self.line.product_qty = 12
        self.run_replenishment()
        self.approve(self.line)
        self.assertEqual((self.line.state, self.line.product_qty), ("purchase", 12))

    def test_edited_line_whose_need_moved_is_shown_again(self):
        self.line.product_qty = 12
        self.run_replenishment()
        self.promise(self.product, 15)
        self.approve(self.line)
        self.assertEqual((self.line.state, self.line.product_qty), ("draft", 12))
        self.assertIn("45", self.line.jit_note)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 12)
        self.approve(self.line)
        self.assertEqual((self.line.state, self.line.product_qty), ("purchase", 12))
