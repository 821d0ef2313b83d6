import logging

from odoo import models

_logger = logging.getLogger(__name__)


class MailMail(models.Model):
    """Tells orders what became of the mail that takes them to their vendor.

    It leaves after the transaction that wrote it: no mail server may be there, or it
    may refuse.
    """

    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # before it: what was sent may be deleted there
        try:
            with self.env.cr.savepoint():
                self._jit_tell_orders(failure_type, failure_reason)
        except Exception as error:
            if self.env.cr.closed:
                raise
            # somebody writes the order just now: no reason to lose the mail's own news
            _logger.warning(
                "Just in Time: an order was not told of its mail: %s", error
            )
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )

    def _jit_tell_orders(
        self, failure_type: str | None, failure_reason: str | bool
    ) -> None:
        mails = self.filtered(lambda mail: mail.model == "purchase.order")
        if not mails:
            return
        # whoever sends the queue need not see the orders
        orders = mails.env["purchase.order"].sudo()
        messages = mails.mail_message_id.ids
        sent = orders.search([("jit_sent_message_id", "in", messages)])
        if not failure_type:
            sent._jit_note_delivered()
            return
        problem = failure_reason or mails[:1].failure_reason
        sent._jit_note_undelivered(problem or failure_type)
        chased = orders.search([("jit_chase_message_id", "in", messages)])
        chased._jit_note_not_chased()
