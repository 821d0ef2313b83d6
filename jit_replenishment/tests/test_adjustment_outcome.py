from odoo.tests import Form, tagged

from .adjustment_common import AdjustmentCommon


@tagged("post_install", "-at_install")
class TestOutcome(AdjustmentCommon):
    """A planned change says when it takes effect, and leads to what is suggested."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["jit.demand.unread"]._read_anew(cls.product.ids)

    def worked_out(self, change):
        """Learned as the scheduled action would, whose request is then served."""
        self.asked_again()
        self.relearn()
        change.invalidate_recordset()
        return change

    def test_new_change_says_that_it_has_to_be_accepted(self):
        form = Form(self.env["jit.adjustment"])
        form.kind = "retire"
        self.assertIn("takes effect when you accept", form.outcome)
        self.assertIn("Until then ordering goes on", form.outcome)
        form.kind = "freeze"
        self.assertIn("Acts at once", form.outcome)

    def test_saved_change_is_being_worked_out_until_it_was_learned(self):
        change = self.plan("retire")
        self.assertTrue(change.is_pending)
        self.assertIn("Being worked out", change.outcome)
        self.env.flush_all()
        self.env.cr.precommit.run()
        change.invalidate_recordset()
        self.assertTrue(change.is_pending)
        self.assertFalse(self.worked_out(change).is_pending)

    def test_phase_out_leads_to_just_what_is_to_be_accepted(self):
        other = self.make_rule()
        self.sell_regularly(other.product_id)
        self.env["jit.demand.unread"]._read_anew(other.product_id.ids)
        self.relearn(other)
        change = self.worked_out(self.plan("retire"))
        suggestion = self.suggestion()
        self.assertTrue(suggestion and self.suggestion(other))
        self.assertEqual(change.suggestion_count, 1)
        self.assertIn("Takes effect when you accept", change.outcome)
        opened = change.action_open_suggestions()
        found = self.env[opened["res_model"]].search(opened["domain"])
        self.assertEqual(found, suggestion)
        suggestion.action_accept()
        change.invalidate_recordset()
        self.assertIn("Being worked out", change.outcome)
        self.worked_out(change)
        self.assertFalse(change.suggestion_count)
        self.assertIn("Nothing is to be accepted", change.outcome)

    def test_end_that_is_not_accepted_yet_stands_on_the_rule(self):
        self.set_stock(self.product, 5)
        self.relearn()
        self.suggestion().action_accept()
        self.run_replenishment()
        order = (
            self.env["purchase.order.line"]
            .search([("orderpoint_id", "=", self.rule.id)])
            .order_id
        )
        self.assertFalse(self.rule.jit_ending or order.jit_ending)
        self.worked_out(self.plan("retire", first_day="2026-03-12"))
        self.env.invalidate_all()
        self.assertIn("Phased out from 03/12/2026", self.rule.jit_ending)
        self.assertIn("accept the suggested change", self.rule.jit_ending)
        self.assertIn(self.product.display_name, order.jit_ending)
        self.suggestion().action_accept()
        self.assertFalse(self.rule.jit_ending)

    def test_times_one_says_that_it_changes_nothing(self):
        form = Form(self.env["jit.adjustment"])
        self.assertIn("Times 1 changes nothing", form.outcome)
        form.factor = 1.5
        self.assertIn("takes effect when you accept", form.outcome)

    def test_category_is_not_offered_where_one_product_follows_another(self):
        form = Form(self.env["jit.adjustment"])
        self.assertIn("category", form.subjects)
        for kind in ("launch", "supersession"):
            form.kind = kind
            self.assertEqual(form.subjects, ["product", "rule"])

    def test_freeze_has_nothing_to_accept(self):
        change = self.worked_out(self.plan("freeze"))
        self.assertEqual(change.suggestion_count, 0)
        self.assertIn("Acts at once", change.outcome)
