from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .replay_common import LAST_DAY, ReplayCommon


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

    def test_days_that_are_not_chosen_yet_are_no_error(self):
        replay = self.env["jit.replay"].new({"first_day": False, "last_day": False})
        self.assertEqual((replay.progress, replay.summary), (0, False))
        self.assertIn("asked for again", replay.assumptions)

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

    def test_buyer_writes_nothing_the_work_writes(self):
        replay = self.ask(self.buyer).with_user(self.buyer)
        for vals in (
            {"state": "queued"},
            {"after_id": 10**9},
            {"pools": {"1": "nothing of the kind"}},
            {"name": "Spring", "done": 5, "total": 5},
            {"failure": "none"},
            {"finished_at": "2026-01-01 00:00:00"},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(AccessError, "Start, Cancel and Again"),
            ):
                replay.write(vals)
        replay.write({"name": "Spring", "first_level": 0.8})
        self.assertEqual((replay.name, replay.state), ("Spring", "new"))

    def test_buyer_asks_for_nothing_that_is_done_already(self):
        claims = {
            "state": "done",
            "after_id": 10**9,
            "pools": {"1": {}},
            "done": 5,
            "total": 5,
            "summed_up_at": 5,
            "without_rule": 5,
            "failure": "none",
            "started_at": "2026-01-01 00:00:00",
            "finished_at": "2026-01-01 00:00:00",
        }
        told = {f"default_{name}": value for name, value in claims.items()}
        replays = self.env["jit.replay"].with_user(self.buyer).with_context(**told)
        for replay in replays.create([claims, {}]):
            self.assertEqual(replay.state, "new")
            for name in claims.keys() - {"state"}:
                self.assertFalse(replay[name], name)

    def test_buyer_hands_no_replay_to_a_company_that_is_not_theirs(self):
        replay = self.ask(self.buyer).with_user(self.buyer)
        with (
            self.other_company() as (company, _warehouse),
            self.assertRaises(AccessError),
        ):
            replay.write({"company_id": company.id})

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
