from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestMainJobTour(TourCase):
    """The main job in a browser: class, reorder point, count, reason, confirm.

    The scheduled action runs between the tours: no server thread does in a test.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env,
            "jit_purchasing_manager",
            groups="purchase.group_purchase_manager,stock.group_stock_manager,"
            "product.group_product_manager",
        )
        cls.manager.odoobot_state = "disabled"
        vendor = cls.env["res.partner"].create({"name": "Acme Fasteners"})
        cls.product = cls.env["product.product"].create(
            {
                "name": "Hex Bolt",
                "is_storable": True,
                "seller_ids": [
                    (
                        0,
                        0,
                        {
                            "partner_id": vendor.id,
                            "product_code": "AC-M8-50",
                            "min_qty": 20,
                            "jit_order_multiple": 10,
                            "price": 2.1,
                            "delay": 14,
                        },
                    )
                ],
            }
        )
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, warehouse.lot_stock_id, 25
        )

    def test_stock_dips_manager_reads_reason_and_confirms(self):
        self._tour(
            "/odoo/action-purchase.product_normal_action_puchased/"
            f"{self.product.product_tmpl_id.id}",
            "jit_set_class_and_reorder_point",
        )
        vital = self.env.ref("jit_replenishment.consequence_class_vital")
        rule = self.product.orderpoint_ids
        self.assertEqual(rule.trigger, "jit")
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (10, 30))
        self.assertEqual(rule.jit_effective_class_id, vital)
        self._run_scheduled_action()
        self.assertFalse(rule.jit_draft_order_id, rule.jit_why)

        self._tour("/odoo/physical-inventory", "jit_count_stock")
        self.assertEqual(self.product.qty_available, 6)
        self._run_scheduled_action()
        order = rule.jit_draft_order_id
        # target 30 - 6 on hand = 24, at least 20, in tens
        self.assertEqual(order.order_line.product_qty, 30)
        self.assertEqual(order.order_line.jit_decision_id.on_hand, 6)

        self._tour("/odoo/purchase", "jit_read_reason_and_confirm")
        self.assertEqual(order.state, "purchase")
        self._run_scheduled_action()
        self.assertEqual(rule.jit_outcome, "covered", rule.jit_why)
        self.assertFalse(rule.jit_draft_order_id)

    def _tour(self, path, name):
        self.start_tour(path, name, login=self.manager.login)
        self.env.invalidate_all()

    def _run_scheduled_action(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()
