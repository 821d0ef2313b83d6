from odoo.tests import tagged

from .learning_common import LearningCommon
from .proposal_common import ProposalCommon


@tagged("post_install", "-at_install")
class TestProposalLearned(LearningCommon):
    """From what was sold to a suggestion, to an answer, to an order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("head of buying", "purchase.group_purchase_manager")
        cls.stock_up(400, "01-02")
        for month, days in (("01", range(3, 32)), ("02", range(1, 29))):
            for day in days:
                cls.sell(5, f"{month}-{day:02}")

    def suggestion(self):
        return self.env["jit.reorder.proposal"].search(
            [("orderpoint_id", "=", self.rule.id), ("state", "=", "open")]
        )

    def night(self):
        """A night has passed: everything is learned anew."""
        self.env["jit.learning.state"].search([]).unlink()
        self.run_learning()

    def test_sold_goods_are_suggested_for_accepted_and_ordered_by(self):
        self.set_stock(self.product, 40)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.run_learning()
        proposal = self.suggestion()
        self.assertGreater(proposal.new_reorder_point, 60)
        self.assertIn("a day", proposal.sentence)
        self.assertIn("Acme takes 14 days by the price list.", proposal.sentence)
        self.assertEqual(self.rule.product_min_qty, 10)
        proposal.with_user(self.manager).action_accept()
        self.run_replenishment()
        self.assertOrdered(self.rule, proposal.new_target_stock - 40)
        self.night()
        self.assertFalse(self.suggestion())
        self.assertEqual(proposal.state, "accepted")

    def test_figures_typed_on_the_rule_are_learned_of_at_once(self):
        self.run_learning()
        proposal = self.suggestion()
        self.rule.product_max_qty = 35
        self.run_learning()
        self.assertEqual(self.suggestion(), proposal)
        self.assertEqual(proposal.old_target_stock, 35)
        learned = self.learned()
        self.rule.write(
            {
                "product_min_qty": learned.reorder_point,
                "product_max_qty": learned.target_stock,
            }
        )
        self.run_learning()
        self.assertEqual(proposal.state, "superseded")

    def test_changed_class_suggests_anew_at_once(self):
        self.run_learning()
        proposal = self.suggestion()
        proposal.with_user(self.manager).action_accept()
        self.night()
        self.rule.jit_consequence_class_id = self.vital
        self.run_learning()
        again = self.suggestion()
        self.assertGreater(again.new_reorder_point, proposal.new_reorder_point)
        self.assertEqual((again.cause, again.service_asked), ("class", 0.99))

    def test_declined_stays_away_night_after_night_until_its_day(self):
        self.run_learning()
        self.suggestion().with_user(self.manager).action_decline("no", "2026-03-12")
        with self.at("03-11"):
            self.night()
            self.assertFalse(self.suggestion())
        with self.at("03-12"):
            self.night()
            self.assertTrue(self.suggestion())

    def test_pin_taken_out_suggests_at_once(self):
        self.rule.action_jit_pin("agreed")
        self.run_learning()
        self.assertFalse(self.suggestion())
        self.assertIn("Sells", self.rule.jit_would_suggest)
        self.rule.action_jit_unpin()
        self.run_learning()
        self.assertTrue(self.suggestion())

    def test_class_accepts_at_night_by_itself_and_the_engine_orders(self):
        self.run_learning()
        wanted = self.suggestion().new_reorder_point
        near = {"product_min_qty": wanted - 15, "product_max_qty": wanted + 20}
        self.rule.write(near)
        # as if nobody had known then what is learned
        self.learned().is_overruled = False
        self.important.write({"accepts_suggestions": True, "accept_up_percent": 500})
        self.set_stock(self.product, wanted - 5)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.run_learning()
        self.assertEqual(self.rule.product_min_qty, wanted)
        self.run_replenishment()
        self.assertOrdered(self.rule, self.rule.product_max_qty - wanted + 5)


@tagged("post_install", "-at_install")
class TestPlannedSaid(ProposalCommon):
    """What is planned is said as it is, and the service that is left with it."""

    def say(self, effect, **vals):
        effect = {"first": None, "last": None, "factor": 1.0, "days": 0.0} | effect
        effect |= {"other_stock": 0.0, "reorder_point": -20.0, "target_stock": -60.0}
        return self.learn(self.rule, effects=[[1, "adjusted", effect]], **vals).sentence

    def test_shelf_life_says_what_service_it_leaves(self):
        said = self.say(
            {"kind": "shelf_life", "days": 10.0}, reorder_point=35, target_stock=45
        )
        self.assertIn("more would not sell before it expires", said)
        self.assertNotIn("97 %.", said)

    def test_shelf_life_that_leaves_enough_says_what_is_asked(self):
        said = self.say(
            {"kind": "shelf_life", "days": 90.0}, reorder_point=50, target_stock=92
        )
        self.assertIn("Important, 97 %.", said)

    def test_product_that_ends_is_not_called_too_little_to_keep(self):
        nothing = {"reorder_point": 0, "target_stock": 0}
        said = self.say({"kind": "retire"}, **nothing)
        self.assertIn("No more is kept of it", said)
        self.assertIn("Phased out", said)
        self.assertNotIn("Too little", said)
        self.assertNotIn("97 %", said)
        said = self.say({"kind": "retire", "replaced": True}, **nothing)
        self.assertIn("Replaced by another product", said)
