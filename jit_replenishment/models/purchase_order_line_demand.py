from odoo import api, fields, models

from ..forms import open_form
from ..queries.demand_moves import RELATION

# what a line of text can hold; the rest is a click away
_NAMED = 4


class PurchaseOrderLine(models.Model):
    """Whom a line was ordered for."""

    _inherit = "purchase.order.line"

    jit_demand_move_ids = fields.Many2many(
        "stock.move",
        relation=RELATION,
        column1="line_id",
        column2="move_id",
        string="Ordered For",
        copy=False,
        readonly=True,
        groups="base.group_user",
        help="What was promised when the line was last kept equal to the need.",
    )
    jit_demand = fields.Text(
        string="For", compute="_compute_jit_demand", groups="base.group_user"
    )

    @api.depends("jit_demand_move_ids.state", "jit_demand_move_ids.product_qty")
    @api.depends_context("lang")
    def _compute_jit_demand(self) -> None:
        writer = self.env["jit.reason"]
        for line in self:
            # the customer's name is on the transfer, which a buyer may read anyway
            moves = line.sudo().jit_demand_move_ids.sorted(lambda m: (m.date, m.id))
            by_document = moves.grouped(lambda move: move._jit_document())
            named = [
                writer._promise(document, promised)
                for document, promised in list(by_document.items())[:_NAMED]
            ]
            if len(by_document) > _NAMED:
                named.append(
                    line.env._("%(count)s more", count=len(by_document) - _NAMED)
                )
            line.jit_demand = ", ".join(named)

    def _jit_cancelled_demand(self) -> list[models.Model]:
        """The documents behind this line that were cancelled since."""
        self.ensure_one()
        moves = self.sudo().jit_demand_move_ids
        cancelled = moves.filtered(lambda move: move.state == "cancel")
        return list(cancelled.grouped(lambda move: move._jit_document()))

    def action_jit_open_demand(self) -> dict:
        """The one document it was ordered for, or the list of what was promised."""
        self.ensure_one()
        moves = self.jit_demand_move_ids
        documents = list(moves.sudo().grouped(lambda move: move._jit_document()))
        if len(documents) == 1:
            # not everybody who buys may see customer orders
            document = documents[0].sudo(False)
            if document._name != moves._name and document.has_access("read"):
                return open_form(document)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ordered For"),
            "res_model": moves._name,
            "views": [(self.env.ref("stock.view_move_tree").id, "list")],
            "domain": [("id", "in", moves.ids)],
            "context": {"create": False},
        }
