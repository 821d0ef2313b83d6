from odoo.tests import Form, tagged

from .adjustment_common import AdjustmentCommon


@tagged("post_install", "-at_install")
class TestExcluded(AdjustmentCommon):
    """Days that say nothing of the time to come are left out by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sell(300, "03-02")
        cls.env["jit.demand.unread"]._read_anew(cls.product.ids)
        cls.manager = cls.make_user("head of buying", "purchase.group_purchase_manager")
        cls.buyer = cls.make_user("buyer", "purchase.group_purchase_user")

    def setUp(self):
        super().setUp()
        self.relearn()

    def listed(self, user):
        """What the button on the rule opens."""
        action = self.rule.with_user(user).action_jit_open_demand()
        return self.env[action["res_model"]].with_user(user).search(action["domain"])

    def test_largest_order_is_marked_with_what_is_counted_of_it(self):
        events = self.listed(self.buyer)
        (bulk,) = events.filtered("is_cut")
        self.assertEqual((str(bulk.day), bulk.quantity), ("2026-03-02", 300))
        self.assertLess(bulk.counted, 60)
        other = (events - bulk)[0]
        self.assertEqual(other.counted, other.quantity)

    def test_left_out_day_is_learned_without_at_once_and_said(self):
        self.asked_again()
        before = self.point()
        self.rule.write({"product_min_qty": 60, "product_max_qty": 100})
        self.relearn()
        served = self.learned().measured_service
        (bulk,) = self.listed(self.manager).filtered("is_cut")
        bulk.excluded = True
        self.assertEqual((bulk.counted, bulk.is_cut), (0, False))
        self.assertEqual(self.asked_again(), self.rule)
        self.relearn()
        self.assertLess(self.point(), before)
        self.assertGreater(self.learned().measured_service, served)
        self.assertIn("1 order not counted (300", self.rule.jit_not_counted)

    def test_rule_with_nothing_left_out_says_nothing(self):
        self.assertFalse(self.rule.jit_not_counted)
        self.assertFalse(self.make_rule().jit_not_counted)

    def test_form_of_the_rule_is_for_those_who_only_read(self):
        self.plan("freeze")
        self.relearn()
        for user in (self.buyer, self.manager):
            form = Form(self.rule.with_user(user))
            self.assertEqual(len(form.jit_effect_ids), 1)

    def test_button_shows_what_is_planned_for_product_rule_and_category(self):
        category = self.env["product.category"].create({"name": "Screws"})
        self.product.categ_id = category
        other = self.make_product("Nut")
        planned = (
            self.plan("freeze")
            + self.plan("retire", applies_to="rule", orderpoint_id=self.rule.id)
            + self.plan("uplift", applies_to="category", category_id=category.id)
            + self.plan(
                "supersession",
                product_id=other.id,
                other_product_id=self.product.id,
            )
        )
        self.plan("freeze", product_id=other.id)
        action = self.rule.with_user(self.buyer).action_jit_open_adjustments()
        found = self.env["jit.adjustment"].search(action["domain"])
        self.assertEqual(found, planned.sorted("id", reverse=True))

    def test_as_many_queries_for_many_days(self):
        events = self.listed(self.manager)
        self.assertGreater(len(events), 20)
        self.assertAsManyQueries(lambda some: some.mapped("counted"), events)
