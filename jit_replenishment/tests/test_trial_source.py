from odoo.fields import Command
from odoo.tests import tagged

from .trial_common import TrialCommon


class SourceCommon(TrialCommon):
    """Two warehouses on trial, 8 in each, both at 10 up to 30 and fed from Central."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.central = cls.env["stock.warehouse"].create(
            {"name": "Central", "code": "CEN"}
        )
        cls.source = cls.central.lot_stock_id
        cls.north = cls.env["stock.warehouse"].create(
            {"name": "North", "code": "NOR", "resupply_wh_ids": cls.central.ids}
        )
        cls.warehouse.resupply_wh_ids = [Command.link(cls.central.id)]
        cls.rule.route_id = cls.warehouse.resupply_route_ids
        cls.other = cls.make_rule_of(
            cls.north,
            cls.product,
            10,
            30,
            trigger="manual",
            route_id=cls.north.resupply_route_ids.id,
        )
        with cls.at("03-10", 8):
            cls.other.action_jit_start_trial()
        cls.set_stock(cls.product, 8, cls.north.lot_stock_id)
        cls.sell(12, "03-11")

    @classmethod
    def try_central(cls, reorder_point, target):
        """Central buys from Acme, and is on trial as well."""
        rule = cls.make_rule_of(
            cls.central, cls.product, reorder_point, target, trigger="manual"
        )
        with cls.at("03-10", 8):
            rule.action_jit_start_trial()
        return rule

    def really_transfer(self, rule, day):
        """Odoo starts it, and people bring it, first out and then in."""
        before = self.env["stock.move"].search([])
        with self.at(day):
            rule.action_replenish()
        moves = self.env["stock.move"].search([("product_id", "=", self.product.id)])
        moves -= before
        self.assertTrue(moves)
        self.entered(moves, day)
        for move in moves.sorted(lambda move: move.location_id != self.source):
            with self.at(day, 12):
                move.quantity = move.product_uom_qty
                move.picked = True
                move._action_done()
        self.env.flush_all()

    def order(self, rule, day="03-11"):
        return self.env["jit.trial.order"].search(
            [("orderpoint_id", "=", rule.id), ("day", "=", f"2026-{day}")]
        )

    def on_trial(self, day, rule):
        return self.noted(day, rule).trial_on_hand


@tagged("post_install", "-at_install")
class TestTrialSource(SourceCommon):
    def test_two_that_count_on_the_same_goods_do_not_both_get_them(self):
        self.set_stock(self.product, 30, self.source)
        self.look("03-11")
        first, second = self.order(self.rule), self.order(self.other)
        self.assertEqual((first.quantity, second.quantity), (22, 22))
        self.assertEqual((first.short, second.short), (0, 14))
        self.assertNotIn("has more", first.reason)
        self.assertIn("CEN/Stock has 8 of these 22", second.reason)
        self.look("03-12")
        self.assertEqual(self.on_trial("03-12", self.rule), 30)
        self.assertEqual(self.on_trial("03-12", self.other), 16)
        # what waits is on its way: nothing is asked for again
        self.assertEqual(len(self.would_be(self.rule | self.other)), 2)

    def test_what_was_missing_comes_as_soon_as_the_source_has_more(self):
        self.set_stock(self.product, 30, self.source)
        self.look("03-11")
        self.look("03-12")
        self.set_stock(self.product, 100, self.source)
        self.look("03-13")
        self.assertEqual(self.on_trial("03-13", self.other), 30)

    def test_source_without_anything_gives_nothing(self):
        self.look("03-11")
        self.look("03-12")
        self.assertEqual(self.order(self.rule).short, 22)
        self.assertEqual(self.on_trial("03-12", self.rule), 8)

    def test_no_more_arrives_than_there_was(self):
        """Whatever lies at the source: goods are there once."""
        lies = (0, 7, 22, 30, 44, 45)
        pairs = {}
        for quantity, product in zip(lies, self.make_products(len(lies)), strict=True):
            self.set_stock(product, quantity, self.source)
            pairs[quantity] = [
                self.make_rule_of(
                    place,
                    product,
                    10,
                    22,
                    trigger="manual",
                    route_id=place.resupply_route_ids.id,
                )
                for place in (self.warehouse, self.north)
            ]
            with self.at("03-10", 8):
                for rule in pairs[quantity]:
                    rule.action_jit_start_trial()
        self.look("03-11")
        self.look("03-12")
        for quantity, rules in pairs.items():
            with self.subTest(lies=quantity):
                there = sum(self.on_trial("03-12", rule) for rule in rules)
                self.assertEqual(there, min(quantity, 44))
                short = sum(self.order(rule).short for rule in rules)
                self.assertEqual(short, 44 - there)

    def test_source_on_trial_orders_for_what_would_be_taken_the_same_day(self):
        self.set_stock(self.product, 30, self.source)
        rule = self.try_central(10, 100)
        self.look("03-11")
        order = self.order(rule)
        # 30 there and 44 asked for: 114 up to the target
        self.assertEqual((order.quantity, order.vendor_id), (114, self.vendor))
        self.look("03-12")
        self.assertEqual(self.noted("03-12", rule).trial_on_hand, 0)
        self.assertEqual(self.noted("03-12", rule).real_on_hand, 30)
        self.assertEqual(len(self.would_be(rule)), 1)
        self.look("03-25")
        self.assertEqual(self.on_trial("03-25", self.other), 30)
        self.assertEqual(self.on_trial("03-25", rule), 100)

    def test_transfer_that_was_really_made_leaves_the_source_once(self):
        self.set_stock(self.product, 200, self.source)
        rule = self.try_central(10, 250)
        self.look("03-11", 8)
        self.really_transfer(self.rule, "03-11")
        self.look("03-11", 20)
        self.look("03-12")
        day = self.noted("03-12", rule)
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (178, 156))
        self.assertEqual(self.on_trial("03-12", self.rule), 30)

    def test_transfer_that_waits_is_not_promised_twice(self):
        self.set_stock(self.product, 60, self.source)
        rule = self.try_central(10, 100)
        before = self.env["stock.move"].search([])
        with self.at("03-11", 7):
            self.rule.action_replenish()
        moves = self.env["stock.move"].search([]) - before
        self.entered(moves, "03-11", 7)
        self.look("03-11")
        # 60 less 44, not less 66
        self.assertEqual(self.order(rule).quantity or 0, 0)

    def test_shelf_fed_from_the_stock_around_it_leaves_that_as_it_is(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.source.id}
        )
        pull = self.env["stock.rule"].create(
            {
                "name": "Fill the shelf",
                "action": "pull",
                "location_src_id": self.source.id,
                "location_dest_id": shelf.id,
                "picking_type_id": self.central.int_type_id.id,
                "route_id": self.env["stock.route"].create({"name": "Shelf"}).id,
                "procure_method": "make_to_stock",
                "warehouse_id": self.central.id,
            }
        )
        around = self.try_central(5, 50)
        filled = self.make_rule(
            self.product,
            4,
            20,
            location_id=shelf.id,
            warehouse_id=self.central.id,
            route_id=pull.route_id.id,
            trigger="manual",
        )
        with self.at("03-10", 8):
            filled.action_jit_start_trial()
        self.set_stock(self.product, 12, self.source)
        (self.rule | self.other).action_jit_end_trial()
        self.look("03-11")
        self.look("03-12")
        self.assertEqual(self.order(filled).short, 8)
        self.assertEqual(self.on_trial("03-12", filled), 12)
        self.assertEqual(self.on_trial("03-12", around), 12)

    def test_company_takes_nothing_from_another(self):
        self.set_stock(self.product, 44, self.source)
        with self.other_company() as (_company, warehouse):
            central = self.env["stock.warehouse"].create(
                {"name": "Their Central", "code": "TCE", "company_id": _company.id}
            )
            warehouse.resupply_wh_ids = [Command.link(central.id)]
            rule = self.make_rule_of(
                warehouse,
                self.product,
                10,
                30,
                trigger="manual",
                route_id=warehouse.resupply_route_ids.id,
            )
            with self.at("03-10", 8):
                rule.action_jit_start_trial()
            self.set_stock(self.product, 5, central.lot_stock_id)
            self.look("03-11")
            self.assertEqual(
                (self.order(rule).quantity, self.order(rule).short), (30, 25)
            )
            ours = self.order(self.rule) | self.order(self.other)
            self.assertEqual(ours.mapped("short"), [0, 0])

    def test_as_many_queries_for_many_products_as_for_one(self):
        products = self.make_products(20)
        rules = self.make_rule(
            products, trigger="manual", route_id=self.warehouse.resupply_route_ids.id
        )
        with self.at("03-10", 8):
            rules.action_jit_start_trial()
        for product in products:
            self.set_stock(product, 12, self.source)
        self.env["jit.trial"]._try(rules.ids)
        self.env["jit.trial.order"].search([]).write({"day": "2026-03-09"})
        situation = self.env["jit.trial.situation"]

        def look(some):
            self.assertEqual(len(situation._look(some.ids)), len(some))

        # what core keeps of who may read what
        look(rules)
        look(rules[:1])
        self.assertAsManyQueries(look, rules)
