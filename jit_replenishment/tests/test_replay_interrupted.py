from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged

from ..models import jit_replay_work, jit_replayer
from .replay_common import LAST_DAY, SCENARIOS, ReplayCommon


@tagged("post_install", "-at_install")
class TestReplayInterrupted(ReplayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.rule | cls.make_rules(3)

    def setUp(self):
        super().setUp()
        self.patch(jit_replay_work, "_RULES_AT_ONCE", 1)
        self.replay = self.ask()
        self.replay.action_start()

    @contextmanager
    def after_rules(self, count, act):
        """``act()`` happens when so many rules are through."""
        model, seen = self.registry["jit.replay"], []
        done_until = model._done_until

        def wrapper(replay, *args):
            answer = done_until(replay, *args)
            replay.env.flush_all()
            seen.append(replay)
            if len(seen) == count:
                act()
            return answer

        with patch.object(model, "_done_until", wrapper):
            yield

    def test_cancelled_within_a_batch_keeps_what_is_known(self):
        with self.after_rules(2, self.cancel):
            self.work()
        self.assertEqual((self.replay.state, self.replay.done), ("cancelled", 2))
        self.assertTrue(self.replay.finished_at)
        # nothing is searched for any more
        self.assertEqual(len(self.results(self.replay)), 2 * (len(SCENARIOS) - 1))
        self.assertEqual(self.totals(self.replay)["hand"].rules, 2)
        first = self.replay.summary.splitlines()[0]
        self.assertEqual(first, "Cancelled after 2 of 4 rules.")
        self.work()
        self.assertEqual(self.replay.state, "cancelled")

    def cancel(self):
        with self.registry.cursor() as cr:
            replay = self.env(cr=cr)["jit.replay"].browse(self.replay.id)
            replay.action_cancel()

    def test_cancelled_before_it_begins_looks_at_nothing(self):
        self.replay.action_cancel()
        self.work()
        self.assertEqual((self.replay.state, self.replay.done), ("cancelled", 0))
        self.assertFalse(self.results(self.replay))

    def test_deleted_meanwhile_leaves_nothing(self):
        with self.after_rules(2, self.delete):
            self.work()
        self.assertFalse(self.replay.exists())
        self.assertFalse(self.results(self.replay))

    def delete(self):
        with self.registry.cursor() as cr:
            self.env(cr=cr)["jit.replay"].browse(self.replay.id).unlink()

    def test_first_figures_are_there_before_it_is_through(self):
        shown = []

        def look():
            with self.registry.cursor() as cr:
                replay = self.env(cr=cr)["jit.replay"].browse(self.replay.id)
                shown.append((replay.progress, replay.summary.splitlines()[0]))
                self.assertEqual(self.totals(replay)["own"].rules, 1)

        with self.after_rules(1, look):
            self.work()
        self.assertEqual(shown, [(32.5, "So far, of 1 of 4 rules:")])

    def test_goes_on_where_an_interrupted_run_stopped(self):
        whole = self.ask()
        whole.action_start()
        learner, time = self.registry["jit.learner"], iter([1] * 12)
        catalogue = self.registry["jit.replay"]._learn_catalogue
        learned = []

        def learn(replay, day):
            learned.append((replay.id, day))
            return catalogue(replay, day)

        with patch.object(self.registry["jit.replay"], "_learn_catalogue", learn):
            # for eleven mornings and one rule, and the second
            with patch.object(learner, "_has_time", lambda *_args: next(time, 0)):
                self.work()
            self.assertEqual(self.replay.state, "running")
            self.assertEqual(self.replay.done, 2)
            trigger = self.env["ir.cron.trigger"].search(
                [("cron_id", "=", self.env.ref("jit_replenishment.ir_cron_replay").id)]
            )
            self.assertTrue(trigger)
            self.work()
        self.assertEqual(len(learned), len(set(learned)))
        self.assertEqual((self.replay.state, whole.state), ("done", "done"))
        self.assertEqual(self.replay.done, 4)
        for scenario, line in self.totals(self.replay).items():
            other = self.totals(whole)[scenario]
            self.assertEqual(line.rules, 4)
            self.assertEqual(line.stock_value, other.stock_value)
            self.assertEqual(line.fill_rate, other.fill_rate)

    def test_rule_that_fails_costs_itself_only_and_is_named(self):
        self.patch(jit_replay_work, "_RULES_AT_ONCE", 100)
        bad = self.rules[1]
        replay_rule = jit_replayer.replay_rule
        self.ask_for(777, bad, LAST_DAY)

        def fail(past, *args, **options):
            if past.learnable.history.events[-1].quantity == 777:
                raise ValueError("a figure that is none")
            return replay_rule(past, *args, **options)

        with (
            patch.object(jit_replayer, "replay_rule", fail),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.work()
        self.assertEqual((self.replay.state, self.replay.done), ("done", 4))
        self.assertEqual(self.totals(self.replay)["hand"].rules, 3)
        failed = self.results(self.replay, bad)[bad, "hand"]
        self.assertEqual(failed.left_out, "failed")
        self.assertIn("a figure that is none", failed.failure)
        self.assertEqual(
            self.replay.left_out_said,
            f"Could not be replayed, 1 rule: {bad.product_id.display_name}.",
        )

    def test_replay_that_cannot_go_on_says_so_and_the_next_is_made(self):
        other = self.ask()
        other.action_start()
        model = self.registry["jit.replay"]
        begin = model._begin

        def fail(replay):
            if replay.id == self.replay.id:
                raise ValueError("no calendar")
            return begin(replay)

        with (
            patch.object(model, "_begin", fail),
            self.assertLogs("odoo.addons.jit_replenishment", "ERROR"),
        ):
            self.work()
        self.assertEqual((self.replay.state, other.state), ("failed", "done"))
        self.assertIn("no calendar", self.replay.summary)

    def test_as_many_queries_for_many_rules(self):
        many = self.rules | self.make_rules(36)
        self.replay._begin()
        self.replay.state = "queued"
        self.replay.pools = {}
        for day in self.replay._begin():
            self.replay._learn_catalogue(day)
        self.assertAsManyQueries(
            lambda rules: self.replay._replay_rules(rules.ids), many, few=2
        )
