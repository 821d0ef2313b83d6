from datetime import timedelta

from odoo.tests import tagged

from .go_live_common import PreviewCommon


@tagged("post_install", "-at_install")
class TestGoLiveDone(PreviewCommon):
    """After the yes the page tells what was ordered, what follows, or that nothing
    does."""

    def go_live(self, rules, **vals):
        wizard = self.open_preview(rules, **vals)
        wizard.action_go_live()
        self.assertEqual(wizard.state, "done")
        return wizard

    def test_drafts_that_follow_are_announced_and_then_counted(self):
        rules = self.make_core_rules(2)
        wizard = self.go_live(rules)
        self.assertIn("Drafts follow within seconds: 2 lines.", wizard.said)
        self.assertTrue(wizard.is_at_work)
        self.assertFalse(wizard.ordered_count)
        self.run_replenishment()
        self.assertIn("Ordered: 2 lines in 1 order.", wizard.said)
        self.assertNotIn("follow", wizard.said)
        self.assertEqual(wizard.ordered_count, 2)
        self.assertFalse(wizard.is_at_work)

    def test_where_nothing_is_to_be_ordered_no_draft_is_promised(self):
        rule = self.make_core_rule("auto")
        self.set_stock(rule.product_id, 20)
        wizard = self.go_live(rule)
        self.assertIn("Nothing is to be ordered now.", wizard.said)
        self.assertNotIn("seconds", wizard.said)
        self.assertFalse(wizard.is_at_work)

    def test_what_cannot_be_ordered_is_no_order_that_follows(self):
        rule = self.make_rule(self.make_product("Nobody Sells It"), trigger="auto")
        wizard = self.go_live(rule)
        self.assertIn("To fix before they can order: 1.", wizard.said)
        self.assertNotIn("seconds", wizard.said)

    def test_run_that_asks_first_is_told(self):
        self.env.company.jit_limit_lines = 1
        wizard = self.go_live(self.make_core_rules(3))
        self.run_replenishment()
        self.assertIn("a manager is asked first", wizard.said)
        self.assertNotIn("seconds", wizard.said)

    def test_what_does_not_come_is_not_promised_for_ever(self):
        wizard = self.go_live(self.make_core_rules(2))
        wizard.live_at -= timedelta(minutes=6)
        self.assertIn("Not ordered: 2 lines.", wizard.said)
        self.assertFalse(wizard.is_at_work)

    def test_line_that_was_confirmed_meanwhile_was_ordered_all_the_same(self):
        rules = self.make_core_rules(1)
        wizard = self.go_live(rules)
        self.run_replenishment()
        self.draft_lines(rules).order_id.button_confirm()
        self.assertEqual(wizard.ordered_count, 1)
        self.assertNotIn("follow", wizard.said)

    def test_lines_of_before_are_not_taken_for_what_was_ordered_now(self):
        rules = self.make_core_rules(1)
        rules.action_jit_go_live()
        self.run_replenishment()
        self.draft_lines(rules).order_id.button_confirm()
        rules.action_jit_undo()
        wizard = self.open_preview(rules)
        wizard.action_go_live()
        wizard.live_at += timedelta(minutes=1)
        self.assertFalse(wizard.ordered_count)
        self.assertIn("Nothing is to be ordered now.", wizard.said)

    def test_manager_is_led_on_to_approve_and_to_the_roll_out(self):
        manager = self.make_user("Manager", "purchase.group_purchase_manager")
        arch = self.env["jit.go.live"].with_user(manager).get_view()["arch"]
        for xmlid in ("jit_approve_line_action", "jit_rollout_line_action"):
            action = self.env.ref(f"jit_replenishment.{xmlid}")
            self.assertIn(f'name="{action.id}"', arch)
