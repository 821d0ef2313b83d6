from datetime import date, timedelta

from odoo.tests import tagged

from ..policy import replayed_rule
from .learning_common import LearningCommon
from .replay_common import LAST_DAY, SCENARIOS, ReplayCommon


@tagged("post_install", "-at_install")
class TestReplayed(ReplayCommon):
    def test_from_start_to_end(self):
        replay = self.ask()
        self.assertEqual((replay.state, replay.progress), ("new", 0))
        replay.action_start()
        self.assertEqual(replay.summary, "Waiting for a worker.")
        self.work()
        self.assertEqual((replay.state, replay.progress), ("done", 100))
        self.assertEqual((replay.done, replay.total), (1, 1))
        totals = self.totals(replay)
        self.assertEqual(sorted(totals), sorted(SCENARIOS))
        self.assertEqual(set(replay.line_ids.mapped("rules")), {1})
        self.assertEqual(totals["third"].level, 0.98)
        # six every three days, fourteen to deliver: ten are no reorder point
        self.assertLess(totals["hand"].fill_rate, 0.8)
        self.assertGreater(totals["third"].fill_rate, totals["hand"].fill_rate)
        self.assertAlmostEqual(
            totals["third"].fill_change,
            totals["third"].fill_rate - totals["hand"].fill_rate,
        )

    def test_each_rule_says_how_often_it_would_run_out_more_or_less(self):
        replay = self.ask(first_level=0.975)
        replay.action_start()
        self.work()
        found = self.results(replay)
        hand, first = found[self.rule, "hand"], found[self.rule, "first"]
        self.assertEqual((hand.stock_outs_change, hand.stock_value_change), (0, 0))
        self.assertLess(first.stock_outs_change, 0)
        self.assertEqual(first.stock_outs_change, first.stock_outs - hand.stock_outs)
        more = first.stock_value - hand.stock_value
        self.assertAlmostEqual(first.stock_value_change, more, 2)
        self.assertEqual((hand.name, first.name[-6:]), ("As They Are", "97.5 %"))
        line = self.totals(replay)["first"]
        self.assertEqual((line.name, line.days), (first.name, first.days))

    def test_figures_of_a_rule_that_never_runs_out_worked_out_by_hand(self):
        """Reorder point 100, target 1000: begun with 1000 on 14 May, two a day on
        average. Learned from is on the 84th day and on the morning that is the first
        of four weeks after; counted from 15 days later."""
        self.rule.write({"product_min_qty": 100, "product_max_qty": 1000})
        replay = self.ask(first_level=0, second_level=0, third_level=0)
        replay.action_start()
        self.work()
        hand = self.results(replay)[self.rule, "hand"]
        first = LAST_DAY - timedelta(days=299)
        counted_from = first + timedelta(days=84 + 15)
        days = (LAST_DAY - counted_from).days + 1
        self.assertEqual((hand.days, hand.orders, hand.stock_outs), (days, 0, 0))
        # every third day back from the last one six are sold, from the first on
        evenings = [1000 - 6 * (100 - (age + 2) // 3) for age in range(days)]
        self.assertGreater(min(evenings), 100)
        self.assertAlmostEqual(hand.average_stock, sum(evenings) / days)
        self.assertAlmostEqual(hand.stock_value, 2 * sum(evenings) / days, 2)
        self.assertEqual((hand.asked, hand.fill_rate), (6 * -(-days // 3), 1))
        self.assertEqual(set(self.totals(replay)), {"hand", "same", "own"})
        stock = f"{round(hand.stock_value):,}"
        self.assertIn("100 % served at once", replay.summary.splitlines()[1])
        self.assertIn(stock, replay.summary.splitlines()[1])

    def test_rules_of_any_kind_are_replayed_and_stay_as_they_are(self):
        by_hand, auto = (
            self.make_rules(1, trigger="manual"),
            self.make_rules(1, trigger="auto"),
        )
        auto.action_jit_start_trial()
        rules = self.rule | by_hand | auto
        before = rules.read(["product_min_qty", "product_max_qty", "trigger"])
        replay = self.ask()
        replay.action_start()
        self.work()
        self.assertEqual(self.totals(replay)["hand"].rules, 3)
        after = rules.read(["product_min_qty", "product_max_qty", "trigger"])
        self.assertEqual(before, after)
        self.assertFalse(self.draft_lines(rules))

    def test_classes_have_lines_of_their_own_that_add_up(self):
        others = self.make_rules(2, jit_consequence_class_id=self.vital.id)
        replay = self.ask()
        replay.action_start()
        self.work()
        for scenario, total in self.totals(replay).items():
            parts = replay.line_ids.filtered(
                lambda line, name=scenario: line.scenario == name and not line.is_total
            )
            self.assertEqual(len(parts), 2)
            self.assertEqual(sum(parts.mapped("rules")), 3)
            self.assertAlmostEqual(
                sum(parts.mapped("stock_value")), total.stock_value, 2
            )
            self.assertEqual(sum(parts.mapped("orders")), total.orders)
        vital = replay.line_ids.filtered(
            lambda line: line.consequence_class_id == self.vital
        )
        action = vital[0].action_open_results()
        opened = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(opened.orderpoint_id, others)

    def test_scope_chooses_the_rules(self):
        screws = self.env["product.category"].create({"name": "Screws"})
        wood = self.env["product.category"].create(
            {"name": "Wood Screws", "parent_id": screws.id}
        )
        beta = self.make_vendor("Beta")
        of_beta = self.make_rule(self.make_bought_products(1, beta))
        of_wood = self.make_rules(1)
        of_wood.product_id.categ_id = wood
        vital = self.make_rules(1, jit_consequence_class_id=self.vital.id)
        for vals, rules in (
            ({"product_category_ids": screws.ids}, of_wood),
            ({"partner_ids": beta.ids}, of_beta),
            ({"consequence_class_ids": self.vital.ids}, vital),
            ({"orderpoint_ids": (vital | of_wood).ids}, vital | of_wood),
            ({"warehouse_ids": self.warehouse.ids}, self.env[vital._name].search([])),
        ):
            self.assertEqual(self.ask(**vals)._rules(), rules.sorted("id"), vals)

    def test_what_has_no_past_or_nobody_to_ask_is_left_out_and_counted(self):
        new = self.make_rules(1)
        self.env["jit.demand.event"].search(
            [("product_id", "=", new.product_id.id), ("day", "<", "2026-01-01")]
        ).unlink()
        self.env["jit.demand.span"].search(
            [("orderpoint_id", "=", new.id)]
        ).first_day = date(2026, 1, 1)
        orphan = self.make_rules(1)
        orphan.product_id.seller_ids.unlink()
        without = self.make_rules(2)
        without.active = False
        replay = self.ask()
        replay.action_start()
        self.work()
        self.assertEqual(self.totals(replay)["hand"].rules, 1)
        self.assertEqual(
            replay.left_out_said.splitlines(),
            [
                "With too short a past: 1 rule.",
                "With nobody to order from today: 1 rule.",
                "Products that were asked for and have no rule: 2.",
            ],
        )
        action = replay.action_open_left_out()
        opened = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(opened.orderpoint_id, new | orphan)

    def test_what_was_learned_later_is_not_known_then(self):
        """From November on ten times as much is asked for; replayed until October,
        nobody knows."""
        day = {"first_day": "2025-05-14", "last_day": "2025-10-31"}
        before = self.ask(**day)
        before.action_start()
        self.work()
        self.ask_for(60, self.rule, date(2025, 11, 1))
        after = self.ask(**day)
        after.action_start()
        self.work()
        for scenario, line in self.totals(before).items():
            other = self.totals(after)[scenario]
            self.assertEqual(line.stock_value, other.stock_value, scenario)
            self.assertEqual(line.fill_rate, other.fill_rate, scenario)

    def test_page_says_how_it_is_computed_and_draws_a_dot_for_each(self):
        replay = self.ask()
        self.assertIn("Nothing is ordered again", replay.assumptions)
        self.assertFalse(replay.chart)
        replay.action_start()
        self.work()
        points = replay.chart["points"]
        self.assertEqual([each["label"] for each in points][0], "As They Are")
        self.assertEqual([each["label"] for each in points][-1][-4:], "98 %")
        self.assertEqual(len(points), 6)


@tagged("post_install", "-at_install")
class TestReplayOfMoves(LearningCommon):
    def test_moves_nobody_has_read_yet_are_read_first(self):
        """As in the first hour: nothing was learned before."""
        self.stock_up(500, "01-01")
        for week in range(9):
            day = date(2026, 1, 5) + timedelta(days=7 * week)
            self.sell(3, day.strftime("%m-%d"))
        self.rule.write({"product_min_qty": 20, "product_max_qty": 40})
        replay = self.env["jit.replay"].create(
            {"first_day": "2025-09-01", "last_day": "2026-03-09"}
        )
        self.patch(replayed_rule, "LEARN_DAYS", 14)
        replay.action_start()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_replay").method_direct_trigger()
        self.env.invalidate_all()
        result = replay.result_ids.filtered(lambda each: each.scenario == "hand")
        # learned from 19 January on, counted from 3 February: the last five weeks
        self.assertEqual((result.days, result.asked), (35, 12))
        self.assertEqual(result.fill_rate, 1)
