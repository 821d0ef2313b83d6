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
