from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


class TodayTourCase(TourCase):
    """A bolt that sales wait for, and what to approve, to send and to fix."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = new_test_user(
            cls.env,
            "jit_morning_buyer",
            groups="purchase.group_purchase_manager,stock.group_stock_user",
            email="buyer@example.com",
        )
        cls.buyer.odoobot_state = "disabled"
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        # however old the order below is, it still counts as cover
        important = cls.env.ref("jit_replenishment.consequence_class_important")
        important.overdue_supply_days = 100_000
        cls.acme, cls.rival, cls.beta, cls.gamma = cls.env["res.partner"].create(
            [
                {"name": name, "email": f"{name[:4]}@example.com"}
                for name in ("Acme Fasteners", "Rival", "Beta", "Gamma")
            ]
        )
        cls._make_bolt()
        for name, vendor in (
            ("Nut", cls.beta),
            ("Washer", cls.gamma),
            ("Nobody Sells It", None),
        ):
            cls._make_rule(cls._make_product(name, vendor))

    @classmethod
    def _make_product(cls, name, *vendors, **vals):
        offers = [
            Command.create(
                {
                    "partner_id": vendor.id,
                    "price": 2.1,
                    "delay": 30,
                    "product_code": "AC-M8-50",
                    "sequence": number,
                }
            )
            for number, vendor in enumerate(filter(None, vendors))
        ]
        vals = {"name": name, "is_storable": True, "seller_ids": offers} | vals
        return cls.env["product.product"].create(vals)

    @classmethod
    def _make_rule(cls, product):
        return cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": product.id,
                "location_id": cls.warehouse.lot_stock_id.id,
                "product_min_qty": 10,
                "product_max_qty": 30,
                "trigger": "jit",
            }
        )

    @classmethod
    def _make_bolt(cls):
        """4 promised, 2 on the shelf, 40 overdue."""
        bolt = cls._make_product("Hex Bolt", cls.acme, cls.rival, list_price=10)
        stock = cls.warehouse.lot_stock_id
        cls.env["stock.quant"]._update_available_quantity(bolt, stock, 2)
        order = cls.env["purchase.order"].create(
            {
                "partner_id": cls.acme.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": bolt.id,
                            "product_qty": 40,
                            "date_planned": "2026-03-09 12:00:00",
                        }
                    )
                ],
            }
        )
        order.button_confirm()
        cls.env["stock.move"].create(
            {
                "product_id": bolt.id,
                "product_uom_qty": 4,
                "product_uom": bolt.uom_id.id,
                "location_id": stock.id,
                "location_dest_id": cls.env.ref("stock.stock_location_customers").id,
                "date": "2026-03-10 12:00:00",
            }
        )._action_confirm()
        cls._make_rule(bolt)

    def setUp(self):
        super().setUp()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestTodayTour(TodayTourCase):
    """A buyer's morning in a browser: chase, look behind each count, ask another."""

    def test_buyer_chases_looks_behind_each_count_and_asks_another_vendor(self):
        approved = self.env["purchase.order"].search(
            [("partner_id", "=", self.gamma.id)]
        )
        approved.button_confirm()
        self.start_tour("/odoo/purchase", "jit_today", login=self.buyer.login)
        order = self.env["purchase.order"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(order.jit_chased_by_id, self.buyer)
        self.assertEqual(approved.jit_send_state, "queued")
        request = self.env["purchase.order"].search(
            [("partner_id", "=", self.rival.id)]
        )
        self.assertEqual(request.order_line.product_qty, 2)


@tagged("post_install", "-at_install")
class TestShortOnAPhone(TodayTourCase):
    """What the lists behind Today tell and do, on cards."""

    browser_size = "390x844"
    touch_enabled = True

    def test_card_of_a_shortage_tells_what_it_costs_and_chases(self):
        self.start_tour(
            "/odoo/just-in-time-running-out",
            "jit_short_on_a_phone",
            login=self.buyer.login,
        )

    def test_card_of_a_late_order_chases_and_that_of_an_unsent_one_sends(self):
        approved = self.env["purchase.order"].search(
            [("partner_id", "=", self.gamma.id)]
        )
        approved.button_confirm()
        self.start_tour(
            "/odoo/just-in-time-late", "jit_late_on_a_phone", login=self.buyer.login
        )
        self.assertEqual(approved.jit_send_state, "queued")
