from datetime import timedelta

from odoo.tests import new_test_user, tagged

from .proposal_common import LEARNED
from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestRulePageTour(TourCase):
    """A rule's page in a browser: what was learned, what if, and the history of it."""

    def make_rule(self):
        vendor = self.env["res.partner"].create({"name": "Acme Fasteners"})
        product = self.env["product.product"].create(
            {
                "name": "Hex Bolt",
                "is_storable": True,
                "standard_price": 2.0,
                "seller_ids": [(0, 0, {"partner_id": vendor.id, "price": 2.1})],
            }
        )
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        rule = self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": 30,
                "product_max_qty": 60,
                "trigger": "jit",
            }
        )
        learned = {"interval_days": 17.0, "events": 120.0, "unit_cost": 2.0}
        self.env["jit.learning"].create(
            LEARNED
            | learned
            | {"orderpoint_id": rule.id, "company_id": rule.company_id.id}
        )
        self.env["jit.demand.event"].create(
            {
                "product_id": product.id,
                "location_id": rule.location_id.id,
                "company_id": rule.company_id.id,
                "day": self.env.cr.now().date() - timedelta(days=40),
                "quantity": 12,
            }
        )
        return rule

    def test_manager_asks_what_if_and_uses_it(self):
        manager = new_test_user(
            self.env, "jit_asks_what_if", groups="purchase.group_purchase_manager"
        )
        manager.odoobot_state = "disabled"
        rule = self.make_rule()
        self.start_tour("/odoo/just-in-time", "jit_what_if", login=manager.login)
        self.assertEqual(rule.product_max_qty - rule.product_min_qty, 400)
        self.assertGreater(rule.product_min_qty, 47)
        change = rule.jit_change_ids.filtered(lambda each: each.source == "what_if")
        self.assertEqual(change.user_id, manager)
