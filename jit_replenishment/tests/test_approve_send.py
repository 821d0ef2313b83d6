from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestSendApproved(ApproveCommon):
    """Nothing is mailed but what somebody approved; what was not sent is listed."""

    def setUp(self):
        super().setUp()
        self.vendor.email = "acme@example.com"
        self.line = self.line.with_user(self.purchase_manager)

    def send(self):
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_send").method_direct_trigger()
        self.env.invalidate_all()

    def unsent(self):
        return self.env["purchase.order"].search(
            [
                ("jit_approved_at", "!=", False),
                ("jit_send_state", "in", (False, "queued", "failed")),
            ]
        )

    def mails(self, order):
        return order.message_ids.filtered(
            lambda message: self.vendor in message.partner_ids
        )

    def test_approved_without_sending_is_listed_until_it_is_sent(self):
        self.line.action_jit_approve()
        order = self.line.order_id
        self.assertEqual(self.unsent(), order.sudo())
        order.action_jit_send()
        self.assertEqual(order.jit_send_state, "queued")
        self.send()
        self.assertEqual(order.jit_send_state, "sent")
        self.assertFalse(self.unsent())

    def test_approve_and_send_mails_the_order_with_its_pdf(self):
        self.line.action_jit_approve_and_send()
        order = self.line.order_id
        self.assertFalse(self.mails(order))
        self.send()
        mail = self.mails(order)
        self.assertEqual(len(mail), 1)
        self.assertEqual(len(mail.attachment_ids), 1)
        self.assertEqual(mail.author_id, self.purchase_manager.partner_id)
        self.assertEqual(order.state, "purchase")

    def test_order_cancelled_while_it_waits_is_not_sent(self):
        self.line.action_jit_approve_and_send()
        order = self.line.order_id
        order.button_cancel()
        self.assertFalse(order.jit_send_state)
        self.send()
        self.assertFalse(self.mails(order))

    def test_order_cancelled_while_another_is_sent_is_not_sent(self):
        """The queue was read before."""
        self.line.action_jit_approve_and_send()
        order = self.line.order_id.sudo()
        order._jit_as_engine().jit_send_state = "queued"
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE purchase_order SET state = 'cancel' WHERE id = %s", [order.id]
        )
        self.env.invalidate_all()
        self.send()
        self.assertFalse(self.mails(order))
        self.assertEqual(order.state, "cancel")

    def test_order_sent_by_hand_while_it_waits_is_not_sent_twice(self):
        self.line.action_jit_approve_and_send()
        order = self.line.order_id
        order.action_jit_mark_sent()
        self.send()
        self.assertFalse(self.mails(order))

    def test_order_of_a_request_that_was_sent_is_not_sent_yet(self):
        self.line.action_jit_ask_price()
        order = self.line.order_id
        self.send()
        self.assertEqual(order.jit_send_state, "sent")
        order.button_confirm()
        self.assertEqual((order.state, order.jit_send_state), ("purchase", False))
        self.assertIn(order.sudo(), self.unsent())

    def test_asking_for_the_price_confirms_nothing(self):
        self.line.action_jit_ask_price()
        order = self.line.order_id
        self.assertEqual(order.state, "sent")
        self.send()
        self.assertEqual((order.state, order.jit_send_state), ("sent", "sent"))
        self.assertEqual(len(self.mails(order)), 1)
        self.assertEqual(self.order.order_line, self.lines)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_vendor_without_address_is_told_at_once(self):
        self.vendor.email = False
        self.line.action_jit_approve_and_send()
        order = self.line.order_id
        self.assertEqual((order.state, order.jit_send_state), ("purchase", "failed"))
        self.assertIn("no e-mail address", order.jit_send_said)
        self.assertTrue(order.action_jit_mark_sent())
        self.assertFalse(self.unsent())

    def test_one_order_that_cannot_be_sent_costs_itself_alone(self):
        rule = self.make_rule(self.make_bought_products(1, self.beta))
        self.run_replenishment()
        other = self.draft_lines(rule).with_user(self.purchase_manager)
        (self.line | other).action_jit_approve_and_send()
        orders = self.env.registry["purchase.order"]
        send = orders.action_rfq_send

        def break_for_acme(order):
            if order.partner_id == self.vendor:
                raise ValueError("No template")
            return send(order)

        with (
            patch.object(orders, "action_rfq_send", break_for_acme),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.send()
        self.assertEqual(self.line.order_id.jit_send_state, "failed")
        self.assertIn("No template", self.line.order_id.jit_send_said)
        self.assertEqual(other.order_id.jit_send_state, "sent")

    def test_sent_by_hand_from_its_page_counts_as_sent(self):
        self.line.action_jit_approve()
        order = self.line.order_id
        action = order.action_rfq_send()
        composers = self.env["mail.compose.message"].with_user(self.purchase_manager)
        composers.with_context(**action["context"]).create({})._action_send_mail()
        self.assertEqual(order.jit_send_state, "sent")

    def end_mail(self, order, failure=None):
        """What Odoo does with a mail after its transaction."""
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "in", self.mails(order).ids)]
        )
        if failure:
            mail.write({"state": "exception", "failure_reason": failure})
        mail._postprocess_sent_message([], [], failure_type=failure and "mail_smtp")

    def test_order_whose_mail_no_server_took_is_not_sent(self):
        self.line.action_jit_approve_and_send()
        order = self.line.order_id
        self.send()
        self.end_mail(order, "Connection refused")
        self.assertEqual(order.jit_send_state, "failed")
        self.assertIn("waits in the order's messages", order.jit_send_said)
        self.assertIn("Connection refused", order.jit_send_said)
        (told,) = order._jit_say_unsent()
        self.assertNotIn("refused Mend", told)
        self.assertRegex(told, r"\. Mend that and press Send")
        self.assertEqual(self.unsent(), order.sudo())
        self.end_mail(order)
        self.assertEqual(
            (order.jit_send_state, order.jit_send_problem), ("sent", False)
        )

    def test_mail_does_not_wait_for_the_next_full_hour(self):
        queue = self.env.ref("mail.ir_cron_mail_scheduler_action")
        triggers = self.env["ir.cron.trigger"]
        self.line.action_jit_approve_and_send()
        before = triggers.search_count([("cron_id", "=", queue.id)])
        self.send()
        self.assertGreater(triggers.search_count([("cron_id", "=", queue.id)]), before)

    def test_mail_that_went_leaves_the_order_sent(self):
        self.line.action_jit_approve_and_send()
        order = self.line.order_id
        self.send()
        self.end_mail(order)
        self.assertEqual(order.jit_send_state, "sent")

    def test_note_to_a_colleague_that_fails_says_nothing_of_the_order(self):
        self.line.action_jit_approve_and_send()
        order = self.line.order_id
        self.send()
        note = self.env["mail.mail"].create(
            {"model": "purchase.order", "res_id": order.id, "email_to": "x@example.com"}
        )
        note._postprocess_sent_message([], [], "Refused", "mail_smtp")
        self.assertEqual(order.jit_send_state, "sent")

    def test_order_that_waits_for_a_second_approval_is_not_sent(self):
        self.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 10}
        )
        line = self.line.with_user(self.purchase_user)
        line.action_jit_approve_and_send()
        self.assertEqual(line.order_id.state, "to approve")
        self.assertFalse(line.order_id.jit_send_state)
        with self.assertRaisesRegex(UserError, "that was approved"):
            line.order_id.action_jit_send()


