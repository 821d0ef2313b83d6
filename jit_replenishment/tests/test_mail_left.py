"""What became of a mail says whether the vendor knows, not whether others do."""

from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from .approve_common import ApproveCommon
from .test_chase import ChaseCommon


class MailLeftCommon(ApproveCommon):
    """An order that is approved and sent, with a colleague who may get a copy."""

    def setUp(self):
        super().setUp()
        self.vendor.email = "acme@example.com"
        self.line = self.line.with_user(self.purchase_manager)
        self.colleague = self.stock_user.partner_id

    def send(self):
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_send").method_direct_trigger()
        self.env.invalidate_all()

    def mails_of(self, order):
        return self.env["mail.mail"].search(
            [("mail_message_id", "=", order.jit_sent_message_id.id)]
        )

    def approved(self, *followers):
        self.line.action_jit_approve()
        order = self.line.order_id
        for follower in followers:
            order.message_subscribe(follower.ids)
        return order

    def sent(self, *followers):
        order = self.approved(*followers)
        order.action_jit_send()
        self.send()
        mails = self.mails_of(order)
        to_vendor = mails.filtered(lambda mail: self.vendor in mail.recipient_ids)
        return order, to_vendor, mails - to_vendor

    def composed(self, order, *partners):
        """Send by Mail on the order's page, to these."""
        context = order.action_rfq_send()["context"]
        composers = self.env["mail.compose.message"].with_user(self.purchase_manager)
        composer = composers.with_context(**context).create({})
        ids = [partner.id for partner in partners]
        composer.partner_ids = [Command.set(ids)]
        composer._action_send_mail()
        return order

    def end_badly(
        self, mail, reason="Connection refused", kind="mail_smtp", reached=()
    ):
        mail.write({"state": "exception", "failure_reason": reason})
        mail._postprocess_sent_message(list(reached), [], reason, kind)

    def go(self, mail):
        mail._postprocess_sent_message(list(mail.recipient_ids), [])


