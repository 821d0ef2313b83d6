from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestFourEyes(ApproveCommon):
    """Who changed what a line says last does not approve it, in whatever way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.jit_four_eyes = True
        cls.other_manager = cls.make_user(
            "head of plant", "purchase.group_purchase_manager"
        )
        cls.make_offer(cls.product, cls.beta, price=3.3, delay=5)

    def as_(self, user, record=None):
        return (record or self.order).with_user(user)

    def assertRefused(self, user, order=None, button="button_confirm"):
        order = order or self.order
        state = order.state
        with self.assertRaisesRegex(UserError, "somebody else"):
            getattr(self.as_(user, order), button)()
        self.assertEqual(order.state, state)

    def test_header_changed_after_a_line_was_a_persons(self):
        self.line.with_user(self.purchase_user).product_qty = 31
        self.as_(self.purchase_manager).partner_id = self.beta
        self.assertEqual(self.line.jit_changed_by_id, self.purchase_manager)
        self.assertRefused(self.purchase_manager)
        self.as_(self.purchase_user).button_confirm()
        self.assertEqual(self.order.state, "purchase")

    def test_header_of_a_draft_that_is_a_persons(self):
        self.as_(self.purchase_user).date_order = "2026-03-20 09:00:00"
        self.assertFalse(self.order.jit_owned)
        self.as_(self.purchase_manager).currency_id = self.env.ref("base.EUR")
        self.assertRefused(self.purchase_manager)

    def test_header_of_a_draft_to_another_vendor(self):
        self.line.with_user(self.purchase_user).action_jit_buy_from(self.beta.id)
        draft = self.line.order_id
        self.as_(self.purchase_manager, draft).partner_id = self.vendor
        self.assertRefused(self.purchase_manager, draft)

    def test_header_of_a_request(self):
        self.every.with_user(self.purchase_user).action_jit_ask_price()
        self.as_(self.purchase_manager).write(
            {"partner_id": self.beta.id, "state": "sent"}
        )
        self.assertRefused(self.purchase_manager)
        self.as_(self.purchase_user).button_confirm()

    def test_sending_a_request_changes_nothing(self):
        self.as_(self.purchase_user).write({"state": "sent"})
        self.as_(self.purchase_user).button_confirm()
        self.assertEqual(self.order.state, "purchase")

    def test_scheduler_that_writes_a_persons_draft_is_nobody(self):
        self.line.with_user(self.purchase_user).product_qty = 31
        self.as_(self.purchase_user).date_order = "2026-03-20 09:00:00"
        self.as_(self.purchase_manager).sudo().date_order = "2026-03-19 09:00:00"
        self.assertEqual(self.line.jit_changed_by_id, self.purchase_user)

    def test_button_of_the_second_approval_on_a_draft(self):
        self.line.with_user(self.purchase_manager).product_qty = 31
        self.assertRefused(self.purchase_manager, button="button_approve")

    def test_line_added_to_a_draft_is_approved_by_somebody_else(self):
        [product] = self.make_bought_products(1)
        vals = {"product_id": product.id, "product_qty": 7, "price_unit": 1}
        self.as_(self.purchase_user).order_line = [Command.create(vals)]
        added = self.order.order_line - self.every
        self.assertEqual(added.jit_changed_by_id, self.purchase_user)
        self.assertRefused(self.purchase_user)
        added.with_user(self.purchase_manager).product_qty = 8
        self.assertRefused(self.purchase_manager)
        self.as_(self.purchase_user).button_confirm()
        self.assertEqual(self.order.state, "purchase")

    def own_order(self):
        [product] = self.make_bought_products(1)
        vals = {"product_id": product.id, "product_qty": 7, "price_unit": 1}
        orders = self.env["purchase.order"].with_user(self.purchase_user)
        return orders.create(
            {"partner_id": self.vendor.id, "order_line": [Command.create(vals)]}
        )

    def test_line_moved_into_a_draft_is_approved_by_somebody_else(self):
        line = self.own_order().order_line
        line.order_id = self.as_(self.purchase_user)
        self.assertEqual(line.jit_changed_by_id, self.purchase_user)
        self.assertRefused(self.purchase_user)

    def test_request_merged_into_a_draft_is_approved_by_somebody_else(self):
        own = self.own_order()
        own.date_order = "2026-03-30 09:00:00"
        added = own.order_line
        (self.as_(self.purchase_user) | own).action_merge()
        self.assertEqual(added.order_id, self.order)
        self.assertEqual(added.jit_changed_by_id, self.purchase_user)
        self.assertRefused(self.purchase_user)

    def test_draft_merged_into_a_request_is_approved_by_somebody_else(self):
        own = self.own_order()
        own.date_order = "2026-02-01 09:00:00"
        (self.as_(self.purchase_user) | own).action_merge()
        self.assertEqual(self.line.order_id, own)
        self.assertEqual(own.order_line.mapped("jit_changed_by_id"), self.purchase_user)
        self.assertRefused(self.purchase_user, own)

    def test_note_or_the_schedulers_line_needs_no_other_eyes(self):
        note = {"display_type": "line_note", "name": "Ring", "product_qty": 0}
        self.as_(self.purchase_user).order_line = [Command.create(note)]
        [product] = self.make_bought_products(1)
        line = {"product_id": product.id, "product_qty": 7, "price_unit": 1}
        self.as_(self.purchase_user).sudo().order_line = [Command.create(line)]
        self.as_(self.purchase_user).button_confirm()
        self.assertEqual(self.order.state, "purchase")

    def test_orders_that_are_a_persons_from_the_start_are_left_alone(self):
        line = {"product_id": self.product.id, "product_qty": 7, "price_unit": 1}
        order = self.env["purchase.order"].with_user(self.purchase_user)
        order = order.create(
            {"partner_id": self.vendor.id, "order_line": [Command.create(line)]}
        )
        order.date_order = "2026-03-20 09:00:00"
        self.assertFalse(order.order_line.jit_changed_by_id)
        order.button_confirm()
        self.assertEqual(order.state, "purchase")

    def ask_twice(self):
        """A buyer approved the draft, which is over the limit."""
        self.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 10}
        )
        # any change before the first approval was looked at there
        self.line.with_user(self.purchase_manager).product_qty = 31
        self.line.flush_recordset()
        self.env.cr.execute(
            "UPDATE purchase_order_line SET jit_changed_at = '2026-03-01 10:00:00' "
            "WHERE id = %s",
            [self.line.id],
        )
        self.line.invalidate_recordset()
        self.as_(self.purchase_user).button_confirm()
        self.assertEqual(self.order.state, "to approve")

    def test_change_that_was_approved_once_does_not_bar_the_second_approval(self):
        self.ask_twice()
        self.as_(self.purchase_manager).button_approve()
        self.assertEqual(self.order.state, "purchase")

    def test_line_changed_between_the_approvals(self):
        self.ask_twice()
        self.line.with_user(self.purchase_manager).product_qty = 300
        self.assertRefused(self.purchase_manager, button="button_approve")
        self.as_(self.other_manager).button_approve()
        self.assertEqual(self.order.state, "purchase")

    def test_header_changed_between_the_approvals(self):
        self.ask_twice()
        self.as_(self.purchase_manager).partner_id = self.beta
        self.assertRefused(self.purchase_manager, button="button_approve")

    def test_line_added_between_the_approvals(self):
        self.ask_twice()
        [product] = self.make_bought_products(1)
        vals = {"product_id": product.id, "product_qty": 7, "price_unit": 1}
        self.as_(self.purchase_manager).order_line = [Command.create(vals)]
        self.assertRefused(self.purchase_manager, button="button_approve")
