from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .proposal_common import ProposalCommon
from .trial_common import TrialCommon


@tagged("post_install", "-at_install")
class TestRulesOnTrial(TrialCommon):
    """What a buyer reads of rules on trial, before and after the first look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.env["jit.trial"].search([("orderpoint_id", "=", cls.rule.id)])

    def test_rule_is_listed_before_anybody_looked_and_nothing_is_invented(self):
        self.assertEqual((self.row.state, self.row.said), ("new", "Within the hour"))
        self.assertFalse(self.row.looked_at or self.row.outcome or self.row.reason)
        line = self.env["jit.trial"].read_parts()
        self.assertTrue(line["pending"])
        self.assertIn("within the hour", line["parts"][1]["text"])

    def test_need_reads_as_what_would_be_ordered(self):
        self.sell(12, "03-11")
        self.look("03-11")
        row = self.row
        self.assertEqual(row.said, "Would order")
        self.assertEqual((row.quantity, row.vendor_id), (22, self.vendor))
        self.assertAlmostEqual(row.value, 22 * 2.1)
        self.assertEqual((row.would_be_orders, row.would_be_value), (1, row.value))
        self.assertIn("Vendor Acme", row.reason)
        line = self.env["jit.trial"].read_parts()
        self.assertFalse(line["pending"])
        self.assertIn("1 line", line["parts"][1]["text"])

    def test_what_cannot_be_ordered_says_why_in_a_word_and_comes_first(self):
        other = self.make_rule(self.make_bought_products(1), 0, 5, trigger="manual")
        unsold = self.make_rule(self.make_product("Nut"), 10, 30, trigger="manual")
        with self.at("03-11", 8):
            (other | unsold).action_jit_start_trial()
        self.look("03-11")
        rows = self.env["jit.trial"].search(
            [("orderpoint_id", "in", (self.rule | other | unsold).ids)]
        )
        self.assertEqual(rows[0].orderpoint_id, unsold)
        self.assertEqual(rows[0].said, "Cannot: no vendor")
        self.assertEqual(rows[1:].mapped("said"), ["Would order", "Enough"])

    def test_every_fault_of_the_policy_has_words(self):
        writer = self.env["jit.reason"]
        known = {"no_vendor", "zero_price", "no_route", "supply_loop", "no_bom"}
        for fault in known:
            self.row.write({"state": "noted", "outcome": "to_fix", "fault": fault})
            self.assertNotIn("see why", self.row.said, fault)
            self.assertTrue(hasattr(writer, f"_say_{fault}"))
        self.row.fault = "from_another_addon"
        self.assertEqual(self.row.said, "Cannot: see why")

    def test_rule_that_failed_is_seen_first(self):
        self.env["jit.trial"]._settle(self.rule.ids, "failed", "KeyError: 1")
        self.assertEqual(self.row.said, "Could not be looked at")
        self.assertEqual(self.row.place, 0)

    def test_trial_begun_anew_says_nothing_of_the_one_before(self):
        self.sell(12, "03-11")
        self.look("03-11")
        self.row.action_end_trial()
        self.assertEqual(self.rule.jit_stage, "hand")
        with self.at("03-12", 8):
            self.rule.action_jit_start_trial()
        self.assertEqual(self.row.said, "Within the hour")
        self.assertFalse(self.row.quantity or self.row.looked_at)
        self.look("03-12")
        self.assertEqual(self.row.said, "Would order")

    def test_rule_that_is_made_on_trial_is_listed_at_once(self):
        rule = self.make_rule(
            self.make_product("Nut"),
            trigger="manual",
            jit_trial_since="2026-03-10 08:00:00",
        )
        self.assertEqual(self.state(rule).said, "Within the hour")

    def test_go_live_leads_to_the_preview_of_all_that_are_ticked(self):
        other = self.make_rule(self.make_bought_products(1), trigger="manual")
        other.action_jit_start_trial()
        rows = self.row | self.state(other)
        action = rows.action_go_live()
        self.assertEqual(action["res_model"], "jit.go.live")
        preview = self.env["jit.go.live"].browse(action["res_id"])
        self.assertEqual(preview.orderpoint_ids, self.rule | other)
        self.assertEqual((self.rule | other).mapped("jit_stage"), ["trial", "trial"])

    def test_ending_trials_says_of_how_many(self):
        other = self.make_rule(self.make_bought_products(1), trigger="manual")
        other.action_jit_start_trial()
        said = (self.row | self.state(other)).action_end_trial()["params"]["message"]
        self.assertIn("Trials ended: 2", said)
        self.assertEqual((self.rule | other).mapped("jit_stage"), ["hand", "hand"])

    def test_buyer_reads_and_only_managers_act(self):
        buyer = self.make_user("Buyer", "purchase.group_purchase_user")
        row = self.row.with_user(buyer)
        self.assertEqual(row.said, "Within the hour")
        for act in (row.action_go_live, row.action_end_trial):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()


@tagged("post_install", "-at_install")
class TestSuggestedForRulesOnTrial(ProposalCommon):
    """Other figures are suggested for one of two rules on trial."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        products = cls.make_bought_products(2)
        cls.rules = cls.make_rule(products, trigger="manual")
        cls.rules.action_jit_start_trial()
        learned = cls.make_learning(cls.rules[0])
        cls.env["jit.reorder.proposal"]._propose(learned)
        cls.rows = cls.env["jit.trial"].search(
            [("orderpoint_id", "in", cls.rules.ids)], order="orderpoint_id"
        )

    def test_suggested_figures_stand_beside_the_rules_own(self):
        first, second = self.rows
        self.assertEqual(first.suggested, "47 up to 92")
        self.assertFalse(second.suggested or second.suggestion_id)
        found = self.env["jit.trial"].search(
            [("is_suggested", "=", True), ("id", "in", self.rows.ids)]
        )
        self.assertEqual(found, first)

    def test_accepting_asks_first_and_leaves_out_what_has_none(self):
        rows = self.rows.with_user(self.manager)
        action = rows.action_accept_suggestions()
        wizard = self.env["jit.accept"].with_user(self.manager)
        wizard = wizard.with_context(**action["context"]).create({})
        self.assertEqual(len(wizard.proposal_ids), 1)
        wizard.action_accept()
        figures = self.rules[0].product_min_qty, self.rules[0].product_max_qty
        self.assertEqual(figures, (47, 92))
        self.assertEqual(self.rules[0].jit_stage, "trial")

    def test_where_nothing_is_suggested_it_says_so(self):
        with self.assertRaisesRegex(UserError, "No change is suggested"):
            self.rows[1].action_accept_suggestions()
