from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestWhyCardTour(TourCase):
    """The same card from each place where somebody asks why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = new_test_user(
            cls.env,
            "jit_asks_why",
            groups="purchase.group_purchase_manager,stock.group_stock_user",
        )
        cls.buyer.odoobot_state = "disabled"
        # what other addons' demo data left to approve is not asked about
        waiting = cls.env["purchase.order.line"]._jit_waiting_domain()
        cls.env["purchase.order.line"].search(waiting).order_id._jit_release()
        cls.env["purchase.order.line"].search(waiting).jit_decision_id.unlink()
        acme = cls.env["res.partner"].create({"name": "Acme Fasteners"})
        cls.bolt, cls.washer = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "is_storable": True,
                    "seller_ids": [(0, 0, {"partner_id": acme.id, "price": 2.0})],
                }
                for name in ("Hex Bolt", "Washer")
            ]
        )
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.stock = warehouse.lot_stock_id
        cls.rule, cls.manual = cls.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": cls.stock.id,
                    "product_min_qty": 10,
                    "product_max_qty": 40,
                    "trigger": trigger,
                }
                for product, trigger in ((cls.bolt, "jit"), (cls.washer, "manual"))
            ]
        )
        move = cls.env["stock.move"].create(
            {
                "product_id": cls.bolt.id,
                "product_uom_qty": 3,
                "location_id": cls.stock.id,
                "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
            }
        )
        move._action_confirm()

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()
        self.line = self.env["purchase.order.line"].search(
            [("orderpoint_id", "=", self.rule.id), ("state", "=", "draft")]
        )
        self.assertTrue(self.line, self.rule.jit_why)

    def assertOnlyLooked(self, path, tour):
        """The tour comes to its end, and nothing is decided by it."""
        self.start_tour(path, tour, login=self.buyer.login)
        self.env.invalidate_all()
        self.assertTrue(self.line.jit_owned, self.line.jit_changed)
        self.assertEqual(self.line.state, "draft")
        self.assertEqual(self.manual.trigger, "manual")

    def test_grid_keeps_its_place(self):
        self.assertOnlyLooked("/odoo/approve", "jit_why_from_the_grid")

    def test_order_line(self):
        path = f"/odoo/purchase.order/{self.line.order_id.id}"
        self.assertOnlyLooked(path, "jit_why_from_the_order")

    def test_rule(self):
        path = f"/odoo/stock.warehouse.orderpoint/{self.rule.id}"
        self.assertOnlyLooked(path, "jit_why_from_the_rule")

    def test_replenishment_list_of_odoo(self):
        self.assertOnlyLooked("/odoo/replenishment", "jit_why_not_from_replenishment")
