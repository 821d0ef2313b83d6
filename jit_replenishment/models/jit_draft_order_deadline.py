from datetime import date, datetime, time

from odoo import api, models

from ..queries.draft_lines import read_order_deadlines


class JitDraftOrder(models.AbstractModel):
    """An order goes out in one piece: it is due when the first of its lines is."""

    _inherit = "jit.draft.order"

    @api.model
    def _keep_deadlines(
        self, left_orders: models.Model, lines: dict[int, models.Model]
    ) -> None:
        """Set the deadline of the drafts just written to that of their earliest line.

        :param left_orders: drafts that lost lines
        :param lines: by rule id, lines that were written
        """
        orders = left_orders.browse(line.order_id.id for line in lines.values())
        orders = (left_orders | orders).filtered("jit_owned")
        deadlines = read_order_deadlines(self.env, orders.ids)
        for order in orders:
            deadline = deadlines.get(order.id)
            due = deadline and self._end_of_day(order.company_id, deadline)
            if due and order.date_order != due:
                order.date_order = due

    @api.model
    def _end_of_day(self, company: models.Model, day: date) -> datetime:
        """Due on a day: the minute of writing would count as late at once."""
        return company._jit_moment(day, time(23, 59, 59))
