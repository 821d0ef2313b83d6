from ast import literal_eval

from odoo import api, fields, models
from odoo.fields import Domain

from ..forms import open_form
from ..queries.compiling import without_compiling
from ..queries.today import among, read_ids
from ..queries.today_orders import late, to_approve

WAITS_FOR = [("to_approve", "Approve before Cut-Off"), ("late", "Late or Unsent")]


class PurchaseOrder(models.Model):
    """Orders that wait for a buyer today."""

    _inherit = "purchase.order"

    jit_today = fields.Selection(
        WAITS_FOR,
        string="Waits For",
        compute="_compute_jit_today",
        search="_search_jit_today",
        # a vendor reads its orders through the portal, but not how we are doing
        groups="base.group_user",
    )

    @api.depends(
        "state", "date_order", "jit_owned", "jit_send_state", "order_line.date_planned"
    )
    @api.depends_context("allowed_company_ids")
    def _compute_jit_today(self) -> None:
        self.jit_today = False
        for kind, _name in WAITS_FOR:
            found = set(self._jit_waiting_ids(kind, self._origin.ids))
            for order in self:
                if order._origin.id in found:
                    order.jit_today = kind

    @api.model
    def _search_jit_today(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        kinds = dict(WAITS_FOR).keys() & set(value)
        # as numbers: in a search of anybody's, PostgreSQL would compile the query again
        known = {kind: self._jit_waiting_ids(kind) for kind, _name in WAITS_FOR}
        found = Domain("id", "in", [id_ for kind in kinds for id_ in known[kind]])
        if False in value:
            found |= Domain("id", "not in", [*known["to_approve"], *known["late"]])
        return found

    @api.model
    def _jit_waiting_ids(self, kind: str, ids: list[int] | None = None) -> list[int]:
        """These orders of the companies at hand; of ``ids`` only, if there are any."""
        found = self._jit_waiting(kind)
        if ids is not None:
            found = among(found, ids)
        with without_compiling(self.env):
            return read_ids(self.env, found)

    @api.model
    def _jit_waiting(self, kind: str):
        """SELECT of these orders of the companies at hand, as ``queries.today``."""
        days = self.env.companies._jit_days()
        if kind == "to_approve":
            # today's and those that nobody can approve before the next workday
            near = {
                company.id: company._jit_next_workday(days[company.id])
                for company in self.env.companies
            }
            return to_approve(self.env, near)
        return late(self.env, days)

    def action_jit_open_order(self) -> dict:
        """The order, to send it or ask for it."""
        self.ensure_one()
        return open_form(self)

    def action_jit_open_lines(self) -> dict:
        """The lines of these drafts in the grid in which they are approved."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_approve_line_action"
        )
        lines = Domain(literal_eval(action["domain"]))
        return action | {"domain": list(lines & Domain("order_id", "in", self.ids))}
