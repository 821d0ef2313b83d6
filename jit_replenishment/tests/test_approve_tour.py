from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestApproveTour(HttpCase):
    """A purchasing manager's morning in a browser, and the engine's next run."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "jit_approves", groups="purchase.group_purchase_manager"
        )
        cls.manager.odoobot_state = "disabled"
        # what other addons' demo data left to approve is not this morning's
        waiting = cls.env["purchase.order.line"]._jit_waiting_domain()
        cls.env["purchase.order.line"].search(waiting).order_id._jit_release()
        cls.env["purchase.order.line"].search(waiting).jit_decision_id.unlink()
        cls.acme, cls.beta = cls.env["res.partner"].create(
            [{"name": "Acme Fasteners"}, {"name": "Beta Supplies"}]
        )
        names = ("Hex Bolt M6", "Hex Bolt M8", "Hex Nut", "Washer", "Screw", "Pin")
        offers = [
            (0, 0, {"partner_id": cls.acme.id, "price": 2.0, "delay": 14}),
            (0, 0, {"partner_id": cls.beta.id, "price": 3.0, "delay": 5}),
        ]
        cls.products = cls.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "seller_ids": offers}
                for name in names
            ]
        )
        cls.stock = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        for product, quantity in zip(cls.products, (40, 40, 10), strict=False):
            cls._bought(product, quantity)
        cls.rules = cls.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": cls.stock.lot_stock_id.id,
                    "product_min_qty": 10,
                    "product_max_qty": 40,
                    "trigger": "jit",
                }
                for product in cls.products
            ]
        )

    @classmethod
    def _bought(cls, product, quantity):
        """Twice before, both received long ago and sold."""
        for _turn in range(2):
            order = cls.env["purchase.order"].create({"partner_id": cls.acme.id})
            cls.env["purchase.order.line"].create(
                {
                    "order_id": order.id,
                    "product_id": product.id,
                    "product_qty": quantity,
                    "price_unit": 2.0,
                }
            )
            order.button_confirm()
            order.picking_ids.action_cancel()

    def test_nothing_that_was_decided_comes_back_with_the_next_run(self):
        self._run_scheduled_action()
        lines = self.env["purchase.order.line"].search(
            [("orderpoint_id", "in", self.rules.ids), ("state", "=", "draft")]
        )
        self.assertEqual(lines.mapped("product_qty"), [40] * 6)
        self.start_tour(
            "/odoo/approve", "jit_approve_morning", login=self.manager.login
        )
        self.env.invalidate_all()
        screw = self.products[4]
        ordered = lines.exists()
        self.assertEqual(ordered.product_id, self.products - screw)
        self.assertEqual(set(ordered.mapped("state")), {"purchase"})
        self.assertEqual(
            {line.product_id.name: line.product_qty for line in ordered}["Hex Nut"], 12
        )
        by_vendor = ordered.grouped("partner_id")
        self.assertEqual(by_vendor[self.beta].product_id.name, "Washer")
        self.assertEqual(len(by_vendor[self.acme].order_id), 2)
        self.assertEqual(ordered.order_id.jit_approved_by_id, self.manager)
        rejection = self.rules[4].jit_rejection_ids
        self.assertEqual(str(rejection.until), "2099-12-31")
        self.assertEqual(rejection.user_id, self.manager)

        self.rules.action_jit_check_now()
        self._run_scheduled_action()
        again = self.env["purchase.order.line"].search(
            [("orderpoint_id", "in", self.rules.ids), ("id", "not in", ordered.ids)]
        )
        self.assertFalse(again, again.mapped("jit_reason"))

    def _run_scheduled_action(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()
