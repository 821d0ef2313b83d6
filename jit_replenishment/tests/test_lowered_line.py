from freezegun import freeze_time

from odoo.tests import Form, tagged

from .test_rejection import RejectionCommon


@tagged("post_install", "-at_install")
class TestLoweredLine(RejectionCommon):
    """Who orders less than suggested does not want the rest on a second line."""

    def lower(self, quantity, line=None):
        (line or self.line).product_qty = quantity
        self.run_replenishment()

    def test_rest_of_a_lowered_line_does_not_come_back_and_why_says_so(self):
        self.lower(5)
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rule.jit_outcome, "rejected")
        said = (
            f"{self.env.user.name} ordered 25 less ({self.order.name}): until "
            "03/17/2026 only what is needed beyond that is ordered."
        )
        self.assertIn(said, self.rule.jit_why)
        self.assertEqual(self.line.product_qty, 5)

    def test_rejection_of_the_rest_says_how_much_where_and_until_when(self):
        self.lower(5)
        rest = self.rejection()
        self.assertEqual(
            (rest.quantity, rest.document, str(rest.until), rest.is_rest),
            (25, self.order.name, "2026-03-17", True),
        )
        self.assertIn("25 less than suggested", rest.reason)
        self.assertTrue(
            self.order.message_ids.filtered(lambda m: "other 25 Units" in m.body)
        )

    def test_lowered_in_the_form_of_the_draft_is_lowered(self):
        with Form(self.order) as form, form.order_line.edit(0) as line:
            line.product_qty = 12
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rejection().quantity, 18)

    def test_later_need_is_ordered_only_for_what_is_beyond(self):
        self.lower(20)
        self.promise(self.product, 10)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.promise(self.product, 1)
        self.run_replenishment()
        self.assertIn("ordered 10 less", self.assertOrdered(self.rule, 11).jit_reason)
        self.promise(self.product, 4)
        self.run_replenishment()
        self.assertOrdered(self.rule, 15)

    def test_need_that_customers_would_wait_for_is_ordered(self):
        self.lower(5)
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.promise(self.product, 1)
        self.run_replenishment()
        self.assertOrdered(self.rule, 6)

    def test_confirmed_lowered_line_leaves_the_rest_away_until_its_day(self):
        self.lower(5)
        self.order.button_confirm()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        with freeze_time("2026-03-17 00:10:00"):
            self.run_sweep()
            self.run_replenishment()
            self.assertOrdered(self.rule, 25)

    def test_lifted_rest_is_ordered_and_a_second_lowering_refuses_its_own_part(self):
        self.lower(5)
        self.rule.action_jit_lift_rejection()
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)
        self.lower(3)
        self.assertOrdered(self.rule, 25)
        self.assertEqual(self.rejection().quantity, 2)

    def test_raising_again_takes_as_much_of_the_no_back(self):
        self.lower(5)
        self.lower(12)
        self.assertEqual(self.rejection().quantity, 18)
        self.lower(30)
        self.assertFalse(self.rejection())
        self.assertNothingOrdered(self.rule)

    def test_raised_line_needs_no_memory_nor_does_one_lowered_to_what_was_needed(self):
        self.lower(40)
        self.lower(30)
        self.assertFalse(self.rejection())
        self.lower(28)
        self.assertEqual(self.rejection().quantity, 2)

    def test_lowered_twice_adds_up_in_one_rejection(self):
        self.lower(20)
        self.lower(12)
        self.assertEqual(self.rejection().quantity, 18)
        self.assertNothingOrdered(self.rule)

    def test_lowered_in_another_unit_is_counted_in_the_products(self):
        self.line.write(
            {
                "product_uom_id": self.env.ref("uom.product_uom_dozen").id,
                "product_qty": 2,
            }
        )
        self.run_replenishment()
        self.assertEqual(self.rejection().quantity, 6)
        self.assertNothingOrdered(self.rule)

    def test_deleted_or_given_back_lowered_line_leaves_no_rest(self):
        self.lower(5)
        self.line.unlink()
        self.run_replenishment()
        self.line = self.assertOrdered(self.rule, 30)
        self.assertFalse(self.rejection())
        self.lower(5)
        self.line.action_jit_give_back()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        self.assertFalse(self.rejection())

    def test_cancelled_order_with_a_lowered_line_leaves_the_need(self):
        self.lower(5)
        self.order.button_confirm()
        self.order.button_cancel()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_merged_lowered_line_keeps_the_rest_away(self):
        self.lower(5)
        own = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        (self.order | own).action_merge()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_company_without_days_for_rejections_orders_the_rest(self):
        self.env.company.jit_rejection_days = 0
        self.lower(5)
        self.assertOrdered(self.rule, 25)

    def test_further_line_a_person_has_tells_no_need_that_was_refused(self):
        self.lower(5)
        self.promise(self.product, 26)
        self.run_replenishment()
        further = self.assertOrdered(self.rule, 26)
        further.price_unit = 9
        self.run_replenishment()
        self.assertFalse(further.jit_need_moved)
        self.assertEqual(further.jit_needed_now, 26)

    def test_lowering_many_lines_costs_as_many_queries_to_decide(self):
        rules = self.make_rule(self.make_bought_products(20))
        self.run_replenishment()
        for line in self.draft_lines(rules):
            line.product_qty = 7
        self.env.flush_all()
        self.assertAsManyQueries(self.decide, rules)
