from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import OrderedCommon
from .test_security import UsersCommon


@tagged("post_install", "-at_install")
class TestPause(OrderedCommon):
    """While paused nothing is ordered and drafts stay just as they are."""

    def pause(self, reason="stocktake", **vals):
        return self.env["jit.pause"].create({"reason": reason, **vals})

    def test_draft_line_neither_grows_shrinks_nor_goes_during_a_count(self):
        self.pause()
        for quantity in (3, 500, 0, 11):
            with self.subTest(counted=quantity):
                self.set_stock(self.product, quantity)
                self.run_replenishment()
                self.assertEqual(self.assertOrdered(self.rule, 30), self.line)
        self.assertEqual(self.line.order_id.state, "draft")
        self.assertIn("need 30", self.line.jit_reason)

    def test_dip_while_paused_orders_nothing_and_says_who_paused_why(self):
        person = self.env.user.name
        self.pause(until="2026-03-12")
        other = self.make_rule()
        self.run_replenishment()
        self.assertNothingOrdered(other)
        self.assertEqual(other.jit_outcome, "paused")
        self.assertIn(f"Paused: stocktake until 03/12/2026 ({person}).", other.jit_why)

    def test_paused_rule_shows_what_piles_up_and_is_found_by_it(self):
        self.pause()
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.rule.qty_to_order, 35)
        self.assertEqual(self.assertOrdered(self.rule, 30), self.line)
        self.assertIn(self.rule, self.rule.search([("qty_to_order", ">", 0)]))
        answer = self.env["jit.explain"].new(
            {"product_id": self.product.id, "location_id": self.stock.id}
        )
        self.assertEqual(answer.to_order, 35)
        self.assertNotIn("If it were to be ordered today", answer.why)

    def test_fifty_changes_during_a_pause_are_one_line_per_rule_after_it(self):
        rules = self.make_rule() | self.make_rule() | self.rule
        pause = self.pause()
        for number in range(50):
            self.set_stock(rules[number % 3].product_id, number % 10)
            if number % 10 == 0:
                self.run_replenishment()
        self.run_replenishment()
        self.assertEqual(self.draft_lines(rules), self.line)
        pause.action_resume()
        self.run_replenishment()
        lines = self.draft_lines(rules)
        self.assertEqual(len(lines), 3)
        self.assertEqual(lines.orderpoint_id, rules)
        self.assertEqual(len(lines.order_id), 1)
        for line in lines:
            on_hand = line.orderpoint_id.qty_on_hand
            self.assertEqual(line.product_qty, 30 - on_hand)

    def test_kept_line_arrives_on_the_day_of_the_companys_clock(self):
        self.env.company.partner_id.tz = "Pacific/Auckland"
        self.run_replenishment()
        decide = self.env["jit.situation"]._decide
        planned_on = decide(self.rule.ids)[self.rule.id].decision.schedule.planned_on
        self.run_sweep()
        self.run_replenishment()
        self.pause()
        kept = decide(self.rule.ids)[self.rule.id].brakes.kept
        self.assertEqual((kept.due, kept.quantity), (planned_on, 30))

    def test_resuming_asks_once_for_every_concerned_product(self):
        pause = self.pause()
        self.run_replenishment()
        pause.action_resume()
        # one without a product calls the sweep, and is not this pause's
        signals = self.env["jit.signal"].search([("product_id", "!=", False)])
        self.assertEqual(len(signals.product_id), len(signals))
        self.assertIn(self.product, signals.product_id)
        pause.action_resume()
        self.assertFalse(pause.search([("ended_at", "=", False)]))

    def test_warehouse_alone_is_paused(self):
        north = self.env["stock.warehouse"].create({"name": "North", "code": "NO"})
        self.pause(scope="warehouse", warehouse_id=north.id)
        there = self.make_rule(
            self.product, location_id=north.lot_stock_id.id, warehouse_id=north.id
        )
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertNothingOrdered(there)
        self.assertEqual(self.line.product_qty, 35)

    def test_vendor_on_holiday_concerns_the_rules_that_buy_from_it(self):
        nut = self.make_product("Nut")
        self.make_offer(nut, self.make_vendor("Rival"))
        self.make_offer(nut, self.vendor)
        other = self.make_rule(nut)
        self.pause("holiday", scope="vendor", partner_id=self.vendor.id)
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 30)
        self.assertOrdered(other, 30)

    def test_vendors_contacts_are_on_holiday_with_it(self):
        contact = self.make_vendor("Sales", parent_id=self.vendor.id)
        nut = self.make_product("Nut")
        self.make_offer(nut, contact)
        pause = self.pause("holiday", scope="vendor", partner_id=self.vendor.id)
        rule = self.make_rule(nut)
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        pause.action_resume()
        self.run_replenishment()
        self.assertOrdered(rule, 30)

    def test_paused_shelf_line_counts_for_the_stock_around_it(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        product = self.make_product("Nut")
        mine = self.make_offer(product)
        rivals = self.make_offer(product, self.make_vendor("Rival"))
        inner = self.make_rule(
            product, 5, 20, location_id=shelf.id, supplier_id=mine.id
        )
        outer = self.make_rule(product, 25, 50, supplier_id=rivals.id)
        self.run_replenishment()
        self.assertOrdered(inner, 20)
        self.assertOrdered(outer, 30)
        self.pause("holiday", scope="vendor", partner_id=self.vendor.id)
        self.rule._jit_signal()
        outer._jit_signal()
        self.run_replenishment()
        self.assertOrdered(inner, 20)
        self.assertOrdered(outer, 30)

    def test_pause_that_has_not_begun_holds_nothing(self):
        self.pause(started_at="2026-03-11 06:00:00", until="2026-03-12")
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 35)

    def test_last_day_passing_resumes_by_itself(self):
        pause = self.pause(until="2026-03-12")
        self.promise(self.product, 5)
        self.run_replenishment()
        self.run_sweep()
        self.assertFalse(pause.ended_at)
        with freeze_time("2026-03-12 00:10:00"):
            self.run_sweep()
            self.assertTrue(pause.ended_at)
            self.run_replenishment()
            self.assertEqual(self.line.product_qty, 35)

    def test_moved_last_day_resumes_at_once(self):
        self.pause(until="2026-03-20").until = "2026-03-11"
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 30)
        with freeze_time("2026-03-11 08:00:00"):
            self.rule._jit_signal()
            self.run_replenishment()
        self.assertEqual(self.line.product_qty, 35)

    def test_problem_stays_open_while_its_rule_is_paused(self):
        nut = self.make_rule(self.make_product("Nut"))
        self.run_replenishment()
        problems = self.env["jit.exception"].search([("orderpoint_id", "=", nut.id)])
        self.pause()
        nut._jit_signal()
        self.run_replenishment()
        self.assertEqual(problems.kind, "no_vendor")
        self.assertFalse(problems.closed_at)

    def test_pausing_between_plan_and_writing_is_honoured(self):
        nut = self.make_rule()
        with self.pausing_after_the_plan():
            self.run_replenishment()
        self.assertNothingOrdered(nut)
        self.assertEqual(nut.jit_outcome, "paused")

    def pausing_after_the_plan(self):
        replenisher = type(self.env["jit.replenisher"])
        original = replenisher._ensure_witnesses

        def pause_first(engine, keys):
            engine.env["jit.pause"].create({"reason": "fire alarm"})
            return original(engine, keys)

        return patch.object(replenisher, "_ensure_witnesses", pause_first)

    def test_paused_run_twice_writes_nothing(self):
        self.pause()
        self.promise(self.product, 5)
        self.run_replenishment()
        position = self.env["jit.position"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        count = self.env["jit.decision"].search_count([])
        self.assertEqual(position.outcome, "paused")
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertEqual(self.env["jit.decision"].search_count([]), count)

    def test_draft_of_a_paused_vendor_says_so_until_it_is_resumed(self):
        pause = self.pause(
            "holiday", scope="vendor", partner_id=self.vendor.id, until="2026-03-12"
        )
        order = self.line.order_id
        self.assertIn("Paused: holiday until 03/12/2026", order.jit_paused)
        self.assertEqual(self.vendor.jit_pause_ids, pause)
        self.assertIn("holiday until 03/12/2026", self.vendor.jit_paused)
        self.assertEqual(self.vendor.action_jit_open_pauses()["res_id"], pause.id)
        self.assertEqual(self.rule.action_jit_open_pauses()["res_id"], pause.id)
        pause.action_resume()
        self.env.invalidate_all()
        self.assertFalse(order.jit_paused or self.vendor.jit_paused)

    def test_pause_of_another_warehouse_or_vendor_is_not_said_on_a_draft(self):
        north = self.env["stock.warehouse"].create({"name": "North", "code": "NO"})
        self.pause(scope="warehouse", warehouse_id=north.id)
        rival = self.make_vendor("Rival")
        self.pause(scope="vendor", partner_id=rival.id)
        self.assertFalse(self.line.order_id.jit_paused)
        mine = self.pause(scope="warehouse", warehouse_id=self.warehouse.id)
        self.env.invalidate_all()
        self.assertIn("stocktake", self.line.order_id.jit_paused)
        self.assertEqual(self.rule.action_jit_open_pauses()["res_id"], mine.id)

    def test_same_thing_is_paused_once_at_a_time(self):
        contact = self.make_vendor("Sales", parent_id=self.vendor.id)
        vendor = {"scope": "vendor", "partner_id": self.vendor.id}
        self.pause("holiday", until="2026-03-20", **vendor)
        for double in (vendor, vendor | {"partner_id": contact.id}):
            with (
                self.assertRaisesRegex(ValidationError, "paused already: holiday"),
                self.env.cr.savepoint(),
            ):
                self.pause(**double)
        later = self.pause(started_at="2026-03-20 08:00:00", **vendor)
        with (
            self.assertRaisesRegex(ValidationError, "paused already"),
            self.env.cr.savepoint(),
        ):
            later.started_at = "2026-03-19 08:00:00"
        self.pause(scope="warehouse", warehouse_id=self.warehouse.id)
        self.pause().action_resume()
        self.pause()

    def test_pause_says_what_it_is_about(self):
        for vals, message in (
            ({"scope": "warehouse"}, "which warehouse"),
            ({"scope": "vendor"}, "which vendor"),
            ({"until": "2026-03-10"}, "before the pause begins"),
            ({"reason": "  "}, "Say why"),
        ):
            with self.assertRaisesRegex(ValidationError, message):
                self.pause(**vals)


@tagged("post_install", "-at_install")
class TestPauseRights(UsersCommon):
    def test_managers_pause_and_others_only_see_it(self):
        pauses = self.env["jit.pause"].with_user(self.purchase_manager)
        pause = pauses.create({"reason": "stocktake", "user_id": self.employee.id})
        self.assertEqual(pause.user_id, self.purchase_manager)
        for user in (self.purchase_user, self.stock_user):
            self.assertMay(user, "jit.pause", "read")
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                pause.with_user(user).action_resume()
        self.assertMay(self.purchase_manager, "jit.pause", "read", "write", "create")
        self.assertMay(self.employee, "jit.pause")
        pause.action_resume()
        self.assertEqual(pause.ended_by, self.purchase_manager)

    def test_storekeeper_reads_why_a_rule_is_paused(self):
        self.env["jit.pause"].create({"reason": "stocktake"})
        self.env.invalidate_all()
        rule = self.rule.with_user(self.stock_user)
        self.assertIn("Paused: stocktake", rule.jit_why)

    def test_nobody_pauses_or_resumes_in_the_name_of_another(self):
        pause = (
            self.env["jit.pause"]
            .with_user(self.purchase_manager)
            .create({"reason": "stocktake"})
        )
        pause.write(
            {
                "user_id": self.employee.id,
                "ended_at": "2026-03-01 00:00:00",
                "ended_by": self.employee.id,
                "reason": "holiday",
            }
        )
        self.assertEqual(pause.user_id, self.purchase_manager)
        self.assertFalse(pause.ended_at or pause.ended_by)
        self.assertEqual(pause.reason, "holiday")

    def test_pause_is_not_handed_to_a_company_that_is_not_ones_own(self):
        pause = (
            self.env["jit.pause"]
            .with_user(self.purchase_manager)
            .create({"reason": "stocktake"})
        )
        company = self.env["res.company"].create({"name": "Other Company"})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            pause.company_id = company
