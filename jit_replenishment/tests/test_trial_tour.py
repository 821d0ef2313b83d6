from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestTrialTour(TourCase):
    """The report in a browser: both sides, why they differ, the rule behind it."""

    def test_manager_reads_the_report_and_ends_a_trial(self):
        manager = new_test_user(
            self.env, "jit_tries_out", groups="purchase.group_purchase_manager"
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
        rule = self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "location_id": warehouse.lot_stock_id.id,
                "product_min_qty": 10,
                "product_max_qty": 30,
                "trigger": "manual",
                "jit_consequence_class_id": self.env.ref(
                    "jit_replenishment.consequence_class_minor"
                ).id,
            }
        )
        rule.action_jit_start_trial()
        self.env["jit.trial"]._ensure(rule.ids)
        self.env["jit.trial"]._try(rule.ids)
        self.start_tour(
            "/odoo/just-in-time-trial", "jit_trial_report", login=manager.login
        )
        self.assertEqual(rule.jit_stage, "hand")
        self.assertEqual(rule.trigger, "manual")
        self.assertTrue(self.env["jit.trial.order"].search([]))
