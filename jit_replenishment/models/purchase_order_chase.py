from odoo import api, fields, models
from odoo.exceptions import RedirectWarning, UserError

from ..forms import open_form
from ..queries.compiling import without_compiling
from ..queries.today_orders import read_awaited_lines

_TEMPLATE = "jit_replenishment.mail_template_chase"
_LAYOUT = "mail.mail_notification_layout_with_responsible_signature"


class PurchaseOrder(models.Model):
    """A vendor who is late is asked for a new date, by mail; the order tells when."""

    _inherit = "purchase.order"

    jit_chased_at = fields.Datetime(
        string="Chased",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="When the vendor was last asked where the goods are.",
    )
    jit_chased_by_id = fields.Many2one(
        "res.users",
        string="Chased By",
        copy=False,
        readonly=True,
        ondelete="set null",
        groups="base.group_user",
    )
    jit_chase_message_id = fields.Many2one(
        "mail.message",
        string="Chasing Mail",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
    jit_chase_line_ids = fields.Many2many(
        "purchase.order.line",
        string="Awaited Lines",
        compute="_compute_jit_chase_line_ids",
        groups="base.group_user",
        help="What the vendor is asked about: what is overdue or comes too late; all "
        "that is awaited, where nothing is.",
    )

    @api.depends("order_line.qty_received", "order_line.date_planned")
    def _compute_jit_chase_line_ids(self) -> None:
        days = self.company_id._jit_days()
        # the vendor's mail is written for whoever may read the order
        with without_compiling(self.env):
            awaited = read_awaited_lines(self.sudo().env, self._origin.ids, days)
        short = self._jit_short_products()
        for order in self:
            rows = awaited.get(order._origin.id, [])
            products = short.get(order.company_id.id, set())
            lines = order.order_line.browse(row.line_id for row in rows)
            overdue = lines.browse(row.line_id for row in rows if row.is_late)
            too_late = lines.filtered(
                lambda line, products=products: line.product_id.id in products
            )
            order.jit_chase_line_ids = overdue | too_late or lines or order.order_line

    def _jit_short_products(self) -> dict[int, set[int]]:
        """By company, products whose shelf is empty before supply."""
        rules = self.env["stock.warehouse.orderpoint"].sudo()
        rules = rules.with_context(allowed_company_ids=self.company_id.ids)
        short = rules.search(
            [
                ("jit_is_short", "=", True),
                ("product_id", "in", self.order_line.product_id.ids),
            ]
        )
        return {
            company.id: set(there.product_id.ids)
            for company, there in short.grouped("company_id").items()
        }

    def _jit_chased_today(self) -> bool:
        self.ensure_one()
        chased, company = self.jit_chased_at, self.company_id
        if self._jit_chase_failed():
            return False
        return bool(chased) and company._jit_day(chased) == company._jit_today()

    def action_jit_chase(self) -> dict:
        """Write to the vendor: which goods are late, and when will they come?"""
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("sent", "purchase"):
            raise UserError(
                self.env._(
                    "%(order)s was not sent to %(vendor)s yet: send or confirm it, "
                    "there is nothing to chase.",
                    order=self.name,
                    vendor=self.partner_id.name,
                )
            )
        self._jit_ensure_address()
        template = self.env.ref(_TEMPLATE, raise_if_not_found=False)
        return {
            "type": "ir.actions.act_window",
            "name": self._jit_chase_title(),
            "res_model": "mail.compose.message",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template.id if template else False,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": _LAYOUT,
                "email_notification_allow_footer": True,
                "force_email": True,
                "hide_mail_template_management_options": True,
                "jit_chasing": True,
            },
        }

    def _jit_ensure_address(self) -> None:
        """A mail to nobody, or from nobody, would look as if it had been sent."""
        if not self.env.user.email_normalized:
            preferences = self.env["res.users"].action_get()
            raise RedirectWarning(
                self.env._(
                    "You have no e-mail address, so no mail of yours goes out and "
                    "nobody could answer. Enter it in your preferences and press Chase "
                    "again, or call."
                ),
                preferences | {"res_id": self.env.uid},
                self.env._("Open My Preferences"),
            )
        vendor = self.partner_id
        if vendor.email_normalized:
            return
        raise RedirectWarning(
            self.env._(
                "%(vendor)s has no e-mail address that works: nobody would be asked "
                "about %(order)s. Enter one on the vendor's page and press Chase "
                "again, or call.",
                vendor=vendor.name,
                order=self.name,
            ),
            self.action_jit_open_vendor(),
            self.env._("Open %(vendor)s", vendor=vendor.name),
        )

    def action_jit_open_vendor(self) -> dict:
        """The vendor, to enter what is missing."""
        self.ensure_one()
        vendor = self.partner_id
        return open_form(vendor, name=vendor.name)

    def _jit_chase_title(self) -> str:
        """Nobody writes twice on one day without knowing."""
        if self._jit_chased_today():
            return self.env._(
                "Chase %(order)s Again: %(person)s did so today",
                order=self.name,
                person=self.jit_chased_by_id.name or self.env._("somebody"),
            )
        return self.env._("Chase %(order)s", order=self.name)

    def message_post(self, **kwargs):
        message = super().message_post(**kwargs)
        if self.env.context.get("jit_chasing"):
            if not any(message.partner_ids.mapped("email_normalized")):
                raise UserError(
                    self.env._(
                        "Nobody would get this mail. Add a recipient with an e-mail "
                        "address, or close the mail and call the vendor."
                    )
                )
            self._jit_note_chased(message)
        return message

    def _jit_note_chased(self, message: models.Model) -> None:
        self.write(
            {
                "jit_chased_at": fields.Datetime.now(),
                "jit_chased_by_id": self.env.uid,
                "jit_chase_message_id": message.id,
            }
        )

    def _jit_chase_failed(self) -> bool:
        """The last mail did not go out, or came back."""
        self.ensure_one()
        # whoever may read the order may know that nobody was reached
        order = self.sudo()
        ends = order._jit_ends_at_vendor(order.jit_chase_message_id)
        ended = set(ends.mapped("notification_status"))
        return "sent" not in ended and not ended.isdisjoint(("exception", "bounce"))

    def _jit_note_not_chased(self) -> None:
        """The mail did not leave, which Odoo tells its author: who was not asked is
        asked again."""
        self.write({"jit_chased_at": False, "jit_chased_by_id": False})
