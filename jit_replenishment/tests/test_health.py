from unittest.mock import patch

import psycopg2.errors
from freezegun import freeze_time

from odoo.tests import tagged

from .test_run_limit import LimitCommon
from .test_security import UsersCommon


@tagged("post_install", "-at_install")
class TestHealth(LimitCommon):
    """One line says when was looked last, what failed and what waits."""

    def setUp(self):
        super().setUp()
        self.env["jit.pause"].search([]).unlink()
        self.rules = self.make_rules(2)
        self.run_sweep()
        self.run_replenishment()

    def parts(self):
        return self.env["jit.health"].read_parts()

    def texts(self):
        return [part["text"] for part in self.parts()]

    def test_line_tells_when_and_how_many_and_its_tip_all_that_is_known(self):
        first = self.parts()[0]
        self.assertRegex(first["text"], r"^Checked 9:00.AM, \d+ rules$")
        self.assertRegex(
            first["tip"],
            r"^Last looked at 9:00.AM: \d+ rules, 0 failed, in \d+\.\d s$",
        )
        self.assertEqual((first["level"], first["action"]), ("muted", False))

    def test_line_tells_of_changes_since_all_was_checked(self):
        beats = self.env["jit.heartbeat"].search([])
        beats.replenished_at = "2026-03-10 09:07:00"
        text = self.parts()[0]["text"]
        self.assertRegex(
            text, r"^Checked 9:00.AM, .* rules, drafts brought up to date 9:07.AM$"
        )

    def test_failures_and_a_slow_look_are_said_on_the_line(self):
        self.env["jit.exception"].create(
            {"orderpoint_id": self.rules[0].id, "kind": "failed"}
        )
        self.env["jit.heartbeat"].search([]).seconds = 12.3
        first = self.parts()[0]
        self.assertRegex(first["text"], r"^Checked .* rules, 1 failed, 12\.3 s$")
        self.assertEqual(first["level"], "danger")

    def test_stopped_action_is_said_in_red(self):
        with freeze_time("2026-03-10 10:00:00"):
            self.assertEqual(self.parts()[0]["level"], "muted")
        with freeze_time("2026-03-10 10:00:01"):
            stale = self.parts()[0]
        self.assertEqual(stale["level"], "danger")
        self.assertRegex(stale["text"], r"^Not checked since 9:00.AM: scheduled action")

    def test_sweep_alone_does_not_hide_that_nobody_serves_it(self):
        with freeze_time("2026-03-10 10:30:00"):
            self.run_sweep()
            self.assertEqual(self.parts()[0]["level"], "muted")
            self.rules._jit_signal()
            self.env.flush_all()
            self.env.cr.precommit.run()
            self.assertEqual(self.parts()[0]["level"], "danger")

    def test_pauses_problems_and_questions_lead_to_their_lists(self):
        self.env["jit.pause"].create({"reason": "stocktake"})
        self.assertIn("Paused: stocktake", self.texts())
        self.env["jit.pause"].search([]).action_resume()
        self.make_rule(self.make_product("Nut"))
        self.make_rules(3)
        self.run_replenishment()
        parts = {part["text"]: part["action"] for part in self.parts()}
        action = "jit_replenishment.jit_exception_action"
        self.assertEqual(parts["To fix: 1"], action)
        self.assertTrue(self.env.ref(action))
        question = parts["Waiting for you: 3 lines"]
        self.assertEqual(
            (question["res_model"], question["res_id"], question["views"]),
            ("jit.run", self.question().id, [(False, "form")]),
        )
        self.question().action_not_now()
        self.assertNotIn("Waiting for you: 3 lines", self.texts())
        put_off = self.parts()[-1]
        self.assertRegex(put_off["text"], "Put off until 3/11/26, 9:00.AM: 3 lines")
        self.assertEqual(put_off["action"]["res_id"], self.question().id)
        self.make_rules(1, self.make_vendor("Late"))
        self.env["jit.run.limit"].search([]).lines = 2
        self.run_replenishment()
        self.assertIn("Waiting for you: 1 line", self.texts())
        self.assertIn(put_off["text"], self.texts())
        with freeze_time("2026-03-11 09:00:00"):
            self.env.invalidate_all()
            self.assertIn("Waiting for you: 4 lines", self.texts())

    def test_questions_of_two_companies_lead_to_their_list(self):
        self.make_rules(3)
        self.run_replenishment()
        with self.other_company() as (company, _warehouse):
            self.env["jit.run"]._ask(company.id)
            both = (self.company | company).ids
            health = self.env["jit.health"].with_context(allowed_company_ids=both)
            waiting = health.read_parts()[-1]
            self.assertEqual(waiting["text"], "Waiting for you: 3 lines")
            self.assertEqual(
                waiting["action"], "jit_replenishment.jit_run_action_waiting"
            )

    def test_line_that_waits_tells_why_before_it_is_approved(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        line = self.question().line_ids.filtered(
            lambda row: row.orderpoint_id == rules[1]
        )
        asked = line.action_explain()["context"]
        self.assertEqual(asked["default_product_id"], rules[1].product_id.id)
        self.assertEqual(asked["default_location_id"], rules[1].location_id.id)

    def test_draft_that_stays_locked_is_said_until_it_is_free(self):
        waiting = "Tried again every minute: 2 (draft being edited, or database busy)"
        locked = psycopg2.errors.LockNotAvailable
        self.rules.write({"product_max_qty": 77})
        with (
            patch.object(
                type(self.env["jit.draft.order"]), "_write", side_effect=locked
            ),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.run_replenishment()
        self.assertIn(waiting, self.texts())
        self.run_replenishment()
        self.assertNotIn(waiting, self.texts())
        self.assertEqual(set(self.draft_lines(self.rules).mapped("product_qty")), {77})

    def test_many_pauses_are_counted(self):
        vendors = [self.make_vendor(name) for name in "abc"]
        self.env["jit.pause"].create(
            [
                {"reason": "holiday", "scope": "vendor", "partner_id": vendor.id}
                for vendor in vendors
            ]
        )
        paused = next(text for text in self.texts() if text.startswith("Paused"))
        self.assertTrue(paused.endswith("1 more"))

    def test_health_is_that_of_the_companies_at_hand(self):
        with self.other_company() as (company, _warehouse):
            self.env["jit.pause"].create({"reason": "there", "company_id": company.id})
            here = self.env["jit.health"].with_company(self.company)
            here = here.with_context(allowed_company_ids=self.company.ids)
            texts = [part["text"] for part in here.read_parts()]
            self.assertNotIn("Paused: there", texts)
            there = self.env["jit.health"].with_context(allowed_company_ids=company.ids)
            self.assertEqual(
                [part["text"] for part in there.read_parts()], ["Paused: there"]
            )

    def test_health_costs_as_many_queries_for_many_rules(self):
        self.env.invalidate_all()
        self.parts()
        with self.assertQueryCount(14):
            self.env.invalidate_all()
            self.parts()


@tagged("post_install", "-at_install")
class TestHealthRights(UsersCommon):
    def test_buyers_see_it_and_others_see_nothing(self):
        self.env["jit.pause"].create({"reason": "stocktake"})
        self.run_sweep()
        health = self.env["jit.health"]
        for user in self.purchase_user | self.purchase_manager:
            texts = [part["text"] for part in health.with_user(user).read_parts()]
            self.assertIn("Paused: stocktake", texts)
            self.assertEqual(len(texts), 2)
        for user in self.stock_user | self.employee:
            self.assertEqual(health.with_user(user).read_parts(), [])

    def test_question_waits_for_managers_and_buyers_read_so(self):
        self.env["jit.run"]._ask(self.env.company.id)
        health = self.env["jit.health"]
        for user, text in (
            (self.purchase_manager, "Waiting for you: 0 lines"),
            (self.purchase_user, "Waiting for a purchasing manager: 0 lines"),
        ):
            self.assertEqual(health.with_user(user).read_parts()[-1]["text"], text)
            form = self.env["jit.run"].with_user(user).get_view(view_type="form")
            self.assertEqual(
                "This waits for you" in form["arch"], user == self.purchase_manager
            )
            self.assertEqual(
                "waits for a purchasing manager" in form["arch"],
                user == self.purchase_user,
            )
