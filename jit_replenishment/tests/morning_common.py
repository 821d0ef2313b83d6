from odoo.tests import new_test_user

from .tour_common import TourCase


class MorningCase(TourCase):
    """Six goods of Acme's are needed, Beta sells them too: two bolts as often before, a
    nut four times as many as ever, the others for the first time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
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

    @classmethod
    def make_person(cls, login, group):
        person = new_test_user(cls.env, login, groups=group)
        person.odoobot_state = "disabled"
        return person

    def setUp(self):
        super().setUp()
        self.run_scheduled_action()
        lines = self.env["purchase.order.line"].search(
            [("orderpoint_id", "in", self.rules.ids), ("state", "=", "draft")]
        )
        self.assertEqual(lines.mapped("product_qty"), [40] * 6)
        self.lines = lines.grouped(lambda line: line.product_id.name)

    def assertNothingComesBack(self):
        """The engine looks at every rule again, and adds no line."""
        lines = self.env["purchase.order.line"]
        ours = [("orderpoint_id", "in", self.rules.ids)]
        before = lines.search(ours)
        self.rules.action_jit_check_now()
        self.run_scheduled_action()
        again = lines.search(ours) - before
        self.assertFalse(again, again.mapped("jit_reason"))

    def run_scheduled_action(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()
