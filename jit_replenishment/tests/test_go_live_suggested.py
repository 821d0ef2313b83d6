from odoo.tests import tagged

from .go_live_common import PreviewCommon
from .proposal_common import ProposalCommon


@tagged("post_install", "-at_install")
class TestSuggestedMeanwhile(PreviewCommon, ProposalCommon):
    def test_figures_suggested_anew_since_it_was_shown_are_shown_again(self):
        rule = self.make_core_rule("auto")
        self.set_stock(rule.product_id, 200)
        self.learn(rule)
        wizard = self.open_preview(rule, with_suggestions=True)
        self.learn(rule, target_stock=110.0)
        wizard.action_go_live()
        self.assertEqual((wizard.state, rule.trigger), ("preview", "auto"))
        self.assertIn("changed since", wizard.notice)

    def test_preview_expects_of_promises_what_a_live_rule_will(self):
        rule = self.make_rule(self.make_bought_products(1), 47, 92, trigger="manual")
        self.make_learning(rule)
        self.set_stock(rule.product_id, 20)
        self.promise(rule.product_id, 15)
        page = self.open_preview(rule)
        shown = self.line(page, rule).ordered_quantity
        page.action_go_live()
        self.run_replenishment()
        self.assertEqual(shown, 72)
        self.assertEqual(self.draft_lines(rule).product_qty, shown)

    def test_arrival_that_was_learned_anew_meanwhile_is_shown_again(self):
        rule = self.make_core_rules(1)
        learning = self.env["jit.learning"].create(
            {
                "orderpoint_id": rule.id,
                "company_id": self.env.company.id,
                "receipts": 4,
                "lead_time_mean": 20.0,
            }
        )
        wizard = self.open_preview(rule)
        shown = wizard.vendor_ids.expected_on
        learning.lead_time_mean = 25.0
        wizard.action_go_live()
        self.assertEqual(wizard.state, "preview")
        self.assertIn("has changed since it was shown", wizard.notice)
        self.assertEqual((wizard.vendor_ids.expected_on - shown).days, 5)
        wizard.action_go_live()
        self.assertEqual(wizard.state, "done")
