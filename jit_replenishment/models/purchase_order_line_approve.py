from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_list

from ..arguments import as_domain


class PurchaseOrderLine(models.Model):
    """What an approver does with lines; the same from a page, a server action or over
    RPC."""

    _inherit = "purchase.order.line"

    def action_jit_approve(self) -> dict:
        """Order these lines, and say what became of each."""
        return self._jit_answer()

    def action_jit_approve_and_send(self) -> dict:
        """Order these lines, and send the orders to the vendors."""
        return self._jit_answer(send=True)

    def action_jit_ask_price(self) -> dict:
        """Ask the vendors for their price first: nothing is confirmed."""
        return self._jit_answer(ask_price=True, send=True)

    def action_jit_approve_usual(self) -> dict:
        """Order the usual ones among these lines; of none, of all there are."""
        self.exists().check_access("write")
        usual = self._jit_usual()
        if not usual:
            raise UserError(
                self.env._(
                    "None of these lines is usual: each says which rule it breaks. "
                    "Look at them, and approve them by hand."
                )
            )
        return usual._jit_answer()

    def action_jit_ask(self) -> dict:
        """What approving these lines means, before it is done."""
        self.exists().check_access("write")
        lines = self.exists().filtered(lambda line: line._jit_waits())
        if not lines:
            raise UserError(self._jit_nothing_sentence())
        return lines._jit_open_approve()

    def action_jit_ask_usual(self) -> dict:
        """The same of the usual ones among these; of none, of all on the page."""
        self.exists().check_access("write")
        usual = self._jit_usual()
        seen = usual
        shown_ids = self.env.context.get("jit_shown_ids")
        if not self and isinstance(shown_ids, list):
            # what came after the page was read, nobody has looked at
            seen = usual.filtered(lambda line: line.id in shown_ids)
        if not seen and self:
            raise UserError(
                self.env._(
                    "No ticked line is usual: each says which rule it breaks. Untick "
                    "them to approve all usual lines of the page."
                )
            )
        came = (usual - seen)._jit_came()
        folded = usual - seen - came
        if not seen and folded:
            raise UserError(
                self.env._(
                    "The usual lines are in folded groups, of %(vendors)s. Unfold "
                    "these to see what you approve, then approve the usual ones.",
                    vendors=folded._jit_vendors_said(),
                )
            )
        if not seen:
            raise UserError(
                self.env._(
                    "No line is usual just now: each says which rule it breaks. Look "
                    "at them, and approve them by hand."
                )
            )
        return seen._jit_open_approve(came=len(came))

    def action_jit_other_vendor(self) -> dict:
        """Ask whom to buy these lines from."""
        self.exists().check_access("write")
        lines = self.exists().filtered(lambda line: line._jit_waits())
        if not lines:
            raise UserError(self._jit_nothing_sentence())
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Other Vendor"),
            "res_model": "jit.other.vendor",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_ids": lines.ids},
        }

    def _jit_came(self) -> "PurchaseOrderLine":
        """Those that came since the page was read; what is in folded groups did not."""
        folded = as_domain(self, self.env.context.get("jit_folded_domain"))
        if not self or folded is None:
            return self
        return self - self.search(Domain("id", "in", self.ids) & folded)

    def _jit_vendors_said(self) -> str:
        """Whose lines these are; of many vendors, the first and how many more."""
        names = self.partner_id.mapped("display_name")
        if len(names) > 4:
            more = self.env._("%(count)s more", count=len(names) - 3)
            names = [*names[:3], more]
        return format_list(self.env, names)

    def _jit_usual(self) -> "PurchaseOrderLine":
        lines = self.exists()
        if not self:
            # a page sends along what it is filtered by
            shown = as_domain(self, self.env.context.get("active_domain"))
            waiting = self._jit_waiting_domain()
            lines = self.search(waiting if shown is None else waiting & shown)
        return lines.filtered("jit_is_usual")

    def _jit_open_approve(self, came: int = 0) -> dict:
        """:param came: how many usual lines came since the page was read"""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Approve"),
            "res_model": "jit.approve",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_ids": self.ids, "default_came": came},
        }

    def _jit_answer(self, *, ask_price: bool = False, send: bool = False) -> dict:
        answer = self.env["jit.approval"]._approve(self, ask_price=ask_price)
        if send:
            answer.orders._jit_queue_mail()
        return self.env["jit.approval"]._tell(answer, ask_price)

    def _jit_nothing_sentence(self) -> str:
        answered = self.exists().order_id.filtered(lambda each: each.state != "draft")
        if not answered:
            return self.env._("There is nothing to approve in these lines any more.")
        return " ".join(f"{order._jit_answered_sentence()}." for order in answered[:3])
