import logging
from email.message import EmailMessage

from odoo import models

_logger = logging.getLogger(__name__)
# what a mail server does with a mail that reaches its recipient, sooner or later
_ARRIVES = ("delayed", "delivered", "relayed", "expanded")


class MailThread(models.AbstractModel):
    """Tells orders of mails that left and came back."""

    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        message = message_dict["bounced_message"]
        if not message or message.sudo().model != "purchase.order":
            return super()._routing_handle_bounce(email_message, message_dict)
        before = {
            notice: (notice.notification_status, notice.failure_type)
            for notice in message.sudo().notification_ids
        }
        handled = super()._routing_handle_bounce(email_message, message_dict)
        try:
            with self.env.cr.savepoint():
                self._jit_tell_report(email_message, message_dict, before)
        except Exception as error:
            if self.env.cr.closed:
                raise
            # somebody writes the order just now: the next run of sending looks
            _logger.warning(
                "Just in Time: an order was not told of its mail: %s", error
            )
        return handled

    def _jit_tell_report(
        self, email_message: EmailMessage, message_dict: dict, before: dict
    ) -> None:
        message = message_dict["bounced_message"].sudo()
        if not came_back(email_message, message_dict["bounced_email"]):
            # Odoo calls each report of a mail server a bounce; an order sent once more
            # for that is delivered twice
            for notice, (status, failure) in before.items():
                if notice.notification_status == "bounce" != status:
                    notice.write(
                        {
                            "notification_status": status,
                            "failure_type": failure,
                            "failure_reason": False,
                        }
                    )
            return
        # whoever hands incoming mail over need not see the orders
        orders = self.env["purchase.order"].sudo()
        for order in orders.search([("jit_sent_message_id", "=", message.id)]):
            order._jit_tell_end_of_mail()


def came_back(report: EmailMessage, recipient: str | bool) -> bool:
    """Whether a report says that the mail did not reach this recipient.

    Reports of a mail that was read or was called spam are of mails that arrived
    (RFC 8098, RFC 5965). The action of each recipient is a field of a delivery report's
    parts (RFC 3464, 2.3.3), and may have a comment; one that is not known, or none, is
    of a mail that came back.
    """
    kind = report.get_param("report-type")
    if kind and str(kind).lower() != "delivery-status":
        return False
    parts = [
        part
        for status in report.walk()
        if status.get_content_type() == "message/delivery-status"
        for part in status.iter_parts()
        if part["Action"]
    ]
    of_recipient = [
        part
        for part in parts
        if recipient and recipient.lower() in str(part["Final-Recipient"]).lower()
    ]
    words = [str(part["Action"]).lower().split() for part in of_recipient or parts]
    return not words or any(
        not word or word[0].strip(";") not in _ARRIVES for word in words
    )
