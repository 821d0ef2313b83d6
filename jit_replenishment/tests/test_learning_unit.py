from odoo.exceptions import UserError
from odoo.tests import tagged

from .adjustment_common import AdjustmentCommon


@tagged("post_install", "-at_install")
class TestUnitChanged(AdjustmentCommon):
    """Core gives all that moved another name of its unit: the figures stay as they are.

    What was 4 units is 4 kilograms from then on, and so is all that was learned.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kilogram = cls.env.ref("uom.product_uom_kgm")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")

    def setUp(self):
        super().setUp()
        self.run_learning()
        self.asked_again()

    def figures(self):
        """All that is known of the part, as numbers."""
        learned, suggestion = self.learned(), self.suggestion()
        return {
            "events": self.events(),
            "learned": (learned.demand_rate, learned.reorder_point, learned.step),
            "suggested": (suggestion.new_reorder_point, suggestion.new_target_stock),
            "rule": self.rule._jit_both_figures(),
        }

    def rename(self, unit):
        """The part and its price list, as whoever renames a unit has to."""
        self.product.uom_id = unit
        self.product.seller_ids.product_uom_id = unit

    def test_renamed_unit_leaves_all_figures_and_renames_the_sentence(self):
        before = self.figures()
        self.rename(self.kilogram)
        self.run_learning()
        self.assertEqual(self.figures(), before)
        suggestion = self.suggestion()
        self.assertEqual(suggestion.product_uom_id, self.kilogram)
        suggestion.action_accept()
        self.assertEqual(self.figures()["rule"], before["suggested"])
        self.assertEqual(self.rule.jit_change_ids.product_uom_id, self.kilogram)

    def test_moves_read_anew_are_what_was_known(self):
        before = self.events()
        self.rename(self.kilogram)
        self.env["jit.demand.event"].search([]).unlink()
        self.env["jit.demand.unread"]._read_anew(self.product.ids)
        self.assertEqual(self.events(), before)

    def test_pinned_figures_stay(self):
        self.rule.action_jit_pin("contract")
        before = self.rule._jit_both_figures()
        self.rename(self.kilogram)
        self.run_learning()
        self.assertEqual(self.rule._jit_both_figures(), before)
        self.assertTrue(self.rule.jit_pinned)
        self.assertFalse(self.suggestion())

    def test_price_in_the_old_unit_is_counted_in_the_new_one_at_once(self):
        self.product.seller_ids.min_qty = 600
        self.relearn()
        self.assertEqual(self.learned().lot_size, 600)
        self.product.uom_id = self.dozen
        self.assertEqual(self.asked_again(), self.rule)
        self.env["jit.learning.request"]._append(self.rule.ids)
        self.run_learning()
        self.assertEqual(self.learned().lot_size, 50)

    def test_price_in_a_unit_that_is_none_of_the_new_one_is_to_fix(self):
        self.set_stock(self.product, 0)
        self.product.uom_id = self.kilogram
        self.run_replenishment()
        self.assertEqual(self.open_problems(self.rule).kind, "unit_without_conversion")
        self.run_learning()
        self.assertTrue(self.learned())

    def test_core_refuses_where_other_units_were_used(self):
        self.move_goods(
            1, self.stock, self.customers, "03-09", product_uom=self.dozen.id
        )
        before = self.figures()
        with self.assertRaises(UserError):
            self.product.uom_id = self.kilogram
        self.assertEqual(self.figures()["learned"], before["learned"])