@tagged("post_install", "-at_install")
class TestMailLeft(MailLeftCommon):
    """The order follows the mail to its vendor; a colleague may get a copy."""

    def test_followers_copy_that_went_does_not_make_up_for_the_vendors(self):
        order, to_vendor, copy = self.sent(self.colleague)
        self.assertEqual((len(to_vendor), len(copy)), (1, 1))
        self.end_badly(to_vendor)
        self.go(copy)
        self.assertEqual(order.jit_send_state, "failed")

    def test_followers_copy_that_failed_takes_nothing_from_the_vendors(self):
        order, to_vendor, copy = self.sent(self.colleague)
        self.go(to_vendor)
        self.end_badly(copy, "bad", "mail_email_invalid")
        self.assertEqual(order.jit_send_state, "sent")

    def test_one_mail_to_several_is_judged_by_the_vendor_among_them(self):
        forwarder = self.beta
        order = self.composed(self.approved(), self.vendor, forwarder)
        mail = self.mails_of(order)
        self.assertEqual(mail.recipient_ids, self.vendor | forwarder)
        self.end_badly(mail, reached=self.vendor)
        self.assertEqual(order.jit_send_state, "sent")
        self.end_badly(mail, reached=forwarder)
        self.assertEqual(order.jit_send_state, "failed")

    def test_vendor_of_two_contacts_is_reached_by_one(self):
        sales = self.vendor.create(
            {"name": "Sales", "parent_id": self.vendor.id, "email": "s@example.com"}
        )
        order = self.composed(self.approved(), self.vendor, sales)
        to_sales, to_vendor = self.mails_of(order).sorted(
            lambda mail: sales not in mail.recipient_ids
        )
        self.end_badly(to_vendor)
        self.assertEqual(order.jit_send_state, "failed")
        self.go(to_sales)
        self.assertEqual(order.jit_send_state, "sent")
        self.end_badly(to_vendor)
        self.assertEqual(order.jit_send_state, "sent")

    def test_mail_to_nobody_leaves_the_order_among_those_to_send(self):
        order = self.composed(self.approved())
        self.assertFalse(order.jit_send_state)

    def test_mail_to_a_colleague_leaves_the_order_among_those_to_send(self):
        order = self.composed(self.approved(), self.colleague)
        self.assertFalse(order.jit_send_state)

    def test_mail_to_a_contact_of_the_vendor_counts_as_sent(self):
        sales = self.vendor.create(
            {"name": "Sales", "parent_id": self.vendor.id, "email": "s@example.com"}
        )
        order = self.composed(self.approved(), sales)
        self.assertEqual(order.jit_send_state, "sent")
        self.end_badly(self.mails_of(order))
        self.assertEqual(order.jit_send_state, "failed")

    def test_mail_to_an_address_of_the_vendor_counts_as_sent(self):
        order = self.approved()
        order.with_context(mark_rfq_as_sent=True).message_post(
            body="Order", outgoing_email_to='"Acme" <ACME@example.com>'
        )
        self.assertEqual(order.jit_send_state, "sent")
        mail = self.mails_of(order)
        self.assertFalse(mail.recipient_ids)
        self.end_badly(mail)
        self.assertEqual(order.jit_send_state, "failed")

    def test_template_that_names_nobody_sends_nothing_and_says_so(self):
        template = self.env.ref("purchase.email_template_edi_purchase_done")
        template.write({"use_default_to": False, "partner_to": False})
        order, _to_vendor, _copy = self.sent()
        self.assertEqual(order.jit_send_state, "failed")
        self.assertIn("names no recipient", order.jit_send_said)
        self.assertFalse(self.mails_of(order))

    def test_requests_mail_says_nothing_of_the_order(self):
        self.line.action_jit_ask_price()
        order = self.line.order_id
        self.send()
        request = self.mails_of(order)
        self.end_badly(request)
        order.button_confirm()
        self.vendor.email = False
        order.action_jit_send()
        self.go(request)
        self.assertEqual((order.state, order.jit_send_state), ("purchase", "failed"))

    def test_mail_that_fails_after_somebody_called_is_no_news(self):
        order, to_vendor, _copy = self.sent()
        self.end_badly(to_vendor)
        order.action_jit_mark_sent()
        self.end_badly(to_vendor)
        self.assertEqual(order.jit_send_state, "sent")

    def test_mail_of_another_document_costs_no_query(self):
        mails = self.env["mail.mail"].create(
            {
                "model": "res.partner",
                "res_id": self.vendor.id,
                "email_to": "x@y.example",
            }
        )
        mails.mapped("model")
        self.env.flush_all()
        with self.assertQueryCount(0):
            mails._jit_tell_safely([], [], None, False)

    def test_each_reads_in_their_language_that_no_server_took_the_mail(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"]._load_module_terms(
            ["jit_replenishment"], ["fr_FR"]
        )
        order, to_vendor, _copy = self.sent()
        self.purchase_manager.lang = "fr_FR"
        self.end_badly(to_vendor, "Connection\n refused")
        english = order.with_context(lang="en_US").jit_send_said
        french = order.with_context(lang="fr_FR").jit_send_said
        self.assertIn("No mail server took the mail", english)
        self.assertIn("Aucun serveur", french)
        for said in (english, french):
            self.assertIn("Connection refused", said)

    def test_bad_address_is_not_blamed_on_the_mail_server(self):
        order, to_vendor, _copy = self.sent()
        self.end_badly(to_vendor, "No valid recipient", "mail_email_invalid")
        self.assertNotIn("mail server", order.jit_send_said)
        self.assertIn("acme@example.com", order.jit_send_said)
        self.assertIn("not valid", order.jit_send_said)

    def test_order_that_was_not_told_of_its_mail_is_told_with_the_next_ones(self):
        order, to_vendor, _copy = self.sent()
        orders = self.env.registry["purchase.order"]
        with (
            patch.object(orders, "_jit_note_undelivered", side_effect=ValueError),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.end_badly(to_vendor)
        self.assertEqual(order.jit_send_state, "sent")
        self.send()
        self.assertEqual(order.jit_send_state, "failed")
        self.assertIn("Connection refused", order.jit_send_said)

    def test_bad_address_is_named_though_its_mail_is_gone(self):
        order, to_vendor, _copy = self.sent()
        orders = self.env.registry["purchase.order"]
        with (
            patch.object(orders, "_jit_note_undelivered", side_effect=ValueError),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.end_badly(to_vendor, "No valid recipient", "mail_email_invalid")
        self.assertFalse(to_vendor.exists())
        self.send()
        self.assertIn("acme@example.com", order.jit_send_said)

    def test_copy_that_failed_is_not_told_with_the_next_ones(self):
        order, to_vendor, copy = self.sent(self.colleague)
        self.go(to_vendor)
        self.end_badly(copy)
        self.send()
        self.assertEqual(order.jit_send_state, "sent")


@tagged("post_install", "-at_install")
class TestChaseLeft(ChaseCommon):
    """Asked is who got the mail."""

    def chased_with_copy(self):
        _rule, order = self.late_rule()
        colleague = self.make_user("Carl", "purchase.group_purchase_user")
        order.message_subscribe(colleague.partner_id.ids)
        self.chase(order)
        mails = self.env["mail.mail"].search(
            [("mail_message_id", "=", order.jit_chase_message_id.id)]
        )
        to_vendor = mails.filtered(lambda mail: self.vendor in mail.recipient_ids)
        self.assertEqual((len(to_vendor), len(mails - to_vendor)), (1, 1))
        return order, to_vendor, mails - to_vendor

    def test_colleagues_copy_that_failed_leaves_the_vendor_chased(self):
        order, to_vendor, copy = self.chased_with_copy()
        to_vendor._postprocess_sent_message([self.vendor], [])
        copy._postprocess_sent_message([], [], "bad", "mail_email_invalid")
        self.assertTrue(order.jit_chased_at)
        button = self.rows("running_out")[0]["button"]
        self.assertEqual(button["label"], "Chase Again...")

    def test_vendors_mail_that_failed_counts_as_no_chase(self):
        order, to_vendor, copy = self.chased_with_copy()
        to_vendor._postprocess_sent_message([], [], "refused", "mail_smtp")
        copy._postprocess_sent_message(list(copy.recipient_ids), [])
        self.assertFalse(order.jit_chased_at)
        self.assertIn("did not reach the vendor", self.rows("running_out")[0]["note"])
