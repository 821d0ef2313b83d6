from odoo.exceptions import AccessError
from odoo.tests import tagged

from .adjustment_common import AdjustmentCommon


@tagged("post_install", "-at_install")
class TestIdle(AdjustmentCommon):
    """What has not been sold for half a year is suggested for nothing on the shelf."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["jit.demand.unread"]._read_anew(cls.product.ids)
        cls.manager = cls.make_user("head of buying", "purchase.group_purchase_manager")
        cls.buyer = cls.make_user("buyer", "purchase.group_purchase_user")

    def on(self, day):
        """Learned on that day; what is suggested then."""
        with self.at(day):
            self.relearn()
            return self.suggestion()

    def test_half_a_year_is_told_with_its_days(self):
        # the last sale was on 9 March
        self.assertNotEqual(self.on("09-07").cause, "idle")
        suggestion = self.on("09-08")
        self.assertEqual(suggestion.cause, "idle")
        self.assertEqual(
            (suggestion.new_reorder_point, suggestion.new_target_stock), (0, 0)
        )
        self.assertIn("Not sold for 182 days. Keep none", suggestion.sentence)
        self.assertLess(suggestion.average_stock_then, suggestion.average_stock_now)

    def test_after_a_year_it_may_be_phased_out(self):
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id)]
        )
        event._write({"excluded": False})
        self.env.cr.execute(
            "UPDATE jit_demand_event SET day = day - 365 WHERE product_id = %s",
            [self.product.id],
        )
        self.env.cr.execute(
            "UPDATE jit_demand_span SET first_day = first_day - 365"
            " WHERE orderpoint_id = %s",
            [self.rule.id],
        )
        self.env.invalidate_all()
        self.relearn()
        suggestion = self.suggestion()
        self.assertIn("Phase it out", suggestion.sentence)
        suggestion.with_user(self.manager).action_phase_out()
        self.assertEqual(suggestion.state, "accepted")
        self.assertEqual((self.rule.product_min_qty, self.rule.product_max_qty), (0, 0))
        planned = self.env["jit.adjustment"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        self.assertEqual((planned.kind, planned.user_id), ("retire", self.manager))
        self.relearn()
        self.assertFalse(self.suggestion())

    def test_buyer_phases_nothing_out(self):
        suggestion = self.on("09-20")
        with self.assertRaises(AccessError):
            suggestion.with_user(self.buyer).action_phase_out()

    def test_declined_once_is_not_suggested_again(self):
        with self.at("09-20"):
            self.relearn()
            self.suggestion().action_decline("insurance part")
        self.assertFalse(self.on("10-20"))

    def test_sale_withdraws_it(self):
        with self.at("09-20"):
            self.relearn()
        self.sell(4, "09-25")
        self.env["jit.demand.unread"]._read_anew(self.product.ids)
        self.assertNotEqual(self.on("09-26").cause, "idle")

    def test_never_sold_but_kept_for_half_a_year(self):
        rule = self.make_rule()
        self.stock_up(50, "03-10", product=rule.product_id)
        self.env["jit.demand.unread"]._read_anew(rule.product_id.ids)
        with self.at("09-20"):
            self.relearn(rule)
            self.assertEqual(self.suggestion(rule).cause, "idle")

    def test_frozen_figures_stay(self):
        self.plan("freeze")
        self.assertFalse(self.on("09-20"))
