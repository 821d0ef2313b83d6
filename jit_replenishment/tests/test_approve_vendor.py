from odoo.exceptions import UserError
from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestOtherVendor(ApproveCommon):
    """One line is bought elsewhere: at that vendor's price, in a draft to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.offer = cls.make_offer(
            cls.product, cls.beta, price=3.3, delay=5, product_code="B-1", sequence=9
        )

    def move(self, line, vendor):
        # as a cell of the list is saved
        line.with_user(self.purchase_manager).write({"jit_vendor_id": vendor.id})

    def test_line_moves_to_a_draft_at_the_other_vendors_price(self):
        self.move(self.line, self.beta)
        order = self.line.order_id
        self.assertEqual((order.partner_id, order.state), (self.beta, "draft"))
        self.assertFalse(order.jit_owned or self.line.jit_owned)
        self.assertAlmostEqual(self.line.price_unit, 3.3)
        self.assertEqual(self.line.product_qty, 30)
        self.assertEqual(str(self.line.date_planned.date()), "2026-03-15")
        self.assertEqual(self.line.jit_changed_by_id, self.purchase_manager)
        self.assertEqual(self.order.order_line, self.lines)
        self.assertIn("B-1", self.line.jit_item)
        self.assertIn("chose another vendor", self.line.jit_unusual)
        said = f"vendor {self.vendor.display_name} to {self.beta.display_name}"
        self.assertIn(said, self.line.jit_decision_id.changed)

    def test_next_run_brings_back_nothing(self):
        self.move(self.line, self.beta)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rule.jit_outcome, "covered")
        self.assertEqual(self.line.product_qty, 30)

    def test_price_typed_for_the_old_vendor_does_not_go_with_it(self):
        self.line.price_unit = 1.5
        self.move(self.line, self.beta)
        self.assertAlmostEqual(self.line.price_unit, 3.3)

    def test_quantity_is_raised_to_the_other_vendors_terms(self):
        self.offer.write({"min_qty": 36, "jit_order_multiple": 12})
        self.move(self.line, self.beta)
        self.assertEqual((self.line.product_qty, self.line.price_unit), (36, 3.3))
        self.offer.min_qty = 0

    def test_engines_draft_to_that_vendor_takes_it_in(self):
        rule = self.make_rule(self.make_bought_products(1, self.beta))
        self.run_replenishment()
        draft = self.draft_lines(rule).order_id
        self.move(self.line, self.beta)
        self.assertEqual(self.line.order_id, draft)
        self.assertTrue(draft.jit_owned)
        self.run_replenishment()
        self.assertEqual((self.line.state, self.line.product_qty), ("draft", 30))

    def test_last_line_leaves_no_empty_draft(self):
        self.lines.unlink()
        self.move(self.line, self.beta)
        self.assertEqual((self.order.state, self.order.jit_owned), ("cancel", False))
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_vendor_that_does_not_sell_it_is_refused(self):
        carol = self.make_vendor("Carol")
        with self.assertRaisesRegex(UserError, "Carol does not sell"):
            self.move(self.line, carol)

    def test_ordered_line_stays_with_its_vendor(self):
        self.approve(self.line)
        with self.assertRaisesRegex(UserError, "Only a draft line"):
            self.move(self.line, self.beta)

    def test_wizard_names_who_sells_it_and_moves_it(self):
        action = self.line.action_jit_other_vendor()
        wizard = (
            self.env["jit.other.vendor"]
            .with_user(self.purchase_manager)
            .with_context(**action["context"])
            .create({"partner_id": self.beta.id})
        )
        self.assertIn("Beta: $\xa03.30 from", wizard.offers)
        self.assertIn("Acme", wizard.offers)
        self.assertIn("(now)", wizard.offers)
        sellers = self.env["res.partner"].search(
            [("jit_sold_product_id", "=", self.product.id)]
        )
        self.assertEqual(sellers, self.vendor | self.beta)
        wizard.action_move()
        self.assertEqual(self.line.partner_id, self.beta)

    def test_approved_it_is_ordered_there(self):
        self.move(self.line, self.beta)
        self.approve(self.line)
        self.assertEqual(
            (self.line.state, self.line.partner_id), ("purchase", self.beta)
        )
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
