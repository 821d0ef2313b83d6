import re
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
        return Counter(found.mapped("kind_id.code"))

    def choose(self):
        return self.env["jit.choose"].create({"product_ids": self.products.ids})

    def report(self):
        return self.env["jit.trial.report"].create(
            {"first_day": TODAY - timedelta(days=TRIAL_DAYS), "last_day": TODAY}
        )

    def test_check_finds_what_was_planted_and_nothing_else(self):
        self.assertEqual(self.faults(), FAULTS)

    def test_nothing_planted_touches_what_is_kept_just_in_time(self):
        found = self.env["jit.finding"].search(
            [("product_tmpl_id", "in", self.live.product_tmpl_id.ids)]
        )
        self.assertFalse(found)

    def test_some_have_automatic_and_manual_rules_some_none(self):
        self.assertEqual(
            Counter(zip(self.rules.mapped("jit_stage"), self.rules.mapped("trigger"))),
            {
                ("hand", "auto"): 4,
                ("hand", "manual"): 7,
                ("trial", "auto"): 5,
                ("trial", "manual"): 3,
            },
        )
        choose = self.choose()
        self.assertEqual((choose.auto_count, choose.manual_count), (4, 6))
        self.assertEqual(
            (choose.new_count, choose.no_vendor_count, choose.odd_count), (14, 2, 1)
        )

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
        waiting = self.env["jit.quick.sheet"].search([("is_assumed", "=", True)])
        mine = waiting.filtered(
            lambda each: each.product_tmpl_id in self.products.product_tmpl_id
        )
        self.assertEqual(len(mine), 17)
