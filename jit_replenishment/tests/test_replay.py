from contextlib import contextmanager
from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..models import jit_replay_work, jit_replayer
from ..policy import replayed_rule
from .learning_common import LearningCommon
from .replay_common import LAST_DAY, ReplayCommon

SCENARIOS = ["hand", "own", "first", "second", "third"]


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
        evenings = []
        for age in range(days):
            day = LAST_DAY - timedelta(days=age)
            sold = len(range(age, 300, 3)) if age % 3 == 0 else None
            if sold is None:
                sold = len([each for each in range(age, 300) if each % 3 == 0])
            self.assertLessEqual(counted_from, day)
            evenings.append(1000 - 6 * sold)
        self.assertAlmostEqual(hand.average_stock, sum(evenings) / days)
        self.assertAlmostEqual(hand.stock_value, 2 * sum(evenings) / days, 2)
        self.assertEqual((hand.asked, hand.fill_rate), (6 * -(-days // 3), 1))
        self.assertEqual(set(self.totals(replay)), {"hand", "own"})
        stock = f"{round(hand.stock_value):,}"
        self.assertIn("100 % served at once", replay.summary.splitlines()[0])
        self.assertIn(stock, replay.summary.splitlines()[0])

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
                "1 rules have too short a past.",
                "1 rules have nobody to order from today.",
                "2 products that were asked for have no rule.",
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
        self.assertEqual(len(points), 5)


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
        self.assertEqual(len(self.results(self.replay)), 2 * len(SCENARIOS))
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
        self.assertEqual(shown, [(25, "So far, of 1 of 4 rules:")])

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

        def fail(past, *args):
            if past.learnable.history.events[-1].quantity == 777:
                raise ValueError("a figure that is none")
            return replay_rule(past, *args)

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
            f"1 rules could not be replayed: {bad.product_id.display_name}.",
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


@tagged("post_install", "-at_install")
class TestReplayAsked(ReplayCommon):
    def test_bad_input_is_refused_with_what_to_do(self):
        today = LAST_DAY + timedelta(days=1)
        for vals, said in (
            ({"last_day": today}, "before today"),
            ({"first_day": "2020-01-01"}, "Moves are remembered"),
            ({"first_day": LAST_DAY - timedelta(days=60)}, "at least 120 days"),
            ({"first_level": 1.0}, "between 50 % and 99.99 %"),
            ({"second_level": 0.2}, "between 50 % and 99.99 %"),
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, said),
                self.env.cr.savepoint(),
            ):
                self.ask(**vals)

    def test_no_rule_to_replay_is_refused(self):
        empty = self.env["product.category"].create({"name": "Nothing"})
        with self.assertRaisesRegex(UserError, "No reordering rule"):
            self.ask(product_category_ids=empty.ids).action_start()

    def test_started_replay_is_asked_again_and_not_changed(self):
        replay = self.ask(orderpoint_ids=self.rule.ids, first_level=0.8)
        replay.action_start()
        with self.assertRaisesRegex(UserError, "Choose Again"):
            replay.first_level = 0.7
        with self.assertRaisesRegex(UserError, "started already"):
            replay.action_start()
        replay.name = "Another name"
        again = replay.browse(replay.action_again()["res_id"])
        self.assertEqual((again.state, again.first_level), ("new", 0.8))
        self.assertEqual(again.orderpoint_ids, self.rule)
        self.assertFalse(again.line_ids)

    def test_list_of_rules_asks_for_those_that_are_ticked(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_replay_action_of_rules"
        )
        self.assertIn("active_ids", action["context"])
        replay = self.env["jit.replay"].with_context(
            default_orderpoint_ids=self.rule.ids
        )
        self.assertEqual(replay.create({}).orderpoint_ids, self.rule)


@tagged("post_install", "-at_install")
class TestReplayRights(ReplayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.make_user("buyer", "purchase.group_purchase_user")
        cls.storekeeper = cls.make_user("storekeeper", "stock.group_stock_user")

    def test_buyer_asks_and_reads_storekeeper_does_not(self):
        replay = self.ask(self.buyer)
        replay.action_start()
        self.work()
        mine = replay.with_user(self.buyer)
        self.assertIn("With the rules as they are", mine.summary)
        self.assertTrue(mine.line_ids.mapped("class_name"))
        self.assertTrue(mine.action_open_results())
        mine.action_again()
        self.assertEqual(replay.create_uid, self.buyer)
        for model in ("jit.replay", "jit.replay.line", "jit.replay.result"):
            records = self.env[model].with_user(self.storekeeper)
            with self.assertRaises(AccessError):
                records.search([])
        for records in (mine.line_ids, mine.line_ids.replay_id.result_ids):
            with self.assertRaises(AccessError):
                records.with_user(self.buyer).unlink()

    def test_buyer_cancels(self):
        replay = self.ask(self.buyer)
        replay.action_start()
        replay.action_cancel()
        self.assertEqual(replay.state, "cancelled")

    def test_other_companies_are_neither_replayed_nor_seen(self):
        with self.other_company() as (company, warehouse):
            products = self.make_bought_products(1)
            self.read_all()
            theirs = self.make_rule_of(warehouse, products)
            self.remember(theirs)
            replay = self.ask(company_id=company.id)
            mine = self.ask()
            for each in (replay, mine):
                each.action_start()
            self.work()
            found = {rule for rule, _scenario in self.results(replay)}
            self.assertEqual(found, {theirs})
            self.assertNotIn(theirs, {rule for rule, _s in self.results(mine)})
            for model in ("jit.replay", "jit.replay.line", "jit.replay.result"):
                seen = self.env[model].with_user(self.buyer).search([])
                self.assertEqual(seen.company_id, self.env.company, model)
            with self.assertRaises(AccessError):
                self.ask(self.buyer, company_id=company.id)

    def test_old_replays_go_and_running_ones_stay(self):
        old, running = self.ask(), self.ask()
        running.action_start()
        (old | running).flush_recordset()
        self.env.cr.execute(
            "UPDATE jit_replay SET create_date = '2024-01-01' WHERE id = ANY(%s)",
            [(old | running).ids],
        )
        self.env.invalidate_all()
        self.env["jit.replay"]._forget_old()
        self.assertEqual((old | running).exists(), running)
