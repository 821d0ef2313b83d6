import logging

from odoo import api, models
from odoo.tools.mail import email_normalize_all

from .purchase_order_sending import BAD_ADDRESS, CAME_BACK, NO_EMAIL, NO_SERVER

_logger = logging.getLogger(__name__)

_FAILED = ("exception", "bounce")


class PurchaseOrder(models.Model):
    """Whether a message, or a mail of it, takes the order to its vendor.

    Followers get a copy of what is written to the vendor, so a message alone tells
    nothing: the vendor is its whole company, with all of its contacts.
    """

    _inherit = "purchase.order"

    def _jit_vendors(self, partners: models.Model) -> models.Model:
        """Those of these partners who are the vendor, or belong to it."""
        self.ensure_one()
        company = self.partner_id.commercial_partner_id
        return partners.filtered(
            lambda partner: partner.commercial_partner_id == company
        )

    def _jit_vendor_addresses(self, *written: str | bool) -> set[str]:
        """Those of these e-mail addresses that are the vendor's, normalized."""
        self.ensure_one()
        addresses = [
            each for text in written if text for each in email_normalize_all(text)
        ]
        if not addresses:
            return set()
        vendors = self.env["res.partner"].search(
            [
                ("id", "child_of", self.partner_id.commercial_partner_id.id),
                ("email_normalized", "in", addresses),
            ]
        )
        return set(vendors.mapped("email_normalized"))

    def _jit_goes_to_vendor(self, message: models.Model) -> bool:
        # who writes to a follower need not be allowed to read the notices of others
        message, order = message.sudo(), self.sudo()
        told = message.partner_ids | message.notification_ids.res_partner_id
        return bool(
            order._jit_vendors(told)
            or order._jit_vendor_addresses(message.outgoing_email_to)
        )

    def _jit_was_reached(
        self, mail: models.Model, success_pids, success_emails, failure_type
    ) -> bool | None:
        """Whether this mail reached the vendor; None if it says nothing of that.

        :param success_pids: partners it was handed over for, as Odoo gives them
        :param success_emails: addresses it was handed over for, as written
        :param failure_type: falsy if all went
        """
        message = mail.mail_message_id
        if self._jit_goes_to_vendor(message):
            to_partners = self._jit_vendors(mail.recipient_ids)
            to_addresses = self._jit_vendor_addresses(mail.email_to, mail.email_cc)
        else:
            # somebody chose to write to another one: a forwarder, an agent
            to_partners = mail.recipient_ids & message.partner_ids
            to_addresses = set()
        if not to_partners and not to_addresses:
            return None
        if not failure_type or any(each in to_partners for each in success_pids):
            return True
        went = {each for text in success_emails for each in email_normalize_all(text)}
        if went & to_addresses:
            return True
        # one of two contacts is enough, and the other one's mail went before
        others = message.notification_ids.filtered(
            lambda notice: (
                notice.notification_status == "sent" and notice.mail_mail_id != mail
            )
        )
        return None if self._jit_vendors(others.res_partner_id) else False

    def _jit_mail_problem(
        self, mail: models.Model, failure_type: str, reason: str
    ) -> str:
        """What ``jit_send_problem`` keeps of it, in no language."""
        if failure_type not in ("mail_email_invalid", "mail_email_missing"):
            return f"{NO_SERVER}\n{' '.join(reason.split())}"
        vendors = self._jit_vendors(mail.recipient_ids) or mail.recipient_ids
        if not vendors and not mail.email_to:
            # Odoo deletes a mail whose address is bad
            vendors = self.partner_id
        written = [each for each in (*vendors.mapped("email"), mail.email_to) if each]
        return f"{BAD_ADDRESS}\n{', '.join(written)}" if written else NO_EMAIL

    @api.model
    def _jit_find_untold(self) -> None:
        """Orders whose mail to the vendor did not leave or came back, which nobody
        noted.

        The order was being written when the mail came to its end.
        """
        failed = [
            ("notification_type", "=", "email"),
            ("notification_status", "in", _FAILED),
        ]
        orders = self.search(
            [
                ("jit_send_state", "=", "sent"),
                ("receipt_status", "!=", "full"),
                ("jit_sent_message_id.notification_ids", "any", failed),
            ]
        )
        for order in orders:
            try:
                with self.env.cr.savepoint():
                    order._jit_tell_end_of_mail()
            except Exception as error:
                if self.env.cr.closed:
                    raise
                # the next run looks again
                _logger.warning(
                    "Just in Time: %s was not told of its mail: %s", order.name, error
                )

    def _jit_tell_end_of_mail(self) -> None:
        # what was delivered was ordered, by whatever way the vendor heard of it
        if self.receipt_status == "full":
            return
        ends = self._jit_ends_at_vendor(self.jit_sent_message_id)
        if "sent" in ends.mapped("notification_status"):
            return
        end = ends.filtered(lambda each: each.notification_status in _FAILED)[:1]
        if not end:
            return
        if end.notification_status == "bounce":
            came_from = end.mail_email_address or end.res_partner_id.email or ""
            self._jit_note_undelivered(f"{CAME_BACK}\n{came_from}")
            return
        reason = end.failure_reason or end.failure_type or ""
        self._jit_note_undelivered(
            self._jit_mail_problem(end.mail_mail_id, end.failure_type, reason)
        )

    def _jit_ends_at_vendor(self, message: models.Model) -> models.Model:
        """Notices of those who are the vendor; of those written to, where none is: a
        forwarder, an agent. A colleague's copy is nothing to the order."""
        notices = message.notification_ids
        ends = notices.filtered(
            lambda each: (
                self._jit_vendors(each.res_partner_id)
                or self._jit_vendor_addresses(each.mail_email_address)
            )
        )
        return ends or notices.filtered(
            lambda each: each.res_partner_id in message.partner_ids
        )
