from odoo.tests import Form, tagged

from .proposal_common import ProposalCommon


class RulePageCommon(ProposalCommon):
    """A rule that something was learned of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.storekeeper = cls.make_user("storekeeper", "stock.group_stock_user")
        cls.learning = cls.make_learning(
            cls.rule,
            dispersion=3.0,
            events=120.0,
            lot_size=45.0,
            interval_days=17.0,
            unit_cost=2.0,
            average_stock_now=20.0,
            average_stock_then=33.0,
            measured_service=0.9,
            measured_cycles=40,
            expected_service=0.88,
            suitability="buffer",
            suitability_reasons=[["keep_single_vendor", {}]],
            abc="A",
            xyz="Y",
        )


@tagged("post_install", "-at_install")
class TestRulePageLearned(RulePageCommon):
    """What was learned, in words and as parts, for everybody who sees the rule."""

    def test_bar_has_the_parts_of_both_reorder_points_and_they_add_up(self):
        learned, now = self.rule.jit_reorder_bar["bars"]
        self.assertEqual(
            [(part["key"], part["quantity"]) for part in learned["parts"]],
            [("expected", 36.0), ("demand", 7.0), ("vendor", 4.0)],
        )
        self.assertEqual(sum(part["quantity"] for part in now["parts"]), 30.0)
        self.assertEqual([part["key"] for part in now["parts"]], ["expected"])
        self.assertEqual(self.rule.jit_reorder_bar["scale"], 47.0)
        self.assertIn("47, of which 36 expected to sell", learned["said"])

    def test_learned_figures_in_force_are_drawn_and_told_once(self):
        self.rule.write({"product_min_qty": 47, "product_max_qty": 92})
        self.learning.average_stock_now = self.learning.average_stock_then
        self.rule.invalidate_recordset()
        (bar,) = self.rule.jit_reorder_bar["bars"]
        self.assertEqual((bar["label"], bar["quantity"]), ("Now", 47.0))
        self.assertNotIn("→", self.rule.jit_stock_said)

    def test_rule_on_demand_has_an_empty_bar_that_says_so(self):
        self.rule.write({"product_min_qty": 0, "product_max_qty": 0})
        now = self.rule.jit_reorder_bar["bars"][1]
        self.assertEqual(now["parts"], [])
        self.assertIn("bought when it is promised", now["said"])

    def test_sentence_and_confidence_are_plain_words(self):
        self.assertIn("Sells 2.1 a day", self.rule.jit_learned_sentence)
        self.assertIn("Important, 97 %.", self.rule.jit_learned_sentence)
        self.assertIn("Good: learned from about 120", self.rule.jit_confidence_said)
        self.learning.confidence = "D"
        self.rule.invalidate_recordset()
        self.assertIn("similar products", self.rule.jit_confidence_said)

    def test_order_that_is_counted_as_good_as_whole_is_not_listed(self):
        self.learning.cut_orders = [[739320, 161.0, 160.6]]
        self.assertFalse(self.rule.jit_cut_orders_said)

    def test_cut_orders_are_listed_the_latest_first(self):
        self.learning.cut_orders = [[739320, 300.0, 40.0], [739400, 600.0, 40.0]]
        first, second = self.rule.jit_cut_orders_said.split("\n")
        self.assertIn("600 on", first)
        self.assertIn("300", second)

    def test_services_stand_beside_each_other(self):
        rule = self.rule
        self.assertEqual(
            (rule.jit_target_service, rule.jit_expected_service),
            (0.97, 0.88),
        )
        self.assertEqual(
            (rule.jit_measured_service, rule.jit_measured_cycles), (0.9, 40)
        )

    def test_storekeeper_sees_it_without_what_things_cost(self):
        rule = self.rule.with_user(self.storekeeper)
        self.assertIn("Sells 2.1 a day", rule.jit_learned_sentence)
        self.assertTrue(rule.jit_reorder_bar["bars"])
        self.assertNotIn("$", rule.jit_stock_said)
        self.assertIn("40", self.rule.with_user(self.buyer).jit_stock_said)

    def test_page_opens_for_all_who_see_rules_and_for_a_new_rule(self):
        rules = self.env["stock.warehouse.orderpoint"]
        for user in (self.buyer, self.manager, self.storekeeper):
            page = Form(self.rule.with_user(user))
            self.assertIn("Sells 2.1 a day", page.jit_learned_sentence)
            self.assertTrue(page.jit_reorder_bar)
        page = Form(rules.with_user(self.manager).with_context(default_trigger="jit"))
        page.product_id = self.make_product()
        self.assertFalse(page.jit_learned_sentence)
        self.assertFalse(page.save().jit_suggested_class_id)

    def test_rule_nothing_was_learned_of_shows_nothing(self):
        rule = self.make_rule()
        self.assertFalse(rule.jit_reorder_bar)
        self.assertFalse(rule.jit_learned_sentence)
        self.assertFalse(rule.jit_learning_id)
        self.assertFalse(rule.jit_demand_chart)
        self.assertFalse(rule.jit_receipt_chart)

    def test_reader_reads_it_in_his_language(self):
        self.translate(self.buyer)
        rule = self.rule.with_user(self.buyer).with_context(lang="de_DE")
        self.assertIn("2,1", rule.jit_learned_sentence)
