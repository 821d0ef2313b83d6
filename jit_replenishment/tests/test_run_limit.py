from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import JitCommon

LATER = "2026-03-10 10:30:00"


class LimitCommon(JitCommon):
    """Rules that each order 30 for 63.00 once they are looked at."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.write({"jit_limit_lines": 2, "jit_limit_amount": 0})

    def make_rules(self, count, vendor=None):
        return self.make_rule(self.make_bought_products(count, vendor))

    def question(self):
        return self.env["jit.run"].search(
            [("company_id", "=", self.company.id), ("state", "=", "waiting")]
        )


@tagged("post_install", "-at_install")
class TestRunLimit(LimitCommon):
    """Above the limit nothing more is ordered, and a person is asked once."""

    def test_as_many_lines_as_the_limit_allows_are_ordered(self):
        rules = self.make_rules(2)
        self.run_replenishment()
        self.assertEqual(self.draft_lines(rules).orderpoint_id, rules)
        self.assertFalse(self.question())

    def test_more_lines_than_the_limit_wait_and_show_what_they_would_be(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        self.assertNothingOrdered(rules)
        question = self.question()
        self.assertEqual((question.waiting_lines, question.held), (3, 3))
        self.assertAlmostEqual(question.waiting_amount, 189.0)
        self.assertEqual(question.line_ids.orderpoint_id, rules)
        self.assertEqual(set(question.line_ids.mapped("quantity")), {30.0})
        for rule in rules:
            self.assertEqual((rule.jit_outcome, rule.qty_to_order), ("waiting", 30))
            self.assertIn("waiting for a purchasing manager", rule.jit_why)
            decision = rule.jit_decision_ids
            self.assertEqual(
                (decision.outcome, decision.purchase_quantity), ("waiting", 30)
            )

    def test_question_names_the_limit_and_what_was_ordered_under_it(self):
        self.make_rules(1)
        self.run_replenishment()
        self.make_rules(3, self.make_vendor("Rival"))
        self.run_replenishment()
        said = "One run may order 2 draft lines; 1 had been ordered in the hour before."
        question = self.question()
        self.assertEqual(question.limit_reached, said)
        self.company.write({"jit_limit_lines": 9, "jit_limit_amount": 70})
        self.run_replenishment()
        question = self.question()
        self.assertRegex(
            question.limit_reached, r"^One run may order for .*70.00; .*63.00"
        )
        self.assertNotIn("draft lines", question.limit_reached)

    def test_line_that_waits_says_why_it_is_needed(self):
        self.make_rules(3)
        self.run_replenishment()
        for line in self.question().line_ids:
            self.assertIn("at or below reorder point 10", line.reason)
            self.assertNotIn("waiting for", line.reason)

    def test_no_limit_orders_all(self):
        self.company.jit_limit_lines = 0
        rules = self.make_rules(4)
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(rules)), 4)

    def test_drafts_that_fit_are_made_before_the_run_stops(self):
        rivals = self.make_vendor("Rival")
        first, many = self.make_rules(1), self.make_rules(3, rivals)
        last = self.make_rules(1, self.make_vendor("Third"))
        self.run_replenishment()
        self.assertEqual(self.draft_lines(first | many | last).orderpoint_id, first)
        self.assertEqual(self.question().line_ids.orderpoint_id, many | last)

    def test_money_beyond_the_limit_waits(self):
        self.company.write({"jit_limit_lines": 0, "jit_limit_amount": 130})
        rules = self.make_rules(2)
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(rules)), 2)
        more = self.make_rules(1)
        self.run_replenishment()
        self.assertNothingOrdered(more)
        self.assertAlmostEqual(self.question().waiting_amount, 63.0)

    def test_money_is_weighed_at_todays_rate(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        euro.rate_ids.unlink()
        euro.rate_ids = [
            (0, 0, {"name": "2026-03-01", "rate": 10.0}),
            (0, 0, {"name": "2026-03-10", "rate": 0.5}),
        ]
        self.company.write({"jit_limit_lines": 0, "jit_limit_amount": 100})
        product = self.make_product()
        self.make_offer(product, currency_id=euro.id)
        rule = self.make_rule(product)
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        self.assertAlmostEqual(self.question().waiting_amount, 126.0)

    def test_raised_line_counts_with_its_increase_alone(self):
        rule = self.make_rules(1)
        self.run_replenishment()
        self.company.write({"jit_limit_lines": 1, "jit_limit_amount": 75})
        self.env["jit.run.limit"].search([]).unlink()
        self.promise(rule.product_id, 30)
        self.run_replenishment()
        self.assertOrdered(rule, 60)
        self.promise(rule.product_id, 40)
        self.run_replenishment()
        self.assertOrdered(rule, 60)
        question = self.question()
        self.assertTrue(question.line_ids.raises_line)
        self.assertAlmostEqual(question.waiting_amount, 84.0)

    def test_shrinking_and_vanishing_lines_are_never_limited(self):
        rules = self.make_rules(2)
        self.run_replenishment()
        self.make_rules(1)
        self.run_replenishment()
        self.assertEqual(self.question().waiting_lines, 1)
        self.set_stock(rules[0].product_id, 8)
        self.set_stock(rules[1].product_id, 50)
        self.run_replenishment()
        self.assertOrdered(rules[0], 22)
        self.assertNothingOrdered(rules[1])

    def test_what_waits_stays_waiting_without_going_round_in_circles(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        before = self.rows()
        self.run_sweep()
        rules._jit_signal()
        self.run_replenishment()
        self.assertFalse(self.env["jit.signal"].search([]))
        self.assertEqual(self.rows(), before)

    def rows(self):
        self.env.flush_all()
        tables = ("jit_run", "jit_run_line", "jit_decision", "purchase_order_line")
        found = []
        for table in tables:
            self.env.cr.execute(f"SELECT ctid, t.* FROM {table} t ORDER BY id")
            found.append(self.env.cr.fetchall())
        return found

    def test_question_is_updated_and_not_asked_twice(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        self.promise(rules[0].product_id, 10)
        more = self.make_rules(3)
        self.run_replenishment()
        self.assertEqual(self.question(), question)
        self.assertEqual(question.line_ids.orderpoint_id, rules | more)
        line = question.line_ids.filtered(lambda row: row.orderpoint_id == rules[0])
        self.assertEqual(line.quantity, 40)

    def test_question_shows_the_money_and_vendor_of_today(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        currency = self.env["res.currency"].create(
            {
                "name": "JIT",
                "symbol": "J",
                "rate_ids": [Command.create({"name": "2026-03-01", "rate": 0.5})],
            }
        )
        rival = self.make_vendor("Rival")
        rules.product_id.seller_ids.write(
            {"currency_id": currency.id, "partner_id": rival.id}
        )
        self.run_replenishment()
        self.assertAlmostEqual(self.question().waiting_amount, 378.0)
        self.assertEqual(self.question().line_ids.partner_id, rival)

    def test_small_dip_is_served_while_others_wait(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        small = self.make_rules(1)
        self.run_replenishment()
        self.assertOrdered(small, 30)
        self.assertNothingOrdered(rules)

    def test_need_that_went_away_is_asked_about_no_more(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        for rule in rules:
            self.set_stock(rule.product_id, 50)
        self.run_replenishment()
        self.assertFalse(question.line_ids)
        self.assertEqual(question.state, "done")

    def test_question_a_killed_run_left_without_lines_is_closed_by_the_next(self):
        """It had settled the last of them, and died before it could tell."""
        rules = self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        for rule in rules:
            self.set_stock(rule.product_id, 50)
        with patch.object(type(self.env["jit.replenisher"]), "_tell"):
            self.run_replenishment()
        self.assertFalse(question.line_ids)
        self.assertEqual(question.state, "waiting")
        self.run_replenishment()
        self.assertEqual(question.state, "done")

    def test_runs_within_an_hour_count_as_one_and_later_ones_anew(self):
        first = self.make_rules(2)
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(first)), 2)
        with freeze_time(LATER):
            second = self.make_rules(2)
            self.run_replenishment()
            self.assertEqual(len(self.draft_lines(second)), 2)
        with freeze_time(LATER):
            third = self.make_rules(1)
            self.run_replenishment()
            self.assertNothingOrdered(third)

    def test_raised_limit_weighs_anew_what_waits(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        self.company.jit_limit_lines = 3
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(rules)), 3)
        self.assertFalse(self.question())

    def test_limit_that_is_saved_unchanged_asks_nothing_anew(self):
        self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        self.company.write({"jit_limit_lines": 2, "jit_limit_amount": 0})
        self.assertEqual(self.question(), question)
        self.assertEqual(question.waiting_lines, 3)

    def test_yes_holds_though_the_limit_changes_before_it_is_ordered(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        self.question().action_order()
        self.company.jit_limit_lines = 1
        self.run_replenishment()
        self.assertEqual(self.draft_lines(rules).orderpoint_id, rules)

    def test_limit_of_one_company_is_not_that_of_another(self):
        with self.other_company() as (company, warehouse):
            company.jit_limit_lines = 0
            here = self.make_rules(3)
            products = self.make_bought_products(3, company_id=company.id)
            there = self.make_rule_of(warehouse, products)
            self.run_replenishment()
            self.assertNothingOrdered(here)
            self.assertEqual(len(self.draft_lines(there)), 3)

    def test_rule_taken_off_leaves_the_question(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        rules[0].action_jit_undo()
        self.assertEqual(self.question().line_ids.orderpoint_id, rules[1:])

    def test_rule_taken_off_while_its_line_was_written_leaves_at_the_next_run(self):
        rules = self.make_rules(3)
        self.run_replenishment()
        # as by a transaction that began before the lines were there
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET trigger = 'manual'"
            " WHERE id = ANY(%s)",
            [rules.ids],
        )
        rules.invalidate_recordset()
        self.assertEqual(len(self.question().line_ids), 3)
        self.run_replenishment()
        self.assertFalse(self.question())
        self.assertFalse(self.env["jit.run.line"].search_count([]))


@tagged("post_install", "-at_install")
class TestRunReport(LimitCommon):
    """What a run did is told, once, and a run that did nothing tells nothing."""

    def runs(self):
        return self.env["jit.run"].search([("company_id", "=", self.company.id)])

    def test_run_tells_what_it_did(self):
        rules = self.make_rules(2)
        self.run_replenishment()
        run = self.runs()[0]
        self.assertEqual((run.state, run.made, run.changed), ("done", 2, 0))
        self.promise(rules[0].product_id, 3)
        self.set_stock(rules[1].product_id, 50)
        self.run_replenishment()
        run = self.runs()[0]
        self.assertEqual((run.made, run.changed, run.removed), (0, 1, 1))

    def test_run_without_work_leaves_no_record(self):
        rules = self.make_rules(1)
        self.run_replenishment()
        count = len(self.runs())
        rules._jit_signal()
        self.run_replenishment()
        self.assertEqual(len(self.runs()), count)

    def test_failure_of_one_rule_is_a_partial_success(self):
        rules = self.make_rules(2)
        original = type(self.env["jit.draft.order"])._prepare_line_vals

        def poisoned(records, order, wish):
            if wish.verdict.rule.rule_id == rules[0].id:
                raise ValueError("poisoned")
            return original(records, order, wish)

        with (
            patch.object(
                type(self.env["jit.draft.order"]), "_prepare_line_vals", poisoned
            ),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.run_replenishment()
            run = self.runs()[0]
            self.assertEqual((run.state, run.made, run.failed), ("partial", 1, 1))
            for _number in range(2):
                rules[0]._jit_signal()
                self.run_replenishment()
        again = self.runs() - run
        self.assertEqual((again.mapped("state"), again.failed), (["failed"], 1))
        cron = self.env.ref("jit_replenishment.ir_cron_replenish")
        self.assertEqual((cron.active, cron.failure_count), (True, 0))

    def test_old_runs_are_forgotten_but_open_questions_stay(self):
        self.make_rules(2)
        self.run_replenishment()
        self.make_rules(3)
        self.run_replenishment()
        question = self.question()
        self.assertGreater(len(self.runs()), 1)
        with freeze_time("2026-09-10"):
            self.env["jit.run"]._forget_old()
        self.assertEqual(self.runs(), question)

    def test_days_before_the_first_of_the_calendar_keep_everything(self):
        self.make_rules(1)
        self.run_replenishment()
        params = self.env["ir.config_parameter"]
        for model, setting in (("jit.run", "run"), ("jit.decision", "decision")):
            params.set_param(
                f"jit_replenishment.{setting}_retention_days", 2_000_000_000
            )
            kept = self.env[model].search_count([])
            self.assertEqual(self.env[model]._forget_old(), (0, False))
            self.assertEqual(self.env[model].search_count([]), kept)

    def test_sweep_updates_one_row_per_company(self):
        self.make_rules(2)
        self.run_sweep()
        beat = self.env["jit.heartbeat"].search([("company_id", "=", self.company.id)])
        self.assertEqual(str(beat.swept_at), "2026-03-10 09:00:00")
        rules = beat.rules
        self.assertGreaterEqual(rules, 2)
        self.make_rules(1)
        with freeze_time(LATER):
            self.run_sweep()
        self.assertEqual((str(beat.swept_at), beat.rules), (LATER, rules + 1))
