from datetime import timedelta

from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


class ChooseTourCommon(TourCase):
    """Three parts that sell, and a manager who has a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "jit_chooses", groups="purchase.group_purchase_manager"
        )
        cls.manager.odoobot_state = "disabled"
        cls.stock = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.env["jit.stock.audit"].search([]).unlink()
        cls.env["jit.check"].search([]).unlink()
        cls.env["jit.check"].create(
            {
                "company_id": cls.env.company.id,
                "checked_at": "2026-01-31 03:30:00",
            }
        )
        vendor = cls.env["res.partner"].create({"name": "Acme Fasteners"})
        offer = {"partner_id": vendor.id, "price": 2.1, "delay": 14}
        category = cls.env["product.category"].create({"name": "Fasteners"})
        cls.bolt, cls.nut, cls.washer = cls.products = cls.env[
            "product.product"
        ].create(
            [
                {
                    "name": name,
                    "is_storable": True,
                    "categ_id": category.id,
                    "seller_ids": [(0, 0, offer)],
                }
                for name in ("Hex Bolt", "Hex Nut", "Washer")
            ]
        )
        cls.category = category

    @classmethod
    def sells(cls, product, value, picks):
        cls.env["jit.stock.audit"].create(
            {
                "product_id": product.id,
                "company_id": cls.env.company.id,
                "warehouse_id": cls.stock.id,
                "sold": 100,
                "sold_value": value,
                "picks": picks,
            }
        )


@tagged("post_install", "-at_install")
class TestChooseTour(ChooseTourCommon):
    def test_manager_starts_a_trial_and_makes_a_suggested_rule(self):
        rule = self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.nut.id,
                "location_id": self.stock.lot_stock_id.id,
                "product_min_qty": 3,
                "product_max_qty": 9,
                "trigger": "manual",
            }
        )
        self.sells(self.bolt, 200, 30)
        self._deliver_daily(self.bolt, 2, 60)
        self.start_tour(
            "/odoo/just-in-time", "jit_choose_and_try", login=self.manager.login
        )
        self.env.invalidate_all()
        self.assertEqual(rule.jit_stage, "trial")
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (3, 9))
        made = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "=", self.bolt.id)]
        )
        self.assertEqual((made.trigger, made.jit_stage), ("manual", "trial"))
        self.assertEqual((made.product_min_qty, made.product_max_qty), (40, 100))

    def _deliver_daily(self, product, quantity, days):
        """Sold each day until yesterday, out of more than enough."""
        customers = self.env.ref("stock.stock_location_customers")
        suppliers = self.env.ref("stock.stock_location_suppliers")
        place = self.stock.lot_stock_id
        flows = [(1000, suppliers, place, days + 5)]
        flows += [(quantity, place, customers, age) for age in range(1, days)]
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": product.id,
                    "product_uom_qty": each,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                }
                for each, source, target, _age in flows
            ]
        )
        moves._action_confirm(merge=False)
        for move, (each, *_rest) in zip(moves, flows, strict=True):
            move.write({"quantity": each, "picked": True})
        moves._action_done()
        for move, (*_flow, age) in zip(moves, flows, strict=True):
            move.date -= timedelta(days=age)
        self.env.flush_all()
        self.env["jit.demand.unread"]._read_anew(product.ids)


@tagged("post_install", "-at_install")
class TestQuickSheetTour(ChooseTourCommon):
    def test_manager_answers_by_mouse_by_keyboard_and_for_a_category(self):
        self.sells(self.bolt, 900, 50)
        self.sells(self.nut, 300, 50)
        self.sells(self.washer, 10, 50)
        self.start_tour(
            "/odoo/answer-the-question",
            "jit_answer_the_question",
            login=self.manager.login,
        )
        self.env.invalidate_all()
        classes = self.products.product_tmpl_id.mapped("jit_effective_class_id")
        vital = self.env.ref("jit_replenishment.consequence_class_vital")
        minor = self.env.ref("jit_replenishment.consequence_class_minor")
        self.assertEqual(classes, vital | minor)
        self.assertEqual(self.bolt.product_tmpl_id.jit_consequence_class_id, vital)
        self.assertEqual(self.category.jit_consequence_class_id, minor)
        self.assertFalse(self.washer.product_tmpl_id.jit_consequence_class_id)
