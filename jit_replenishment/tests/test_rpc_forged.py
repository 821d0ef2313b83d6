from odoo.tests import tagged

from .rpc_common import RpcCase
from .rpc_stage import BUYER, ELSEWHERE, MANAGER


@tagged("post_install", "-at_install")
class TestRpcForged(RpcCase):
    """What a client sends as a default says nothing about what was done, nor when."""

    def test_history_of_a_rule_keeps_its_day_and_words(self):
        context = {
            "default_changed_at": "2001-01-01 00:00:00",
            "default_reason": "the boss said so",
        }
        found = self.call(
            MANAGER,
            "stock.warehouse.orderpoint",
            "write",
            self.shelf.live.ids,
            {"product_max_qty": 77},
            context=context,
        )
        self.assertFalse(found.error, found)
        change = self.shelf.live.jit_change_ids.sorted("id")[-1:]
        self.assertEqual(change.new_target_stock, 77)
        self.assertEqual(str(change.changed_at), "2026-03-10 09:00:00")
        self.assertFalse(change.reason)

    def test_rejection_holds_although_a_default_says_it_was_lifted(self):
        with self.undone():
            page = self.shelf.page("jit.reject", self.users[BUYER])
            found = self.call(
                BUYER,
                "jit.reject",
                "action_reject",
                page.ids,
                context={"default_lifted_at": "2026-03-10 08:00:00"},
            )
            self.assertFalse(found.error, found)
            refused = self.env["jit.rejection"].search(
                [("orderpoint_id", "=", self.shelf.live.id)]
            )
            self.assertTrue(refused.is_open)

    def test_approved_lines_are_confirmed_although_a_default_says_they_are(self):
        """Else the order would be one without goods to come, and past the limit."""
        with self.undone():
            self.shelf.company.po_double_validation = "two_step"
            self.shelf.company.po_double_validation_amount = 1
            found = self.call(
                BUYER,
                "purchase.order.line",
                "action_jit_approve",
                self.shelf.line.ids,
                context={"default_state": "purchase"},
            )
            self.assertFalse(found.error, found)
            self.assertEqual(self.shelf.line.order_id.state, "to approve")

    def test_row_of_another_company_answers_for_no_category(self):
        row = self.shelf.records["jit.quick.sheet"]
        found = self.call(
            ELSEWHERE, "jit.quick.sheet", "action_same_for_category", row.ids
        )
        self.assertTrue(found.is_refused, found)
        category = self.shelf.product.categ_id
        self.assertFalse(category.jit_consequence_class_id)

    def test_answer_for_a_category_that_is_none_is_refused(self):
        with self.undone():
            self.shelf.product.categ_id = False
            row = self.shelf.records["jit.quick.sheet"]
            found = self.call(
                MANAGER, "jit.quick.sheet", "action_same_for_category", row.ids
            )
            self.assertEqual(found.error, "odoo.exceptions.UserError")

    def test_draft_that_nobody_approved_cannot_be_called_sent(self):
        found = self.call(
            BUYER, "purchase.order", "action_jit_mark_sent", self.shelf.order.ids
        )
        self.assertEqual(found.error, "odoo.exceptions.UserError")
        self.assertFalse(self.shelf.order.jit_send_state)
