from odoo.tests import tagged

from .adjustment_common import AdjustmentCommon


@tagged("post_install", "-at_install")
class TestAdjustmentLearned(AdjustmentCommon):
    """What is planned shapes what is learned, and its effect is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["jit.demand.unread"]._read_anew(cls.product.ids)

    def setUp(self):
        super().setUp()
        self.relearn()
        self.plain = self.point()

    def effect(self, adjustment, rule=None):
        return adjustment.effect_ids.filtered(
            lambda each: each.orderpoint_id == (rule or self.rule)
        )

    def test_promotion_raises_the_reorder_point_and_says_by_how_much(self):
        promotion = self.plan("uplift", factor=2, last_day="2026-04-30")
        self.relearn()
        self.assertGreater(self.point(), self.plain * 1.5)
        effect = self.effect(promotion)
        self.assertEqual(effect.reorder_point_before, self.plain)
        self.assertEqual(effect.reorder_point_after, self.point())
        self.assertTrue(effect.is_change)
        self.assertIn("Reorder Point", promotion.effect)
        self.assertIn("spring", promotion.display_name)
        self.assertEqual(self.rule.jit_effect_ids, effect)

    def test_promotion_is_said_in_the_suggestion_and_is_its_cause(self):
        self.relearn()
        self.suggestion().action_accept()
        self.plan("uplift", factor=2, last_day="2026-04-30")
        self.relearn()
        suggestion = self.suggestion()
        self.assertEqual(suggestion.cause, "adjustment")
        self.assertIn("Demand times 2", suggestion.sentence)

    def test_promotion_far_ahead_changes_nothing_yet(self):
        promotion = self.plan("uplift", factor=2, first_day="2026-06-01")
        self.relearn()
        self.assertEqual(self.point(), self.plain)
        self.assertFalse(self.effect(promotion).is_change)
        self.assertIn("nothing", promotion.effect)

    def test_promotion_of_a_category_reaches_its_products(self):
        above = self.env["product.category"].create({"name": "Screws"})
        below = self.env["product.category"].create(
            {"name": "Wood", "parent_id": above.id}
        )
        self.product.categ_id = below
        promotion = self.plan(
            "uplift",
            applies_to="category",
            category_id=above.id,
            factor=2,
            last_day="2026-04-30",
        )
        self.assertFalse(promotion.product_id)
        self.assertIn(self.rule, self.asked_again())
        self.relearn()
        self.assertGreater(self.point(), self.plain)

    def test_change_of_one_rule_leaves_the_others(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        on_shelf = self.make_rule(self.product, location_id=shelf.id)
        self.asked_again()
        promotion = self.plan(
            "uplift", applies_to="rule", orderpoint_id=on_shelf.id, factor=2
        )
        self.assertEqual(promotion.product_id, self.product)
        self.assertEqual(self.asked_again(), on_shelf)
        self.relearn(self.rule | on_shelf)
        self.assertEqual(promotion.effect_ids.orderpoint_id, on_shelf)
        self.assertEqual(self.point(), self.plain)

    def test_frozen_rule_gets_no_suggestion(self):
        self.assertTrue(self.suggestion())
        frozen = self.plan("freeze", last_day="2026-03-31")
        self.relearn()
        self.assertTrue(self.learned().is_frozen)
        self.assertFalse(self.suggestion())
        effect = self.effect(frozen)
        self.assertEqual(effect.reorder_point_before, self.plain)
        self.assertEqual(effect.reorder_point_after, self.rule.product_min_qty)
        self.assertIn("Stays at 10, 30", frozen.effect)
        with self.at("04-01"):
            self.relearn()
            self.assertTrue(self.suggestion())

    def test_phased_out_product_is_not_kept(self):
        self.plan("retire")
        self.relearn()
        self.assertEqual((self.point(), self.learned().target_stock), (0, 0))
        self.assertEqual(self.suggestion().new_target_stock, 0)

    def test_target_is_what_sells_before_it_expires(self):
        self.plan("shelf_life", shelf_life_days=10)
        before = self.learned().target_stock
        self.relearn()
        self.assertLess(self.learned().target_stock, before)

    def test_new_product_is_expected_to_sell_as_another(self):
        new = self.make_rule()
        self.relearn(new)
        self.assertEqual(self.point(new), 0)
        launch = self.plan(
            "launch",
            product_id=new.product_id.id,
            other_product_id=self.product.id,
            factor=0.5,
        )
        self.relearn(new)
        self.assertGreater(self.point(new), 0)
        self.assertAlmostEqual(
            self.learned(new).demand_rate, self.learned().demand_rate / 2, delta=0.1
        )
        self.assertTrue(self.effect(launch, new).is_change)

    def test_units_of_the_other_product_are_converted(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        product = self.make_product("Box", uom_id=dozen.id)
        self.make_offer(product)
        boxes = self.make_rule(product)
        self.plan(
            "launch", product_id=product.id, other_product_id=self.product.id, factor=3
        )
        self.relearn(boxes)
        self.assertAlmostEqual(
            self.learned(boxes).demand_rate, self.learned().demand_rate / 4, delta=0.1
        )

    def test_first_guess_is_learned_with(self):
        new = self.make_rule(jit_first_guess=60)
        self.relearn(new)
        self.assertAlmostEqual(self.learned(new).demand_rate, 60 / 30.4375, places=2)
        self.assertGreater(self.point(new), 0)
        self.asked_again()
        new.jit_first_guess = 30
        self.assertEqual(self.asked_again(), new)

    def test_fields_of_rules_older_than_this_are_empty(self):
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET jit_first_guess = NULL"
        )
        promotion = self.plan("uplift", factor=2)
        self.env.cr.execute("UPDATE jit_adjustment SET is_used = NULL")
        self.env.invalidate_all()
        self.relearn()
        self.assertTrue(promotion.is_used)
        self.assertGreater(self.point(), self.plain)

    def test_archived_change_is_forgotten(self):
        promotion = self.plan("uplift", factor=2)
        self.relearn()
        promotion.active = False
        self.assertIn(self.rule, self.asked_again())
        self.relearn()
        self.assertEqual(self.point(), self.plain)
        self.assertFalse(promotion.effect_ids)

    def test_as_many_queries_for_many_rules(self):
        rules = self.make_rule(self.make_bought_products(200))
        for rule in rules[:50]:
            self.plan(
                "supersession",
                product_id=rule.product_id.id,
                other_product_id=self.product.id,
            )
        category = self.env["product.category"].create({"name": "Screws"})
        rules.product_id.categ_id = category
        self.plan("uplift", applies_to="category", category_id=category.id, factor=2)
        self.assertAsManyQueries(
            lambda some: self.env["jit.learning"]._learn(some.ids), rules
        )
        self.assertEqual(len(self.learned(rules[7]).effects), 2)


@tagged("post_install", "-at_install")
class TestAdjustmentNight(AdjustmentCommon):
    """The night alone sees to what begins and ends, also where nothing sold."""

    def test_promotion_begins_and_ends_by_its_dates(self):
        self.plan("uplift", factor=3, first_day="2026-04-01", last_day="2026-04-20")
        with self.at("03-10"):
            self.run_learning()
            plain = self.point()
        with self.at("04-02", hour=3):
            self.run_learning()
            during = self.point()
        with self.at("04-21", hour=3):
            self.run_learning()
            after = self.point()
        self.assertGreater(during, 1.5 * plain)
        self.assertLess(after, plain + 1)

    def test_keeping_figures_begins_and_ends_by_its_dates(self):
        self.plan("freeze", first_day="2026-03-12", last_day="2026-03-13")
        found = []
        for day in ("03-11", "03-12", "03-13", "03-14"):
            with self.at(day):
                self.run_learning()
                found.append(bool(self.suggestion()))
        self.assertEqual(found, [True, False, False, True])

    def test_change_made_by_day_is_learned_at_once(self):
        self.run_learning()
        plain = self.point()
        self.plan("uplift", factor=2)
        self.run_learning()
        self.assertGreater(self.point(), plain)
