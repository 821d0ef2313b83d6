from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from freezegun import freeze_time

from odoo.tests import HttpCase, tagged

from ..further import ON_TRIAL, TRIAL_DAYS, plan_further
from ..load_demo import load_demo
from ..source import read_further_products, read_products, read_vendors

TODAY = date(2026, 3, 18)
FAULTS = {
    "no_vendor": 2,
    "zero_price": 1,
    "no_lead_time": 1,
    "expired_price": 2,
    "unit_clash": 1,
    "same_sku": 1,
    "vendor_twice": 1,
    "negative_stock": 2,
    "untracked": 1,
    "odd_location": 1,
    "old_request": 2,
}
README = Path(__file__).parents[2] / "README.md"


@tagged("post_install", "-at_install")
class TestFurther(HttpCase):
    """What is not kept just in time: what each step of Getting Started finds of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(f"{TODAY} 09:00:00"))
        before = cls.env["product.product"].search([]).ids
        cls.loaded = load_demo(cls.env, TODAY, 12)
        cls.further = plan_further(
            read_further_products(), read_vendors(), len(read_products())
        )
        skus = {item.product.sku for item in cls.further.items}
        made = cls.env["product.product"].search([("id", "not in", before)])
        cls.products = made.filtered(lambda product: product.default_code in skus)
        cls.live = made - cls.products
        cls.rules = cls.env["stock.warehouse.orderpoint"].search(
            [("product_id", "in", cls.products.ids)]
        )
        cls.tried = cls.rules.filtered(lambda rule: rule.jit_stage == "trial")
        for name in ("learn", "check"):
            cls.env.ref(f"jit_replenishment.ir_cron_{name}").method_direct_trigger()
        cls.env.invalidate_all()

    def faults(self):
        """Of what was planted, not of what else the database holds."""
        vendors = self.env["res.partner"].search([("name", "=", "NORTHGATE TRADING")])
        found = self.env["jit.finding"].search(
            [
                "|",
                ("product_tmpl_id", "in", self.products.product_tmpl_id.ids),
                ("partner_id", "in", vendors.ids),
            ]
        )
        return Counter(fault.kind_id.code for fault in found)

    def choose(self):
        return self.env["jit.choose"].create({"product_ids": self.products.ids})

    def unanswered(self):
        waiting = self.env["jit.quick.sheet"].search([("is_assumed", "=", True)])
        return waiting.filtered(
            lambda each: each.product_tmpl_id in self.products.product_tmpl_id
        )

    def report(self):
        report = self.env["jit.trial.report"].create(
            {"first_day": TODAY - timedelta(days=TRIAL_DAYS), "last_day": TODAY}
        )
        report.action_show()
        return report

    def test_check_finds_what_was_planted_and_nothing_else(self):
        self.assertEqual(self.faults(), FAULTS)

    def test_nothing_planted_touches_what_is_kept_just_in_time(self):
        found = self.env["jit.finding"].search(
            [("product_tmpl_id", "in", self.live.product_tmpl_id.ids)]
        )
        self.assertFalse(found)

    def test_some_have_automatic_and_manual_rules_some_none(self):
        found = Counter((rule.jit_stage, rule.trigger) for rule in self.rules)
        self.assertEqual(
            found,
            {
                ("hand", "auto"): 7,
                ("hand", "manual"): 4,
                ("trial", "auto"): 2,
                ("trial", "manual"): 6,
            },
        )
        choose = self.choose()
        self.assertEqual((choose.auto_count, choose.manual_count), (7, 4))
        self.assertEqual((choose.new_count, choose.no_vendor_count), (14, 2))

    def test_opening_cores_replenishment_keeps_manual_rules(self):
        self.env["stock.warehouse.orderpoint"].action_open_orderpoints()
        self.assertEqual(self.rules.exists(), self.rules)

    def test_rules_are_suggested_for_what_sells_without_one(self):
        self.choose().action_choose()
        suggested = self.env["jit.rule.suggestion"].search(
            [("product_id", "in", self.products.ids)]
        )
        self.assertEqual(len(suggested), 14)
        self.assertEqual(set(suggested.mapped("state")), {"ready"})

    def test_what_nobody_answered_for_waits_for_an_answer(self):
        self.assertEqual(len(self.unanswered()), 17)

    def test_trial_has_noted_every_day_of_its_rules(self):
        self.assertEqual(len(self.tried), ON_TRIAL)
        looks = self.env["jit.trial"].search([("orderpoint_id", "in", self.tried.ids)])
        self.assertEqual(looks.mapped("state"), ["noted"] * ON_TRIAL)
        noted = self.env["jit.trial.day"].search(
            [("orderpoint_id", "in", self.tried.ids)]
        )
        days = [TODAY - timedelta(days=ago) for ago in range(1, TRIAL_DAYS + 1)]
        for rule in self.tried:
            mine = noted.filtered(lambda day, rule=rule: day.orderpoint_id == rule)
            self.assertEqual(sorted(mine.mapped("day")), sorted(days))

    def test_trial_noted_the_stock_that_moves_tell_of(self):
        noted = self.env["jit.trial.day"].search(
            [("orderpoint_id", "in", self.tried.ids)]
        )
        stock = self.tried.location_id
        moves = self.env["stock.move"].search(
            [("product_id", "in", self.tried.product_id.ids), ("state", "=", "done")]
        )
        for each in noted:
            before = moves.filtered(
                lambda move, each=each: (
                    move.product_id == each.product_id and move.date.date() <= each.day
                )
            )
            on_hand = sum(
                move.quantity if move.location_dest_id == stock else -move.quantity
                for move in before
            )
            self.assertEqual(each.real_on_hand, on_hand)

    def test_trial_sets_what_odoo_ordered_beside_its_own(self):
        report = self.report()
        self.assertEqual((report.rules, report.days), (ON_TRIAL, TRIAL_DAYS))
        self.assertEqual((report.real_lines, report.trial_lines), (3, 8))
        self.assertTrue(all(report.line_ids.mapped("said")))
        lines = self.env["purchase.order.line"].search(
            [("orderpoint_id", "in", self.tried.ids)]
        )
        self.assertEqual(len(lines), report.real_lines)
        self.assertEqual(set(lines.mapped("state")), {"purchase"})

    def first_run(self):
        """Lines of the preview of going live."""
        preview = self.tried.action_jit_open_go_live()
        wizard = self.env["jit.go.live"].browse(preview["res_id"])
        return wizard.order_line_ids

    def test_first_run_has_something_to_order(self):
        self.assertTrue(self.first_run())

    def test_readme_tells_what_there_is(self):
        told = " ".join(README.read_text().split())
        choose, report = self.choose(), self.report()
        unanswered = len(self.unanswered())
        sentences = (
            f"{sum(self.faults().values())} faults of {len(FAULTS)} kinds",
            f"{len(self.further.ruleless)} without a rule",
            f"{choose.auto_count} automatic and {choose.manual_count} manual rules",
            f"{choose.new_count} suggested rules",
            f"asks about {unanswered} products",
            f"{report.rules} rules are on trial since {report.days} days",
            f"{report.real_lines} lines were ordered; "
            f"Just in Time would have ordered {report.trial_lines}",
            f"would order {len(self.first_run())} lines",
        )
        self.assertEqual([each for each in sentences if each not in told], [])

    def test_loading_again_plans_the_same(self):
        again = plan_further(
            read_further_products(), read_vendors(), len(read_products())
        )
        self.assertEqual(again, self.further)

    def test_none_is_kept_just_in_time_as_well(self):
        first = {product.sku for product in read_products()}
        self.assertFalse(first & {item.product.sku for item in self.further.items})
