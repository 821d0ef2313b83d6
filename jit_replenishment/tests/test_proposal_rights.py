from odoo.exceptions import AccessError
from odoo.tests import tagged

from .proposal_common import ProposalCommon


@tagged("post_install", "-at_install")
class TestProposalRights(ProposalCommon):
    """Buyers read suggestions, managers answer them, and nobody writes the answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.storekeeper = cls.make_user("storekeeper", "stock.group_stock_manager")
        cls.employee = cls.make_user("employee", "base.group_user")
        cls.proposal = cls.learn(cls.rule)

    def test_buyer_reads_and_does_not_answer(self):
        proposal = self.proposal.with_user(self.buyer)
        self.assertIn("Sells 2.1 a day", proposal.sentence)
        for answer in (
            proposal.action_accept,
            proposal.action_decline,
            lambda: proposal.action_decline("no"),
            proposal.action_pin,
            lambda: proposal.action_pin("no"),
            lambda: proposal.write({"new_reorder_point": 1}),
            proposal.unlink,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                answer()
        self.assertEqual(self.figures(self.rule), (30, 60))
        self.assertEqual(self.proposal.state, "open")

    def test_storekeeper_and_employee_see_none(self):
        for user in (self.storekeeper, self.employee):
            with self.assertRaises(AccessError):
                self.proposal.with_user(user).read(["sentence"])

    def test_storekeeper_sees_rule_and_history_all_the_same(self):
        self.proposal.with_user(self.manager).action_accept()
        rule = self.rule.with_user(self.storekeeper)
        self.assertIn("Sells 2.1 a day", rule.jit_change_ids.why)
        rule.read(["jit_pinned", "jit_would_suggest", "jit_expected_demand"])

    def test_manager_writes_the_two_figures_and_nothing_else(self):
        proposal = self.proposal.with_user(self.manager)
        for vals in (
            {"state": "accepted"},
            {"state": "declined", "decided_by": self.buyer.id},
            {"suggested_reorder_point": 1},
            {"orderpoint_id": self.make_rule().id},
            {"expected_demand": 0, "new_reorder_point": 5},
            {"old_reorder_point": 5},
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                proposal.write(vals)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                # as a client would who speaks with the engine's voice
                proposal.with_context(jit_engine=True, jit_accepting=True).write(vals)
        proposal.new_reorder_point = 40
        for forbidden in (proposal.unlink, proposal.copy):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                forbidden()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            proposal.create({"orderpoint_id": self.rule.id, "cause": "first"})

    def test_history_is_written_by_nobody(self):
        self.proposal.with_user(self.manager).action_accept()
        change = self.rule.jit_change_ids.with_user(self.manager)
        for forbidden in (
            lambda: change.write({"reason": "it was not me"}),
            change.unlink,
            lambda: change.copy(),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                forbidden()

    def test_who_pinned_is_not_for_clients_to_say(self):
        rule = self.rule.with_user(self.manager)
        rule.write(
            {
                "jit_pinned": True,
                "jit_pin_reason": "agreed",
                "jit_pinned_by": self.buyer.id,
            }
        )
        self.assertEqual(self.rule.jit_pinned_by, self.manager)
        rule.write({"jit_pinned_by": self.buyer.id})
        self.assertEqual(self.rule.jit_pinned_by, self.manager)

    def test_other_company_neither_sees_nor_answers(self):
        with self.other_company() as (company, _warehouse):
            neighbour = self.make_other_manager(company)
        proposals = self.env["jit.reorder.proposal"].with_user(neighbour)
        self.assertFalse(proposals.search([]))
        foreign = self.proposal.with_user(neighbour)
        for answer in (
            foreign.action_accept,
            lambda: foreign.action_decline("no"),
            lambda: foreign.action_pin("no"),
            lambda: foreign.write({"new_reorder_point": 1}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                answer()

    def test_cost_is_that_of_the_rules_company(self):
        with self.other_company() as (company, warehouse):
            self.product.with_company(company).standard_price = 7.0
            theirs = self.make_rule_of(warehouse, self.product, 30, 60)
        proposals = self.learn(theirs | self.rule)
        by_rule = {each.orderpoint_id: each for each in proposals}
        for rule, cost in ((theirs, 7.0), (self.rule, 2.0)):
            proposal = by_rule[rule]
            gained = proposal.average_stock_then - proposal.average_stock_now
            self.assertAlmostEqual(proposal.stock_value_change, gained * cost, 2)
        self.assertEqual(by_rule[theirs].currency_id, company.currency_id)

    def test_wizards_are_for_managers(self):
        for name, field in (
            ("jit.decline", {"proposal_ids": self.proposal.ids}),
            ("jit.pin", {"orderpoint_ids": self.rule.ids}),
        ):
            for user in (self.buyer, self.employee):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    self.env[name].with_user(user).create({"reason": "no"} | field)
        for user in (self.buyer, self.employee):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.env["jit.accept"].with_user(user).create(
                    {"proposal_ids": self.proposal.ids}
                )

    def test_wizard_with_somebody_elses_suggestions_refuses(self):
        with self.other_company() as (company, _warehouse):
            neighbour = self.make_other_manager(company)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["jit.decline"].with_user(neighbour).create(
                {"reason": "no", "proposal_ids": self.proposal.ids}
            ).action_decline()
        self.assertEqual(self.proposal.state, "open")
