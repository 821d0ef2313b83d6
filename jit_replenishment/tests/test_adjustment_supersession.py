from odoo.tests import tagged

from .adjustment_common import AdjustmentCommon


@tagged("post_install", "-at_install")
class TestSupersession(AdjustmentCommon):
    """A new model takes over the demand of the part; what is left is sold first."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new = cls.make_rule()
        cls.env["jit.demand.unread"]._read_anew((cls.product | cls.new.product_id).ids)

    def replace(self, new=None, old=None, **vals):
        return self.plan(
            "supersession",
            product_id=(new or self.new).product_id.id,
            other_product_id=(old or self.rule).product_id.id,
            **vals,
        )

    def sell_out(self, left=0):
        self.set_stock(self.product, left)

    def test_successor_takes_over_the_demand(self):
        self.sell_out()
        self.relearn()
        plain = self.point()
        self.replace()
        self.assertEqual(self.asked_again(), self.rule | self.new)
        self.relearn(self.rule | self.new)
        self.assertAlmostEqual(self.point(self.new), plain, delta=2)

    def test_rule_of_the_predecessor_is_phased_out(self):
        change = self.replace()
        self.relearn(self.rule | self.new)
        self.assertEqual((self.point(), self.learned().target_stock), (0, 0))
        self.assertEqual(change.effect_ids.orderpoint_id, self.rule | self.new)
        said = self.suggestion().sentence
        self.assertIn("Replaced by another product", said)
        self.assertIn("No more is kept of it", said)
        self.assertNotIn("Too little to keep", said)
        self.assertNotIn("97 %", said)

    def test_what_is_left_is_sold_first(self):
        self.sell_out(left=20)
        self.replace()
        self.relearn(self.new)
        with_stock = self.point(self.new)
        self.sell_out()
        self.relearn(self.new)
        self.assertEqual(self.point(self.new), with_stock + 20)

    def test_what_is_left_counts_for_the_service_of_the_successor(self):
        self.sell_out(left=20)
        self.replace()
        self.relearn(self.new)
        suggestion, learned = self.suggestion(self.new), self.learned(self.new)
        self.assertEqual((learned.sold_first, suggestion.sold_first), (20, 20))
        self.assertGreaterEqual(suggestion.service_then, 0.96)
        with_stock = suggestion.service_then
        suggestion.action_accept()
        self.relearn(self.new)
        self.assertAlmostEqual(self.learned(self.new).expected_service, with_stock)
        self.assertFalse(self.suggestion(self.new))

    def test_figures_typed_for_a_successor_are_judged_with_what_is_left(self):
        self.sell_out(left=20)
        self.replace()
        self.relearn(self.new)
        suggestion = self.suggestion(self.new)
        typed = suggestion.service_then
        suggestion.with_user(
            self.make_user("head", "purchase.group_purchase_manager")
        ).new_reorder_point += 1
        self.assertGreaterEqual(suggestion.service_then, typed)

    def test_predecessor_is_kept_until_the_day(self):
        self.sell_out()
        self.relearn()
        plain = self.point()
        self.replace(first_day="2026-06-01")
        self.relearn(self.rule | self.new)
        self.assertEqual(self.point(), plain)
        self.assertEqual(self.point(self.new), 0)

    def test_third_model_has_the_demand_of_all_before_it(self):
        self.sell_out()
        third = self.make_rule()
        self.replace(first_day="2026-02-01")
        self.replace(new=third, old=self.new)
        rules = self.rule | self.new | third
        self.assertEqual(self.asked_again(), rules)
        self.relearn(rules)
        self.assertEqual(self.point(), 0)
        self.assertEqual(self.point(self.new), 0)
        self.assertGreater(self.point(third), 20)

    def test_two_models_become_one(self):
        self.sell_out()
        other = self.make_rule()
        self.sell_regularly(other.product_id, quantity=2)
        self.env["jit.demand.unread"]._read_anew(other.product_id.ids)
        self.set_stock(other.product_id, 0)
        self.replace()
        self.relearn(self.new)
        one = self.learned(self.new).demand_rate
        self.replace(old=other)
        self.relearn(self.new)
        self.assertGreater(self.learned(self.new).demand_rate, 1.3 * one)

    def test_successor_of_one_rule_replaces_at_its_place_only(self):
        with_stock = self.env["stock.warehouse"].create({"name": "North", "code": "N"})
        north = self.make_rule_of(with_stock, self.product)
        self.plan(
            "supersession",
            applies_to="rule",
            orderpoint_id=self.new.id,
            other_product_id=self.product.id,
        )
        self.relearn(self.rule | north | self.new)
        self.assertTrue(self.rule.jit_effect_ids)
        self.assertFalse(north.jit_effect_ids)

    def test_successor_is_not_called_unsold(self):
        self.replace()
        self.relearn(self.new)
        self.assertNotEqual(self.suggestion(self.new).cause, "idle")
