from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .proposal_common import ProposalCommon


@tagged("post_install", "-at_install")
class TestAccepted(ProposalCommon):
    """Who accepts changes the rule, as if the figures were typed there."""

    def setUp(self):
        super().setUp()
        self.proposal = self.learn(self.rule).with_user(self.manager)

    def test_accepted_figures_are_on_the_rule_and_in_its_history(self):
        said = self.proposal.action_accept()
        self.assertEqual(self.figures(self.rule), (47, 92))
        self.assertEqual(self.rule.jit_expected_demand, 36)
        self.assertEqual(self.proposal.state, "accepted")
        self.assertEqual(self.proposal.decided_by, self.manager)
        self.assertIn("Accepted: 1. ", said["params"]["message"])
        self.assertIn("is ordered within a minute.", said["params"]["message"])
        change = self.rule.jit_change_ids
        self.assertEqual((change.source, change.user_id), ("accepted", self.manager))
        self.assertEqual(change.figures, "Reorder Point 30 → 47, Target 60 → 92")
        self.assertEqual(change.why, self.proposal.sentence)
        self.assertFalse(self.rule.jit_open_proposal_id)

    def test_several_at_once_say_by_class_what_they_mean_together(self):
        minor = self.env.ref("jit_replenishment.consequence_class_minor")
        others = self.make_rule(self.make_bought_products(1))
        others |= self.make_rule(self.make_bought_products(1))
        others.jit_consequence_class_id = minor
        all_three = self.proposal | self.learn(others).with_user(self.manager)
        all_three.sudo().write({"service_now": 0.6, "service_then": 0.9})
        self.proposal.sudo().stock_value_change = 1234.5
        (all_three - self.proposal).sudo().stock_value_change = -10
        accepting = self.env["jit.accept"].with_user(self.manager)
        wizard = accepting.create({"proposal_ids": all_three.ids})
        important, cheap = wizard.said.splitlines()
        self.assertRegex(important, r"^Important, 1 rule: .* stock \+ .*1,234.50")
        self.assertRegex(cheap, r"^Minor, 2 rules: service 60 % → 90 % .* - .*20.00")
        self.assertEqual(self.figures(self.rule), (30, 60))
        wizard.action_accept()
        self.assertEqual(set(all_three.mapped("state")), {"accepted"})
        late = accepting.create({"proposal_ids": all_three.ids})
        self.assertFalse(late.said)

    def test_next_run_orders_by_the_accepted_figures(self):
        self.set_stock(self.product, 40)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.proposal.action_accept()
        self.run_replenishment()
        self.assertOrdered(self.rule, 52)

    def test_other_figures_typed_before_accepting_count(self):
        before = self.proposal.stock_value_change
        self.proposal.write({"new_reorder_point": 40, "new_target_stock": 80})
        self.assertTrue(self.proposal.is_edited)
        self.assertLess(self.proposal.stock_value_change, before)
        self.assertAlmostEqual(self.proposal.service_then, 0.82, 2)
        self.proposal.action_accept()
        self.assertEqual(self.figures(self.rule), (40, 80))
        self.assertEqual(self.rule.jit_expected_demand, 36)
        self.assertEqual(self.sources(self.rule), ["edited"])

    def test_typed_figures_are_dropped_again(self):
        suggested = self.proposal.service_then
        self.proposal.write({"new_reorder_point": 0, "new_target_stock": 80})
        self.proposal.action_reset()
        self.assertFalse(self.proposal.is_edited)
        self.assertEqual(self.proposal.new_reorder_point, 47)
        self.assertEqual(self.proposal.new_target_stock, 92)
        self.assertAlmostEqual(self.proposal.service_then, suggested, 6)

    def test_pinned_from_a_suggestion_it_says_so_and_can_be_taken_back(self):
        self.proposal.action_pin("promised to the customer", "2026-04-01")
        self.assertEqual(self.proposal.state, "superseded")
        self.assertTrue(self.proposal.is_pinned)
        self.assertEqual(self.proposal.pin_reason, "promised to the customer")
        self.assertEqual(self.proposal.pinned_by, self.manager)
        self.proposal.action_unpin()
        self.assertFalse(self.rule.jit_pinned or self.proposal.is_pinned)

    def test_typed_figures_are_weighed_like_the_suggested_ones(self):
        """Though a suggestion keeps one variance, and demand's alone is calibrated."""
        other = self.make_rule(reorder_point=30, target=60)
        proposal = self.learn(other, calibration=2.0).with_user(self.manager)
        suggested = proposal.service_then
        proposal.new_reorder_point = 40
        self.assertLess(proposal.service_then, suggested - 0.02)
        proposal.new_reorder_point = 47
        self.assertAlmostEqual(proposal.service_then, suggested, 6)

    def test_expected_demand_is_no_more_than_a_typed_reorder_point(self):
        self.proposal.new_reorder_point = 20
        self.proposal.action_accept()
        self.assertEqual(self.rule.jit_expected_demand, 20)

    def test_typed_figures_must_make_sense(self):
        for vals in (
            {"new_reorder_point": 100},
            {"new_reorder_point": -1},
            {"new_target_stock": float("inf")},
            {"new_target_stock": float("nan")},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.proposal.write(vals)
                self.proposal.flush_recordset()

    def test_list_takes_figures_in_its_cells(self):
        with Form(self.proposal) as form:
            form.new_reorder_point = 44
        self.assertEqual(self.proposal.new_reorder_point, 44)

    def test_rule_changed_meanwhile_is_left_alone_and_looked_at_again(self):
        other = self.make_rule(self.make_bought_products(1))
        both = self.proposal | self.learn(other).with_user(self.manager)
        self.rule.write({"product_min_qty": 35, "product_max_qty": 70})
        said = both.action_accept()
        self.assertEqual(self.figures(self.rule), (35, 70))
        self.assertEqual(self.figures(other), (47, 92))
        self.assertIn("Accepted: 1.", said["params"]["message"])
        self.assertIn("Bolt", said["params"]["message"])
        self.assertEqual(self.proposal.state, "open")
        self.assertEqual(self.proposal.old_reorder_point, 35)
        self.proposal.action_accept()
        self.assertEqual(self.figures(self.rule), (47, 92))

    def test_typed_figures_survive_a_rule_changed_meanwhile(self):
        self.proposal.new_reorder_point = 44
        self.rule.product_min_qty = 35
        self.proposal.action_accept()
        self.assertEqual(self.proposal.new_reorder_point, 44)
        self.assertEqual(self.rule.product_min_qty, 35)

    def test_answered_suggestion_is_not_answered_again(self):
        self.proposal.action_accept()
        second = self.proposal.with_user(self.env.ref("base.user_admin"))
        for answer in (
            second.action_accept,
            lambda: second.action_decline("no"),
            lambda: second.action_pin("no"),
            lambda: second.write({"new_reorder_point": 1}),
        ):
            with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
                answer()
            self.assertIn("answered", str(refused.exception))
        self.assertEqual(self.proposal.decided_by, self.manager)

    def test_accepting_of_a_rule_that_odoo_orders_for_expects_nothing(self):
        core = self.make_rule(self.make_bought_products(1), trigger="auto")
        self.learn(core).with_user(self.manager).action_accept()
        self.assertEqual(self.figures(core), (47, 92))
        self.assertEqual(core.jit_expected_demand, 0)
        self.assertEqual(self.sources(core), ["accepted"])

    def test_two_hundred_are_accepted_at_once(self):
        rules = self.make_rule(self.make_bought_products(200))
        for number, rule in enumerate(rules):
            self.make_learning(rule, reorder_point=50 + number, target_stock=400)
        proposals = self.learn(rules).with_user(self.manager)

        def accept(some):
            some.action_accept()
            self.env.flush_all()

        # each answers for some that nobody answered yet
        some = [proposals[:2], proposals[2:4], proposals[4:]]
        counts = [self.queries_of(lambda each=each: accept(each)) for each in some]
        # Odoo writes a hundred rows at a time
        self.assertLessEqual(counts[2] - counts[1], 4, counts)
        self.assertEqual(rules[150].product_min_qty, 200)
        self.assertEqual(set(proposals.mapped("state")), {"accepted"})


@tagged("post_install", "-at_install")
class TestOtherFiguresSet(ProposalCommon):
    """Who knew what is learned and set other figures is not asked the same again."""

    def edit(self, reorder_point=40, target=80):
        proposal = self.learn(self.rule).with_user(self.manager)
        proposal.write({"new_reorder_point": reorder_point, "new_target_stock": target})
        proposal.action_accept()

    def test_edited_suggestion_does_not_come_back_at_once(self):
        self.edit(35, 70)
        self.assertFalse(self.learn(self.rule))
        self.assertFalse(self.learn(self.rule, reorder_point=49, target_stock=95))

    def test_clearly_other_figures_are_suggested_after_an_edited_one(self):
        self.edit(35, 70)
        self.assertTrue(self.learn(self.rule, reorder_point=60, target_stock=110))

    def test_another_service_asked_for_is_suggested_after_an_edited_one(self):
        self.edit(35, 70)
        vals = {"reorder_point": 51, "target_stock": 96}
        self.assertFalse(self.learn(self.rule, **vals))
        self.assertTrue(self.learn(self.rule, cycle_service_level=0.99, **vals))

    def test_class_accepts_nothing_over_figures_of_a_person(self):
        self.edit(35, 70)
        limits = {"accept_up_percent": 500, "accept_value_limit": 1e6}
        self.important.write({"accepts_suggestions": True} | limits)
        self.assertTrue(self.learn(self.rule, reorder_point=60, target_stock=110))
        self.assertEqual(self.figures(self.rule), (35, 70))

    def test_no_to_another_service_is_not_asked_again(self):
        self.edit(35, 70)
        vals = {"cycle_service_level": 0.99}
        asked = self.learn(self.rule, reorder_point=51, target_stock=96, **vals)
        asked.with_user(self.manager).action_decline("too much money")
        self.assertFalse(
            self.learn(self.rule, reorder_point=52, target_stock=97, **vals)
        )

    def test_figures_set_as_they_were_learned_are_no_other_ones(self):
        self.learn(self.rule)
        self.rule.with_user(self.manager).write(
            {"product_min_qty": 47, "product_max_qty": 92}
        )
        self.assertFalse(self.make_learning(self.rule).is_overruled)

    def test_figures_set_by_hand_stay_until_clearly_others_are_learned(self):
        self.learn(self.rule).with_user(self.manager).action_accept()
        self.rule.with_user(self.manager).write(
            {"product_min_qty": 30, "product_max_qty": 60}
        )
        self.assertFalse(self.learn(self.rule))
        self.assertTrue(self.learn(self.rule, reorder_point=60, target_stock=110))

    def test_rule_that_is_no_longer_pinned_is_suggested_again(self):
        self.edit(35, 70)
        self.rule.with_user(self.manager).action_jit_pin("promised")
        self.rule.with_user(self.manager).action_jit_unpin()
        self.assertTrue(self.learn(self.rule))

    def test_accepted_later_it_is_forgotten(self):
        self.edit(35, 70)
        higher = {"reorder_point": 60, "target_stock": 110}
        self.learn(self.rule, **higher).with_user(self.manager).action_accept()
        self.assertTrue(self.learn(self.rule, reorder_point=47, target_stock=92))


@tagged("post_install", "-at_install")
class TestDeclined(ProposalCommon):
    """A no is remembered, with its reason, until there is something new to say."""

    def setUp(self):
        super().setUp()
        self.proposal = self.learn(self.rule).with_user(self.manager)

    def decline(self, **vals):
        action = self.proposal.action_decline()
        wizards = self.env[action["res_model"]].with_user(self.manager)
        wizard = wizards.with_context(**action["context"])
        wizard = wizard.create({"reason": "customer leaves"} | vals)
        return wizard.action_decline()["params"]["message"]

    def test_declined_rule_stays_and_its_history_says_why(self):
        self.decline()
        self.assertEqual(self.figures(self.rule), (30, 60))
        self.assertEqual(self.proposal.state, "declined")
        self.assertEqual(self.proposal.decline_reason, "customer leaves")
        change = self.rule.jit_change_ids
        self.assertEqual((change.source, change.why), ("declined", "customer leaves"))

    def test_answer_says_what_holds_from_now_on(self):
        self.assertIn("Declined: 1. The figures stay until", self.decline())
        learned = self.learn(self.make_rule(self.make_bought_products(1)))
        self.proposal = learned.with_user(self.manager)
        said = self.decline(until="2026-03-14")
        self.assertIn("not suggested before 03/14/2026", said)

    def test_declined_figures_do_not_come_back(self):
        self.decline()
        self.assertFalse(self.learn(self.rule))
        self.assertFalse(self.learn(self.rule, reorder_point=49, target_stock=95))

    def test_clearly_other_figures_come_back(self):
        self.decline()
        self.assertTrue(self.learn(self.rule, reorder_point=60, target_stock=110))

    def test_declined_until_a_day_comes_back_on_it(self):
        self.decline(until="2026-03-20")
        with freeze_time("2026-03-19 09:00:00"):
            self.assertFalse(self.learn(self.rule))
        with freeze_time("2026-03-20 09:00:00"):
            self.assertTrue(self.learn(self.rule))

    def test_what_was_declined_before_something_else_was_accepted_is_over(self):
        self.decline()
        self.learn(self.rule, reorder_point=80, target_stock=150).action_accept()
        self.assertTrue(self.learn(self.rule, reorder_point=47, target_stock=92))

    def test_day_lies_ahead(self):
        with self.assertRaisesRegex(ValidationError, "after today"):
            self.decline(until="2026-03-10")

    def test_reason_says_something(self):
        with self.assertRaisesRegex(ValidationError, "Say why"):
            self.decline(reason="  ")

    def test_many_are_declined_at_once(self):
        rules = self.make_rule(self.make_bought_products(40))
        proposals = self.learn(rules).with_user(self.manager)

        def decline(some):
            some.action_decline("no")
            self.env.flush_all()

        some = [proposals[:2], proposals[2:4], proposals[4:]]
        counts = [self.queries_of(lambda each=each: decline(each)) for each in some]
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(set(proposals.mapped("state")), {"declined"})


@tagged("post_install", "-at_install")
class TestAcceptedByItself(ProposalCommon):
    """A class may take small changes without asking, never without telling."""

    def setUp(self):
        super().setUp()
        self.important.write(
            {
                "accepts_suggestions": True,
                "accept_up_percent": 60,
                "accept_down_percent": 60,
                "accept_value_limit": 50,
            }
        )

    def test_change_within_the_limits_is_accepted_and_told(self):
        self.assertFalse(self.learn(self.rule))
        self.assertEqual(self.figures(self.rule), (47, 92))
        self.assertEqual(self.rule.jit_expected_demand, 36)
        proposal = self.rule.jit_proposal_ids
        self.assertTrue(proposal.by_itself)
        self.assertFalse(proposal.decided_by)
        change = self.rule.jit_change_ids
        self.assertEqual(change.source, "class")
        self.assertIn("Within the limits of Important.", change.why)

    def test_what_was_accepted_so_and_what_is_asked_stand_on_the_line(self):
        asked = self.make_rule(self.make_bought_products(2))
        self.learn(self.rule)
        self.learn(asked, confidence="D")
        parts = self.env["jit.health"].with_user(self.manager).read_parts()
        texts = [part["text"] for part in parts]
        self.assertEqual(
            texts[-2:], ["Suggested changes: 2", "Accepted by themselves lately: 1"]
        )
        with freeze_time("2026-03-14 09:00:00"):
            parts = self.env["jit.health"].with_user(self.buyer).read_parts()
        self.assertEqual(parts[-1]["text"], "Suggested changes: 2")

    def test_change_beyond_the_limits_is_asked(self):
        for beyond in (
            {"accept_up_percent": 50},
            {"accept_value_limit": 46},
            {"accepts_suggestions": False},
        ):
            before = {name: self.important[name] for name in beyond}
            self.important.write(beyond)
            self.assertTrue(self.learn(self.rule), beyond)
            self.important.write(before)
        self.assertEqual(self.figures(self.rule), (30, 60))

    def test_learned_from_too_little_is_asked(self):
        self.assertTrue(self.learn(self.rule, confidence="D"))

    def test_figures_a_person_typed_are_theirs_to_accept(self):
        self.important.accepts_suggestions = False
        self.learn(self.rule).with_user(self.manager).new_reorder_point = 40
        self.important.accepts_suggestions = True
        self.assertTrue(self.learn(self.rule))

    def test_engine_is_told(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        signals = self.env["jit.signal"].search([])
        self.learn(self.rule)
        self.env.flush_all()
        self.env.cr.precommit.run()
        fresh = self.env["jit.signal"].search([]) - signals
        self.assertIn(self.product, fresh.product_id)

    def test_limits_make_sense(self):
        for vals in ({"accept_up_percent": -1}, {"accept_down_percent": 1e9}):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.important.write(vals)
