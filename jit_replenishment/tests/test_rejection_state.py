from freezegun import freeze_time

from odoo.tests import tagged

from .test_rejection import RejectionCommon


@tagged("post_install", "-at_install")
class TestRejectionState(RejectionCommon):
    """The list of rejections says of each what the engine makes of it."""

    def setUp(self):
        super().setUp()
        self.line.product_qty = 5
        self.run_replenishment()
        self.rest = self.rejection()

    def assertState(self, state):
        """On the record, in every filter, in the counts, and for the engine."""
        self.env.invalidate_all()
        holds = state == "holds"
        self.assertEqual((self.rest.state, self.rest.is_open), (state, holds))
        model = self.env["jit.rejection"]
        for each in ("holds", "overtaken", "over", "lifted"):
            found = model.search([("state", "=", each)])
            self.assertEqual(self.rest in found, each == state, each)
            self.assertNotIn(self.rest, found & model.search([("state", "!=", each)]))
        self.assertEqual(self.rest in model.search([("is_open", "=", True)]), holds)
        self.assertEqual(
            self.rest in model.search([("is_open", "=", False)]), not holds
        )
        self.assertEqual(self.rest in self.rule.jit_rejection_ids, holds)
        self.assertEqual(self.rest in self.line.exists().jit_rest_ids, holds)
        (verdict,) = self.decide(self.rule).values()
        self.assertEqual(bool(verdict.brakes.rest(verdict.today)), holds)

    def test_no_to_a_rest_holds_while_the_figures_are_those_it_was_said_of(self):
        self.assertState("holds")
        self.rule.product_max_qty = 40
        self.assertState("overtaken")
        self.rule.product_max_qty = 30
        self.assertState("holds")

    def test_no_whose_line_brings_nothing_any_more_is_overtaken(self):
        self.order.button_confirm()
        self.assertState("holds")
        self.order.picking_ids.action_cancel()
        self.assertState("overtaken")

    def test_no_whose_day_has_come_is_over(self):
        with freeze_time("2026-03-17 00:10:00"):
            self.assertState("over")

    def test_lifted_no_is_lifted_whatever_became_of_the_rule(self):
        self.rest.action_lift()
        self.rule.product_max_qty = 40
        self.assertState("lifted")

    def test_no_to_a_whole_line_is_not_overtaken_by_other_figures(self):
        self.rest.action_lift()
        self.reject(self.line)
        self.rest = self.rejection()
        self.rule.product_max_qty = 40
        self.env.invalidate_all()
        self.assertEqual(self.rest.state, "holds")
        self.assertIn(self.rest, self.rule.jit_rejection_ids)

    def test_lowered_again_under_other_figures_only_the_new_part_is_refused(self):
        self.rule.product_max_qty = 40
        self.line.product_qty = 3
        self.assertEqual(self.rest.state, "overtaken")
        self.assertEqual(self.line.jit_rest_ids.quantity, 2)

    def test_line_lowered_to_nothing_and_raised_again_has_no_rest(self):
        self.line.product_qty = 0
        self.line.product_qty = 30
        self.assertFalse(self.line.jit_rest_ids)
        self.assertFalse(self.rejection())

    def test_state_is_read_in_as_many_queries_for_twenty_as_for_one(self):
        rules = self.make_rule(self.make_bought_products(20))
        self.run_replenishment()
        for line in self.draft_lines(rules):
            line.product_qty = 7
        found = self.env["jit.rejection"].search([("orderpoint_id", "in", rules.ids)])
        self.assertEqual(len(found), 20)
        self.assertAsManyQueries(lambda some: some.mapped("state"), found)
