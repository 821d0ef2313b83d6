from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .test_rule_page_learned import RulePageCommon

_READ_HISTORIES = "odoo.addons.jit_replenishment.models.jit_learnable.read_histories"


@tagged("post_install", "-at_install")
class TestRulePageWhatIf(RulePageCommon):
    """Other service, lead time or minimum: seen before, saved through one door."""

    def ask(self, user=None, **asked):
        """The open panel after these were typed."""
        wizards = self.env["jit.what.if"].with_user(user or self.manager)
        panel = Form(wizards.with_context(default_orderpoint_id=self.rule.id))
        for name, value in asked.items():
            panel[name] = value
        return panel

    def test_it_starts_from_what_was_learned_and_from_the_vendor(self):
        self.product.seller_ids.min_qty = 12
        panel = self.ask()
        self.assertEqual(panel.service_asked, 0.97)
        self.assertEqual((panel.lead_time_days, panel.lead_time_deviation), (16.2, 6.1))
        self.assertEqual(panel.minimum, 12)
        self.assertEqual((panel.reorder_point_now, panel.target_now), (30, 60))
        self.assertEqual((panel.reorder_point_learned, panel.target_learned), (47, 92))
        self.assertFalse(panel.is_changed)

    def test_learned_figures_are_used_without_a_pin(self):
        wizard = self.ask().save()
        wizard.action_use()
        figures = (wizard.reorder_point_then, wizard.target_then)
        self.assertEqual(self.figures(self.rule), figures)
        self.assertFalse(self.rule.jit_pinned)

    def test_pin_stays_as_it_was_left_while_figures_are_typed(self):
        panel = self.ask(service_asked=0.995)
        panel.is_pinned = False
        panel.minimum = 80
        self.assertFalse(panel.is_pinned)

    def test_only_who_may_use_the_figures_is_asked_why(self):
        self.assertIn("reason", self.ask()._view["fields"])
        for name in ("reason", "is_pinned"):
            self.assertNotIn(name, self.ask(self.buyer)._view["fields"])

    def test_more_service_needs_more_stock_and_serves_more(self):
        panel, more = self.ask(), self.ask(service_asked=0.995)
        self.assertGreater(more.reorder_point_then, panel.reorder_point_then)
        self.assertGreater(more.value_then, panel.value_then)
        self.assertGreaterEqual(more.service_then, 0.995)
        self.assertAlmostEqual(more.value_then, more.stock_then * 2.0, delta=1.0)
        self.assertTrue(more.is_pinned)

    def test_longer_lead_time_raises_the_point_and_tells_what_now_would_do(self):
        panel, longer = self.ask(), self.ask(lead_time_days=30)
        self.assertGreater(longer.reorder_point_then, panel.reorder_point_then)
        self.assertIn("present reorder point would last", longer.said)
        self.assertFalse(panel.said)

    def test_shorter_lead_time_is_less_uneven_unless_one_says_otherwise(self):
        panel = self.ask(lead_time_days=8.1)
        self.assertAlmostEqual(panel.lead_time_deviation, 3.0, places=1)
        panel.lead_time_deviation = 6.1
        self.assertEqual(panel.lead_time_deviation, 6.1)

    def test_nothing_asked_uses_what_was_learned_with_all_that_caps_it(self):
        """As a shelf life does, of which this page knows nothing."""
        learning = self.make_learning(self.rule, reorder_point=20, target_stock=25)
        self.ask().save().action_use()
        self.assertEqual(self.figures(self.rule), (20, 25))
        self.assertFalse(learning.is_overruled)

    def test_figures_chosen_here_are_not_suggested_away(self):
        self.assertTrue(self.learn(self.rule))
        panel = self.ask(service_asked=0.9, is_pinned=False)
        panel.save().action_use()
        self.assertFalse(self.rule.jit_pinned)
        self.assertFalse(self.suggested(self.rule))
        self.assertFalse(self.learn(self.rule))
        self.assertTrue(self.learn(self.rule, reorder_point=70, target_stock=130))

    def test_page_says_that_what_was_learned_is_of_before(self):
        self.env.cr.precommit.run()
        self.env["jit.learning.request"].search([]).unlink()
        self.assertFalse(self.rule.jit_is_learning)
        self.ask(service_asked=0.9).save().action_use()
        self.rule.invalidate_recordset()
        self.assertTrue(self.rule.jit_is_learning)
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.rule.invalidate_recordset()
        self.assertTrue(self.rule.jit_is_learning)

    def test_vendor_that_is_always_as_long_needs_less(self):
        self.assertLess(
            self.ask(lead_time_deviation=0).reorder_point_then,
            self.ask().reorder_point_then,
        )

    def test_larger_minimum_raises_the_target_and_orders_seldom(self):
        panel, larger = self.ask(minimum=100), self.ask(minimum=500)
        self.assertEqual(larger.reorder_point_then, panel.reorder_point_then)
        self.assertEqual(larger.target_then, larger.reorder_point_then + 500)
        self.assertLess(larger.orders_then, panel.orders_then)

    def test_larger_minimum_keeps_orders_from_overtaking_each_other(self):
        self.env.company.jit_order_cost = 0.1
        learning = self.env["jit.learning"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        learning.write({"lot_size": 18, "lead_time_correlation": 0.0})
        panel, larger = self.ask(minimum=20), self.ask(minimum=500)
        self.assertGreater(larger.reorder_point_then, panel.reorder_point_then)

    def test_nothing_is_written_before_it_is_used(self):
        self.ask(service_asked=0.99).save()
        self.assertEqual(self.figures(self.rule), (30, 60))
        self.assertFalse(self.rule.jit_change_ids)

    def test_used_figures_are_in_the_history_with_who_and_why(self):
        wizard = self.ask(service_asked=0.995, minimum=80, reason="Trade fair").save()
        wizard.is_pinned = False
        wizard.action_use()
        figures = (wizard.reorder_point_then, wizard.target_then)
        self.assertEqual(self.figures(self.rule), figures)
        change = self.rule.jit_change_ids
        self.assertEqual((change.source, change.user_id), ("what_if", self.manager))
        self.assertEqual(change.old_reorder_point, 30)
        for said in ("99.5 %", "minimum 80", "Trade fair"):
            self.assertIn(said, change.why)
        self.assertEqual(self.rule.jit_expected_demand, 36)

    def test_figures_of_a_longer_lead_time_expect_no_more_than_the_engine_sees(self):
        wizard = self.ask(lead_time_days=60).save()
        wizard.action_use()
        self.assertGreater(self.rule.product_min_qty, 100)
        self.assertLessEqual(self.rule.jit_expected_demand, 36)

    def test_pinned_figures_are_not_suggested_away(self):
        proposal = self.learn(self.rule)
        wizard = self.ask(service_asked=0.995).save()
        self.assertTrue(wizard.is_pinned)
        wizard.action_use()
        self.assertTrue(self.rule.jit_pinned)
        self.assertIn("99.5 %", self.rule.jit_pin_reason)
        self.assertEqual(proposal.state, "superseded")
        self.assertEqual(self.sources(self.rule), ["what_if", "pinned"])

    def test_what_no_shop_can_ask_is_said_and_refused(self):
        for asked in (
            {"service_asked": 1.0},
            {"service_asked": 0.2},
            {"lead_time_days": -1},
            {"lead_time_deviation": 5000},
            {"minimum": -3},
        ):
            panel = self.ask(**asked)
            self.assertIn("Enter a", panel.said)
            with self.assertRaises(ValidationError):
                panel.save().action_use()
        self.assertEqual(self.figures(self.rule), (30, 60))

    def test_buyer_and_storekeeper_look_and_do_not_use(self):
        for user in (self.buyer, self.storekeeper):
            wizard = self.ask(user, service_asked=0.99).save()
            self.assertGreater(wizard.reorder_point_then, 30)
            with self.assertRaises(AccessError):
                wizard.action_use()
        self.assertTrue(self.ask(self.buyer).tells_value)
        self.assertFalse(self.ask(self.storekeeper).tells_value)

    def test_rule_nobody_sells_for_is_asked_about_all_the_same(self):
        self.product.seller_ids.unlink()
        panel = self.ask(service_asked=0.995)
        self.assertEqual(panel.minimum, 0)
        self.assertGreater(panel.reorder_point_then, 47)
        self.assertGreater(panel.target_then, panel.reorder_point_then)

    def test_rule_supplied_from_another_warehouse_has_no_minimum(self):
        self.product.seller_ids.min_qty = 500
        other = self.env["stock.warehouse"].create({"name": "Depot", "code": "DEP"})
        self.warehouse.resupply_wh_ids = other
        self.rule.route_id = self.warehouse.resupply_route_ids
        panel = self.ask()
        self.assertEqual(panel.minimum, 0)
        self.assertLess(panel.target_then, panel.reorder_point_then + 500)

    def test_rule_of_another_company_is_not_asked_about(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_other_manager(company)
        with self.assertRaises(AccessError):
            self.ask(stranger)

    def test_rule_nothing_was_learned_of_says_so(self):
        self.learning.unlink()
        with self.assertRaises(UserError):
            self.ask()

    def test_no_history_is_read(self):
        with patch(_READ_HISTORIES) as read:
            self.ask(service_asked=0.99, lead_time_days=20)
        read.assert_not_called()
