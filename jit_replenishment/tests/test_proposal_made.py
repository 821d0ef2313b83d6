from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .proposal_common import LEARNED, ProposalCommon


@tagged("post_install", "-at_install")
class TestProposalMade(ProposalCommon):
    """Clearly better figures are suggested; nothing changes by that."""

    def test_better_figures_are_suggested_and_change_nothing(self):
        proposal = self.learn(self.rule)
        self.assertEqual(
            (proposal.old_reorder_point, proposal.new_reorder_point), (30, 47)
        )
        self.assertEqual(
            (proposal.old_target_stock, proposal.new_target_stock), (60, 92)
        )
        self.assertAlmostEqual(proposal.service_now, 0.22, 2)
        self.assertAlmostEqual(proposal.service_then, 0.97, 2)
        self.assertAlmostEqual(proposal.average_stock_now, 10.4, 1)
        self.assertAlmostEqual(proposal.average_stock_then, 33.8, 1)
        self.assertAlmostEqual(proposal.stock_value_change, 23.4 * 2.0, 1)
        self.assertEqual((proposal.cause, proposal.direction), ("first", "up"))
        self.assertEqual(self.figures(self.rule), (30, 60))
        self.assertFalse(self.rule.jit_change_ids)
        self.assertEqual(self.rule.jit_open_proposal_id, proposal)

    def test_sentence_says_what_the_figures_come_from(self):
        self.assertEqual(
            self.learn(self.rule).sentence,
            "Sells 2.1 a day (last 4 months count most). Acme takes 16 days "
            "(price list 14, ±6.1). Reorder at 47 = 36 expected + 11 buffer: 7 demand, "
            "4 vendor. Important, 97 %.",
        )

    def test_sentence_stays_as_it_was_when_it_was_suggested(self):
        proposal = self.learn(self.rule)
        before = proposal.sentence
        proposal.with_user(self.manager).action_accept()
        self.learn(self.rule, demand_rate=9.0, reorder_point=150, target_stock=300)
        self.assertEqual(proposal.sentence, before)

    def test_sentence_without_receipts_names_the_promise(self):
        said = self.learn(self.rule, receipts=0, lead_time_mean=14.0).sentence
        self.assertIn("Acme takes 14 days by the price list.", said)

    def test_slow_seller_is_said_by_the_month(self):
        said = self.learn(self.rule, demand_rate=0.1, effective_days=700).sentence
        self.assertIn("Sells 3 a month (since 03/10/2024).", said)

    def test_orders_too_large_to_stock_for_are_named(self):
        cut = [["2026-02-03", 600.0, 40.0], ["2026-01-02", 75.5, 40.0]]
        proposal = self.learn(self.rule, cut_orders=cut)
        self.assertEqual(
            proposal.cut_orders,
            "Not stocked for: 600 on 02/03/2026, 75.5 on 01/02/2026.",
        )
        self.assertNotIn("600", proposal.sentence)

    def test_what_hardly_sells_is_suggested_for_on_demand(self):
        proposal = self.learn(
            self.rule, reorder_point=0, target_stock=0, demand_rate=0.003
        )
        self.assertIn("Sells 1.1 a year", proposal.sentence)
        self.assertIn("bought when it is promised", proposal.sentence)
        proposal.action_accept()
        self.assertEqual(self.figures(self.rule), (0, 0))

    def test_figures_hardly_better_are_not_suggested(self):
        near = self.make_rule(reorder_point=45, target=90)
        self.assertFalse(self.learn(near))

    def test_learned_again_refreshes_the_open_suggestion_in_place(self):
        proposal = self.learn(self.rule)
        again = self.learn(self.rule, reorder_point=52, target_stock=99)
        self.assertEqual(again, proposal)
        self.assertEqual((again.new_reorder_point, again.new_target_stock), (52, 99))
        self.assertIn("Reorder at 52", again.sentence)

    def test_learned_the_same_writes_nothing(self):
        proposal = self.learn(self.rule)
        self.env.cr.execute("SELECT xmin FROM jit_reorder_proposal")
        before = self.env.cr.fetchall()
        self.learn(self.rule)
        self.env.cr.execute("SELECT xmin FROM jit_reorder_proposal")
        self.assertEqual(self.env.cr.fetchall(), before)
        self.assertEqual(proposal.state, "open")

    def test_open_suggestion_is_withdrawn_when_its_reason_is_gone(self):
        rule = self.make_rule(reorder_point=43, target=88)
        proposal = self.learn(rule)
        less = {"reorder_point": 46, "target_stock": 91, "interval_demand": 35.0}
        # what would not have been suggested is enough to keep it
        self.assertTrue(self.learn(rule, **less))
        self.assertFalse(
            self.learn(self.make_rule(reorder_point=43, target=88), **less)
        )
        even_less = {"reorder_point": 43, "target_stock": 88, "interval_demand": 31.8}
        self.assertFalse(self.learn(rule, **even_less))
        self.assertEqual(proposal.state, "superseded")

    def test_figures_a_person_typed_outlive_the_night(self):
        proposal = self.learn(self.rule)
        proposal.with_user(self.manager).new_reorder_point = 40
        self.learn(self.rule, reorder_point=52, target_stock=99)
        self.assertEqual(
            (proposal.new_reorder_point, proposal.new_target_stock), (40, 92)
        )
        self.assertEqual(proposal.suggested_reorder_point, 52)

    def test_rule_has_one_open_suggestion(self):
        proposal = self.learn(self.rule)
        with (
            self.assertRaisesRegex(IntegrityError, "one_open_per_rule"),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            proposal.copy().flush_recordset()

    def test_archived_rule_has_none(self):
        proposal = self.learn(self.rule)
        self.rule.active = False
        self.assertEqual(proposal.state, "superseded")
        self.assertFalse(self.learn(self.rule))

    def test_figures_in_fractions_add_up(self):
        said = self.learn(
            self.rule,
            reorder_point=4.75,
            target_stock=9.5,
            expected_demand=3.333,
            for_demand=1.417,
            for_estimate=0,
            for_vendor=0,
            step=0.01,
        ).sentence
        self.assertIn("Reorder at 4.75 = 3.33 expected + 1.42 buffer", said)

    def test_sentence_is_in_the_language_of_its_reader(self):
        self.translate(self.buyer)
        proposal = self.learn(self.rule, demand_rate=2.14).with_user(self.buyer)
        self.assertIn("2,1", proposal.with_context(lang="de_DE").sentence)

    def test_suggesting_for_many_rules_costs_as_many_queries(self):
        rules = self.make_rule(self.make_bought_products(60))
        learnings = self.make_learning(rules)
        figures = iter(range(50, 200, 10))

        def suggest(some):
            some.write({"reorder_point": next(figures), "target_stock": 400})
            self.env["jit.reorder.proposal"]._propose(some)

        suggest(learnings)
        self.assertAsManyQueries(suggest, learnings, few=2)
        self.assertEqual(len(self.suggested(rules)), 60)


@tagged("post_install", "-at_install")
class TestWhyItMoved(ProposalCommon):
    """A suggestion says why it comes: what differs from the last that was answered."""

    def setUp(self):
        super().setUp()
        self.learn(self.rule).action_accept()
        self.env["jit.learning"].search([]).expected_service = 0.97

    def cause(self, **vals):
        return self.learn(self.rule, **vals).cause

    def test_accepted_figures_are_not_suggested_again(self):
        self.assertFalse(self.learn(self.rule))
        self.assertFalse(self.learn(self.rule, reorder_point=49, target_stock=95))

    def test_demand_moved(self):
        moved = self.cause(reorder_point=70, target_stock=130, demand_rate=3.2)
        self.assertEqual(moved, "demand")

    def test_lead_time_moved(self):
        moved = self.cause(reorder_point=70, target_stock=115, lead_time_mean=25)
        self.assertEqual(moved, "lead_time")

    def test_what_people_know_had_an_effect(self):
        code = "adjusted_excluded"
        effect = [[0, code, {"reorder_point": 70, "target_stock": 115, "quantity": 9}]]
        with patch.object(
            self.registry["jit.reason"], f"_say_{code}", lambda *_args: "Two days out."
        ):
            proposal = self.learn(
                self.rule, reorder_point=70, target_stock=115, effects=effect
            )
            self.assertIn("Two days out.", proposal.sentence)
        self.assertEqual(proposal.cause, "adjustment")

    def test_class_changed(self):
        moved = self.cause(reorder_point=56, target_stock=101, cycle_service_level=0.99)
        self.assertEqual(moved, "class")


@tagged("post_install", "-at_install")
class TestPinned(ProposalCommon):
    """Figures that a person pinned are left alone, and what they miss is shown."""

    def pin(self, **vals):
        self.rule.with_user(self.manager).action_jit_pin("agreed", **vals)

    def test_pinned_rule_gets_no_suggestion_and_shows_what_it_would_be(self):
        proposal = self.learn(self.rule)
        self.pin()
        self.assertEqual(proposal.state, "superseded")
        self.assertFalse(self.learn(self.rule))
        self.assertIn("Reorder Point 47, Target 92.", self.rule.jit_would_suggest)
        self.assertIn("Sells 2.1 a day", self.rule.jit_would_suggest)
        self.assertEqual(self.rule.jit_pinned_by, self.manager)

    def test_pin_goes_by_itself_on_its_day(self):
        self.pin(until="2026-03-20")
        self.assertFalse(self.learn(self.rule))
        with freeze_time("2026-03-20 09:00:00"):
            self.assertTrue(self.learn(self.rule))

    def test_pin_taken_out_has_it_suggested_again(self):
        self.pin()
        self.rule.with_user(self.manager).action_jit_unpin()
        self.assertFalse(self.rule.jit_pin_reason or self.rule.jit_would_suggest)
        self.assertTrue(self.learn(self.rule))
        self.assertEqual(self.sources(self.rule), ["pinned", "unpinned"])
        self.assertEqual(self.rule.jit_change_ids.sorted("id")[0].why, "agreed")

    def test_many_suggestions_are_pinned_at_once_with_a_reason(self):
        rules = self.make_rule(self.make_bought_products(3))
        proposals = self.learn(rules).with_user(self.manager)
        action = proposals.action_pin()
        wizards = self.env[action["res_model"]].with_user(self.manager)
        wizards.with_context(**action["context"]).create(
            {"reason": "stocktake", "until": "2026-04-01"}
        ).action_pin()
        self.assertEqual(set(rules.mapped("jit_pin_reason")), {"stocktake"})
        self.assertEqual(set(proposals.mapped("state")), {"superseded"})

    def test_pin_needs_a_reason(self):
        with self.assertRaisesRegex(Exception, "say why"), self.env.cr.savepoint():
            self.rule.jit_pinned = True

    def test_copied_rule_is_not_pinned(self):
        self.pin()
        copied = self.rule.copy({"product_id": self.make_product("Nut").id})
        self.assertFalse(copied.jit_pinned or copied.jit_pin_reason)

    def test_learned_figures_of_the_test_are_complete(self):
        self.assertLessEqual(LEARNED.keys(), self.env["jit.learning"]._fields.keys())
