"""What expires is not stocked for longer than it keeps."""

from odoo.tests import tagged

from odoo.addons.jit_replenishment.tests.adjustment_common import AdjustmentCommon


@tagged("post_install", "-at_install")
class TestLearningExpiry(AdjustmentCommon):
    """The part sells 2 a day and takes 14 days; a lot of it is for some weeks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["jit.demand.unread"]._read_anew(cls.product.ids)

    def setUp(self):
        super().setUp()
        self.relearn()
        self.plain = self.learned()._as_learned()

    def keeps(self, days, **vals):
        """A product in lots that expire."""
        self.product.write(
            {
                "tracking": "lot",
                "use_expiration_date": True,
                "expiration_time": days,
                **vals,
            }
        )

    def sellable(self, days):
        """What sells until goods that come in after 14 days are gone."""
        return self.learned().demand_rate * (14 + days)

    def test_target_is_what_sells_before_it_expires(self):
        self.keeps(10)
        self.assertEqual(self.asked_again(), self.rule)
        self.relearn()
        learned = self.learned()
        self.assertLess(learned.target_stock, self.plain.target_stock)
        self.assertAlmostEqual(learned.target_stock, self.sellable(10), delta=1)

    def test_rule_and_suggestion_say_what_it_did(self):
        self.keeps(10)
        self.relearn()
        self.assertIn("Keeps 10 days", self.rule.jit_not_counted)
        self.assertIn("Keeps 10 days", self.suggestion().sentence)

    def test_what_is_taken_off_the_shelf_before_sells_no_longer(self):
        self.keeps(15, removal_time=5)
        self.relearn()
        self.assertAlmostEqual(self.learned().target_stock, self.sellable(10), delta=1)

    def test_planned_shelf_life_and_the_products_own_the_shorter_holds(self):
        self.keeps(40)
        self.plan("shelf_life", shelf_life_days=10)
        self.relearn()
        self.assertAlmostEqual(self.learned().target_stock, self.sellable(10), delta=1)

    def test_what_keeps_longer_than_a_lot_lasts_changes_nothing(self):
        self.keeps(400)
        self.relearn()
        self.assertEqual(self.learned().target_stock, self.plain.target_stock)
        self.assertFalse(self.rule.jit_not_counted)

    def test_date_that_is_not_used_says_nothing(self):
        for vals in (
            {"use_expiration_date": False},
            {"expiration_time": 0},
            {"tracking": "none"},
        ):
            self.keeps(10)
            self.product.write(vals)
            self.relearn()
            self.assertEqual(self.learned().target_stock, self.plain.target_stock)
