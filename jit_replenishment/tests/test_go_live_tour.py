from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestGoLiveTour(TourCase):
    """In a browser: what would be ordered, one line of it, asked twice, live."""

    def test_manager_sees_what_is_ordered_before_one_of_two_rules_goes_live(self):
        manager = new_test_user(
            self.env,
            "jit_goes_live",
            groups="purchase.group_purchase_manager,stock.group_stock_user",
        )
        manager.odoobot_state = "disabled"
        rules = self.env["stock.warehouse.orderpoint"]
        rules.search([]).active = False
        vendor = self.env["res.partner"].create({"name": "Acme Fasteners"})
        for name in ("Hex Bolt", "Eye Bolt"):
            product = self.env["product.product"].create(
                {
                    "name": name,
                    "is_storable": True,
                    "seller_ids": [
                        Command.create({"partner_id": vendor.id, "price": 2.1})
                    ],
                }
            )
            rules |= rules.create(
                {
                    "product_id": product.id,
                    "product_min_qty": 10,
                    "product_max_qty": 30,
                    "trigger": "auto",
                }
            )
        self.env["purchase.order"].create(
            {
                "partner_id": vendor.id,
                "order_line": [Command.create({"product_id": rules[0].product_id.id})],
            }
        )
        self.env.company.jit_go_live_amount = 1
        action = self.env.ref("stock.action_orderpoint")
        self.start_tour(
            f"/odoo/action-{action.id}",
            "jit_go_live_with_a_preview",
            login=manager.login,
        )
        self.assertEqual(sorted(rules.mapped("trigger")), ["auto", "jit"])
