from odoo import models

from ..notices import notice

_NAMED = 5


def _ended(sentence: str) -> str:
    """What a mail server said has no full stop, and another sentence follows."""
    said = sentence.rstrip()
    return said if not said or said[-1] in ".!?…" else f"{said}."


class PurchaseOrder(models.Model):
    """Tells people which orders go out, and which do not."""

    _inherit = "purchase.order"

    def _jit_tell_sending(self) -> dict:
        """A notice after Send, and the page is read again."""
        queued = self.filtered(lambda order: order.jit_send_state == "queued")
        said = []
        if queued:
            said.append(
                self.env._("Being sent now: %(orders)s.", orders=queued._jit_names())
            )
        unsent = self._jit_say_unsent()
        return notice(
            " ".join([*said, *unsent]),
            "warning" if unsent else "success",
            sticky=bool(unsent),
        )

    def _jit_say_unsent(self) -> list[str]:
        """What could not be sent, each cause with its orders, and what to do."""
        failed = self.filtered(lambda order: order.jit_send_state == "failed")
        return [
            self.env._(
                "Not sent: %(orders)s. %(problem)s Mend that and press Send under "
                "Orders to Send, or tell the vendor and mark it as sent there.",
                orders=orders._jit_names(),
                problem=_ended(problem or ""),
            )
            for problem, orders in failed.grouped("jit_send_said").items()
        ]

    def _jit_names(self) -> str:
        named = [f"{order.name} ({order.partner_id.name})" for order in self[:_NAMED]]
        if len(self) > _NAMED:
            named.append(self.env._("%(count)s more", count=len(self) - _NAMED))
        return ", ".join(named)

    def _jit_tell_sender(self) -> None:
        """Whoever approved it thinks that it is on its way."""
        self.ensure_one()
        sender = self.jit_approved_by_id or self.user_id
        order = self.with_context(lang=sender.lang) if sender else self
        for sentence in order._jit_say_unsent():
            sender._bus_send(
                "jit_notification",
                {"type": "warning", "message": sentence, "sticky": True},
            )

    def _jit_is_unsent(self) -> bool:
        """Approved, and the vendor does not know of it as far as anybody said."""
        self.ensure_one()
        if self.jit_send_state == "failed":
            return self.state in ("sent", "purchase")
        approved = self.state == "purchase" and self.jit_approved_at
        return bool(approved) and self.jit_send_state != "sent"
