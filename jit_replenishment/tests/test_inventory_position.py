from collections import defaultdict

from odoo.fields import Command
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestInventoryPosition(JitCommon):
    """On hand + on order - committed, over the rule's location and those below it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.product = cls.rule.product_id
        cls.vendors = cls.env.ref("stock.stock_location_suppliers")

    def assertPosition(self, on_hand=0, on_order=0, committed=0, rule=None):
        rule = rule or self.rule
        self.env.invalidate_all()
        verdict = self.env["jit.situation"]._decide(rule.ids)[rule.id]
        position = verdict.decision.position
        self.assertEqual(
            (position.on_hand, position.on_order, position.committed),
            (on_hand, on_order, committed),
        )

    def make_shelf(self, name="Shelf"):
        return self.env["stock.location"].create(
            {"name": name, "location_id": self.stock.id}
        )

    def make_request(self, quantity, order_vals=None, **vals):
        """A person's request for quotation."""
        order = self.env["purchase.order"].create(
            {"partner_id": self.vendor.id, **(order_vals or {})}
        )
        return self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.product.id,
                "product_qty": quantity,
                **vals,
            }
        )

    def test_stock_below_the_rules_location_counts(self):
        self.set_stock(self.product, 3)
        self.set_stock(self.product, 4, self.make_shelf())
        self.assertPosition(on_hand=7)

    def test_stock_elsewhere_does_not_count(self):
        self.set_stock(self.product, 4, self.warehouse.wh_output_stock_loc_id)
        self.assertPosition()

    def test_place_where_nothing_was_ever_counted_is_empty(self):
        quants = self.env["stock.quant"]
        quants.create({"product_id": self.product.id, "location_id": self.stock.id})
        quants.flush_model()
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = NULL WHERE product_id = %s",
            [self.product.id],
        )
        self.env.invalidate_all()
        self.assertPosition(on_hand=0)

    def test_negative_stock_counts(self):
        move = self.promise(self.product, 3)
        move.quantity = 3
        move.picked = True
        move._action_done()
        self.assertPosition(on_hand=-3)

    def test_move_within_the_subtree_counts_zero(self):
        shelf = self.make_shelf()
        self.set_stock(self.product, 5)
        self.make_move(self.product, 5, self.stock, shelf)
        self.assertPosition(on_hand=5)

    def test_rule_on_the_shelf_counts_the_move_from_stock(self):
        shelf = self.make_shelf()
        below = self.make_rule(self.product, location_id=shelf.id)
        self.set_stock(self.product, 5)
        self.make_move(self.product, 5, self.stock, shelf)
        self.assertPosition(on_order=5, rule=below)

    def test_reservation_plays_no_part(self):
        self.set_stock(self.product, 5)
        move = self.promise(self.product, 5)
        self.assertPosition(on_hand=5, committed=5)
        move._action_assign()
        self.assertEqual(move.state, "assigned")
        self.assertPosition(on_hand=5, committed=5)

    def test_promise_beyond_the_days_to_cover_does_not_count(self):
        self.promise(self.product, 3, "2026-03-25 10:00:00")
        self.promise(self.product, 4, "2026-03-26 10:00:00")
        self.assertPosition(committed=3)

    def test_overdue_promise_counts(self):
        self.promise(self.product, 3, "2026-03-01 10:00:00")
        self.assertPosition(committed=3)

    def test_receipt_counts(self):
        self.make_move(self.product, 6, self.vendors, self.stock, "2026-03-12 10:00:00")
        self.assertPosition(on_order=6)

    def test_receipt_in_three_steps_counts_at_its_final_place(self):
        self.warehouse.reception_steps = "three_steps"
        line = self.make_request(6)
        line.order_id.button_confirm()
        move = line.move_ids
        self.assertNotEqual(move.location_dest_id, self.stock)
        self.assertPosition(on_order=6)

    def test_request_counts_in_every_open_state(self):
        line = self.make_request(6)
        for state in ("draft", "sent", "to approve"):
            with self.subTest(state):
                line.order_id.state = state
                self.assertPosition(on_order=6)

    def test_request_into_the_input_location_means_the_warehouses_stock(self):
        self.warehouse.reception_steps = "two_steps"
        operation = self.warehouse.in_type_id
        self.assertEqual(
            operation.default_location_dest_id, self.warehouse.wh_input_stock_loc_id
        )
        self.make_request(6)
        self.assertPosition(on_order=6)

    def test_cancelled_request_does_not_count(self):
        self.make_request(6).order_id.button_cancel()
        self.assertPosition()

    def test_request_in_another_unit_counts_in_the_products(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.make_request(2, product_uom_id=dozen.id)
        self.assertPosition(on_order=24)

    def test_engines_own_untouched_line_does_not_count(self):
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        self.assertPosition()

    def test_supply_pegged_to_a_later_demand_hides_no_shortage(self):
        demand = self.promise(self.product, 8, "2026-06-10 10:00:00")
        self.make_request(8, move_dest_ids=[Command.link(demand.id)])
        self.assertPosition()

    def test_supply_pegged_to_a_demand_of_now_counts_with_it(self):
        demand = self.promise(self.product, 8, "2026-03-12 10:00:00")
        self.make_request(8, move_dest_ids=[Command.link(demand.id)])
        self.assertPosition(on_order=8, committed=8)

    def test_second_warehouse_is_on_its_own(self):
        second = self.env["stock.warehouse"].create({"name": "North", "code": "NO"})
        self.set_stock(self.product, 9, second.lot_stock_id)
        self.make_request(6, {"picking_type_id": second.in_type_id.id})
        self.assertPosition()

    def test_day_is_the_companys_own(self):
        self.env.company.partner_id.tz = "Pacific/Auckland"
        self.promise(self.product, 3, "2026-03-25 23:00:00")
        self.assertPosition(committed=0)
        self.promise(self.product, 4, "2026-03-25 10:30:00")
        self.assertPosition(committed=4)

    def test_vital_does_not_count_on_an_overdue_unsent_request(self):
        line = self.make_request(40)
        line.date_planned = "2026-03-09 12:00:00"
        self.set_stock(self.product, 5)
        self.assertPosition(on_hand=5, on_order=40)
        self.product.product_tmpl_id.jit_consequence_class_id = self.vital
        self.assertPosition(on_hand=5)

    def test_goods_on_consignment_count_as_in_the_forecast_of_odoo(self):
        """They lie there and may be used, whoever owns them."""
        self.set_stock(self.product, 3)
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        quants.create(
            {
                "product_id": self.product.id,
                "location_id": self.stock.id,
                "owner_id": self.vendor.id,
                "inventory_quantity": 4,
            }
        ).action_apply_inventory()
        self.assertPosition(on_hand=7)
        inside = self.product.with_context(location=self.stock.id)
        self.assertEqual(inside.virtual_available, 7)

    def test_promise_and_receipt_in_packs_count_in_the_products_unit(self):
        pack = self.env.ref("uom.product_uom_pack_6")
        self.product.uom_ids = pack
        promised = self.promise(self.product, 2)
        promised.product_uom = pack
        coming = self.make_move(
            self.product, 3, self.vendors, self.stock, "2026-03-12 10:00:00"
        )
        coming.product_uom = pack
        self.assertPosition(on_order=18, committed=12)

    def test_lots_count_together(self):
        self.product.tracking = "lot"
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        for name in ("A", "B"):
            lot = self.env["stock.lot"].create(
                {"name": name, "product_id": self.product.id}
            )
            quants.create(
                {
                    "product_id": self.product.id,
                    "location_id": self.stock.id,
                    "lot_id": lot.id,
                    "inventory_quantity": 4,
                }
            ).action_apply_inventory()
        self.assertPosition(on_hand=8)

    def test_rule_in_the_middle_counts_the_shelf_below_and_feeds_the_stock_above(self):
        aisle = self.make_shelf("Aisle")
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": aisle.id}
        )
        middle = self.make_rule(self.product, 4, 9, location_id=aisle.id)
        self.set_stock(self.product, 2, shelf)
        self.assertPosition(on_hand=2, rule=middle)
        self.run_replenishment()
        self.assertOrdered(middle, 7)
        # 2 there, 7 on their way to the aisle
        self.assertOrdered(self.rule, 21)

    def test_nested_rules_are_both_served(self):
        shelf = self.make_shelf()
        below = self.make_rule(self.product, 2, 5, location_id=shelf.id)
        self.run_replenishment()
        self.assertOrdered(below, 5)
        # what comes for the shelf comes into the stock around it
        self.assertOrdered(self.rule, 25)


@tagged("post_install", "-at_install")
class TestQueryCount(JitCommon):
    """Reading and deciding costs the same number of queries for 1 rule as for 200."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rules = cls.make_rule(cls.make_bought_products(200))

    def test_deciding_costs_as_many_queries_for_200_rules_as_for_one(self):
        self.assertAsManyQueries(self.decide, self.rules)

    def test_showing_rules_costs_as_many_queries_for_100_as_for_ten(self):
        def show(rules):
            rules.read(["qty_to_order", "qty_forecast", "jit_outcome", "jit_why"])

        self.assertAsManyQueries(show, self.rules[:100], few=10)

    def test_planning_a_run_costs_as_many_queries_for_200_rules_as_for_one(self):
        def plan(rules):
            groups = defaultdict(list)
            self.env["jit.plan"]._sort(rules.ids, groups, {})
            self.assertEqual(sum(map(len, groups.values())), len(rules))

        self.assertAsManyQueries(plan, self.rules)
