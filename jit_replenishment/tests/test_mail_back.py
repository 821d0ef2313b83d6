"""A mail that left may come back: the report of a mail server is all that tells."""

from unittest.mock import patch

from odoo.tests import tagged

from .test_chase import ChaseCommon
from .test_mail_left import MailLeftCommon

_REPORT = """\
From: MAILER-DAEMON@mail.example.com
To: catchall@shop.example.com
Subject: Undelivered Mail Returned to Sender
Message-Id: <{id}@mail.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

The mail system says: {action}.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.com

Final-Recipient: rfc822; {email}
Action: {action}
Status: 5.1.1

--part
Content-Type: message/rfc822

Message-Id: {message_id}
Subject: Order

Here it is.

--part--
"""


# a vendor who answers that it has read the order
_RECEIPT = """\
From: acme@example.com
To: catchall@shop.example.com
Subject: Read: Order
Message-Id: <read@mail.example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="part"

--part
Content-Type: text/plain

Your message was read.

--part
Content-Type: message/disposition-notification

Final-Recipient: rfc822; acme@example.com
Original-Message-ID: {message_id}
Disposition: manual-action/MDN-sent-manually; displayed

--part
Content-Type: text/rfc822-headers

Message-Id: {message_id}
Subject: Order

--part--
"""


def report(message, email, action="failed", number=1):
    """What a mail server writes of a mail it had taken."""
    return _REPORT.format(
        id=number, email=email, action=action, message_id=message.message_id
    )


