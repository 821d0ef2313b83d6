from odoo.tests import tagged

from ..queries.due_rules import rules_that_may_order
from .common import JitCommon
from .proposal_common import ProposalCommon


@tagged("post_install", "-at_install")
class TestForwardOrders(JitCommon):
    """What is booked and was expected is not counted beside a learned reorder point.

    Reorder point 50, of which 40 sell until goods arrive; target 90, 60 on the shelf.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=50, target=90)
        cls.rule.jit_expected_demand = 40
        cls.product = cls.rule.product_id
        cls.set_stock(cls.product, 60)

    def test_promises_that_were_expected_order_nothing(self):
        self.promise(self.product, 30, "2026-03-14 09:00:00")
        self.promise(self.product, 10, "2026-03-20 09:00:00")
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rule.jit_outcome, "enough")

    def test_promises_beyond_what_is_expected_order_the_rest(self):
        self.promise(self.product, 52, "2026-03-14 09:00:00")
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 42)
        self.assertIn(
            "On hand 60 + incoming 0 - 12 (52 promised, 40 of them already expected) = "
            "48, at or below reorder point 50. Target 90 → need 42.",
            line.jit_reason,
        )

    def test_same_figures_set_by_hand_count_every_promise(self):
        self.rule.jit_expected_demand = 0
        self.promise(self.product, 40, "2026-03-14 09:00:00")
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 70)
        self.assertIn("- promised 40 = 20, at or below", line.jit_reason)

    def test_overdue_promise_is_backlog_and_counts_in_full(self):
        self.promise(self.product, 10, "2026-03-09 09:00:00")
        self.run_replenishment()
        self.assertOrdered(self.rule, 40)

    def test_day_of_a_promise_is_that_of_the_companys_clock(self):
        """20:00 of the day before by UTC is today in Auckland: not overdue."""
        self.env.company.partner_id.tz = "Pacific/Auckland"
        self.promise(self.product, 10, "2026-03-09 20:00:00")
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_every_screen_shows_the_same_figures(self):
        self.promise(self.product, 45, "2026-03-14 09:00:00")
        self.run_replenishment()
        rule = self.rule
        self.assertEqual((rule.qty_on_hand, rule.jit_on_order), (60, 0))
        self.assertEqual((rule.jit_committed, rule.jit_already_expected), (45, 40))
        self.assertEqual((rule.qty_forecast, rule.qty_to_order), (55, 0))
        told = (
            "On hand 60 + incoming 0 - 5 (45 promised, 40 of them already expected) = "
            "55, above reorder point 50."
        )
        self.assertEqual(rule.jit_why, told)
        page = self.product.jit_explain(self.stock.id)
        figures = page["committed"], page["already_expected"], page["available"]
        self.assertEqual(figures, (45, 40, 55))
        self.assertIn(told, page["why"])
        self.assertEqual(sum(row["quantity"] for row in page["documents"]), 45)

    def test_frozen_figures_of_a_decision_add_up(self):
        self.promise(self.product, 52, "2026-03-14 09:00:00")
        self.run_replenishment()
        decision = self.assertOrdered(self.rule, 42).jit_decision_id
        self.assertEqual((decision.committed, decision.already_expected), (52, 40))
        self.assertEqual(
            decision.inventory_position,
            decision.on_hand
            + decision.on_order
            - decision.committed
            + decision.already_expected,
        )

    def test_line_is_for_all_that_is_promised(self):
        self.promise(self.product, 30, "2026-03-14 09:00:00")
        self.promise(self.product, 22, "2026-03-15 09:00:00")
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 42)
        self.assertEqual(sum(line.jit_demand_move_ids.mapped("product_qty")), 52)

    def test_day_it_runs_out_follows_from_what_is_booked(self):
        self.promise(self.product, 61, "2026-03-14 09:00:00")
        self.assertEqual(str(self.rule.jit_runs_out_on), "2026-03-14")

    def test_expected_sale_that_happens_is_not_counted_twice(self):
        """40 of 60 leave: 20 are there, and 40 are expected of what comes."""
        move = self.promise(self.product, 40, "2026-03-14 09:00:00")
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        move.quantity = 40
        move.picked = True
        move._action_done()
        self.run_replenishment()
        self.assertOrdered(self.rule, 70)

    def test_item_on_demand_buys_what_is_promised(self):
        rule = self.make_rule(reorder_point=0, target=0)
        rule.jit_expected_demand = 4
        self.promise(rule.product_id, 3)
        self.run_replenishment()
        self.assertOrdered(rule, 3)

    def test_other_expectation_is_looked_at_anew(self):
        """The reorder point stays: nothing of it is expected any more."""
        self.promise(self.product, 40, "2026-03-14 09:00:00")
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.rule.jit_expected_demand = 0
        self.run_replenishment()
        self.assertOrdered(self.rule, 70)

    def test_expectation_changed_by_sql_is_found_by_the_sweep(self):
        self.promise(self.product, 40, "2026-03-14 09:00:00")
        self.run_replenishment()
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET jit_expected_demand = 0 "
            "WHERE id = %s",
            [self.rule.id],
        )
        self.run_sweep()
        self.run_replenishment()
        self.assertOrdered(self.rule, 70)

    def test_preselection_finds_a_rule_whose_promises_were_expected(self):
        """It counts every promise: more rules are looked at than order, none fewer."""
        self.promise(self.product, 40, "2026-03-14 09:00:00")
        self.assertIn(self.rule.id, rules_that_may_order(self.env))
        self.promise(self.product, 12, "2026-03-14 09:00:00")
        self.assertIn(self.rule.id, rules_that_may_order(self.env))
        low = self.env["stock.warehouse.orderpoint"].search(
            [("qty_to_order", ">", 0), ("id", "=", self.rule.id)]
        )
        self.assertEqual(low, self.rule)

    def test_rule_before_it_goes_live_answers_as_it_would_live(self):
        self.rule.trigger = "manual"
        self.rule.jit_expected_demand = 40
        self.promise(self.product, 45, "2026-03-14 09:00:00")
        page = self.product.jit_explain(self.stock.id)
        self.assertEqual((page["already_expected"], page["available"]), (40, 55))

    def test_many_learned_rules_take_as_many_queries_as_one(self):
        rules = self.make_rule(
            self.make_bought_products(20), reorder_point=50, target=90
        )
        rules.jit_expected_demand = 40
        for rule in rules:
            self.promise(rule.product_id, 45)
        self.assertAsManyQueries(self.decide, rules)


@tagged("post_install", "-at_install")
class TestForwardOrdersOfAcceptedFigures(ProposalCommon):
    """Accepted: reorder point 47, target 92. 35.7 sell until goods arrive: said, kept
    and counted as 36, or parts of a unit would be ordered."""

    def setUp(self):
        super().setUp()
        self.learn(self.rule).with_user(self.manager).action_accept()
        self.set_stock(self.product, 60)

    def test_accepted_figures_count_promises_beyond_what_they_expect(self):
        promised = self.promise(self.product, 36, "2026-03-14 09:00:00")
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        promised.product_uom_qty = 50
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 46)
        self.assertIn(
            "(50 promised, 36 of them already expected) = 46", line.jit_reason
        )

    def test_reorder_point_typed_afterwards_counts_every_promise(self):
        self.promise(self.product, 36, "2026-03-14 09:00:00")
        self.rule.with_user(self.manager).product_min_qty = 46
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 68)
        self.assertIn("- promised 36 = 24, at or below", line.jit_reason)
