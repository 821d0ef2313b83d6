from unittest.mock import patch

from odoo import SUPERUSER_ID
from odoo.tests import tagged

from .trial_common import TrialCommon


@tagged("post_install", "-at_install")
class TestTrialFigures(TrialCommon):
    def suggest(self, point, target):
        return self.env["jit.reorder.proposal"].create(
            {
                "orderpoint_id": self.rule.id,
                "product_id": self.product.id,
                "company_id": self.env.company.id,
                "cause": "first",
                "old_reorder_point": 10,
                "old_target_stock": 30,
                "new_reorder_point": point,
                "new_target_stock": target,
                "suggested_reorder_point": point,
                "suggested_target_stock": target,
            }
        )

    def test_open_suggestion_is_what_is_tried(self):
        proposal = self.suggest(25, 60)
        self.look("03-10")
        self.assertEqual(self.would_be(), [("03-10", 40)])
        order = self.env["jit.trial.order"].search([])
        figures = (order.figures, order.reorder_point, order.target_stock)
        self.assertEqual(figures, ("suggested", 25, 60))
        day = self.noted("03-10")
        self.assertEqual((day.rule_reorder_point, day.rule_target_stock), (10, 30))
        proposal.action_decline("too much")
        self.look("03-10", 20)
        self.assertEqual(self.would_be(), [])
        self.assertEqual(self.noted("03-10").figures, "own")

    def test_rule_itself_is_never_written(self):
        self.suggest(25, 60)
        self.env.flush_all()
        self.env.cr.execute("SELECT * FROM stock_warehouse_orderpoint ORDER BY id")
        before = self.env.cr.dictfetchall()
        self.look("03-10")
        self.env.cr.execute("SELECT * FROM stock_warehouse_orderpoint ORDER BY id")
        self.assertEqual(self.env.cr.dictfetchall(), before)


@tagged("post_install", "-at_install")
class TestTrialLife(TrialCommon):
    def test_log_stays_when_the_trial_ends_the_rule_goes_live_and_back(self):
        self.sell(12, "03-11")
        self.look("03-11")
        for step in ("end_trial", "go_live", "undo"):
            getattr(self.rule, f"action_jit_{step}")()
            self.look("03-12")
            self.assertEqual(self.would_be(), [("03-11", 22)], step)
            self.assertFalse(self.noted("03-12"))

    def test_rule_that_core_would_drop_stays_with_its_log(self):
        """Manual rules of the system itself go once nothing is to be ordered."""
        rule, other = self.make_rule(
            self.make_bought_products(2), 0, 0, trigger="manual"
        ).with_user(SUPERUSER_ID)
        with self.at("03-10", 8):
            rule.action_jit_start_trial()
        self.look("03-10")
        rules = self.env["stock.warehouse.orderpoint"]
        for step in (lambda: None, rule.action_jit_end_trial):
            step()
            rules._unlink_processed_orderpoints()
            (rule | self.rule)._unlink_processed_orderpoints()
            self.assertTrue(rule.exists())
        self.assertTrue(self.noted("03-10", rule))
        self.assertFalse(other.exists())

    def test_rule_that_core_made_is_ordered_by_hand_and_stays(self):
        rule, other = self.make_rule(
            self.make_bought_products(2), trigger="manual"
        ).with_user(SUPERUSER_ID)
        with self.at("03-10", 8):
            rule.action_jit_start_trial()
        storekeeper = self.make_user("Keeper", "stock.group_stock_manager")
        (rule | other).with_user(storekeeper).action_replenish()
        self.assertTrue(rule.exists())
        self.assertFalse(other.exists())
        rule.unlink()
        self.assertFalse(rule.exists())

    def test_second_trial_begins_with_the_real_shelf(self):
        self.sell(12, "03-11")
        self.look("03-11")
        self.rule.action_jit_end_trial()
        with self.at("03-20"):
            self.rule.action_jit_start_trial()
        self.look("03-20")
        self.assertEqual(self.would_be(), [("03-11", 22), ("03-20", 22)])
        self.look("04-03")
        self.assertEqual(self.noted("04-03").trial_on_hand, 30)
        self.assertFalse(self.noted("03-15"))

    def test_starting_wakes_the_action(self):
        cron = self.env.ref("jit_replenishment.ir_cron_trial")
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", cron.id)])
        self.assertTrue(triggers)

    def test_live_rule_of_another_size_is_decided_beside_but_not_noted(self):
        other = self.make_rule()
        self.look("03-10")
        self.assertFalse(self.would_be(other))

    def test_rule_that_fails_costs_itself_only_and_is_shown(self):
        bad = self.make_rule(self.make_bought_products(1), trigger="auto")
        with self.at("03-10", 8):
            bad.action_jit_start_trial()
        self.sell(12, "03-11")
        look = self.registry["jit.trial.situation"]._look

        def fail_for_bad(model, rule_ids):
            if bad.id in rule_ids:
                raise ValueError("a figure that is none")
            return look(model, rule_ids)

        with (
            patch.object(self.registry["jit.trial.situation"], "_look", fail_for_bad),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.look("03-11")
        self.assertEqual(self.would_be(), [("03-11", 22)])
        state = self.state(bad)
        self.assertEqual(state.state, "failed")
        self.assertIn("a figure that is none", state.detail)
        self.look("03-11", 20)
        self.assertEqual(
            (self.state(bad).state, self.state(bad).detail), ("noted", False)
        )
        self.assertEqual(self.would_be(bad), [("03-11", 30)])

    def test_rule_of_an_archived_product_says_that_it_cannot_be_tried(self):
        self.product.active = False
        self.rule.active = True
        self.look("03-11")
        self.assertEqual(self.state().state, "impossible")

    def test_interrupted_run_goes_on_without_looking_twice(self):
        self.look("03-11", 12)
        other = self.make_rule(self.make_bought_products(1), trigger="auto")
        other.action_jit_start_trial()
        # as if the last run had come to the first rule only
        self.state().looked_at = "2026-03-11 11:50:00"
        self.look("03-11", 12)
        self.assertEqual(str(self.state().looked_at), "2026-03-11 11:50:00")
        self.assertEqual(self.state(other).state, "noted")

    def test_old_days_are_forgotten_but_not_of_a_trial_that_goes_on(self):
        self.sell(12, "03-11")
        self.look("03-11")
        orders = self.env["jit.trial.order"]
        with self.at("03-11"):
            orders._forget_old()
        self.env["ir.config_parameter"].set_param(
            "jit_replenishment.trial_retention_days", "1"
        )
        with self.at("03-20"):
            orders._forget_old()
            self.assertEqual(len(self.would_be()), 1)
            self.rule.action_jit_end_trial()
            orders._forget_old()
            self.env["jit.trial.day"]._forget_old()
        self.assertEqual(self.would_be(), [])
        self.assertFalse(self.noted("03-11"))
