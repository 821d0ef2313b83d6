from odoo.tests import tagged

from .common import OrderedCommon


@tagged("post_install", "-at_install")
class TestChangedLine(OrderedCommon):
    """A draft line that a person changed: who finds it where, and what is said."""

    def setUp(self):
        super().setUp()
        self.buyer = self.make_user("buyer", "purchase.group_purchase_user")

    def change(self, **vals):
        self.line.with_user(self.buyer).write(vals)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_cover_names_the_draft_and_who_changed_its_line(self):
        self.set_stock(self.product, 6)
        self.change(product_qty=36)
        self.assertEqual(self.rule.jit_outcome, "covered")
        self.assertIn(
            f"draft {self.order.name} (changed by buyer), 36 due 03/24/2026",
            self.rule.jit_why,
        )
        told = " ".join(self.product.jit_explain(self.stock.id)["why"])
        self.assertIn(
            f"36 are on draft order {self.order.name}, changed by buyer.", told
        )

    def test_rule_still_leads_to_the_draft_until_it_is_confirmed(self):
        self.assertEqual(self.rule.jit_draft_order_id, self.order)
        self.change(product_qty=36)
        self.assertEqual(self.rule.jit_draft_order_id, self.order)
        self.order.button_confirm()
        self.env.invalidate_all()
        self.assertFalse(self.rule.jit_draft_order_id)

    def test_engines_own_line_comes_before_one_a_person_has(self):
        # a lowered line is remembered otherwise, and its rest not made
        self.env.company.jit_rejection_days = 0
        self.line.with_user(self.buyer).product_qty = 3
        self.order.with_user(self.buyer).date_order = "2026-03-20 09:00:00"
        self.run_replenishment()
        order = self.assertOrdered(self.rule, 27).order_id
        self.assertNotEqual(order, self.order)
        self.assertEqual(self.rule.jit_draft_order_id, order)

    def test_why_says_above_the_frozen_reason_who_changed_what(self):
        decision = self.line.jit_decision_id
        self.assertFalse(decision.changed)
        self.change(product_qty=40)
        self.assertRegex(
            decision.changed,
            r"^buyer changed this line on 3/10/26.*: from 30 Units to 40 Units",
        )
        self.assertEqual(self.line.jit_changed, decision.changed)

    def test_line_whose_arrival_was_cleared_still_says_who_changed_it(self):
        self.change(product_qty=40)
        self.line.date_planned = False
        self.env.invalidate_all()
        self.assertIn("from 30 Units to 40 Units", self.line.jit_changed)
        self.assertNotIn("arrival", self.line.jit_changed)

    def test_why_says_that_the_arrival_or_price_is_another(self):
        self.change(date_planned="2026-04-02 12:00:00", price_unit=9)
        changed = self.line.jit_changed
        self.assertIn("another price, arrival 03/24/2026 to 04/02/2026.", changed)
        self.assertNotIn("Units", changed)

    def test_change_of_the_header_is_a_change_of_its_lines(self):
        self.order.with_user(self.buyer).date_order = "2026-03-20 09:00:00"
        self.assertRegex(self.line.jit_changed, "^buyer changed this line on .*M.$")

    def test_confirmed_as_it_is_nothing_was_changed(self):
        self.order.with_user(self.buyer).button_confirm()
        self.assertFalse(self.line.jit_decision_id.changed)

    def test_nobody_sets_by_hand_who_changed_a_line(self):
        other = self.make_user("other", "purchase.group_purchase_user")
        self.line.with_user(self.buyer).write(
            {"product_qty": 31, "jit_changed_by_id": other.id}
        )
        self.assertEqual(self.line.jit_changed_by_id, self.buyer)

    def test_line_changed_before_names_were_kept_is_said_to_be(self):
        self.change(product_qty=36)
        self.env.cr.execute(
            "UPDATE purchase_order_line SET jit_changed_by_id = NULL WHERE id = %s",
            [self.line.id],
        )
        self.env.invalidate_all()
        self.assertIn(f"draft {self.order.name} (changed by hand)", self.rule.jit_why)
