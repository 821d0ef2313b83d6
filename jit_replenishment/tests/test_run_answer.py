from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_run_limit import LimitCommon
from .test_security import UsersCommon

NEXT_DAY = "2026-03-11 09:30:00"


@tagged("post_install", "-at_install")
class TestRunAnswer(LimitCommon):
    """An answer, yes or not now, holds for the lines it was given to."""

    def test_approved_orders_are_made_once(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        question.action_order()
        self.run_replenishment()
        self.assertEqual(self.draft_lines(rules).orderpoint_id, rules)
        self.assertEqual(question.state, "done")
        self.assertFalse(question.line_ids)
        self.company.jit_rejection_days = 0
        self.draft_lines(rules).order_id.button_cancel()
        self.run_replenishment()
        self.assertNothingOrdered(rules)
        self.assertEqual(self.question().waiting_lines, 3)

    def test_more_than_was_shown_is_weighed_again(self):
        self.company.write({"jit_limit_lines": 0, "jit_limit_amount": 50})
        rules = self.make_rules(2)
        self.run_replenishment()
        question = self.question()
        question.action_order()
        self.promise(rules[0].product_id, 100)
        self.run_replenishment()
        self.assertNothingOrdered(rules[0])
        self.assertOrdered(rules[1], 30)
        self.assertNotEqual(self.question(), question)
        self.assertEqual(self.question().line_ids.quantity, 130)

    def test_not_now_asks_again_tomorrow_and_orders_nothing(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        self.question().action_not_now()
        self.run_sweep()
        self.run_replenishment()
        self.assertNothingOrdered(rules)
        question = self.question()
        self.assertEqual(str(question.put_off_until), "2026-03-11 09:00:00")
        with freeze_time(NEXT_DAY):
            self.env.invalidate_all()
            self.assertEqual((question.status, question.waiting_lines), ("waiting", 3))

    def test_need_that_comes_after_not_now_asks_at_once(self):
        self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        question.action_not_now()
        self.assertEqual((question.status, question.waiting_lines), ("put_off", 0))
        late = self.make_rules(3)
        self.run_replenishment()
        self.assertEqual(question.status, "waiting")
        asked = question._lines_that_are("asked")
        self.assertEqual(asked.orderpoint_id, late)
        self.assertEqual((question.waiting_lines, question.put_off_lines), (3, 3))

    def test_new_lines_are_ordered_without_those_put_off(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        question.action_not_now()
        late = self.make_rules(3)
        self.run_replenishment()
        question.action_order_new()
        self.run_replenishment()
        self.assertEqual(self.draft_lines(rules | late).orderpoint_id, late)
        self.assertEqual((question.status, question.put_off_lines), ("put_off", 3))
        question.action_order()
        self.run_replenishment()
        self.assertEqual(self.draft_lines(rules).orderpoint_id, rules)
        self.assertEqual(question.status, "done")

    def test_rule_says_who_put_its_order_off_and_until_when(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        self.question().action_not_now()
        rules.invalidate_recordset()
        self.assertIn("put off until 03/11/2026 by ", rules[0].jit_why)
        self.assertIn(self.env.user.name, rules[0].jit_why)
        self.assertNotIn("waiting for a purchasing manager", rules[0].jit_why)
        with freeze_time(NEXT_DAY):
            rules.invalidate_recordset()
            self.assertIn("waiting for a purchasing manager", rules[0].jit_why)

    def test_who_put_it_off_is_shown_and_may_say_yes_before_the_time(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        question.action_not_now()
        said = f"Not Now, said {self.env.user.name}: 3 lines for"
        self.assertIn(said, question.put_off_said)
        self.assertIn("on 3/11/26", question.put_off_said)
        self.assertEqual(set(question.line_ids.mapped("status")), {"put_off"})
        question.action_order()
        self.run_replenishment()
        self.assertEqual(self.draft_lines(rules).orderpoint_id, rules)

    def test_answered_run_keeps_what_was_approved_by_whom_and_its_drafts(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        question.action_order()
        self.assertFalse(question.order_count)
        self.run_replenishment()
        approvals = question.approval_ids
        self.assertEqual(approvals.orderpoint_id, rules)
        self.assertEqual(set(approvals.mapped("quantity")), {30.0})
        self.assertEqual(approvals.approved_by, self.env.user)
        self.assertAlmostEqual(question.approved_amount, 189.0)
        said = f"Order Them, said {self.env.user.name} on 3/10/26"
        self.assertIn(said, question.approved_said)
        orders = self.draft_lines(rules).order_id
        self.assertEqual(approvals.purchase_order_id, orders)
        self.assertEqual(question.action_open_orders()["res_id"], orders.id)
        self.assertIn("at or below reorder point 10", approvals[0].reason)

    def test_approved_line_that_is_needed_no_more_leads_to_no_draft(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        question.action_order()
        self.set_stock(rules[0].product_id, 50)
        self.run_replenishment()
        self.set_stock(rules[0].product_id, 0)
        self.run_replenishment()
        approval = question.approval_ids.filtered(
            lambda row: row.orderpoint_id == rules[0]
        )
        self.assertFalse(approval.purchase_order_id)

    def test_closed_without_a_yes_says_that_nobody_answered(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        self.assertFalse(question.is_dropped)
        for rule in rules:
            self.set_stock(rule.product_id, 50)
        self.run_replenishment()
        self.assertTrue(question.is_dropped)

    def test_answer_comes_once(self):
        self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        question.action_order()
        with self.assertRaisesRegex(UserError, "answered already"):
            question.action_order()


@tagged("post_install", "-at_install")
class TestRunRights(UsersCommon):
    def test_managers_answer_and_buyers_only_see_the_question(self):
        self.env.company.jit_limit_lines = 1
        rules = self.make_rule() | self.make_rule()
        self.run_replenishment()
        question = self.env["jit.run"].search([("state", "=", "waiting")])
        for user in (self.purchase_user, self.purchase_manager):
            self.assertMay(user, "jit.run", "read")
            self.assertMay(user, "jit.run.line", "read")
            self.assertMay(user, "jit.run.approval", "read")
            self.assertMay(user, "jit.heartbeat", "read")
            self.assertMay(user, "jit.run.limit")
        with self.assertRaisesRegex(UserError, "manager"):
            question.with_user(self.purchase_user).action_order()
        question.with_user(self.purchase_manager).action_order()
        self.assertEqual(question.answered_by, self.purchase_manager)
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(rules)), 2)
        order = self.draft_lines(rules).order_id
        told = question.approval_ids.with_user(self.purchase_user)
        self.assertEqual(told.purchase_order_id.display_name, order.display_name)
        self.assertIn("Vendor Acme", told[0].reason)
