import random
from datetime import date, datetime
from unittest.mock import patch

from odoo.tests import tagged

from ..marks import ENGINE
from ..models import jit_replay_same, jit_replay_work, jit_replayer
from ..policy import same_service
from ..policy.same_service import MOST_TRIES
from .replay_common import LAST_DAY, SCENARIOS, ReplayCommon


@tagged("post_install", "-at_install")
class TestReplaySame(ReplayCommon):
    """How much stock does the service of the rules as they are take?"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.rule | cls.make_rules(9)
        for place, rule in enumerate(cls.rules):
            # no two alike: what is served changes little by little
            point = 30 + 3 * place
            rule.write({"product_min_qty": point, "product_max_qty": point + 20})
        chance = random.Random(7)
        events = cls.env["jit.demand.event"].with_context(jit_engine=ENGINE)
        for event in events.search([], order="id"):
            event.quantity = chance.choice([1, 2, 4, 6, 9, 14])
        # the figures just written are no history
        cls.env["jit.rule.change"].search([]).unlink()

    def replay(self, **vals):
        replay = self.ask(**vals)
        replay.action_start()
        self.work()
        self.assertEqual(replay.state, "done")
        return replay

    def test_same_service_is_found_and_said_first(self):
        replay = self.replay()
        totals = self.totals(replay)
        hand, same = totals["hand"], totals["same"]
        self.assertEqual(
            replay.line_ids.filtered("is_total").mapped("scenario")[:2],
            ["hand", "same"],
        )
        self.assertLess(hand.fill_rate, totals["first"].fill_rate)
        self.assertLess(abs(same.fill_rate - hand.fill_rate), 0.02)
        self.assertEqual((same.rules, same.days), (hand.rules, hand.days))
        self.assertEqual(same.level, replay.same_level)
        nearest = min(replay.tries, key=lambda each: abs(each[1] - hand.fill_rate))
        self.assertAlmostEqual(nearest[0], same.level)
        self.assertAlmostEqual(nearest[1], same.fill_rate)
        self.assertLessEqual(len(replay.tries), MOST_TRIES + 1)

    def test_ours_needing_more_is_said_as_plainly_as_less(self):
        """Half of what they keep is never asked for; then they keep hardly anything."""
        replay = self.replay(first_level=0)
        same = self.totals(replay)["same"]
        for stock_change, words in ((0.31, "31 % more stock"), (-0.2, "20 % less")):
            hand = self.totals(replay)["hand"]
            hand.stock_value = same.stock_value / (1 + stock_change)
            hand.fill_rate = same.fill_rate + 0.0004
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertIn(words, replay.summary.splitlines()[0])
            self.assertIn("tries", replay.summary.splitlines()[0])
            orders = f"{same.orders} orders instead of {hand.orders}"
            self.assertIn(orders, replay.summary.splitlines()[0])

    def test_service_that_cannot_be_reached_is_said(self):
        """Enough for a surge that nobody could have learned of."""
        for rule in self.rules:
            self.ask_for(170, rule, date(2026, 2, 25))
        self.rules.write({"product_min_qty": 900, "product_max_qty": 920})
        replay = self.replay()
        self.assertIn("came no nearer", replay.summary.splitlines()[0])
        self.assertIn("serves less", replay.summary.splitlines()[0])

    def test_rules_without_any_stock_are_compared_with_the_least_there_is(self):
        self.rules.write({"product_min_qty": 0, "product_max_qty": 0})
        replay = self.replay()
        self.assertIn("it serves more", replay.summary.splitlines()[0])

    def test_results_of_the_same_service_tell_what_changes_beside_the_rule(self):
        replay = self.replay()
        found = self.results(replay)
        self.assertEqual(len(found), len(self.rules) * len(SCENARIOS))
        for rule in self.rules:
            hand, same = found[rule, "hand"], found[rule, "same"]
            more = same.stock_value - hand.stock_value
            self.assertAlmostEqual(same.stock_value_change, more, 2)
            change = same.stock_outs - hand.stock_outs
            self.assertEqual(same.stock_outs_change, change)
            self.assertAlmostEqual(same.level, replay.same_level, 4)

    def test_service_asked_for_that_is_the_one_is_not_searched_for_again(self):
        found = self.replay().same_level
        # a service is asked for with four digits
        self.patch(same_service, "NEAR_ENOUGH", 0.02)
        again = self.replay(second_level=found)
        self.assertEqual(len(again.tries), 1)
        lines = self.totals(again)
        self.assertAlmostEqual(lines["same"].stock_value, lines["second"].stock_value)

    def test_nothing_asked_for_searches_for_nothing(self):
        self.env["jit.demand.event"].search([]).unlink()
        replay = self.replay()
        self.assertFalse(replay.tries)
        self.assertNotIn("same", self.totals(replay))

    def test_search_interrupted_goes_on_where_it_stopped(self):
        self.patch(jit_replay_work, "_RULES_AT_ONCE", 4)
        whole = self.replay()
        replay = self.ask()
        replay.action_start()
        model, stopped = self.registry["jit.replay"], []
        done_until = model._done_until

        def stop(records, *args):
            done_until(records, *args)
            stopped.append(bool(records.trying))

        with (
            patch.object(model, "_done_until", stop),
            patch.object(
                self.registry["jit.learner"],
                "_has_time",
                # one batch a run, once it is searched
                lambda *_args: not (stopped and stopped[-1]),
            ),
        ):
            for _run in range(4 * (MOST_TRIES + 1)):
                self.work()
        self.assertEqual(replay.state, "done")
        self.assertEqual(replay.tries, whole.tries)
        for scenario, line in self.totals(whole).items():
            other = self.totals(replay)[scenario]
            self.assertAlmostEqual(line.stock_value, other.stock_value)
        self.assertFalse(self.tried(replay))

    def tried(self, replay):
        domain = [("replay_id", "=", replay.id), ("scenario", "=", "trying")]
        return self.env["jit.replay.result"].search(domain)

    def test_cancelled_while_searching_keeps_the_nearest_and_no_half(self):
        self.patch(jit_replay_work, "_RULES_AT_ONCE", 4)
        replay = self.ask()
        replay.action_start()
        model, seen = self.registry["jit.replay"], []
        done_until = model._done_until

        def cancel(records, *args):
            done_until(records, *args)
            seen.append(bool(records.trying))
            if seen.count(True) == 4:
                records.env.flush_all()
                with self.registry.cursor() as cr:
                    self.env(cr=cr)["jit.replay"].browse(replay.id).action_cancel()

        with patch.object(model, "_done_until", cancel):
            self.work()
        self.assertEqual((replay.state, len(replay.tries)), ("cancelled", 1))
        self.assertFalse(self.tried(replay))
        self.assertEqual(self.totals(replay)["same"].rules, len(self.rules))

    def test_rule_that_fails_in_a_try_is_compared_nowhere(self):
        replay_rule, bad = jit_replayer.replay_rule, self.rules[3]
        self.ask_for(777, bad, LAST_DAY)

        def fail(past, *args, as_it_is):
            if not as_it_is and past.learnable.history.events[-1].quantity == 777:
                raise ValueError("a figure that is none")
            return replay_rule(past, *args, as_it_is=as_it_is)

        with (
            patch.object(jit_replayer, "replay_rule", fail),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            replay = self.replay()
        self.assertEqual(set(replay.line_ids.filtered("is_total").mapped("rules")), {9})
        self.assertEqual(replay.left_out, 1)

    def test_as_many_queries_to_search_with_many_rules(self):
        replay = self.ask()
        many = self.rules | self.make_rules(10)
        replay._begin()
        for day in replay._begin():
            replay._learn_catalogue(day)
        replay._replay_rules(many.ids)
        replay.trying = 0.8
        self.assertAsManyQueries(
            lambda rules: replay._replay_rules(rules.ids), many, few=2
        )
        self.assertAsManyQueries(
            lambda rules: (replay._keep_nearest(0.5, 0.9), rules), many, few=2
        )

    def test_tries_show_how_far_the_search_is(self):
        self.patch(jit_replay_same, "MOST_TRIES", 2)
        replay, shown = self.ask(), []
        replay.action_start()
        model = self.registry["jit.replay"]
        done_until = model._done_until

        def look(records, *args):
            done_until(records, *args)
            shown.append((records.progress, records.summary.splitlines()[0]))

        with patch.object(model, "_done_until", look):
            self.work()
        self.assertEqual([round(share) for share, _said in shown][:2], [70, 85])
        self.assertIn("try 1 of", shown[1][1])

    # -- figures that were set knowing these days ------------------------------------

    def aged(self, rules, day):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET create_date = %s WHERE id = ANY(%s)",
            [day, rules.ids],
        )
        self.env.invalidate_all()

    def test_rules_made_within_the_days_are_said_to_know_them(self):
        self.aged(self.rules, "2024-01-01")
        self.aged(self.rules[:3], "2026-01-15 12:00:00")
        replay = self.replay()
        self.assertEqual(replay.younger_rules, 3)
        self.assertEqual(replay.youngest_on, date(2026, 1, 15))
        said = replay.summary.splitlines()[-1]
        self.assertIn("3 of 10 rules", said)
        self.assertIn("may have known these days", said)

    def test_figures_changed_within_the_days_are_said_to_know_them(self):
        self.aged(self.rules, "2024-01-01")
        change = self.env["jit.rule.change"].create(
            {
                "orderpoint_id": self.rules[4].id,
                "product_id": self.rules[4].product_id.id,
                "company_id": self.env.company.id,
                "changed_at": datetime(2025, 12, 24, 8),
                "source": "hand",
                "old_reorder_point": 10,
                "new_reorder_point": 20,
            }
        )
        self.assertEqual(self.replay().younger_rules, 1)
        change.new_reorder_point = 10  # somebody declined: they stayed
        self.assertFalse(self.replay().younger_rules)

    def test_rules_older_than_the_days_need_no_warning(self):
        self.aged(self.rules, "2024-01-01")
        replay = self.replay()
        self.assertFalse(replay.younger_rules)
        self.assertNotIn("Mind:", replay.summary)