@tagged("post_install", "-at_install")
class TestAskBeforeApproving(ApproveCommon):
    """What an approval means is said before it is done."""

    def ask(self, lines):
        action = lines.with_user(self.purchase_manager).action_jit_ask()
        wizards = self.env["jit.approve"].with_user(self.purchase_manager)
        return wizards.with_context(**action["context"]).create({})

    def test_lines_and_money_of_each_vendor_are_summed(self):
        rule = self.make_rule(self.make_bought_products(1, self.beta))
        self.run_replenishment()
        wizard = self.ask(self.every | self.draft_lines(rule))
        self.assertIn("Acme: 3 lines, $\xa0189.00.", wizard.said)
        self.assertIn("Beta: 1 line, $\xa063.00.", wizard.said)
        self.assertFalse(wizard.warnings)
        self.assertIn("Never bought", wizard.unusual)

    def test_split_order_is_warned_about(self):
        wizard = self.ask(self.line)
        self.assertIn("keeps 2 lines for $\xa0126.00", wizard.warnings)
        self.assertIn("goes on the same order", wizard.warnings)

    def test_what_stays_below_the_vendors_minimum_is_warned_about(self):
        self.vendor.jit_minimum_order_value = 100
        wizard = self.ask(self.every - self.lines[0])
        self.assertIn("below the minimum order value of $\xa0100.00", wizard.warnings)
        self.assertNotIn("missing", wizard.warnings)

    def test_order_below_the_vendors_minimum_is_warned_about(self):
        self.vendor.jit_minimum_order_value = 200
        wizard = self.ask(self.every)
        self.assertIn("$\xa011.00 are missing", wizard.warnings)

    def test_asking_approves_nothing_and_answering_does(self):
        wizard = self.ask(self.line)
        self.assertEqual(self.line.state, "draft")
        wizard.action_approve()
        self.assertEqual(self.line.state, "purchase")

    def test_asked_about_what_is_ordered_already_it_says_by_whom(self):
        self.purchase_user.tz = "UTC"
        self.approve(self.line)
        with self.assertRaisesRegex(UserError, "approved by head of buying 09:00"):
            self.line.with_user(self.purchase_user).action_jit_ask()
