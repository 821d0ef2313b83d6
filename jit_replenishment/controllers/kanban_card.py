from odoo import http
from odoo.http import request


class KanbanCard(http.Controller):
    """What the code on a shelf's card opens, on whatever telephone scanned it."""

    @http.route("/jit/scan/<int:rule_id>", type="http", auth="user", methods=["GET"])
    def scan(self, rule_id: int, **_unused) -> http.Response:
        """Have the rule looked at, and say what happens next.

        Ordering stays with the engine: opening the page twice, or by a link somebody
        sent, asks it to look once more and does nothing else.
        """
        rules = request.env["stock.warehouse.orderpoint"]
        rule = rules.with_context(
            allowed_company_ids=request.env.user.company_ids.ids
        )._jit_scan(rule_id)
        return request.render(
            "jit_replenishment.kanban_scan",
            {"rule": rule, "title": request.env._("Just in Time")},
            status=200 if rule else 404,
        )
