from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import JitCommon

REPLENISHER = "odoo.addons.jit_replenishment.models.jit_replenisher"


class BadRuleCommon(JitCommon):
    """Five rules that order, one of which is going to fail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.make_rule(cls.make_bought_products(5))
        cls.bad = cls.rules[2]
        cls.good = cls.rules - cls.bad


@tagged("post_install", "-at_install")
class TestPoison(BadRuleCommon):
    """One rule that fails costs itself only, and somebody sees it."""

    def poison(self, model, method, culprit):
        """``method(..., wish)`` of the model raises for the culprit's product."""
        original = getattr(type(self.env[model]), method)

        def poisoned(records, *args):
            if args[-1].verdict.rule.product_id == culprit.product_id.id:
                raise ValueError("poisoned")
            return original(records, *args)

        return patch.object(type(self.env[model]), method, poisoned)

    def test_failing_line_costs_its_rule_only(self):
        with (
            self.poison("jit.draft.order", "_prepare_line_vals", self.bad),
            mute_logger(REPLENISHER),
        ):
            self.run_replenishment()
        self.assertEqual(self.draft_lines(self.rules).orderpoint_id, self.good)
        self.assertEqual(len(self.draft_lines(self.rules).order_id), 1)
        problem = self.open_problems(self.rules)
        self.assertEqual(problem.orderpoint_id, self.bad)
        self.assertEqual(problem.kind, "failed")
        self.assertEqual(problem.detail, "ValueError: poisoned")
        self.assertIn("administrator", problem.message)

    def test_failing_decision_costs_its_rule_only(self):
        original = type(self.env["jit.situation"])._decide

        def poisoned(records, rule_ids):
            if self.bad.id in rule_ids:
                raise ValueError("poisoned")
            return original(records, rule_ids)

        with (
            patch.object(type(self.env["jit.situation"]), "_decide", poisoned),
            mute_logger(REPLENISHER),
        ):
            self.run_replenishment()
        self.assertEqual(self.draft_lines(self.rules).orderpoint_id, self.good)
        self.assertEqual(self.open_problems(self.rules).orderpoint_id, self.bad)

    def test_problem_is_recorded_once_and_closes_itself_when_cured(self):
        with (
            self.poison("jit.draft.order", "_prepare_line_vals", self.bad),
            mute_logger(REPLENISHER),
        ):
            self.run_replenishment()
            self.bad._jit_signal()
            self.run_replenishment()
        problem = self.open_problems(self.rules)
        self.assertEqual(len(problem), 1)
        problem.action_check_again()
        self.run_replenishment()
        self.assertFalse(self.open_problems(self.rules))
        self.assertOrdered(self.bad, 30)

    def test_problem_of_a_rule_that_needs_nothing_any_more_closes(self):
        with (
            self.poison("jit.draft.order", "_prepare_line_vals", self.bad),
            mute_logger(REPLENISHER),
        ):
            self.run_replenishment()
        self.set_stock(self.bad.product_id, 50)
        self.run_replenishment()
        self.assertFalse(self.open_problems(self.rules))

    def test_scheduled_action_stays_active(self):
        cron = self.env.ref("jit_replenishment.ir_cron_replenish")
        with (
            self.poison("jit.draft.order", "_prepare_line_vals", self.bad),
            mute_logger(REPLENISHER),
        ):
            self.run_replenishment()
        self.assertTrue(cron.active)
        self.assertEqual(cron.failure_count, 0)
