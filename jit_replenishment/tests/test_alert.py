from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .today_common import BUYER, TodayCommon

MANAGER = "purchase.group_purchase_manager"


class AlertCommon(TodayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor.buyer_id = cls.buyer
        cls.boss = cls.make_user("Max", MANAGER)
        cls.company.jit_mender_id = cls.boss

    def tell(self, hours=0):
        """Run the scheduled action, so many hours after now."""
        self.env.flush_all()
        with (
            freeze_time(fields.Datetime.now() + timedelta(hours=hours)),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("jit_replenishment.ir_cron_alert").method_direct_trigger()
        self.env.invalidate_all()

    def alerts(self, rule):
        return self.env["jit.alert"].search([("orderpoint_id", "=", rule.id)])

    def mails(self, user=None):
        user = user or self.buyer
        return self.env["mail.mail"].search(
            [("email_to", "=", user.email_formatted)], order="id"
        )


@tagged("post_install", "-at_install")
class TestAlert(AlertCommon):
    """People hear of what runs out before supply, once, and no longer than it does."""

    def test_vital_product_is_told_at_once_by_mail_and_reminder(self):
        rule, order = self.late_rule(self.vital)
        self.tell()
        (alert,) = self.alerts(rule)
        self.assertEqual(alert.user_id, self.buyer)
        self.assertEqual(alert.activity_ids.user_id, self.buyer)
        (mail,) = self.mails()
        self.assertEqual(
            mail.subject, f"{rule.product_id.display_name} runs out before supply"
        )
        self.assertIn(order.name, mail.body_html)
        self.assertIn("/odoo/just-in-time-running-out", mail.body_html)

    def test_one_cause_is_never_told_twice(self):
        self.late_rule(self.vital)
        self.tell()
        self.tell(1)
        self.assertEqual(len(self.mails()), 1)
        self.assertEqual(len(self.env["jit.alert"].search([])), 1)

    def test_several_at_once_are_one_mail(self):
        self.late_rule(self.vital)
        self.late_rule(self.vital)
        self.tell()
        (mail,) = self.mails()
        self.assertIn("and 1 more run out before supply", mail.subject)

    def test_important_product_waits_for_the_morning(self):
        rule, _order = self.late_rule(self.important)
        self.tell()
        self.assertFalse(self.mails() or self.alerts(rule).activity_ids)

    def test_minor_product_is_nobodys_alert(self):
        rule, _order = self.late_rule(self.minor)
        self.tell(100)
        self.assertFalse(self.alerts(rule) or self.mails())

    def test_cure_puts_the_reminder_away_and_the_cause_back_fetches_it(self):
        rule, _order = self.late_rule(self.vital)
        self.tell()
        (alert,) = self.alerts(rule)
        self.set_stock(rule.product_id, 100)
        self.run_replenishment()
        self.tell()
        self.assertTrue(alert.closed_at)
        self.assertFalse(alert.activity_ids)
        self.set_stock(rule.product_id, 2)
        self.run_replenishment()
        self.tell()
        self.assertEqual(self.alerts(rule), alert)
        self.assertTrue(alert.activity_ids)
        self.assertEqual(len(self.mails()), 1)

    def test_manager_is_told_once_after_the_hours_of_the_class(self):
        rule, _order = self.late_rule(self.vital)
        self.tell()
        self.tell(3)
        self.assertFalse(self.mails(self.boss))
        self.tell(4)
        self.tell(5)
        (mail,) = self.mails(self.boss)
        self.assertIn("still runs out", mail.subject)
        self.assertEqual(self.alerts(rule).user_id, self.buyer | self.boss)
        self.assertEqual(len(self.mails()), 1)

    def test_class_without_hours_never_reaches_the_manager(self):
        self.vital.escalate_after_hours = 0
        self.late_rule(self.vital)
        self.tell()
        self.tell(999)
        self.assertFalse(self.mails(self.boss))

    def test_who_turned_it_off_hears_nothing_and_the_manager_still_does(self):
        self.buyer.with_user(self.buyer).jit_alerts = False
        rule, _order = self.late_rule(self.vital)
        self.tell()
        self.assertFalse(self.mails() or self.alerts(rule).activity_ids)
        self.tell(4)
        self.assertTrue(self.mails(self.boss))

    def test_mail_is_in_the_language_of_who_gets_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.buyer.lang = "fr_FR"
        kind = self.vital.with_context(lang="fr_FR")
        kind.name = "Vitale"
        self.late_rule(self.vital)
        self.tell()
        self.assertIn("Vitale", self.mails().body_html)

    @mute_logger("odoo.addons.jit_replenishment.models.jit_alert_found")
    def test_one_mail_that_fails_costs_itself_only_and_is_tried_again(self):
        other = self.make_user("Cleo", BUYER)
        self.late_rule(self.vital)
        rule, _order = self.late_rule(self.vital)
        offers = rule.product_id.seller_ids
        offers.partner_id = self.make_vendor("Rival", buyer_id=other.id)
        digest = type(self.env["jit.digest"])
        whole = digest._mail

        def failing(model, user, *args, **kwargs):
            if user == self.buyer:
                raise ValueError("no such mail")
            return whole(model, user, *args, **kwargs)

        with patch.object(digest, "_mail", failing):
            self.tell()
        self.assertFalse(self.mails())
        self.assertTrue(self.mails(other))
        self.tell()
        self.assertEqual((len(self.mails()), len(self.mails(other))), (1, 1))

    def test_each_company_tells_its_own_people(self):
        self.late_rule(self.vital)
        with self.other_company() as (company, warehouse):
            abroad = self.make_user(
                "Abe",
                MANAGER,
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
            )
            product = self.make_bought_products(1, company_id=False)
            product.product_tmpl_id.jit_consequence_class_id = self.vital
            rule = self.make_rule_of(warehouse, product)
            self.run_replenishment()
            self.tell()
            # the vendor's buyer has no access there
            self.assertEqual(self.alerts(rule).user_id, abroad)
            self.assertEqual((len(self.mails()), len(self.mails(abroad))), (1, 1))
            with self.assertRaises(AccessError):
                self.alerts(rule).with_user(self.buyer).read(["user_id"])

    def test_old_alerts_are_forgotten_and_open_ones_kept(self):
        rule, _order = self.late_rule(self.vital)
        other, _order = self.late_rule(self.vital)
        self.tell()
        self.alerts(rule)._close()
        with freeze_time(fields.Datetime.now() + timedelta(days=91)):
            self.env["jit.alert"]._forget_old()
        self.assertFalse(self.alerts(rule))
        self.assertTrue(self.alerts(other))

    def test_hours_below_nothing_are_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.vital.escalate_after_hours = -1
            self.env.flush_all()
