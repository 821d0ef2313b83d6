from odoo.tests import tagged

from .test_rule_page_learned import RulePageCommon


@tagged("post_install", "-at_install")
class TestRulePageService(RulePageCommon):
    """Measured beside asked: of a class, each rule by its past cycles."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.learning.search([]).write({"measured_cycles": 0})
        cls.learning.write({"measured_service": 0.9, "measured_cycles": 40})
        cls.second = cls.make_rule(cls.make_bought_products(1))
        cls.other = cls.make_learning(
            cls.second,
            measured_service=1.0,
            measured_cycles=360,
            unit_cost=3.0,
            average_stock_now=10.0,
        )
        cls.never = cls.make_rule(cls.make_bought_products(1))
        cls.make_learning(cls.never, measured_service=0.0, measured_cycles=0)
        cls.both = cls.learning | cls.other

    def test_services_count_by_their_past_cycles(self):
        (found,) = self.env["jit.learning"]._read_group(
            [("id", "in", self.both.ids)],
            ["consequence_class_id"],
            ["measured_service:avg", "cycle_service_level:avg", "stock_value_now:sum"],
        )
        self.assertEqual(found[0], self.important)
        self.assertAlmostEqual(found[1], 0.99)
        self.assertAlmostEqual(found[2], 0.97)
        self.assertAlmostEqual(found[3], 20 * 2 + 10 * 3)

    def test_list_of_rules_counts_them_alike(self):
        (found,) = self.env["stock.warehouse.orderpoint"]._read_group(
            [("id", "in", (self.rule | self.second | self.never).ids)],
            ["jit_effective_class_id"],
            ["jit_measured_service:avg"],
        )
        self.assertAlmostEqual(found[1], 0.99)

    def test_screens_ask_for_means_of_services_and_for_sums_of_money(self):
        learnings = self.env["jit.learning"].fields_get()
        rules = self.env["stock.warehouse.orderpoint"].fields_get()
        for name in ("cycle_service_level", "expected_service", "measured_service"):
            self.assertEqual(learnings[name]["aggregator"], "avg")
        for name in ("target", "expected", "measured"):
            self.assertEqual(rules[f"jit_{name}_service"]["aggregator"], "avg")
        self.assertEqual(learnings["stock_value_now"]["aggregator"], "sum")

    def test_class_says_what_was_measured_of_it(self):
        self.assertAlmostEqual(self.important.measured_service, 0.99)
        self.assertEqual(self.important.measured_cycles, 400)
        self.assertEqual(
            self.important.measured_said,
            "Measured 99.0 % over 400 cycles of 2 rules, target 97 %.",
        )
        self.assertFalse(self.vital.measured_said)

    def test_class_knows_only_companies_one_is_in(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        elsewhere = self.important.with_user(self.make_other_manager(company))
        self.assertFalse(elsewhere.measured_said)
        self.assertTrue(self.important.with_user(self.buyer).measured_said)

    def test_report_is_company_safe(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_other_manager(company)
        found = self.env["jit.learning"].with_user(stranger).search([])
        self.assertFalse(found & self.both)

    def test_rules_measured_below_target_are_found(self):
        learnings = self.env["jit.learning"]
        below = learnings.search([("is_below_target", "=", True)])
        self.assertEqual(below & self.both, self.learning)
        self.assertTrue(self.learning.is_below_target)
        above = learnings.search([("is_below_target", "=", False)])
        self.assertIn(self.other, above)
        rules = self.env["stock.warehouse.orderpoint"].search(
            [("jit_learning_id.is_below_target", "=", True)]
        )
        self.assertIn(self.rule, rules)
        self.assertNotIn(self.second, rules)

    def test_rules_that_did_not_sell_for_half_a_year_are_found(self):
        self.learning.suitability_reasons = [["keep_idle", {"days": 200}]]
        idle = [("jit_learning_id.is_idle", "=", True)]
        rules = self.env["stock.warehouse.orderpoint"].search(idle)
        self.assertIn(self.rule, rules)
        self.assertNotIn(self.second, rules)
        learnings = self.env["jit.learning"]
        self.assertTrue(self.learning.is_idle)
        self.assertIn(self.learning, learnings.search([("is_idle", "=", True)]))
        self.assertNotIn(self.learning, learnings.search([("is_idle", "=", False)]))

    def test_measures_can_be_grouped_by_all_that_stands_beside_them(self):
        learnings = self.env["jit.learning"].with_user(self.buyer)
        for name in (
            "consequence_class_id",
            "product_category_id",
            "usual_vendor_id",
            "warehouse_id",
            "abc",
            "xyz",
            "suitability",
            "confidence",
        ):
            groups = learnings._read_group([], [name], ["measured_cycles:sum"])
            self.assertEqual(sum(cycles for _group, cycles in groups), 400)

    def test_row_opens_its_rule(self):
        self.assertEqual(self.learning.action_open_rule()["res_id"], self.rule.id)
