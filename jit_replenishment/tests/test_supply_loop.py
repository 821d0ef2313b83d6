from odoo.fields import Command
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestSupplyLoop(JitCommon):
    """Places that supply each other: nobody brings anything new, ever."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.north = cls.env["stock.warehouse"].create({"name": "North", "code": "NOR"})
        cls.south = cls.env["stock.warehouse"].create({"name": "South", "code": "SOU"})
        cls.north.resupply_wh_ids = [Command.link(cls.south.id)]
        cls.south.resupply_wh_ids = [Command.link(cls.north.id)]
        cls.product = cls.make_product()
        cls.in_north = cls.supplied(cls.north)
        cls.in_south = cls.supplied(cls.south)

    @classmethod
    def supplied(cls, warehouse):
        route = warehouse.resupply_route_ids
        return cls.make_rule_of(warehouse, cls.product, route_id=route.id)

    def started(self):
        moves = self.env["stock.move"].search(
            [
                ("product_id", "=", self.product.id),
                ("location_dest_id.usage", "=", "internal"),
                ("state", "not in", ["done", "cancel"]),
            ]
        )
        return sum(moves.mapped("product_qty"))

    def test_nothing_is_moved_between_places_that_supply_each_other(self):
        for _run in range(3):
            self.run_replenishment()
            self.assertEqual(self.started(), 0)
        for rule in (self.in_north, self.in_south):
            self.assertEqual(rule.jit_outcome, "to_fix")
            self.assertIn("nothing new would ever arrive", rule.jit_why)

    def test_vendor_on_one_of_them_cures_both(self):
        self.run_replenishment()
        self.make_offer(self.product)
        buy = self.env["stock.rule"].search(
            [("action", "=", "buy"), ("warehouse_id", "=", self.south.id)]
        )
        self.in_south.route_id = buy.route_id
        for _run in range(3):
            self.run_replenishment()
        self.assertOrdered(self.in_south, 60)
        self.assertEqual(self.started(), 30)
        self.assertEqual(self.in_north.jit_outcome, "covered")

    def test_three_places_in_a_ring_are_found_and_the_one_beside_them_is_served(self):
        east = self.env["stock.warehouse"].create({"name": "East", "code": "EAS"})
        beside = self.env["stock.warehouse"].create({"name": "Beside", "code": "BES"})
        east.resupply_wh_ids = [Command.link(self.north.id)]
        self.south.resupply_wh_ids = [Command.link(east.id)]
        beside.resupply_wh_ids = [Command.link(east.id)]
        self.in_south.route_id = self.south.resupply_route_ids.filtered(
            lambda route: route.supplier_wh_id == east
        )
        in_east, in_beside = self.supplied(east), self.supplied(beside)
        for _run in range(3):
            self.run_replenishment()
        ring = self.in_north | self.in_south | in_east
        self.assertEqual(set(ring.mapped("jit_outcome")), {"to_fix"})
        self.assertEqual(in_beside.jit_outcome, "covered")
        self.assertEqual(self.started(), 30)

    def test_place_that_core_fills_does_not_go_round_with_ours(self):
        # core orders for it within the very transaction that leaves it short
        self.in_south.trigger = "auto"
        for _run in range(3):
            self.run_replenishment()
            self.assertEqual(self.started(), 0)
        self.assertEqual(self.in_north.jit_outcome, "to_fix")
