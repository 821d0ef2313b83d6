from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged

from ..models import jit_rule_suggestion_made
from .choose_common import SuggestedCommon


@tagged("post_install", "-at_install")
class TestSuggestionMeanwhile(SuggestedCommon):
    """Somebody answers a suggestion that the background is at work on."""

    @contextmanager
    def answered_meanwhile(self, answer):
        """Somebody answers while the background is at work: it tries again with the
        ids it had taken before."""
        module = jit_rule_suggestion_made
        take = module.next_suggestions

        def wrapper(env, *args):
            ids = take(env, *args)
            if self.row.id in ids:
                answer(self.row.with_env(env).with_user(self.manager))
                env.flush_all()
            return ids

        with patch.object(module, "next_suggestions", wrapper):
            yield

    def type_figures(self, row):
        row.write({"reorder_point": 3, "target_stock": 5})

    def type_and_make(self, row):
        self.type_figures(row)
        row.action_make()

    def test_figures_typed_while_they_are_worked_out_stay(self):
        self.row.sudo().state = "waiting"
        with self.answered_meanwhile(self.type_figures):
            self.run_suggesting()
        self.assertEqual((self.row.state, self.row.is_edited), ("ready", True))
        self.assertEqual((self.row.reorder_point, self.row.target_stock), (3, 5))

    def test_rule_made_while_it_is_worked_out_stays_made(self):
        self.row.sudo().state = "waiting"
        with self.answered_meanwhile(self.type_and_make):
            self.run_suggesting()
        self.assertEqual(self.row.state, "made")
        self.assertEqual(self.row.orderpoint_id.product_max_qty, 5)

    def test_rule_made_while_it_is_made_in_the_background_stays_made(self):
        with patch.object(jit_rule_suggestion_made, "_MADE_AT_ONCE", 0):
            self.row.action_make()
        with self.answered_meanwhile(self.type_and_make):
            self.run_suggesting()
        self.assertEqual(self.row.state, "made")
        self.assertEqual(self.row.orderpoint_id.product_max_qty, 5)

    def test_figures_typed_while_it_is_made_in_the_background_wait_for_an_answer(self):
        with patch.object(jit_rule_suggestion_made, "_MADE_AT_ONCE", 0):
            self.row.action_make()
        with self.answered_meanwhile(self.type_figures):
            self.run_suggesting()
        self.assertEqual((self.row.state, self.row.target_stock), ("ready", 5))
        self.assertFalse(self.row.orderpoint_id)
