"""What is done in the background is told in the language of who reads it."""

from freezegun import freeze_time

from odoo.tests import tagged

from .test_alert import AlertCommon
from .today_common import YESTERDAY


@tagged("post_install", "-at_install")
class TestReaderLanguage(AlertCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.env["ir.module.module"]._load_module_terms(["jit_replenishment"], ["fr_FR"])
        cls.buyer.lang = "fr_FR"

    def test_order_that_could_not_be_sent_says_why_to_each_in_their_language(self):
        rule = self.make_rule()
        self.run_replenishment()
        order = rule.jit_draft_order_id
        order.button_confirm()
        order.action_jit_send()
        french = order.with_user(self.buyer).with_context(lang="fr_FR")
        self.assertIn("adresse électronique", french.jit_send_said)
        english = order.with_user(self.boss).with_context(lang="en_US")
        self.assertIn("no e-mail address", english.jit_send_said)
        today = self.env["jit.today"].with_user(self.buyer)
        blocks = {
            block["key"]: block
            for block in today.with_context(lang="fr_FR").read_blocks()
        }
        (row,) = blocks["late"]["rows"]
        self.assertIn("adresse électronique", row["when"])

    def test_order_whose_problem_was_kept_as_a_sentence_still_says_it(self):
        rule = self.make_rule()
        self.run_replenishment()
        order = rule.jit_draft_order_id
        order._jit_as_engine().write(
            {"jit_send_state": "failed", "jit_send_problem": "No template"}
        )
        self.assertEqual(order.jit_send_said, "No template")

    def test_morning_mail_is_in_the_language_of_each_person(self):
        rule, _order = self.late_rule()
        self.order(rule.product_id, 1, YESTERDAY)
        self.make_rule(self.make_product("No Vendor"))
        self.run_replenishment()
        self.env.flush_all()
        with freeze_time("2026-03-10 09:00:00"), self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_digest").method_direct_trigger()
        self.env.invalidate_all()
        (french,) = self.mails()
        self.assertTrue(french.subject.startswith("Aujourd'hui :"), french.subject)
        for english in ("Runs out", "Running Out", "1 day", "more", "You get this"):
            self.assertNotIn(english, french.body_html)
        (english,) = self.mails(self.boss)
        self.assertTrue(english.subject.startswith("Today:"), english.subject)
        self.assertIn("You get this", english.body_html)

    def test_alert_and_its_reminder_are_in_the_language_of_who_is_told(self):
        rule, _order = self.late_rule(self.vital)
        self.tell()
        (mail,) = self.mails()
        self.assertNotIn("runs out", mail.subject)
        reminder = self.alerts(rule).activity_ids
        self.assertTrue(reminder.summary)
        self.assertNotIn("Runs out", reminder.summary)
