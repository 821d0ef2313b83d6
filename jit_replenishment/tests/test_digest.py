from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .test_alert import MANAGER, AlertCommon
from .today_common import YESTERDAY

TUESDAY, SATURDAY = "2026-03-10 09:00:00", "2026-03-14 09:00:00"
BEFORE = "2026-03-10 06:30:00"


@tagged("post_install", "-at_install")
class TestDigest(AlertCommon):
    """Each buyer hears in the morning of a working day what waits for them."""

    def send(self, when=TUESDAY):
        self.env.flush_all()
        with freeze_time(when), self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_digest").method_direct_trigger()
        self.env.invalidate_all()

    def test_mail_tells_all_kinds_by_class_with_links(self):
        rule, _later = self.late_rule(self.vital)
        order = self.order(rule.product_id, 1, YESTERDAY)
        self.make_rule(self.make_bought_products(1))
        self.run_replenishment()
        self.send()
        (mail,) = self.mails()
        self.assertIn("Today: Running Out before Supply 2 · ", mail.subject)
        self.assertIn("Approve before Cut-Off 1", mail.subject)
        for text in (
            rule.product_id.display_name,
            order.name,
            "1 Vital",
            "1 Important",
            "/odoo/just-in-time-running-out",
            "/odoo/just-in-time-approve",
            "/odoo/just-in-time-late",
            "20.00",
        ):
            self.assertIn(text, mail.body_html)

    def test_manager_is_told_who_has_no_address_to_write_to(self):
        self.late_rule()
        self.buyer.email = False
        self.send()
        self.assertFalse(self.mails())
        with freeze_time(TUESDAY):
            health = self.env["jit.health"]
            told = [each["text"] for each in health.with_user(self.boss).read_parts()]
            said = f"No e-mail address, so no morning mail: {self.buyer.name}"
            self.assertIn(said, told)
            buyers = [
                each["text"] for each in health.with_user(self.buyer).read_parts()
            ]
            self.assertNotIn(said, buyers)
            # entered since, there is nothing to mend
            self.buyer.email = "bea@example.com"
            told = [each["text"] for each in health.with_user(self.boss).read_parts()]
            self.assertNotIn(said, told)

    def test_nothing_to_say_is_no_mail(self):
        self.send()
        self.assertFalse(self.mails() or self.mails(self.boss))

    def test_one_mail_a_day_however_often_the_action_runs(self):
        self.late_rule()
        self.send()
        self.send("2026-03-10 15:00:00")
        self.assertEqual(len(self.mails()), 1)
        self.send("2026-03-11 09:00:00")
        self.assertEqual(len(self.mails()), 2)

    def test_before_the_morning_and_on_free_days_nobody_hears(self):
        self.late_rule()
        self.send(BEFORE)
        self.send(SATURDAY)
        self.assertFalse(self.mails())

    def test_holiday_of_the_company_is_no_workday(self):
        self.late_rule()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Founders' day",
                "calendar_id": self.company.resource_calendar_id.id,
                "date_from": "2026-03-10 00:00:00",
                "date_to": "2026-03-10 23:59:59",
            }
        )
        self.send()
        self.assertFalse(self.mails())

    def test_morning_comes_by_the_clock_of_the_company(self):
        self.late_rule()
        self.company.partner_id.tz = "America/New_York"
        self.send("2026-03-10 10:30:00")
        self.assertFalse(self.mails())
        self.send("2026-03-10 11:30:00")
        self.assertTrue(self.mails())

    def test_who_turned_it_off_gets_none_and_others_do(self):
        self.buyer.with_user(self.buyer).jit_digest = False
        self.late_rule()
        self.make_rule(self.make_product("No Vendor"))
        self.run_replenishment()
        self.send()
        self.assertFalse(self.mails())
        self.assertTrue(self.mails(self.boss))

    def test_nobody_turns_it_off_for_another(self):
        with self.assertRaises(AccessError):
            self.boss.with_user(self.buyer).jit_digest = False

    def test_each_person_hears_of_their_own_only(self):
        rule, _order = self.late_rule()
        broken = self.make_rule(self.make_product("No Vendor"))
        self.run_replenishment()
        self.send()
        self.assertNotIn("No Vendor", self.mails().body_html)
        body = self.mails(self.boss).body_html
        self.assertIn(broken.product_id.display_name, body)
        self.assertNotIn(rule.product_id.seller_ids.product_code, body)

    def test_mail_sums_up_only_the_sales_of_what_it_tells(self):
        self.late_rule()
        other, _order = self.late_rule(promised=9)
        other.product_id.seller_ids.partner_id = self.make_vendor(
            "Rival", buyer_id=self.boss.id
        )
        self.send()
        self.assertIn("Sales waiting: $\xa020.00", self.mails().body_html)
        self.assertNotIn("90.00", self.mails().body_html)

    def test_two_companies_in_one_run_each_to_their_own(self):
        self.late_rule()
        with self.other_company() as (company, warehouse):
            abroad = self.make_user(
                "Abe",
                MANAGER,
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            product = self.make_bought_products(1, company_id=False)
            product.name = "Foreign Part"
            self.make_rule_of(warehouse, product)
            self.run_replenishment()
            self.send()
            self.assertIn("Foreign Part", self.mails(abroad).body_html)
            self.assertNotIn("Foreign Part", self.mails().body_html)

    @mute_logger("odoo.addons.jit_replenishment.models.jit_digest")
    def test_mail_that_cannot_be_written_costs_itself_only_and_is_noted(self):
        self.late_rule()
        self.make_rule(self.make_product("No Vendor"))
        self.run_replenishment()
        digest = type(self.env["jit.digest"])
        whole = digest._mail

        def failing(model, user, *args, **kwargs):
            if user == self.buyer:
                raise ValueError("no such mail")
            return whole(model, user, *args, **kwargs)

        with patch.object(digest, "_mail", failing):
            self.send()
        self.assertTrue(self.mails(self.boss))
        noted = self.env["jit.digest"].search([("user_id", "=", self.buyer.id)])
        self.assertEqual(noted.failure, "no such mail")
        for user, told in ((self.boss, ["Morning mail not sent to Bea"]), (None, [])):
            health = self.env["jit.health"].with_user(user or self.buyer)
            said = [part["text"] for part in health.read_parts()]
            self.assertEqual([text for text in said if "mail" in text], told)

    def test_who_got_it_is_for_managers_to_read(self):
        self.late_rule()
        self.send()
        days = self.env["jit.digest"].search([])
        self.assertTrue(days.with_user(self.boss).read(["user_id"]))
        with self.assertRaises(AccessError):
            days.with_user(self.buyer).read(["user_id"])

    def test_old_days_are_forgotten(self):
        self.late_rule()
        self.send()
        self.send("2026-06-15 09:00:00")
        with freeze_time("2026-06-16 09:00:00"):
            self.env["jit.digest"]._forget_old()
        days = self.env["jit.digest"].search([]).mapped("day")
        self.assertEqual({str(day) for day in days}, {"2026-06-15"})

    def test_hour_that_no_clock_shows_is_refused(self):
        with self.assertRaises(ValidationError):
            self.company.jit_digest_hour = 25
