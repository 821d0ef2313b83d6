from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .learning_common import SoldCommon

LEARNER = "odoo.addons.jit_replenishment.models.jit_learner"


@tagged("post_install", "-at_install")
class TestLearnedRules(SoldCommon):
    def test_rule_is_learned_from_its_demand(self):
        self.run_learning()
        learned = self.learned()
        self.assertAlmostEqual(learned.demand_rate, 2, delta=0.3)
        self.assertEqual(learned.usual_vendor_id, self.vendor)
        self.assertEqual(learned.lead_time_promised, 14)
        self.assertEqual(learned.interval_days, 15)
        self.assertGreater(learned.reorder_point, 30)
        self.assertGreater(learned.target_stock, learned.reorder_point)
        parts = (
            learned.expected_demand
            + learned.for_demand
            + learned.for_estimate
            + learned.for_vendor
        )
        self.assertAlmostEqual(parts, learned.reorder_point, places=4)
        self.assertEqual(str(learned.first_day), "2026-01-02")
        self.assertLess(learned.expected_service, 0.1)
        self.assertEqual(learned.measured_service, 0)
        self.assertGreater(learned.measured_cycles, 2)
        self.assertEqual(learned.abc, "A")

    def test_rule_itself_is_not_changed(self):
        self.run_learning()
        self.assertEqual(self.rule.product_min_qty, 10)
        self.assertEqual(self.rule.product_max_qty, 30)

    def test_better_figures_are_suggested(self):
        self.run_learning()
        suggested = self.env["jit.reorder.proposal"].search(
            [("orderpoint_id", "=", self.rule.id), ("state", "=", "open")]
        )
        self.assertEqual(
            suggested.suggested_reorder_point, self.learned().reorder_point
        )

    def test_what_was_learned_can_be_asked_again(self):
        self.run_learning()
        learned = self.learned()
        again = learned._as_learned()
        known = self.env["jit.learnable"]._read(self.rule.ids)[self.rule.id]
        self.assertEqual(again.reorder_point.quantity, learned.reorder_point)
        self.assertAlmostEqual(
            again.lead_time_demand.variance,
            learned.variance_demand
            + learned.variance_estimate
            + learned.variance_vendor,
        )
        self.assertEqual(known.learnable.cycle_service_level, 0.97)

    def test_class_asks_for_more(self):
        self.run_learning()
        before = self.learned().reorder_point
        self.rule.jit_consequence_class_id = self.vital
        self.run_learning()
        self.assertGreater(self.learned().reorder_point, before)
        self.assertEqual(self.learned().cycle_service_level, 0.99)

    def test_learned_once_a_day_and_again_the_next(self):
        self.run_learning()
        learning = type(self.env["jit.learning"])
        # wrapped and not replaced: what it returns is suggested from
        with patch.object(
            learning, "_learn", autospec=True, side_effect=learning._learn
        ) as learn:
            self.run_learning()
            self.assertFalse(learn.called)
            with self.at("03-11"):
                self.run_learning()
            self.assertTrue(learn.called)

    def test_catalogue_weighs_units_by_what_they_cost(self):
        """Kilograms and pieces are not added up."""
        self.run_learning()
        self.product.standard_price = 40.0
        self.env.flush_all()
        pools = self.env["jit.demand.pool"]
        known = pools._weigh(pools._read_histories(self.rule.ids))
        self.assertEqual(known[self.rule.id].unit_value, 40.0)

    def test_units_without_any_cost_weigh_alike(self):
        self.run_learning()
        self.product.standard_price = 0.0
        self.env.flush_all()
        pools = self.env["jit.demand.pool"]
        known = pools._weigh(pools._read_histories(self.rule.ids))
        self.assertEqual(known[self.rule.id].unit_value, 1.0)

    def test_row_is_not_written_when_nothing_changed(self):
        self.run_learning()
        mark = "SELECT xmin::text, * FROM jit_learning ORDER BY id"
        self.env.cr.execute(mark)
        before = self.env.cr.fetchall()
        self.env["jit.learning"]._learn(self.rule.ids)
        self.env.cr.execute(mark)
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_left_out_event_is_not_learned_from(self):
        self.sell(900, "03-01")
        self.run_learning()
        before = self.learned().demand_rate
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id), ("quantity", ">=", 900)]
        )
        event.excluded = True
        self.run_learning()
        self.assertLess(self.learned().demand_rate, before)

    def test_rule_without_any_move_is_learned(self):
        other = self.make_rule()
        self.run_learning()
        learned = self.learned(other)
        self.assertEqual((learned.reorder_point, learned.confidence), (0, "D"))
        self.assertFalse(learned.first_day)

    def test_demand_of_a_shelf_is_that_of_the_stock_around_it_too(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        on_shelf = self.make_rule(self.product, location_id=shelf.id)
        self.stock_up(500, "01-02", target=shelf)
        for age in range(1, 60, 2):
            day = date(2026, 3, 10) - timedelta(days=age)
            self.sell(2, day.strftime("%m-%d"), source=shelf)
        self.run_learning()
        self.assertAlmostEqual(self.learned().demand_rate, 3, delta=0.3)
        self.assertAlmostEqual(self.learned(on_shelf).demand_rate, 1, delta=0.2)

    def test_lead_time_is_learned_from_receipts(self):
        for day in ("01-05", "01-06", "01-07", "01-08", "01-09"):
            line = self.env["purchase.order.line"].create(
                {
                    "order_id": self.env["purchase.order"]
                    .create({"partner_id": self.vendor.id})
                    .id,
                    "product_id": self.product.id,
                    "product_qty": 1,
                }
            )
            self.env["jit.receipt"].create(
                {
                    "purchase_line_id": line.id,
                    "partner_id": self.vendor.id,
                    "product_id": self.product.id,
                    "company_id": self.env.company.id,
                    "confirmed_on": f"2026-{day}",
                    "received_on": "2026-02-01",
                    "days": 20,
                }
            )
        self.run_learning()
        learned = self.learned()
        self.assertEqual((learned.receipts, learned.lead_time_mean), (5, 17))

    def test_wrong_counts_are_a_reason_for_a_buffer(self):
        for day, quantity in (("03-01", 900), ("03-03", 870), ("03-05", 850)):
            with self.at(day):
                self.set_stock(self.product, quantity)
        stock = self.product.qty_available
        with self.at("03-07"):
            self.set_stock(self.product, stock)
        self.run_learning()
        span = self.env["jit.demand.span"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        self.assertEqual((span.counts, span.right_counts), (3, 1))
        reasons = dict(self.learned().suitability_reasons)
        self.assertEqual(reasons["keep_miscounted"], {"counts": 3, "right": 1})

    def test_as_many_queries_for_many_rules(self):
        rules = self.make_rule(self.make_bought_products(200))
        self.run_learning()
        self.assertAsManyQueries(
            lambda some: self.env["jit.learning"]._learn(some.ids), rules
        )


@tagged("post_install", "-at_install")
class TestLearningFailure(SoldCommon):
    """One rule that fails costs itself only, and somebody sees it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = cls.make_rule(cls.make_bought_products(4))

    def poison(self):
        original = type(self.env["jit.learning"])._row

        def poisoned(records, known, learned):
            if known.rule.rule_id == self.rule.id:
                raise ValueError("poisoned")
            return original(records, known, learned)

        return patch.object(type(self.env["jit.learning"]), "_row", poisoned)

    def test_failing_rule_costs_itself_only(self):
        with self.poison(), mute_logger(LEARNER):
            self.run_learning()
        self.assertFalse(self.learned())
        for other in self.others:
            self.assertTrue(self.learned(other))
        problem = self.open_problems(self.rule)
        self.assertEqual(problem.kind, "learning_failed")
        self.assertEqual(problem.detail, "ValueError: poisoned")
        self.assertIn("administrator", problem.message)

    def test_ordering_leaves_the_problem_open_and_learning_closes_it(self):
        with self.poison(), mute_logger(LEARNER):
            self.run_learning()
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertTrue(self.open_problems(self.rule))
        self.env["jit.learning.request"]._append(self.rule.ids)
        self.run_learning()
        self.assertFalse(self.open_problems(self.rule))
        self.assertTrue(self.learned())


@tagged("post_install", "-at_install")
class TestLearningRequests(SoldCommon):
    """Learned again at once."""

    def setUp(self):
        super().setUp()
        self.run_learning()

    def asked(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        return self.env["jit.learning.request"].search([]).orderpoint_id

    def test_class_asks_for_it(self):
        self.product.product_tmpl_id.jit_consequence_class_id = self.vital
        self.assertEqual(self.asked(), self.rule)

    def test_service_of_a_class_asks_for_its_rules(self):
        other = self.make_rule(self.make_bought_products(1))
        other.jit_consequence_class_id = self.vital
        self.asked()
        self.run_learning()
        self.important.cycle_service_level = 0.95
        self.assertIn(self.rule, self.asked())
        self.assertNotIn(other, self.asked())

    def test_lead_time_of_an_offer_asks_for_it(self):
        self.product.seller_ids.delay = 40
        self.assertEqual(self.asked(), self.rule)
        self.run_learning()
        self.assertEqual(self.learned().lead_time_promised, 40)
        self.assertFalse(self.asked())

    def test_other_terms_of_an_offer_wait_for_the_night(self):
        self.product.seller_ids.product_code = "B-1"
        self.assertFalse(self.asked())

    def test_archived_rule_is_not_learned(self):
        self.env["jit.learning.request"].create({"orderpoint_id": self.rule.id})
        self.rule.active = False
        self.learned().unlink()
        self.run_learning()
        self.assertFalse(self.learned())
        self.assertFalse(self.asked())

    def test_request_sees_what_moved_meanwhile(self):
        before = self.learned().demand_rate
        self.sell(300, "03-09")
        self.env["jit.learning.request"]._append(self.rule.ids)
        self.run_learning()
        self.assertGreater(self.learned().demand_rate, before)
