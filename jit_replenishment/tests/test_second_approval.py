from contextlib import suppress

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestSecondApproval(ApproveCommon):
    """Who answered for an order over the limit, and who only asked to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 10}
        )
        cls.bought_before(cls.product, 30, 30)

    def order_by_class(self):
        """An order over the limit that its class approved."""
        self.rule.jit_effective_class_id.approves_usual = True
        self.promise(self.product, 1)
        self.run_replenishment()
        order = self.line.order_id
        self.assertEqual((order.state, order.jit_by_itself), ("to approve", True))
        return order

    def test_who_may_not_approve_leaves_no_name_on_the_order(self):
        order = self.order_by_class()
        before = (order.jit_approved_by_id, order.jit_approved_at)
        vendor = self.make_user("vendor", "base.group_portal")
        vendor.partner_id = self.vendor
        order.message_subscribe(self.vendor.ids)
        users = self.purchase_user | self.stock_user | self.stock_manager | vendor
        accountant = self.make_user("accountant", "account.group_account_invoice")
        for user in users | accountant:
            with suppress(AccessError), self.env.cr.savepoint():
                order.with_user(user).button_approve()
            with self.subTest(user.name):
                self.assertEqual(order.state, "to approve")
                self.assertTrue(order.jit_by_itself)
                self.assertEqual(
                    (order.jit_approved_by_id, order.jit_approved_at), before
                )

    def test_who_may_not_write_orders_is_told_so(self):
        order = self.order_by_class()
        with self.assertRaises(AccessError):
            order.with_user(self.stock_user).button_approve()

    def test_manager_who_approves_answers_for_it_instead_of_the_class(self):
        order = self.order_by_class()
        order.with_user(self.purchase_manager).button_approve()
        self.assertEqual((order.state, order.jit_by_itself), ("purchase", False))
        self.assertEqual(order.jit_approved_by_id, self.purchase_manager)

    def test_superuser_does_not_stand_in_for_a_manager(self):
        order = self.order_by_class()
        order.button_approve()
        self.assertEqual((order.state, order.jit_by_itself), ("to approve", True))

    def test_person_who_revives_an_order_of_a_class_answers_for_it(self):
        order = self.order_by_class().with_user(self.purchase_manager)
        order.button_cancel()
        order.button_draft()
        order.button_confirm()
        self.assertEqual((order.state, order.jit_by_itself), ("purchase", False))


@tagged("post_install", "-at_install")
class TestLimitOfAVendor(ApproveCommon):
    """Two drafts to one vendor, each below the limit and both together above it."""

    def setUp(self):
        super().setUp()
        self.half = self.env["jit.approval"]._take_out(self.order, self.lines)
        self.both = self.order | self.half
        self.env.company.write(
            {
                "po_double_validation": "two_step",
                "po_double_validation_amount": 1.1
                * max(self.both.mapped("amount_total")),
            }
        )

    def assertSecondWaits(self):
        self.assertEqual(sorted(self.both.mapped("state")), ["purchase", "to approve"])
        self.assertEqual(self.both.jit_approved_by_id, self.purchase_user)

    def test_one_after_the_other_the_second_needs_a_second_approval(self):
        for order in self.both.with_user(self.purchase_user):
            order.button_confirm()
        self.assertSecondWaits()

    def test_both_at_once_from_the_list_too(self):
        self.both.with_user(self.purchase_user).button_confirm()
        self.assertSecondWaits()

    def test_button_of_the_second_approval_on_drafts_too(self):
        for order in self.both.with_user(self.purchase_user):
            order.button_approve()
        self.assertSecondWaits()
