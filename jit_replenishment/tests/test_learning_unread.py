from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .learning_common import SoldCommon

LEARNER = "odoo.addons.jit_replenishment.models.jit_learner"


@tagged("post_install", "-at_install")
class TestUnreadMoves(SoldCommon):
    """Moves of a product cannot be read: it alone is late, and somebody sees it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = cls.make_rule(cls.make_bought_products(4))

    @contextmanager
    def poison(self):
        original = type(self.env["jit.demand.span"])._read_anew

        def poisoned(records, product_ids, since):
            if self.product.id in product_ids:
                tried.append(product_ids)
                raise ValueError("poisoned")
            return original(records, product_ids, since)

        tried = []
        span = type(self.env["jit.demand.span"])
        with patch.object(span, "_read_anew", poisoned), mute_logger(LEARNER):
            yield tried

    def fail(self, day="03-10"):
        with self.at(day), self.poison() as tried:
            self.run_learning()
        return tried

    def test_it_costs_its_product_only(self):
        self.fail()
        spans = self.env["jit.demand.span"].search([])
        self.assertLessEqual(set(self.others.ids), set(spans.orderpoint_id.ids))
        self.assertNotIn(self.rule, spans.orderpoint_id)
        self.assertFalse(self.open_problems(self.others))

    def test_it_is_to_fix_and_says_what_the_server_said(self):
        self.fail()
        problem = self.open_problems(self.rule)
        self.assertEqual(problem.kind, "moves_unread")
        self.assertEqual(problem.detail, "ValueError: poisoned")
        self.assertIn("tonight", problem.message)
        self.assertEqual(problem.remedy, "check")

    def test_ordering_and_learning_leave_it_open(self):
        self.fail()
        self.rule._jit_signal()
        self.run_replenishment()
        self.env["jit.learning"]._learn(self.rule.ids)
        self.env["jit.exception"]._learning_succeeded(self.rule.ids)
        self.assertTrue(self.open_problems(self.rule))

    def test_it_is_read_again_at_once_when_somebody_asks(self):
        self.fail()
        self.open_problems(self.rule).action_check_again()
        self.run_learning()
        self.assertFalse(self.open_problems(self.rule))
        self.assertTrue(self.learned())

    def test_rule_that_odoo_orders_for_is_read_again_when_somebody_asks(self):
        self.rule.trigger = "auto"
        self.fail()
        told = self.open_problems(self.rule).action_check_again()
        self.assertIn("read and learned again", told["params"]["message"])
        self.run_learning()
        self.assertFalse(self.open_problems(self.rule))

    def test_it_is_tried_once_a_night_and_written_once(self):
        self.assertTrue(self.fail())
        self.assertFalse(self.fail())
        self.assertTrue(self.fail("03-11"))
        problems = self.env["jit.exception"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        self.assertEqual(problems.mapped("kind"), ["moves_unread"])

    def test_next_night_that_reads_it_closes_the_problem(self):
        self.fail()
        with self.at("03-11"):
            self.run_learning()
        self.assertFalse(self.open_problems(self.rule))
        self.assertEqual(len(self.events()), 30)
        self.assertGreater(self.learned().demand_rate, 1)

    def test_who_asks_for_the_rule_has_it_read_at_once(self):
        self.fail()
        self.env["jit.learning.request"]._append(self.rule.ids)
        self.run_learning()
        self.assertFalse(self.open_problems(self.rule))
        self.assertTrue(self.events())

    def test_product_without_a_rule_bothers_nobody(self):
        self.rule.active = False
        self.fail()
        problems = self.env["jit.exception"].search([("closed_at", "=", False)])
        self.assertFalse(problems)
