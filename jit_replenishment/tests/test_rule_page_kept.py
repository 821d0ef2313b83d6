from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_rule_page_learned import RulePageCommon

SHOWN = [
    "jit_suitability",
    "jit_suitability_why",
    "jit_abc",
    "jit_xyz",
    "jit_target_service",
    "jit_expected_service",
    "jit_measured_service",
    "jit_measured_cycles",
    "jit_suggested_class_id",
    "jit_vendor_count",
]


@tagged("post_install", "-at_install")
class TestRulePageKept(RulePageCommon):
    """Lean, buffered or on demand; ABC and XYZ; whose only vendor it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.env["stock.warehouse.orderpoint"]
        cls.lean = cls.make_rule(cls.make_bought_products(1))
        cls.make_learning(
            cls.lean, suitability="lean", abc="C", xyz="X", measured_cycles=0
        )
        cls.unknown = cls.make_rule(cls.make_products(1))
        cls.mine = cls.rule | cls.lean | cls.unknown

    def found(self, *domain):
        return self.rules.search([("id", "in", self.mine.ids), *domain])

    def test_reasons_are_words(self):
        self.assertEqual(self.rule.jit_suitability, "buffer")
        self.assertEqual(self.rule.jit_suitability_why, "Only one vendor sells it.")
        self.assertFalse(self.unknown.jit_suitability)

    def test_rules_are_found_by_how_they_are_kept(self):
        self.assertEqual(self.found(("jit_suitability", "=", "lean")), self.lean)
        self.assertEqual(self.found(("jit_abc", "=", "A")), self.rule)
        self.assertEqual(self.found(("jit_abc", "!=", "A")), self.lean | self.unknown)
        self.assertEqual(self.found(("jit_xyz", "=", False)), self.unknown)
        self.assertEqual(self.found(("jit_learning_id", "=", False)), self.unknown)

    def test_rules_are_grouped_and_sorted_by_it(self):
        groups = self.rules._read_group(
            [("id", "in", self.mine.ids)], ["jit_suitability"], ["__count"]
        )
        self.assertEqual(dict(groups), {"buffer": 1, "lean": 1, False: 1})
        ordered = self.rules.search([("id", "in", self.mine.ids)], order="jit_abc")
        self.assertEqual(ordered[:2], self.rule | self.lean)
        described = self.rules.fields_get(["jit_abc", "jit_suitability", "jit_xyz"])
        for each in described.values():
            self.assertTrue(each["groupable"] and each["sortable"])

    def test_storekeeper_groups_them_too(self):
        rules = self.rules.with_user(self.storekeeper)
        self.assertIn(self.lean, rules.search([("jit_suitability", "=", "lean")]))
        groups = rules._read_group([], ["jit_abc"], ["jit_measured_service:avg"])
        self.assertIn("A", dict(groups))
        (row,) = self.rule.with_user(self.storekeeper).read(SHOWN)
        self.assertEqual(row["jit_suitability_why"], "Only one vendor sells it.")

    def test_one_vendor_only_counts_who_can_deliver_today(self):
        one = [("jit_vendor_count", "=", 1)]
        self.assertEqual(self.found(*one), self.rule | self.lean)
        zenith = self.make_vendor("Zenith")
        self.make_offer(self.product, zenith, date_end="2026-03-09")
        self.assertEqual(self.rule.jit_vendor_count, 1)
        self.make_offer(self.product, zenith)
        self.rule.invalidate_recordset()
        self.assertEqual(self.rule.jit_vendor_count, 2)
        self.assertEqual(self.found(*one), self.lean)
        self.assertEqual(self.unknown.jit_vendor_count, 0)

    def test_offices_of_one_vendor_are_one_vendor(self):
        office = self.make_vendor("Acme North", parent_id=self.vendor.id)
        self.make_offer(self.product, office)
        self.assertEqual(self.rule.jit_vendor_count, 1)

    def count_queries(self, rules):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        rules.with_user(self.buyer).read(SHOWN)
        return self.cr.sql_log_count - before

    def test_list_of_200_takes_as_many_queries_as_one_of_two(self):
        rules = self.make_rule(self.make_bought_products(200))
        self.make_learning(rules, suitability="lean", abc="A", xyz="X")
        self.count_queries(rules[:2])
        self.assertEqual(self.count_queries(rules), self.count_queries(rules[:2]))


@tagged("post_install", "-at_install")
class TestRulePageSuggestedClass(RulePageCommon):
    """What sales speak for, until a person says what happens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.categ_id = cls.env["product.category"].create({"name": "Bolts"})
        cls.learning.suggested_class = "minor"
        cls.suggested = [("jit_suggested_class_id", "!=", False)]

    def found(self):
        rules = self.env["stock.warehouse.orderpoint"]
        return self.rule in rules.search(self.suggested)

    def test_other_class_than_the_assumed_one_is_suggested(self):
        self.assertEqual(self.rule.jit_suggested_class_id, self.minor)
        self.assertTrue(self.found())
        self.learning.suggested_class = "important"
        self.rule.invalidate_recordset()
        self.assertFalse(self.rule.jit_suggested_class_id)
        self.assertFalse(self.found())

    def test_nothing_is_suggested_where_a_person_answered(self):
        answers = (self.rule, self.product.product_tmpl_id, self.product.categ_id)
        for record in answers:
            record.jit_consequence_class_id = self.vital
            self.assertFalse(self.rule.jit_suggested_class_id)
            self.assertFalse(self.found())
            record.jit_consequence_class_id = False
        self.assertTrue(self.found())

    def test_answer_of_a_category_above_holds_too(self):
        above = self.env["product.category"].create(
            {"name": "Above", "jit_consequence_class_id": self.important.id}
        )
        self.product.categ_id.parent_id = above
        self.rule.invalidate_recordset()
        self.assertFalse(self.rule.jit_suggested_class_id)
        self.assertFalse(self.found())

    def test_manager_takes_it_and_it_is_an_answer_then(self):
        self.rule.with_user(self.manager).action_jit_take_class()
        self.assertEqual(self.rule.jit_consequence_class_id, self.minor)
        self.assertFalse(self.rule.jit_suggested_class_id)

    def test_buyer_does_not_take_it(self):
        with self.assertRaises(AccessError):
            self.rule.with_user(self.buyer).action_jit_take_class()
        self.assertFalse(self.rule.jit_consequence_class_id)

    def test_class_that_was_archived_is_not_suggested(self):
        self.minor.active = False
        self.assertFalse(self.rule.jit_suggested_class_id)
        self.assertFalse(self.found())

    def test_learning_suggests_by_value_and_by_how_often_it_is_asked_for(self):
        busy, dear = self.make_rule(self.make_bought_products(2))
        few = {"demand_rate": 1.0, "effective_days": 100.0}
        self.make_learning(busy, unit_cost=0.01, events=90.0, **few)
        self.make_learning(dear, unit_cost=1000.0, events=0.5, **few)
        self.learning.events = 10.0
        self.env["jit.learning"]._classify()
        self.assertEqual(busy.jit_learning_id.abc_picks, "A")
        self.assertEqual(busy.jit_learning_id.suggested_class, "important")
        self.assertEqual(dear.jit_learning_id.suggested_class, "minor")
        self.assertEqual(dear.jit_suggested_class_id, self.minor)
