import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..faults import is_passing
from ..notices import notice

_logger = logging.getLogger(__name__)

NO_EMAIL = "no_email"
NO_RECIPIENT = "no_recipient"
# with the words of the mail server, or the address, in the next line
NO_SERVER = "no_server"
BAD_ADDRESS = "bad_address"
CAME_BACK = "came_back"


class PurchaseOrder(models.Model):
    """Sends approved orders with Odoo's own mail and PDF, in the background.

    Rendering takes seconds for each: whoever approves does not wait for that. What
    could not be sent says why, in the list of orders to send.
    """

    _inherit = "purchase.order"

    jit_send_state = fields.Selection(
        [
            ("queued", "Being Sent"),
            ("sent", "Sent"),
            ("failed", "Not Sent"),
        ],
        string="Sending",
        copy=False,
        readonly=True,
        index="btree_not_null",
        groups="base.group_user",
    )
    # a code of the above and, in the next line, words nobody translates; or what an
    # error said
    jit_send_problem = fields.Text(
        string="What Failed", copy=False, readonly=True, groups="base.group_user"
    )
    jit_send_said = fields.Text(
        string="Why Not Sent",
        compute="_compute_jit_send_said",
        groups="base.group_user",
    )
    jit_sent_message_id = fields.Many2one(
        "mail.message",
        string="Mail to the Vendor",
        copy=False,
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The message that took it to its vendor.",
        groups="base.group_user",
    )

    @api.depends("jit_send_problem")
    @api.depends_context("lang")
    def _compute_jit_send_said(self) -> None:
        """In the language of who reads it: who approves may speak another one."""
        said = {
            NO_EMAIL: self.env._("The vendor has no e-mail address."),
            NO_RECIPIENT: self.env._(
                "The e-mail template of the order names no recipient."
            ),
            NO_SERVER: self.env._(
                "No mail server took the mail, which waits in the order's messages: "
                "%(problem)s"
            ),
            BAD_ADDRESS: self.env._(
                "The vendor's e-mail address is not valid: %(address)s."
            ),
            CAME_BACK: self.env._(
                "The mail came back from %(address)s: the vendor did not get it."
            ),
        }
        for order in self:
            problem = order.jit_send_problem or ""
            code, _line, words = problem.partition("\n")
            sentence = said.get(code, problem)
            for name in ("%(problem)s", "%(address)s") if code in said else ():
                sentence = sentence.replace(name, words)
            order.jit_send_said = sentence or False

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if vals.get("state") in ("cancel", "draft"):
            # what nobody orders any more is not sent, and counts as sent no more
            self.filtered("jit_send_state")._jit_forget_sending()
        return result

    def _jit_forget_sending(self) -> None:
        self._jit_as_engine().write(
            {
                "jit_send_state": False,
                "jit_send_problem": False,
                # what becomes of a request's mail is nothing to the order
                "jit_sent_message_id": False,
            }
        )

    def action_jit_send(self) -> dict:
        """Send these orders to their vendors, as Odoo's own button does."""
        self.check_access("write")
        if any(order.state not in ("sent", "purchase") for order in self):
            raise UserError(
                self.env._("Only an order or a request that was approved can be sent.")
            )
        self._jit_queue_mail()
        return self._jit_tell_sending()

    def action_jit_mark_sent(self) -> dict:
        """The vendor knows of it already: by phone, or on its own web page.

        :returns: a notice that says so
        """
        self.check_access("write")
        if any(order.state not in ("sent", "purchase") for order in self):
            raise UserError(
                self.env._(
                    "Only an order or a request that was approved can be marked as "
                    "sent."
                )
            )
        self._jit_as_engine().write(
            {
                "jit_send_state": "sent",
                "jit_send_problem": False,
                "jit_sent_message_id": False,
            }
        )
        names = ", ".join(self.mapped("name"))
        return notice(self.env._("Marked as sent: %(orders)s.", orders=names))

    def _jit_queue_mail(self) -> None:
        """Have them sent soon; an order that waits for a second approval comes after
        it, by hand."""
        ready = self.filtered(lambda order: order.state in ("sent", "purchase"))
        mute = ready.filtered(lambda order: not order.partner_id.email)
        mute._jit_note_unsent(NO_EMAIL)
        spoken = ready - mute
        if spoken:
            spoken._jit_as_engine().write(
                {"jit_send_state": "queued", "jit_send_problem": False}
            )
            # whoever approves need not be allowed to touch scheduled actions
            self.env.ref("jit_replenishment.ir_cron_send").sudo()._trigger()

    @api.model
    def _cron_jit_send(self) -> None:
        """Send what is queued, one order a transaction."""
        queued = self.search([("jit_send_state", "=", "queued")], order="id")
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(queued))
        for order in queued:
            # people cancel, delete and send orders while the ones before are rendered
            if not order.exists()._jit_is_to_be_sent():
                if not progress(1):
                    break
                continue
            try:
                with self.env.cr.savepoint():
                    order._jit_send()
            except Exception as error:
                if self.env.cr.closed:
                    raise
                if is_passing(error):
                    # it stays queued, and costs the others nothing
                    _logger.info(
                        "Just in Time: %s is sent later: %s", order.name, error
                    )
                    continue
                _logger.warning(
                    "Just in Time: %s was not sent", order.name, exc_info=error
                )
                order._jit_note_unsent(str(error))
                order._jit_tell_sender()
            if not progress(1):
                break
        self._jit_find_untold()

    def _jit_is_to_be_sent(self) -> bool:
        return self.jit_send_state == "queued" and self.state in ("sent", "purchase")

    def _jit_send(self) -> None:
        """As the button of the order's page, in the name of who approved it."""
        self.ensure_one()
        sender = self.jit_approved_by_id or self.user_id
        order = self.with_user(sender) if sender.active else self
        # so that an error, kept as it is told, is in words the sender reads
        order = order.with_company(self.company_id).with_context(
            lang=order.env.user.lang
        )
        action = order.with_context(send_rfq=self.state == "sent").action_rfq_send()
        composers = order.env["mail.compose.message"].with_context(**action["context"])
        composer = composers.create({})
        if not composer.partner_ids:
            self._jit_note_unsent(NO_RECIPIENT)
            self._jit_tell_sender()
            return
        # whom a template of the company's own names is trusted to know the vendor
        _mails, messages = composer._action_send_mail()
        self._jit_note_sent(messages)
        self.env["mail.mail"]._jit_wake_queue()

    def message_post(self, **kwargs):
        """Sent by hand from the order's page counts as sent."""
        message = super().message_post(**kwargs)
        if self.env.context.get("mark_rfq_as_sent"):
            approved = self.filtered(
                lambda order: (
                    order.jit_approved_at
                    and order.state == "purchase"
                    and order._jit_goes_to_vendor(message)
                )
            )
            approved._jit_note_sent(message)
        return message

    def _jit_note_sent(self, messages: models.Model) -> None:
        self._jit_as_engine().write(
            {
                "jit_send_state": "sent",
                "jit_send_problem": False,
                "jit_sent_message_id": messages[:1].id,
            }
        )

    def _jit_note_unsent(self, problem: str) -> None:
        self._jit_as_engine().write(
            {"jit_send_state": "failed", "jit_send_problem": problem}
        )

    def _jit_note_undelivered(self, problem: str) -> None:
        """The mail server, or the lack of one, kept the mail here."""
        for order in self.filtered(lambda order: order.jit_send_state == "sent"):
            order._jit_note_unsent(problem)
            order._jit_tell_sender()

    def _jit_note_delivered(self) -> None:
        """Somebody had the mail sent once more, and it went."""
        failed = self.filtered(lambda order: order.jit_send_state == "failed")
        failed._jit_as_engine().write(
            {"jit_send_state": "sent", "jit_send_problem": False}
        )
