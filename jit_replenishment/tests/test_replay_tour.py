from datetime import timedelta

from odoo.tests import new_test_user, tagged

from .tour_common import TourCase


@tagged("post_install", "-at_install")
class TestReplayTour(TourCase):
    """A buyer asks for a replay in a browser and reads what came of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = new_test_user(
            cls.env, "jit_replays", groups="purchase.group_purchase_user"
        )
        cls.buyer.odoobot_state = "disabled"
        cls.env["jit.replay"].search([]).unlink()
        vendor = cls.env["res.partner"].create({"name": "Acme Fasteners"})
        cls.product = cls.env["product.product"].create(
            {
                "name": "Hex Bolt",
                "is_storable": True,
                "standard_price": 2.0,
                "seller_ids": [(0, 0, {"partner_id": vendor.id, "price": 2.1})],
            }
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.rule = cls.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": cls.product.id,
                "location_id": cls.warehouse.lot_stock_id.id,
                "product_min_qty": 30,
                "product_max_qty": 60,
            }
        )

    def test_buyer_asks_and_reads(self):
        self.start_tour(
            "/odoo/just-in-time-replay",
            "jit_ask_for_a_replay",
            login=self.buyer.login,
        )
        replay = self.env["jit.replay"].search([])
        self.assertEqual((replay.state, replay.first_level), ("queued", 0))
        self._remember()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.ref("jit_replenishment.ir_cron_replay").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(replay.state, "done")
        self.start_tour(
            "/odoo/just-in-time-replay", "jit_read_a_replay", login=self.buyer.login
        )

    def _remember(self):
        """A year of sales, as the learning keeps it, that no move is read anew for."""
        today = self.env.company._jit_today()
        state = self.env["jit.learning.state"]._get()
        state.write(
            {
                "taken_all_on": today,
                "taken_until": "2100-01-01",
                "clocks": state._read_clocks(),
            }
        )
        self.env["jit.demand.span"].create(
            {
                "orderpoint_id": self.rule.id,
                "company_id": self.env.company.id,
                "first_day": today - timedelta(days=365),
                "blind": [],
            }
        )
        self.env["jit.demand.event"].create(
            [
                {
                    "product_id": self.product.id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "company_id": self.env.company.id,
                    "day": today - timedelta(days=age),
                    "quantity": 4,
                }
                for age in range(1, 365, 2)
            ]
        )
