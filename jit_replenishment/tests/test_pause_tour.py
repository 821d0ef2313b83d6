from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestPauseTour(TourCase):
    """A stocktake in a browser: pause above the rules, read so on a rule, resume."""

    def test_manager_pauses_everything_reads_it_on_the_rule_and_resumes(self):
        manager = new_test_user(
            self.env, "jit_counts_stock", groups="purchase.group_purchase_manager"
        )
        manager.odoobot_state = "disabled"
        vendor = self.env["res.partner"].create({"name": "Acme Fasteners"})
        product = self.env["product.product"].create(
            {
                "name": "Hex Bolt",
                "is_storable": True,
                "seller_ids": [(0, 0, {"partner_id": vendor.id, "price": 2.1})],
            }
        )
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": 10,
                "product_max_qty": 30,
                "trigger": "jit",
            }
        )
        self.env.flush_all()
        # what the sweep does last: it tells when all rules were looked at
        self.env["jit.heartbeat"].search([]).unlink()
        self.env["jit.heartbeat"].create(
            {
                "company_id": self.env.company.id,
                "rules": 1,
                "seconds": 0.1,
                "swept_at": self.env.cr.now(),
            }
        )
        self.start_tour(
            "/odoo/just-in-time", "jit_pause_from_the_rules", login=manager.login
        )
        pause = self.env["jit.pause"].search([("reason", "=", "Stocktake")])
        self.assertEqual(pause.user_id, manager)
        self.assertEqual(pause.ended_by, manager)
