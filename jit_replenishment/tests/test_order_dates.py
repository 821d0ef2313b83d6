from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import TODAY, JitCommon
from .test_multi_company import TwoCompanies


@tagged("post_install", "-at_install")
class TestOrderDates(JitCommon):
    """Ordered on a day the vendor takes orders, there when it is needed.

    Today is a Tuesday; Acme delivers within 14 days.
    """

    def takes_orders_on(self, *weekdays):
        days = [self.env.ref(f"jit_replenishment.weekday_{name}") for name in weekdays]
        self.vendor.jit_order_weekday_ids = [Command.set([day.id for day in days])]

    def assertDates(self, line, order_by, planned_on):
        self.assertEqual(str(line.jit_order_by), order_by, line.jit_reason)
        self.assertEqual(str(line.date_planned), f"{planned_on} 12:00:00")

    def test_order_without_order_days_is_due_today(self):
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        self.assertDates(line, "2026-03-10", "2026-03-24")
        self.assertEqual(str(line.order_id.date_order), "2026-03-10 23:59:59")
        self.assertEqual(str(line.jit_decision_id.order_by), "2026-03-10")
        self.assertEqual(str(line.jit_decision_id.planned_on), "2026-03-24")

    def test_order_waits_for_the_vendors_day_and_lasts_until_the_next(self):
        self.takes_orders_on("thursday")
        rule = self.make_rule()
        self.set_stock(rule.product_id, 30)
        # 2 days to wait + 14 to deliver + 7 until the order after it
        self.promise(rule.product_id, 20, "2026-04-02 09:00:00")
        self.promise(rule.product_id, 5, "2026-04-03 09:00:00")
        self.run_replenishment()
        line = self.assertOrdered(rule, 20)
        self.assertDates(line, "2026-03-12", "2026-03-26")
        self.assertEqual(str(line.order_id.date_order), "2026-03-12 23:59:59")
        self.assertIn(
            "Acme takes orders on 03/12/2026, then not again before 03/19/2026.",
            line.jit_reason,
        )

    def test_changed_order_days_move_the_draft_at_once(self):
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        self.takes_orders_on("monday", "friday")
        self.run_replenishment()
        self.assertDates(line, "2026-03-13", "2026-03-27")
        self.vendor.jit_order_weekday_ids = False
        self.run_replenishment()
        self.assertDates(line, "2026-03-10", "2026-03-24")

    def test_order_days_of_one_vendor_leave_the_others_alone(self):
        self.takes_orders_on("friday")
        nut = self.make_product("Nut")
        self.make_offer(nut, self.make_vendor("Bolts & Co"))
        rule = self.make_rule(nut)
        self.run_replenishment()
        self.assertDates(self.assertOrdered(rule, 30), "2026-03-10", "2026-03-24")

    def test_days_to_purchase_come_before_the_vendors(self):
        self.env.company.days_to_purchase = 2
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        self.assertDates(line, "2026-03-12", "2026-03-26")
        self.assertIn("16 days (14 of the vendor + 2 to purchase)", line.jit_reason)
        self.assertEqual(
            rule.lead_days, (line.date_planned.date() - date(2026, 3, 10)).days
        )

    def test_days_to_purchase_that_are_no_number_stop_nothing(self):
        rule = self.make_rule()
        self.env.flush_all()
        self.env.cr.execute("UPDATE res_company SET days_to_purchase = -3.5")
        self.env.invalidate_all()
        self.run_replenishment()
        self.assertDates(self.assertOrdered(rule, 30), "2026-03-10", "2026-03-24")

    def test_goods_bought_on_demand_arrive_when_they_are_needed(self):
        self.takes_orders_on("tuesday", "wednesday")
        rule = self.make_rule(reorder_point=0, target=0)
        self.promise(rule.product_id, 7, "2026-03-25 09:00:00")
        self.run_replenishment()
        line = self.assertOrdered(rule, 7)
        self.assertDates(line, "2026-03-11", "2026-03-25")
        self.assertIn("Needed on 03/25/2026: order by 03/11/2026.", line.jit_reason)

    def test_draft_is_due_when_the_first_of_its_lines_is(self):
        slow, fast = self.make_product("Slow"), self.make_product("Fast")
        self.make_offer(slow, delay=14)
        self.make_offer(fast, delay=2)
        rules = self.make_rule(slow, 0, 0) | self.make_rule(fast, 0, 0)
        self.promise(fast, 3, "2026-03-13 09:00:00")
        self.run_replenishment()
        order = self.assertOrdered(rules[1], 3).order_id
        self.assertEqual(str(order.date_order), "2026-03-11 23:59:59")
        self.promise(slow, 3, "2026-03-12 09:00:00")
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(rules[0], 3).order_id, order)
        self.assertEqual(str(order.date_order), "2026-03-10 23:59:59")
        self.set_stock(slow, 3)
        self.run_replenishment()
        self.assertNothingOrdered(rules[0])
        self.assertEqual(str(order.date_order), "2026-03-11 23:59:59")
        self.assertTrue(order.jit_owned)

    def test_draft_nobody_sent_arrives_a_day_later_each_day_without_new_history(self):
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        with freeze_time("2026-03-11 07:00:00"):
            self.run_sweep()
            self.run_replenishment()
            self.assertDates(line, "2026-03-11", "2026-03-25")
            self.assertEqual(str(line.order_id.date_order), "2026-03-11 23:59:59")
            self.assertEqual(len(rule.jit_decision_ids), 1)
            self.assertTrue(line.jit_owned)

    def test_running_twice_with_order_days_writes_nothing(self):
        self.takes_orders_on("thursday")
        rule = self.make_rule()
        self.run_replenishment()
        self.assertOrdered(rule, 30)
        before = self.rows("purchase_order", "purchase_order_line", "jit_position")
        rule._jit_signal()
        self.run_replenishment()
        self.assertEqual(
            self.rows("purchase_order", "purchase_order_line", "jit_position"), before
        )

    def rows(self, *tables):
        """Contents of tables: a row that was rewritten alike shows in its ctid."""
        self.env.flush_all()
        found = []
        for table in tables:
            self.env.cr.execute(f"SELECT ctid, t.* FROM {table} t ORDER BY id")
            found.append(self.env.cr.fetchall())
        return found

    def test_day_ends_by_the_companys_clock(self):
        self.env.company.partner_id.tz = "Pacific/Auckland"
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        # 22:00 in Auckland, 13 hours ahead
        self.assertEqual(str(line.jit_order_by), TODAY)
        self.assertEqual(str(line.order_id.date_order), "2026-03-10 10:59:59")

    def test_price_is_that_of_the_order_day(self):
        self.takes_orders_on("friday")
        product = self.make_product()
        today = fields.Date.to_date(TODAY)
        self.make_offer(product, price=2.0, date_end=today + timedelta(days=2))
        self.make_offer(product, price=3.0, date_start=today + timedelta(days=3))
        rule = self.make_rule(product)
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(rule, 30).price_unit, 3.0)

    def test_order_deadline_of_a_line_is_the_engines_alone_to_set(self):
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        line.jit_order_by = "2026-03-01"
        self.assertEqual(str(line.jit_order_by), "2026-03-10")
        self.assertTrue(line.jit_owned)

    def test_purchase_user_ticks_the_vendors_order_days(self):
        buyer = self.make_user(
            "buyer", "purchase.group_purchase_user", "base.group_partner_manager"
        )
        weekdays = self.env["jit.weekday"].with_user(buyer).search([])
        self.assertEqual(weekdays.mapped("number"), list(range(7)))
        self.vendor.with_user(buyer).jit_order_weekday_ids = weekdays[:1]
        self.assertEqual(self.vendor.jit_order_weekday_ids.name, "Monday")
        self.assertFalse(weekdays.has_access("write"))


@tagged("post_install", "-at_install")
class TestOrderDatesApart(TwoCompanies):
    def test_each_company_plans_with_its_own_days_to_purchase(self):
        self.there.days_to_purchase = 5
        self.offer_in(self.here, self.vendor)
        self.offer_in(self.there, self.vendor)
        self.run_replenishment()
        here = self.assertOrdered(self.rule, 30)
        there = self.assertOrdered(self.there_rule, 8)
        self.assertEqual(str(here.jit_order_by), "2026-03-10")
        self.assertEqual(str(there.jit_order_by), "2026-03-15")

    def test_vendor_shared_by_companies_takes_orders_from_both_on_its_days(self):
        self.vendor.jit_order_weekday_ids = self.env.ref(
            "jit_replenishment.weekday_friday"
        )
        self.offer_in(self.here, self.vendor)
        self.offer_in(self.there, self.vendor)
        self.run_replenishment()
        lines = self.draft_lines(self.rule | self.there_rule)
        self.assertEqual(len(lines), 2)
        self.assertEqual({str(line.jit_order_by) for line in lines}, {"2026-03-13"})
