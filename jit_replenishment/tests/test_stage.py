from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .proposal_common import ProposalCommon
from .test_go_live import GoLiveCommon


@tagged("post_install", "-at_install")
class TestStage(GoLiveCommon):
    def test_rule_on_trial_is_otherwise_what_it_was(self):
        rule = self.make_core_rule("manual", snoozed_until="2026-04-01")
        before = self.stored(rule)
        rule.action_jit_start_trial()
        self.assertEqual(rule.jit_stage, "trial")
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        rule.action_jit_end_trial()
        self.assertEqual(self.stored(rule), before)

    def test_going_live_ends_the_trial(self):
        rule = self.make_core_rule("auto")
        rule.action_jit_start_trial()
        rule.action_jit_go_live()
        self.assertEqual(rule.jit_stage, "live")
        self.assertTrue(rule.jit_live_since)
        self.assertFalse(rule.jit_trial_since)
        rule.action_jit_undo()
        self.assertEqual(rule.jit_stage, "hand")
        self.assertFalse(rule.jit_live_since)

    def test_rule_made_just_in_time_is_live_from_its_first_day(self):
        rule = self.make_rule(self.make_product())
        self.assertEqual(rule.jit_stage, "live")
        self.assertTrue(rule.jit_live_since)

    def test_going_live_again_keeps_its_first_day(self):
        rule = self.make_rule(self.make_product())
        other = self.make_core_rule("auto")
        rule.jit_live_since = "2026-01-01 00:00:00"
        (rule + other).trigger = "jit"
        self.assertEqual(str(rule.jit_live_since), "2026-01-01 00:00:00")
        self.assertGreater(other.jit_live_since, rule.jit_live_since)

    def test_trial_of_a_live_rule_is_refused_with_a_reason(self):
        rule = self.make_rule(self.make_product())
        for act in (rule.action_jit_start_trial, rule.action_jit_try_out):
            with self.assertRaisesRegex(UserError, "Take off Just in Time first"):
                act()

    def test_trial_of_a_rule_on_trial_says_where_it_is_shown(self):
        rule = self.make_core_rule("auto")
        rule.action_jit_start_trial()
        with self.assertRaisesRegex(UserError, "Rules on Trial shows"):
            rule.action_jit_try_out()

    def test_of_a_mixed_selection_those_that_can_are_tried(self):
        live = self.make_rule(self.make_product())
        tried, hand = self.make_core_rule("auto"), self.make_core_rule("manual")
        tried.action_jit_start_trial()
        said = (live | tried | hand).action_jit_try_out()["params"]
        self.assertEqual((live | tried | hand).mapped("jit_stage").count("trial"), 2)
        self.assertEqual(said["type"], "warning")
        for part in ("1 trial started", "live already: 1", "on trial already: 1"):
            self.assertIn(part, said["message"])

    def test_where_all_rules_are_live_no_trial_is_offered(self):
        rules = self.env["stock.warehouse.orderpoint"]

        def offered(xmlid):
            views = rules.get_views(
                [(False, "list")],
                {"toolbar": True, "action_id": self.env.ref(xmlid).id},
            )
            return [
                each["name"] for each in views["views"]["list"]["toolbar"]["action"]
            ]

        trial = "Try Just in Time Out"
        live = offered("jit_replenishment.jit_rule_action")
        self.assertNotIn(trial, live)
        self.assertIn("Take off Just in Time", live)
        self.assertIn(trial, offered("stock.action_orderpoint_replenish"))

    def test_storekeeper_cannot_start_a_trial(self):
        rule = self.make_core_rule("auto")
        storekeeper = self.make_user("Keeper", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            rule.with_user(storekeeper).action_jit_start_trial()


@tagged("post_install", "-at_install")
class TestGoingLiveWithWhatWasLearned(ProposalCommon):
    def make_manual(self, reorder_point, target):
        rule = self.make_rule(
            self.make_bought_products(1), reorder_point, target, trigger="manual"
        )
        self.make_learning(rule)
        return rule

    def test_learned_figures_expect_what_was_learned(self):
        rule = self.make_manual(47, 92)
        rule.with_user(self.manager).action_jit_go_live()
        self.assertEqual(rule.jit_expected_demand, 36)
        rule.action_jit_undo()
        self.assertEqual(rule.jit_expected_demand, 0)

    def test_other_figures_expect_nothing(self):
        rule = self.make_manual(46, 92)
        rule.action_jit_go_live()
        self.assertEqual(rule.jit_expected_demand, 0)
