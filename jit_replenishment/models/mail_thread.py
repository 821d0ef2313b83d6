import logging
from email.message import EmailMessage

from odoo import models

_logger = logging.getLogger(__name__)


class MailThread(models.AbstractModel):
    """Tells orders of mails that left and came back."""

    _inherit = "mail.thread"

    def _routing_handle_bounce(self, email_message, message_dict):
        handled = super()._routing_handle_bounce(email_message, message_dict)
        message = message_dict["bounced_message"]
        if message and message.model == "purchase.order":
            try:
                with self.env.cr.savepoint():
                    self._jit_tell_report(email_message, message_dict)
            except Exception as error:
                if self.env.cr.closed:
                    raise
                # somebody writes the order just now: the next run of sending looks
                _logger.warning(
                    "Just in Time: an order was not told of its mail: %s", error
                )
        return handled

    def _jit_tell_report(self, email_message, message_dict) -> None:
        message = message_dict["bounced_message"].sudo()
        if _is_delayed(email_message):
            # Odoo calls each report of a mail server a bounce; an order sent once more
            # for that is delivered twice
            partners, email = (
                message_dict["bounced_partner"],
                message_dict["bounced_email"],
            )
            notices = message.notification_ids.filtered(
                lambda each: (
                    each.notification_status == "bounce"
                    and (
                        each.res_partner_id & partners
                        or email
                        and each.mail_email_address == email
                    )
                )
            )
            notices.write(
                {
                    "notification_status": "sent",
                    "failure_type": False,
                    "failure_reason": False,
                }
            )
            return
        # whoever hands incoming mail over need not see the orders
        orders = self.env["purchase.order"].sudo()
        for order in orders.search([("jit_sent_message_id", "=", message.id)]):
            order._jit_tell_end_of_mail()


def _is_delayed(report: EmailMessage) -> bool:
    """Whether the mail server tells that it still tries, or that the mail arrived.

    The action of each recipient is a field of the report's parts (RFC 3464, 2.3.3); a
    report without any is of a mail that came back.
    """
    actions = {
        part["Action"].strip().lower()
        for status in report.walk()
        if status.get_content_type() == "message/delivery-status"
        for part in status.iter_parts()
        if part["Action"]
    }
    return bool(actions) and "failed" not in actions
