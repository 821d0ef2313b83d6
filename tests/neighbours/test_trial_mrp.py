"""Beside manufacturing: a trial of what is made."""

from odoo.tests import tagged

from odoo.addons.jit_replenishment.tests.trial_common import TrialCommon

from .test_mrp import ManufacturingCommon


@tagged("post_install", "-at_install")
class TestTrialOfMadeProducts(TrialCommon, ManufacturingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.made = cls.make_rule(cls.table, trigger="manual")
        with cls.at("03-10", 8):
            cls.made.action_jit_start_trial()

    def test_production_is_noted_and_none_is_made(self):
        self.look("03-10")
        self.assertEqual(self.would_be(self.made), [("03-10", 30)])
        order = self.env["jit.trial.order"].search(
            [("orderpoint_id", "=", self.made.id)]
        )
        self.assertEqual(str(order.expected_on), "2026-03-13")
        self.assertFalse(self.productions())

    def test_production_of_others_is_shown_and_hides_nothing(self):
        with self.at("03-10"):
            production = self.make_production(12)
        self.entered(production.move_finished_ids, "03-10")
        self.look("03-10")
        day = self.noted("03-10", self.made)
        self.assertEqual((day.real_lines, day.real_quantity), (1, 12))
        self.assertEqual(self.would_be(self.made), [("03-10", 30)])
        with self.at("03-12"):
            ManufacturingCommon.finish(self, production)
        self.look("03-12")
        day = self.noted("03-12", self.made)
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (12, 0))

    def test_draft_that_odoo_made_hides_nothing(self):
        with self.at("03-10"):
            self.made.action_replenish()
        production = self.productions()
        self.assertTrue(production)
        self.entered(production, "03-10")
        self.entered(production.move_finished_ids, "03-10")
        self.look("03-10")
        self.assertEqual(self.would_be(self.made), [("03-10", 30)])
