from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestUsualLines(ApproveCommon):
    """A line like those before it is usual; another says which rule it breaks."""

    def setUp(self):
        super().setUp()
        self.bought_before(self.product, 30, 28, 33)
        self.line.invalidate_recordset()

    def assertUnusual(self, line, sentence):
        line.invalidate_recordset()
        self.assertFalse(line.jit_is_usual)
        self.assertIn(sentence, line.jit_unusual)
        self.assertIn(sentence, line.jit_said)

    def assertUsual(self, line):
        line.invalidate_recordset()
        self.assertTrue(line.jit_is_usual, line.jit_unusual)
        self.assertEqual(line.jit_said, "Usual")

    def test_line_like_those_before_is_usual_and_tells_the_last_purchase(self):
        self.assertUsual(self.line)
        self.assertEqual(self.line.jit_usual_quantity, 30)
        self.assertEqual(self.line.jit_last_purchase, "33 on 01/03/2026")
        self.assertFalse(self.line.jit_price_change_said)

    def test_never_bought_before_is_not_usual(self):
        self.assertUnusual(self.lines[0], "Never bought from this vendor.")
        self.bought_before(self.lines[0].product_id, 30)
        self.assertUnusual(self.lines[0], "Bought only once")

    def test_four_times_the_quantity_is_not_usual(self):
        self.line.product_qty = 120
        self.assertUnusual(self.line, "4.0 times the usual 30.")
        self.line.product_qty = 3
        self.assertUnusual(self.line, "Only 10 % of the usual 30.")

    def test_limits_are_those_of_the_class(self):
        self.line.product_qty = 44
        self.assertUsual(self.line)
        self.rule.jit_effective_class_id.usual_quantity_percent = 20
        self.assertUnusual(self.line, "1.5 times")
        self.rule.jit_effective_class_id.usual_together = False
        self.assertUnusual(self.line, "wants every line looked at")

    def test_dearer_than_last_time_is_not_usual(self):
        self.line.price_unit = 2.4
        self.assertUnusual(self.line, "Price +14 % against the last purchase.")
        self.assertEqual(self.line.jit_price_change_said, "+14 %")
        self.assertEqual(self.line.jit_list_price_change, "+14 %")
        self.line.discount = 12.5
        self.assertUsual(self.line)

    def test_bought_elsewhere_last_time_is_not_usual(self):
        self.bought_before(self.product, *[30] * 5, vendor=self.beta)
        self.assertUnusual(self.line, "Last bought from Beta.")

    def test_open_problem_negative_stock_or_a_fault_found_is_not_usual(self):
        problem = self.env["jit.exception"].create(
            {"orderpoint_id": self.rule.id, "kind": "failed"}
        )
        self.assertUnusual(self.line, "To Fix")
        problem.closed_at = "2026-03-10"
        self.assertUsual(self.line)
        position = self.env["jit.position"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        position.on_hand = -2
        self.assertUnusual(self.line, "count it first")
        position.on_hand = 0
        finding = self.env["jit.finding"].create(
            {
                "kind_id": self.env["jit.finding.kind"].search([], limit=1).id,
                "company_id": self.env.company.id,
                "key": "x",
                "product_tmpl_id": self.product.product_tmpl_id.id,
            }
        )
        self.assertUnusual(self.line, "found a fault")
        finding.set_aside_on = "2026-03-10"
        self.assertUsual(self.line)

    def test_usual_lines_are_found_and_approved_together(self):
        found = self.env["purchase.order.line"].search([("jit_is_usual", "=", True)])
        self.assertEqual(found, self.line)
        odd = self.env["purchase.order.line"].search(
            [("jit_is_usual", "=", False), ("id", "in", self.every.ids)]
        )
        self.assertEqual(odd, self.lines)
        manager = self.every.with_user(self.purchase_manager)
        manager.action_jit_approve_usual()
        self.assertEqual(self.line.state, "purchase")
        self.assertEqual(set(self.lines.mapped("state")), {"draft"})

    def test_without_a_choice_all_usual_ones_of_the_page_are_taken(self):
        lines = self.env["purchase.order.line"].with_user(self.purchase_manager)
        other = [("partner_id", "=", self.beta.id)]
        with self.assertRaisesRegex(UserError, "No line is usual"):
            lines.with_context(active_domain=other).action_jit_ask_usual()
        action = lines.action_jit_ask_usual()
        self.assertEqual(action["context"]["default_line_ids"], self.line.ids)

    def test_no_usual_line_is_approved_where_none_is_usual(self):
        with self.assertRaisesRegex(UserError, "says which rule it breaks"):
            self.lines.action_jit_approve_usual()

    def test_limits_of_a_class_make_sense(self):
        for wrong in (-1, 2000, float("nan")):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.minor.usual_price_percent = wrong


@tagged("post_install", "-at_install")
class TestClassApproves(ApproveCommon):
    """A class may approve its usual lines by itself: not, unless ticked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bought_before(cls.product, 30, 30)

    def dip_again(self):
        """One more is promised: the draft is written anew."""
        self.promise(self.product, 1)
        self.run_replenishment()

    def test_nothing_is_approved_by_itself_unless_ticked(self):
        self.dip_again()
        self.assertTrue(self.line.jit_is_usual)
        self.assertEqual(self.line.state, "draft")

    def test_usual_line_is_ordered_and_listed_as_such_the_others_wait(self):
        self.rule.jit_effective_class_id.approves_usual = True
        self.dip_again()
        order = self.line.order_id
        self.assertEqual((self.line.state, self.line.product_qty), ("purchase", 31))
        self.assertTrue(order.jit_by_itself)
        self.assertEqual(self.order.order_line, self.lines)
        self.assertTrue(self.order.jit_owned)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_changed_line_waits_for_a_person(self):
        self.rule.jit_effective_class_id.approves_usual = True
        self.line.product_qty = 31
        self.run_replenishment()
        self.dip_again()
        self.assertEqual(self.line.state, "draft")

    def test_below_the_vendors_minimum_nothing_is_ordered_by_itself(self):
        self.rule.jit_effective_class_id.approves_usual = True
        self.vendor.jit_minimum_order_value = 100
        self.dip_again()
        self.assertEqual(self.line.state, "draft")

    def test_above_the_limit_a_person_gives_the_second_approval(self):
        self.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 10}
        )
        self.rule.jit_effective_class_id.approves_usual = True
        self.dip_again()
        order = self.line.order_id
        self.assertEqual(order.state, "to approve")
        order.with_user(self.purchase_manager).button_approve()
        self.assertEqual(order.state, "purchase")
        self.assertEqual(order.jit_approved_by_id, self.purchase_manager)

    def test_paused_rule_is_not_ordered_by_itself(self):
        self.rule.jit_effective_class_id.approves_usual = True
        self.env["jit.pause"].create({"scope": "all", "reason": "Stocktake"})
        self.dip_again()
        self.assertEqual(self.line.state, "draft")
