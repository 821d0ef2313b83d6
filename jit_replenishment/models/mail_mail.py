import logging

from odoo import api, models

_logger = logging.getLogger(__name__)

_QUEUE = "mail.ir_cron_mail_scheduler_action"


class MailMail(models.Model):
    """Tells orders what became of the mail that takes them to their vendor.

    It leaves after the transaction that wrote it: no mail server may be there, or it
    may refuse. A message makes several mails, and one mail may have several recipients:
    what became of a colleague's copy is nothing to the order.
    """

    _inherit = "mail.mail"

    @api.model
    def _jit_wake_queue(self) -> None:
        """What a scheduled action writes is queued, and Odoo looks at its queue once an
        hour; a company that deleted that action sends its mails otherwise."""
        queue = self.env.ref(_QUEUE, raise_if_not_found=False)
        if queue:
            # whoever writes a mail need not be allowed to touch scheduled actions
            queue.sudo()._trigger()

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # before it: what was sent may be deleted there
        self._jit_tell_safely(
            success_pids, success_emails, failure_reason, failure_type
        )
        return super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason, failure_type
        )

    def _jit_tell_safely(
        self, success_pids, success_emails, failure_reason, failure_type
    ) -> None:
        # before the savepoint: most mails are of something else
        mails = self.filtered(lambda mail: mail.model == "purchase.order")
        if not mails:
            return
        try:
            with self.env.cr.savepoint():
                mails._jit_tell_orders(
                    success_pids, success_emails, failure_reason, failure_type
                )
        except Exception as error:
            if self.env.cr.closed:
                raise
            # somebody writes the order just now: no reason to lose the mail's own news
            _logger.warning(
                "Just in Time: an order was not told of its mail: %s", error
            )

    def _jit_tell_orders(
        self, success_pids, success_emails, failure_reason, failure_type
    ) -> None:
        # whoever sends the queue need not see the orders
        orders = self.env["purchase.order"].sudo()
        ids = self.mail_message_id.ids
        sent = orders.search([("jit_sent_message_id", "in", ids)])
        chased = orders.search([("jit_chase_message_id", "in", ids)])
        for mail in self.sudo() if sent or chased else ():
            message = mail.mail_message_id
            of_sent = sent.filtered(
                lambda order, message=message: order.jit_sent_message_id == message
            )
            of_chased = chased.filtered(
                lambda order, message=message: order.jit_chase_message_id == message
            )
            for order in of_sent | of_chased:
                reached = order._jit_was_reached(
                    mail, success_pids, success_emails, failure_type
                )
                if reached is None:
                    continue
                if order in of_sent and reached:
                    order._jit_note_delivered()
                elif order in of_sent:
                    reason = failure_reason or mail.failure_reason or failure_type
                    order._jit_note_undelivered(
                        order._jit_mail_problem(mail, failure_type, reason)
                    )
                if order in of_chased and not reached:
                    order._jit_note_not_chased()
