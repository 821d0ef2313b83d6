from odoo.tests import tagged

from .test_rejection import RejectionCommon


@tagged("post_install", "-at_install")
class TestLoweredLineLater(RejectionCommon):
    """What became of a lowered line: no need is lost for a "less" that is over."""

    def lower(self, quantity):
        self.line.product_qty = quantity
        self.run_replenishment()

    def ordered_for(self, promised):
        self.promise(self.product, promised)
        self.run_replenishment()
        lines = self.draft_lines(self.rule) - self.line
        return sum(lines.mapped("product_qty"))

    def test_request_lowered_after_it_was_sent_refuses_the_rest_as_a_draft_does(self):
        self.order.print_quotation()
        self.assertEqual(self.order.state, "sent")
        self.lower(5)
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.line.jit_rest_ids.quantity, 25)
        self.assertIn("25 Units less than needed", self.line.jit_rest_said)
        self.assertEqual(self.ordered_for(6), 6)

    def test_order_lowered_while_it_waits_for_a_second_approval_refuses_the_rest(self):
        self.order.state = "to approve"
        self.lower(5)
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.line.jit_rest_ids.quantity, 25)

    def test_line_raised_after_it_was_sent_takes_the_no_back(self):
        self.lower(5)
        self.order.state = "sent"
        self.line.product_qty = 30
        self.assertFalse(self.line.jit_rest_ids)
        self.assertEqual(self.ordered_for(25), 25)

    def test_line_raised_after_it_was_confirmed_takes_the_no_back(self):
        self.lower(5)
        self.order.button_confirm()
        self.line.product_qty = 30
        self.assertFalse(self.line.jit_rest_ids)
        self.assertEqual(self.ordered_for(25), 25)

    def test_confirmed_line_lowered_further_refuses_no_more(self):
        self.lower(5)
        self.order.button_confirm()
        self.line.product_qty = 2
        self.assertEqual(self.line.jit_rest_ids.quantity, 25)

    def test_raised_where_nothing_is_remembered_any_more_is_raised(self):
        self.lower(5)
        self.env.company.jit_rejection_days = 0
        self.line.product_qty = 20
        self.assertEqual(self.line.jit_rest_ids.quantity, 10)

    def test_cancelled_receipt_ends_the_no(self):
        self.lower(5)
        self.order.button_confirm()
        self.order.picking_ids.action_cancel()
        self.run_replenishment()
        self.assertEqual(self.ordered_for(0), 30)

    def test_line_for_another_product_ends_the_no(self):
        self.lower(5)
        self.line.product_id = self.make_bought_products(1)
        self.run_replenishment()
        self.assertEqual(self.ordered_for(0), 30)

    def test_line_merged_into_an_older_one_hands_its_no_on(self):
        self.lower(5)
        older = self.env["purchase.order"].create(
            {"partner_id": self.vendor.id, "date_order": "2026-01-01"}
        )
        line = self.env["purchase.order.line"].create(
            {
                "order_id": older.id,
                "product_id": self.product.id,
                "product_qty": 1,
                "date_planned": self.line.date_planned,
            }
        )
        (self.order | older).action_merge()
        self.assertEqual(line.product_qty, 6)
        self.assertEqual(line.jit_rest_ids.quantity, 25)
        line.product_qty = 31
        self.assertFalse(line.jit_rest_ids)

    def merged_into_a_line_of_a_person(self):
        """A line of 6, which has no reason of ours; 25 are not wanted of it."""
        self.lower(5)
        older = self.env["purchase.order"].create(
            {"partner_id": self.vendor.id, "date_order": "2026-01-01"}
        )
        line = self.env["purchase.order.line"].create(
            {
                "order_id": older.id,
                "product_id": self.product.id,
                "product_qty": 1,
                "date_planned": self.line.date_planned,
            }
        )
        (self.order | older).action_merge()
        self.assertFalse(line.jit_decision_id)
        self.assertEqual(line.jit_rest_ids.document, older.name)
        return line

    def test_line_without_a_reason_of_ours_keeps_the_no_it_took_over_when_changed(self):
        line = self.merged_into_a_line_of_a_person()
        line.product_qty = 10
        self.assertEqual(line.jit_rest_ids.quantity, 21)
        line.product_qty = 4
        self.assertEqual(line.jit_rest_ids.quantity, 21)
        self.assertIn("21 Units less", line.jit_rest_said)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_two_nos_of_one_line_become_one_when_it_is_changed(self):
        line = self.merged_into_a_line_of_a_person()
        line.jit_rest_ids.copy({"quantity": 4})
        self.env.invalidate_all()
        line.product_qty = 9
        self.assertEqual(line.jit_rest_ids.mapped("quantity"), [26])

    def test_rounding_alone_is_no_need_that_was_refused(self):
        self.product.seller_ids.min_qty = 100
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 100)
        self.lower(40)
        self.assertFalse(self.line.jit_rest_ids)

    def test_customers_do_not_wait_for_what_was_refused(self):
        self.lower(5)
        self.assertEqual(self.ordered_for(5), 0)
        self.assertEqual(self.ordered_for(1), 6)

    def test_other_figures_of_the_rule_end_the_no(self):
        self.lower(5)
        self.rule.write({"product_min_qty": 2, "product_max_qty": 8})
        self.assertEqual(self.ordered_for(15), 18)

    def test_default_of_a_client_does_not_lift_the_no(self):
        line = self.line.with_context(default_lifted_at="2026-01-01 00:00:00")
        line.product_qty = 5
        self.assertTrue(self.line.jit_rest_ids.is_open)
