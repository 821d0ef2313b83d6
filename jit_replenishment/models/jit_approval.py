from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..arguments import without_defaults
from ..marks import ENGINE
from ..queries.waiting_lines import claim_orders

# what a line keeps on its way to another order: moved alone, core would fetch all of
# it anew from the price list
_KEPT = (
    "product_qty",
    "price_unit",
    "technical_price_unit",
    "discount",
    "date_planned",
    "name",
    "analytic_distribution",
)


class Answer(NamedTuple):
    """What became of lines somebody approved.

    :param orders: that were confirmed, or sent as a request
    :param taken: lines in them
    :param stale: lines to look at again, as the need has moved
    :param late: lines somebody else had answered for
    :param own: lines that whoever changed them may not approve
    :param gone: how many lines are there no more
    :param refused: (order, why Odoo did not let it be confirmed)
    :param joined: names of orders of before that lines were added to
    """

    orders: models.Model
    taken: models.Model
    stale: models.Model
    late: models.Model
    own: models.Model
    gone: int = 0
    refused: tuple = ()
    joined: tuple = ()


class JitApproval(models.AbstractModel):
    """Orders what a person approved, line by line; the rest of the draft stays as it
    is, with its name and its mark.

    In the transaction and with the rights of who approves: whoever may write lines and
    make orders, as Odoo lets them. All drafts are claimed before anything is believed.
    """

    _name = "jit.approval"
    _description = "Just in Time: Approval"

    @api.model
    def _approve(
        self, lines: models.Model, *, ask_price: bool = False, by_itself: bool = False
    ) -> Answer:
        """Order these lines: one order for each draft they are taken from.

        :param ask_price: as a request for quotation that is not confirmed
        :param by_itself: their class approves, nobody looked
        """
        there = lines.exists()
        self._check_rights(there)
        claim_orders(self.env, there.order_id.ids)
        waiting = there.filtered(lambda line: line._jit_waits())
        own = waiting.browse() if ask_price or by_itself else waiting._jit_own()
        # whoever may order the goods need not be allowed to read all stock
        wishes = (waiting - own).orderpoint_id.sudo()._jit_wishes()
        stale = self._stale(waiting - own, wishes)
        taken = waiting - own - stale
        self._show_again(stale, wishes)
        earlier = {}
        if not ask_price and not by_itself:
            earlier = self._orders_of_today(taken.order_id)
        orders, refused = self._order_lines(taken, earlier, ask_price, by_itself)
        return Answer(
            orders,
            orders.order_line & taken,
            stale,
            there - waiting,
            own,
            len(lines) - len(there),
            tuple(refused),
            tuple(order.name for order in earlier.values() if order in orders),
        )

    @api.model
    def _check_rights(self, lines: models.Model) -> None:
        lines.check_access("write")
        lines.order_id.check_access("write")
        self.env["purchase.order"].check_access("create")

    @api.model
    def _order_lines(
        self, lines: models.Model, earlier: dict, ask_price: bool, by_itself: bool
    ) -> tuple[models.Model, list]:
        """One order that Odoo does not let be confirmed costs itself alone.

        :param earlier: by draft, the order that its lines are added to
        """
        wholes = lines.order_id._jit_wholes()
        orders, refused = self.env["purchase.order"], []
        for draft, chosen in lines.grouped("order_id").items():
            try:
                with self.env.cr.savepoint():
                    order = earlier.get(draft)
                    if not order or not self._join(draft, chosen, order):
                        order = self._take_out(draft, chosen)
                        order._jit_keep_whole({order: wholes[draft]})
                        self._confirm_or_ask(order, ask_price, by_itself)
                orders |= order
            except UserError as error:
                refused.append((draft.name, str(error)))
        return orders, refused

    @api.model
    def _confirm_or_ask(
        self, order: models.Model, ask_price: bool, by_itself: bool
    ) -> None:
        if ask_price:
            order.write({"state": "sent"})
            return
        if by_itself:
            order._jit_as_engine().jit_by_itself = True
        order.button_confirm()

    @api.model
    def _take_out(self, draft: models.Model, chosen: models.Model) -> models.Model:
        """An order with these lines alone; the draft itself where it has no others."""
        goods = draft.order_line.filtered(lambda line: not line.display_type)
        if goods == chosen:
            return draft
        orders = without_defaults(draft).with_company(draft.company_id)
        order = orders.create(self._prepare_order_vals(draft, chosen))
        self._move(draft, chosen, order)
        return order

    @api.model
    def _move(
        self, draft: models.Model, chosen: models.Model, order: models.Model
    ) -> None:
        """Bring lines of a draft to another order, with all that is known of them."""
        # the marks of the lines go with them, and nothing about them is changed
        moved = chosen.sudo().with_context(jit_engine=ENGINE)
        fields_kept = [moved._fields[name] for name in _KEPT]
        with self.env.protecting(fields_kept, moved):
            moved.write({"order_id": order.id, "jit_owned": False})
            moved.flush_recordset()
        # their reasons are read with the order they are on
        reasons = self.env["jit.decision"].sudo()
        reasons.search(
            [("purchase_line_id", "in", moved.ids)]
        ).purchase_order_id = order
        if draft.jit_owned:
            engine = self.env["jit.draft.order"].sudo().with_context(jit_engine=ENGINE)
            engine._keep_deadlines(draft._jit_as_engine(), {})

    @api.model
    def _prepare_order_vals(self, draft: models.Model, lines: models.Model) -> dict:
        """The header of the draft, whatever other addons keep there."""
        order_by = [line.jit_order_by for line in lines if line.jit_order_by]
        drafts = self.env["jit.draft.order"]
        deadline = draft.date_order
        if order_by:
            deadline = drafts._end_of_day(draft.company_id, min(order_by))
        (vals,) = draft.copy_data(
            {"order_line": [], "date_order": deadline, "origin": draft.name}
        )
        return vals

    @api.model
    def _stale(self, lines: models.Model, wishes: dict) -> models.Model:
        """Lines whose need is no longer what was looked at, beyond the tolerance.

        :param wishes: of the lines' rules, by rule id
        """
        found = lines.browse()
        for line in lines:
            wish = wishes.get(line.orderpoint_id.id)
            if wish and line._jit_is_stale(line._jit_need_now(wish)):
                found |= line
        return found

    @api.model
    def _show_again(self, lines: models.Model, wishes: dict) -> None:
        """Keep what the need is now, so that it is approved the next time; the engine
        brings its own lines up to it meanwhile."""
        # the note is the engine's, whoever may write the line
        for line in lines.sudo().with_context(jit_engine=ENGINE):
            line.write(
                {
                    "jit_shown_need": line._jit_need_now(wishes[line.orderpoint_id.id]),
                    "jit_shown_to_id": self.env.uid,
                    "jit_shown_at": fields.Datetime.now(),
                }
            )
        lines.filtered("jit_owned")._jit_signal()
