from odoo import api, models
from odoo.tools import formatLang

from .jit_approval import Answer

_NAMED = 3


class JitApproval(models.AbstractModel):
    """Tells whoever approved what became of the lines."""

    _inherit = "jit.approval"

    @api.model
    def _tell(self, answer: Answer, ask_price: bool = False) -> dict:
        """One notice with a way to the orders, after which the page is read again.

        Its ``params`` have an ``answer`` besides, for who calls over RPC.
        """
        joined = self._say_joined(answer.joined)
        rest = [
            *self._say_stale(answer.stale),
            *self._say_late(answer.late),
            *self._say_own(answer.own),
            *self._say_gone(answer.gone),
            *(f"{name}: {why}" for name, why in answer.refused),
            *answer.orders._jit_say_unsent(),
        ]
        odd = answer.stale or answer.late or answer.own or answer.gone or answer.refused
        unsent = any(order.jit_send_state == "failed" for order in answer.orders)
        all_well = bool(answer.orders) and not odd and not unsent
        return {
            "type": "ir.actions.client",
            "tag": "jit_notification",
            "params": {
                "type": "success" if all_well else "warning",
                "message": " ".join(
                    [*self._say_orders(answer, ask_price), *joined, *rest]
                ),
                # for a phone: what stands in the order is read there
                "brief": " ".join([*self._say_orders(answer, ask_price, True), *rest]),
                "sticky": not all_well,
                "next": {"type": "ir.actions.act_window_close"},
                "answer": self._facts(answer),
                **self._way_to(answer.orders),
            },
        }

    @api.model
    def _say_orders(
        self, answer: Answer, ask_price: bool, brief: bool = False
    ) -> list[str]:
        orders = answer.orders
        if not orders:
            return [self.env._("Nothing was ordered.")]
        lines = self.env["jit.health"]._lines(len(answer.taken))
        waiting = orders.filtered(lambda order: order.state == "to approve")
        asked = orders.filtered(lambda order: order.state == "sent")
        said = [
            self.env._("Asked for the price of %(lines)s.", lines=lines)
            if ask_price
            else self.env._("%(lines)s approved.", lines=lines)
        ]
        said += self._say_each(
            orders - waiting - asked,
            self.env._("Confirmed: %(orders)s."),
            self.env._("%(count)s orders confirmed: %(orders)s."),
            brief,
        )
        said += self._say_each(
            asked,
            self.env._("Requested: %(orders)s."),
            self.env._("%(count)s requests made: %(orders)s."),
            brief,
        )
        said += self._say_each(
            waiting,
            self.env._("Over the limit, waiting for a second approval: %(orders)s."),
            self.env._(
                "%(count)s orders over the limit, waiting for a second approval: "
                "%(orders)s."
            ),
            brief,
        )
        mailed = orders.filtered(lambda order: order.jit_send_state == "queued")
        if mailed == orders:
            said.append(self.env._("Being mailed now."))
        elif mailed:
            said.append(
                self.env._(
                    "Being mailed now: %(orders)s.",
                    orders=self._names(mailed.mapped("name")),
                )
            )
        return said

    @api.model
    def _say_joined(self, names: tuple) -> list[str]:
        if not names:
            return []
        return [
            self.env._(
                "Added to what you ordered before and nobody has sent: %(orders)s.",
                orders=self._names(list(names)),
            )
        ]

    @api.model
    def _say_each(
        self, orders: models.Model, one: str, several: str, brief: bool
    ) -> list[str]:
        """The first few by name, vendor and money.

        :param one: what to say of one order
        :param several: what to say of more of them
        :param brief: by name alone
        """
        if not orders:
            return []
        named = self._names(
            orders.mapped("name")
            if brief
            else [self._name_order(each) for each in orders]
        )
        said = one if len(orders) == 1 else several
        return [said % {"count": len(orders), "orders": named}]

    @api.model
    def _name_order(self, order: models.Model) -> str:
        money = formatLang(
            self.env, order.amount_untaxed, currency_obj=order.currency_id
        )
        return self.env._(
            "%(order)s (%(vendor)s, %(money)s before taxes)",
            order=order.name,
            vendor=order.partner_id.display_name,
            money=money,
        )

    @api.model
    def _say_stale(self, lines: models.Model) -> list[str]:
        if not lines:
            return []
        return [
            self.env._(
                "%(lines)s shown again, not ordered, as the need has moved: "
                "%(products)s. Look at them again.",
                lines=self.env["jit.health"]._lines(len(lines)),
                products=self._names(
                    [
                        self.env._(
                            "%(product)s (now %(need)s)",
                            product=line.product_id.display_name,
                            need=self._need(line),
                        )
                        for line in lines
                    ]
                ),
            )
        ]

    @api.model
    def _need(self, line: models.Model) -> str:
        return line._jit_in_its_unit(line.jit_shown_need)

    @api.model
    def _say_late(self, lines: models.Model) -> list[str]:
        return [
            self.env._(
                "%(answered)s (%(lines)s).",
                answered=order._jit_answered_sentence(),
                lines=late.product_id.display_name
                if len(late) == 1
                else self.env["jit.health"]._lines(len(late)),
            )
            for order, late in lines.grouped("order_id").items()
        ]

    @api.model
    def _say_own(self, lines: models.Model) -> list[str]:
        if not lines:
            return []
        return [
            self.env._(
                "You changed these lines, so somebody else has to approve them: "
                "%(products)s.",
                products=self._names(lines.product_id.mapped("display_name")),
            )
        ]

    @api.model
    def _say_gone(self, count: int) -> list[str]:
        if not count:
            return []
        return [
            self.env._(
                "Lines that are gone, rejected or no longer needed: %(count)s.",
                count=count,
            )
        ]

    @api.model
    def _names(self, names: list[str]) -> str:
        shown = names[:_NAMED]
        if len(names) > _NAMED:
            shown.append(self.env._("%(count)s more", count=len(names) - _NAMED))
        return ", ".join(shown)
