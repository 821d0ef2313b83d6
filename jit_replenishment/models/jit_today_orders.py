from datetime import date

from odoo import api, models

from ..queries.today_orders import DueLine, read_awaited_lines
from .purchase_order_sending import NO_EMAIL


class JitToday(models.AbstractModel):
    """Drafts whose vendor must be asked by now, and orders that are late."""

    _inherit = "jit.today"

    @api.model
    def _block_to_approve(self, order_ids: list[int]) -> dict:
        orders = self.env["purchase.order"].browse(order_ids)
        return {
            "title": self.env._("Approve before Cut-Off"),
            "empty": self.env._("No draft has to go out by the next working day."),
            "action": "jit_replenishment.jit_to_approve_action",
            "rows": [self._row_to_approve(order) for order in orders],
        }

    @api.model
    def _block_late(self, order_ids: list[int]) -> dict:
        orders = self.env["purchase.order"].browse(order_ids)
        days = self.env.companies._jit_days()
        awaited = read_awaited_lines(self.env, orders.ids, days)
        return {
            "title": self.env._("Late or Unsent Orders"),
            "empty": self.env._("Every order is on its way, and in time."),
            "action": "jit_replenishment.jit_late_action",
            "rows": [
                self._row_late(order, awaited.get(order.id, [])) for order in orders
            ],
        }

    @api.model
    def _row_to_approve(self, order: models.Model) -> dict:
        company = order.company_id
        today, deadline = company._jit_today(), company._jit_day(order.date_order)
        lines = order._jit_waiting_lines().sorted(
            # the first one named is why the draft stands where it does
            lambda line: (line.jit_class_sequence, line.jit_class_id.id, line.id)
        )
        return self._row(
            order,
            title=order.partner_id.display_name,
            subtitle=f"{order.name} · {self._lines(len(lines))}",
            when=self._order_by(deadline, today),
            urgent=deadline <= today,
            note=self._goods(lines.product_id),
            button=self._button(self.env._("Approve"), order, "action_jit_open_lines"),
            opens=self._order_behind(order),
        )

    @api.model
    def _order_by(self, deadline: date, today: date) -> str:
        if deadline < today:
            return self.env._(
                "Order by %(day)s is over", day=self._days_ago(deadline, today)
            )
        return self.env._("Order by %(day)s", day=self._days_ago(deadline, today))

    @api.model
    def _lines(self, count: int) -> str:
        return self.env["jit.health"]._lines(count)

    @api.model
    def _goods(self, products: models.Model) -> str:
        """The first by name, and how many more."""
        names = products[:1].mapped("display_name")
        if len(products) > 1:
            names.append(
                self.env._("%(count)s more products", count=len(products) - 1)
                if len(products) > 2
                else self.env._("1 more product")
            )
        return ", ".join(names)

    @api.model
    def _row_late(self, order: models.Model, awaited: list[DueLine]) -> dict:
        company = order.company_id
        today = company._jit_today()
        overdue = [line for line in awaited if line.is_late] or awaited
        worst = sorted(overdue, key=lambda line: (line.rank, line.due, line.line_id))
        lines = order.order_line.browse(line.line_id for line in worst)
        due = min((line.due for line in overdue), default=today)
        if order.state in ("draft", "to approve"):
            ordered = company._jit_day(order.date_order)
            when = self._unsent(order, ordered, today)
            button = self._button(self.env._("Open"), order, "action_jit_open_order")
        elif order._jit_is_unsent():
            when = self._approved_unsent(order)
            button = self._send(order)
        else:
            when = self.env._(
                "%(days)s late", days=self._count_of_days((today - due).days)
            )
            button = self._chase(order)
        return self._row(
            order,
            title=order.partner_id.display_name,
            subtitle=f"{order.name} · {self._some_lines(order, len(lines))}",
            when=when,
            urgent=True,
            note=self._with_failure(self._goods(lines.product_id), order),
            button=button,
            opens=self._order_behind(order),
        )

    @api.model
    def _order_behind(self, order: models.Model) -> dict:
        return self._button(
            self.env._("Open %(order)s", order=order.name),
            order,
            "action_jit_open_order",
        )

    @api.model
    def _unsent(self, order: models.Model, ordered: date, today: date) -> str:
        if order.state == "to approve":
            return self.env._("Waits for a second approval")
        return self.env._(
            "Never sent, order by %(day)s is over",
            day=self._days_ago(min(ordered, today), today),
        )

    @api.model
    def _some_lines(self, order: models.Model, count: int) -> str:
        """The order opens with all of its lines."""
        all_lines = order.order_line.filtered(lambda line: not line.display_type)
        if len(all_lines) == count:
            return self._lines(count)
        return self.env._(
            "%(count)s of %(lines)s", count=count, lines=self._lines(len(all_lines))
        )

    @api.model
    def _approved_unsent(self, order: models.Model) -> str:
        if order.jit_send_state == "failed":
            return self.env._(
                "Could not be sent: %(problem)s", problem=order.jit_send_said or ""
            )
        return self.env._("Approved, but not sent")

    @api.model
    def _send(self, order: models.Model) -> dict:
        """Once more by mail; where that did not work, what is to be mended first."""
        if order.jit_send_problem == NO_EMAIL:
            if not order.partner_id.email:
                label = self.env._("Enter E-Mail")
                return self._button(label, order, "action_jit_open_vendor")
        elif order.jit_send_state == "failed":
            return self._button(self.env._("Open"), order, "action_jit_open_order")
        return self._button(self.env._("Send"), order, "action_jit_send")

    @api.model
    def _with_failure(self, note: str, order: models.Model) -> str:
        """A note on an order, and that its vendor was not reached."""
        if not order or not order._jit_chase_failed():
            return note
        failed = self.env._("The last mail did not reach the vendor")
        return f"{note} · {failed}"

    @api.model
    def _chase(self, order: models.Model) -> dict:
        again = order._jit_chased_today()
        label = self.env._("Chase Again...") if again else self.env._("Chase...")
        button = self._button(label, order, "action_jit_chase")
        if again:
            button["tip"] = self.env._(
                "%(person)s wrote to the vendor today",
                person=order.jit_chased_by_id.name or self.env._("Somebody"),
            )
        return button
