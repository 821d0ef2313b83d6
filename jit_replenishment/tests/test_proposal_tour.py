from odoo.tests import new_test_user, tagged

from .proposal_common import LEARNED
from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestSuggestionTour(TourCase):
    """Suggestions are answered in a browser, and the next run orders by them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "jit_answers", groups="purchase.group_purchase_manager"
        )
        cls.manager.odoobot_state = "disabled"
        vendor = cls.env["res.partner"].create({"name": "Acme Fasteners"})
        offer = {"partner_id": vendor.id, "price": 2.1, "delay": 14}
        products = cls.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "seller_ids": [(0, 0, offer)]}
                for name in ("Hex Bolt", "Hex Nut", "Washer")
            ]
        )
        stock = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        for product in products:
            cls.env["stock.quant"]._update_available_quantity(
                product, stock.lot_stock_id, 40
            )
        cls.rules = cls.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": stock.lot_stock_id.id,
                    "product_min_qty": 30,
                    "product_max_qty": 60,
                    "trigger": "jit",
                }
                for product in products
            ]
        )

    def test_manager_accepts_edits_and_declines(self):
        self._suggest()
        self._run_scheduled_action()
        self.assertFalse(self.rules.jit_draft_order_id)
        self.start_tour(
            "/odoo/suggested-changes",
            "jit_answer_suggestions",
            login=self.manager.login,
        )
        self.env.invalidate_all()
        self.assertEqual(self.rules.mapped("product_min_qty"), [47, 40, 30])
        self.assertEqual(self.rules.mapped("product_max_qty"), [92, 92, 60])
        self.assertEqual(
            self.rules.jit_change_ids.sorted("id").mapped("source"),
            ["accepted", "edited", "declined"],
        )
        self._run_scheduled_action()
        lines = self.rules.jit_draft_order_id.order_line.sorted("product_id")
        self.assertEqual(lines.mapped("product_qty"), [52, 52])

    def _suggest(self):
        """As the learning job does, of these rules alone."""
        proposals = self.env["jit.reorder.proposal"]
        proposals.search([]).unlink()
        learnings = self.env["jit.learning"].create(
            [
                LEARNED | {"orderpoint_id": rule.id, "company_id": rule.company_id.id}
                for rule in self.rules
            ]
        )
        proposals._propose(learnings)

    def _run_scheduled_action(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()
