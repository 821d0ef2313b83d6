from odoo import api, models

from .jit_approval import Answer


class JitApproval(models.AbstractModel):
    """What became of approved lines as values, for server actions and over RPC, and
    the way to the orders."""

    _inherit = "jit.approval"

    @api.model
    def _facts(self, answer: Answer) -> dict:
        """What became of each line; nothing is None, which XML-RPC cannot say."""
        return {
            "approved_line_ids": answer.taken.ids,
            "orders": [
                {
                    "id": order.id,
                    "name": order.name,
                    "state": order.state,
                    "sending": order.jit_send_state,
                    "vendor": order.partner_id.display_name,
                    "amount_untaxed": order.amount_untaxed,
                    "currency": order.currency_id.name,
                    "line_ids": (order.order_line & answer.taken).ids,
                }
                for order in answer.orders
            ],
            "added_to": list(answer.joined),
            "shown_again": [
                {
                    "line_id": line.id,
                    "need": line.jit_shown_need,
                    "unit": line.product_id.uom_id.name,
                }
                for line in answer.stale
            ],
            "answered_before_line_ids": answer.late.ids,
            "own_line_ids": answer.own.ids,
            "gone": answer.gone,
            "refused": [
                {"order": name, "message": why} for name, why in answer.refused
            ],
        }

    @api.model
    def _way_to(self, orders: models.Model) -> dict:
        """The button of the notice: the order itself, or the list of them."""
        if not orders:
            return {}
        action = {
            "type": "ir.actions.act_window",
            "res_model": "purchase.order",
            "target": "current",
        }
        if len(orders) == 1:
            return {
                "button": self.env._("Open"),
                "open": action
                | {
                    "name": orders.name,
                    "res_id": orders.id,
                    "views": [(False, "form")],
                },
            }
        list_id, cards_id = (
            self.env["ir.model.data"]._xmlid_to_res_id(
                f"jit_replenishment.jit_approved_order_view_{kind}"
            )
            for kind in ("list", "kanban")
        )
        these = [("id", "in", orders.ids)]
        return {
            "button": self.env._("Open"),
            "open": action
            | {
                "name": self.env._("Approved Orders"),
                "domain": these,
                "context": {"create": False},
                "views": [
                    (list_id, "list"),
                    (cards_id, "kanban"),
                    (False, "form"),
                ],
            },
        }