@tagged("post_install", "-at_install")
class TestMailBack(MailLeftCommon):
    """An order whose mail came back is one to send again."""

    def back(self, order, email="acme@example.com", **kwargs):
        self.env.flush_all()
        self.env["mail.thread"].message_process(
            None, report(order.jit_sent_message_id, email, **kwargs)
        )

    def delivered(self, *followers):
        order, to_vendor, copy = self.sent(*followers)
        for mail in to_vendor | copy:
            # as when the server took it; then Odoo deletes the mail
            self.go(mail)
        return order

    def reached_all(self, order):
        notices = order.jit_sent_message_id.sudo().notification_ids
        notices.notification_status = "sent"

    def test_order_comes_back_and_says_from_where(self):
        order = self.delivered()
        self.assertEqual(order.jit_send_state, "sent")
        self.back(order)
        self.assertEqual(order.jit_send_state, "failed")
        self.assertTrue(order._jit_is_unsent())
        self.assertEqual(
            order.jit_send_said,
            "The mail came back from acme@example.com: the vendor did not get it.",
        )

    def test_who_approved_is_told_once(self):
        order = self.delivered()
        orders = self.env.registry["purchase.order"]
        with patch.object(orders, "_jit_tell_sender") as told:
            self.back(order)
            self.back(order, number=2)
        told.assert_called_once()

    def test_report_that_comes_after_somebody_called_is_no_news(self):
        order = self.delivered()
        message = order.jit_sent_message_id
        order.action_jit_mark_sent()
        self.env["mail.thread"].message_process(
            None, report(message, "acme@example.com")
        )
        self.assertEqual(order.jit_send_state, "sent")

    def test_report_of_the_first_mail_says_nothing_of_the_second(self):
        order = self.delivered()
        first = order.jit_sent_message_id
        order.action_jit_send()
        self.send()
        self.assertNotEqual(order.jit_sent_message_id, first)
        self.env["mail.thread"].message_process(None, report(first, "acme@example.com"))
        self.assertEqual(order.jit_send_state, "sent")

    def test_colleagues_copy_that_came_back_leaves_the_order_sent(self):
        order = self.delivered(self.colleague)
        self.reached_all(order)
        self.back(order, self.colleague.email)
        self.assertEqual(order.jit_send_state, "sent")

    def test_vendor_of_two_contacts_is_reached_by_one(self):
        sales = self.vendor.create(
            {"name": "Sales", "parent_id": self.vendor.id, "email": "s@example.com"}
        )
        order = self.composed(self.approved(), self.vendor, sales)
        self.reached_all(order)
        self.back(order)
        self.assertEqual(order.jit_send_state, "sent")
        self.back(order, "s@example.com", number=2)
        self.assertEqual(order.jit_send_state, "failed")

    def test_mail_that_is_only_late_is_no_mail_that_came_back(self):
        order = self.delivered()
        for action in ("delayed", "relayed"):
            self.back(order, action=action, number=action)
            self.assertEqual(order.jit_send_state, "sent")
        # nor does the next run of sending take it for one
        self.send()
        self.assertEqual(order.jit_send_state, "sent")
        self.back(order)
        self.assertEqual(order.jit_send_state, "failed")

    def test_vendor_who_read_it_got_it(self):
        order = self.delivered()
        for kind in ("disposition-notification", "feedback-report"):
            text = _RECEIPT.format(
                kind=kind, message_id=order.jit_sent_message_id.message_id
            )
            self.env.flush_all()
            self.env["mail.thread"].message_process(
                None, text.replace("read@", f"{kind}@")
            )
            self.assertEqual(order.jit_send_state, "sent", kind)

    def test_failed_with_a_comment_and_what_nobody_knows_is_failed(self):
        for action in ("failed (unknown user)", "Returned"):
            order = self.delivered()
            self.back(order, action=action, number=action[:4])
            self.assertEqual(order.jit_send_state, "failed", action)

    def test_report_of_two_is_read_for_the_one_it_is_about(self):
        order = self.delivered(self.colleague)
        self.reached_all(order)
        text = report(order.jit_sent_message_id, "acme@example.com", action="delayed")
        other = f"Final-Recipient: rfc822; {self.colleague.email}\nAction: failed\n\n"
        self.env.flush_all()
        self.env["mail.thread"].message_process(
            None,
            text.replace(
                "--part\nContent-Type: message/rfc822",
                f"{other}--part\nContent-Type: message/rfc822",
            ),
        )
        self.assertEqual(order.jit_send_state, "sent")

    def test_mail_that_came_back_is_not_late_afterwards(self):
        order = self.delivered()
        self.back(order)
        self.back(order, action="delayed", number=2)
        notices = order.jit_sent_message_id.sudo().notification_ids
        self.assertEqual(order.jit_send_state, "failed")
        self.assertIn("bounce", notices.mapped("notification_status"))

    def test_order_that_was_delivered_was_heard_of(self):
        order = self.delivered()
        moves = order.sudo().picking_ids.move_ids
        for move in moves:
            move.quantity = move.product_uom_qty
            move.picked = True
        moves.picking_id._action_done()
        self.back(order)
        self.assertEqual(order.jit_send_state, "sent")
        self.send()
        self.assertEqual(order.jit_send_state, "sent")

    def test_order_that_was_not_told_is_told_with_the_next_ones(self):
        order = self.delivered()
        orders = self.env.registry["purchase.order"]
        with (
            patch.object(orders, "_jit_note_undelivered", side_effect=ValueError),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.back(order)
        self.assertEqual(order.jit_send_state, "sent")
        self.send()
        self.assertEqual(order.jit_send_state, "failed")

    def test_mail_of_another_document_is_left_alone(self):
        message = self.vendor.message_post(
            body="Hello", partner_ids=self.vendor.ids, message_type="comment"
        )
        orders = self.env.registry["purchase.order"]
        with patch.object(orders, "_jit_tell_end_of_mail") as told:
            self.env["mail.thread"].message_process(
                None, report(message, "acme@example.com")
            )
        told.assert_not_called()
        self.assertEqual(message.notification_ids.notification_status, "bounce")


@tagged("post_install", "-at_install")
class TestChaseBack(ChaseCommon):
    """A chase that came back asked nobody; one that is late did."""

    def chased_with(self, action):
        _rule, order = self.late_rule()
        self.chase(order)
        order.jit_chase_message_id.notification_ids.notification_status = "sent"
        self.env.flush_all()
        self.env["mail.thread"].message_process(
            None, report(order.jit_chase_message_id, self.vendor.email, action=action)
        )
        self.env.invalidate_all()
        return order

    def test_chase_that_came_back_did_not_reach_the_vendor(self):
        self.chased_with("failed")
        self.assertIn("did not reach the vendor", self.rows("running_out")[0]["note"])

    def test_chase_that_is_late_is_a_chase(self):
        self.chased_with("delayed")
        button = self.rows("running_out")[0]["button"]
        self.assertEqual(button["label"], "Chase Again...")
