from odoo.fields import Command
from odoo.tests import tagged

from .common import NOW, JitCommon


@tagged("post_install", "-at_install")
class TestInternalSupply(JitCommon):
    """Rules that another place supplies: started by Odoo's stock rules, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.central = cls.env["stock.warehouse"].create(
            {"name": "Central", "code": "CEN"}
        )
        cls.warehouse.resupply_wh_ids = [Command.link(cls.central.id)]
        cls.resupply = cls.warehouse.resupply_route_ids
        cls.product = cls.make_product()
        cls.make_offer(cls.product)
        cls.rule = cls.make_rule(cls.product, 10, 30, route_id=cls.resupply.id)

    def open_moves(self, rule=None):
        """What the rule's transfers still have to bring into its place."""
        rule = rule or self.rule
        return self.env["stock.move"].search(
            [
                ("product_id", "=", rule.product_id.id),
                ("location_dest_id", "child_of", rule.location_id.id),
                ("state", "not in", ["done", "cancel"]),
            ]
        )

    def assertStarted(self, quantity, rule=None):
        rule = rule or self.rule
        moves = self.open_moves(rule)
        self.assertEqual(sum(moves.mapped("product_qty")), quantity, rule.jit_why)
        self.assertNothingOrdered(rule)
        return moves

    def make_shelf(self, **vals):
        """A shelf in Stock that is filled from Stock."""
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        route = self.env["stock.route"].create({"name": "Fill the Shelf"})
        self.env["stock.rule"].create(
            {
                "name": "Stock to Shelf",
                "action": "pull",
                "route_id": route.id,
                "location_src_id": self.stock.id,
                "location_dest_id": shelf.id,
                "picking_type_id": self.warehouse.int_type_id.id,
                "location_dest_from_rule": True,
                **vals,
            }
        )
        return shelf, route

    # -- transfers from another warehouse --------------------------------------

    def test_dip_starts_one_transfer_from_the_other_warehouse(self):
        self.set_stock(self.product, 200, self.central.lot_stock_id)
        self.run_replenishment()
        moves = self.assertStarted(30)
        self.assertEqual(moves.location_id.usage, "transit")
        self.assertEqual(moves.move_orig_ids.location_id, self.central.lot_stock_id)
        self.assertEqual(moves.move_orig_ids.product_qty, 30)

    def test_what_was_started_covers_and_is_not_started_again(self):
        self.run_replenishment()
        before = self.open_moves()
        decisions = self.env["jit.decision"].search_count([])
        for _run in range(3):
            self.rule.action_jit_check_now()
            self.run_replenishment()
        self.assertEqual(self.open_moves(), before)
        self.assertStarted(30)
        self.assertEqual(self.env["jit.decision"].search_count([]), decisions)
        self.assertEqual(self.rule.jit_outcome, "covered")

    def test_history_says_what_was_started_and_where_it_comes_from(self):
        self.run_replenishment()
        started = self.rule.jit_decision_ids.filtered(lambda d: d.outcome == "order")
        self.assertEqual(started.ordered_quantity, 30)
        self.assertIn("Transferred from CEN/Stock", started.reason)
        self.assertIn(self.open_moves().picking_id.name, started.reason)
        self.assertEqual(self.rule.jit_decision_ids[0].outcome, "covered")

    def test_need_that_grows_starts_only_what_is_missing(self):
        self.run_replenishment()
        self.promise(self.product, 25)
        self.run_replenishment()
        self.assertStarted(55)

    def test_need_that_shrinks_leaves_what_was_started(self):
        self.run_replenishment()
        self.rule.write({"product_min_qty": 1, "product_max_qty": 2})
        self.run_replenishment()
        self.assertStarted(30)

    def test_cancelled_transfer_is_started_anew(self):
        self.run_replenishment()
        self.open_moves().picking_id.action_cancel()
        self.assertFalse(self.open_moves())
        self.run_replenishment()
        self.assertStarted(30)

    def test_transfer_that_is_overdue_is_chased_and_not_doubled(self):
        self.run_replenishment()
        moves = self.open_moves()
        moves.date = "2026-01-05 09:00:00"
        moves.picking_id.scheduled_date = "2026-01-05 09:00:00"
        self.run_replenishment()
        self.assertStarted(30)
        self.assertIn("Chase", self.rule.jit_why)

    def test_quantity_is_raised_to_the_multiple_of_the_rule(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.product.uom_ids = [Command.link(dozen.id)]
        self.rule.replenishment_uom_id = dozen
        self.run_replenishment()
        self.assertStarted(36)

    def test_arrival_is_planned_by_the_delays_of_the_stock_rules(self):
        first, second = self.resupply.rule_ids.sorted("id")
        first.delay, second.delay = 4, 2
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertEqual(
            self.rule.jit_decision_ids[-1:].lead_time_days, 6, self.rule.jit_why
        )
        # there on the sixth day, less what the last leg takes
        self.assertEqual(str(self.open_moves().date.date()), "2026-03-14")

    def test_promise_beyond_the_lead_time_is_not_served_yet(self):
        self.rule.write({"product_min_qty": 0, "product_max_qty": 0})
        self.promise(self.product, 8, "2026-04-20 09:00:00")
        self.run_replenishment()
        self.assertFalse(self.open_moves())
        self.promise(self.product, 3, NOW)
        self.run_replenishment()
        self.assertStarted(3)

    def test_vendor_without_an_offer_does_not_matter(self):
        self.product.seller_ids.unlink()
        self.product.purchase_ok = False
        self.run_replenishment()
        self.assertStarted(30)
        self.assertFalse(self.open_problems(self.rule))

    def test_rule_bought_until_now_gives_its_draft_line_up(self):
        rule = self.make_rule()
        self.run_replenishment()
        self.assertOrdered(rule, 30)
        rule.route_id = self.resupply
        self.run_replenishment()
        self.assertStarted(30, rule)

    # -- chains ----------------------------------------------------------------

    def test_transfer_is_a_promise_of_the_warehouse_it_leaves(self):
        central_rule = self.make_rule(
            self.product, 5, 5, location_id=self.central.lot_stock_id.id
        )
        self.set_stock(self.product, 6, self.central.lot_stock_id)
        self.run_replenishment()
        self.assertStarted(30)
        # the transfer woke the engine for the central warehouse
        self.run_replenishment()
        self.assertOrdered(central_rule, 29)

    def test_shelf_and_the_stock_around_it_are_both_served(self):
        shelf, route = self.make_shelf()
        product = self.make_product()
        self.make_offer(product)
        inner = self.make_rule(product, 5, 10, location_id=shelf.id, route_id=route.id)
        outer = self.make_rule(product, 20, 50)
        self.run_replenishment()
        # filling the shelf brings nothing into the stock around it
        self.assertOrdered(outer, 50)
        self.assertStarted(10, inner)
        self.run_replenishment()
        self.assertOrdered(outer, 50)
        self.assertStarted(10, inner)

    def test_shelf_filled_from_elsewhere_counts_in_the_stock_around_it(self):
        shelf, route = self.make_shelf(
            location_src_id=self.central.lot_stock_id.id,
            picking_type_id=self.central.int_type_id.id,
        )
        product = self.make_product()
        self.make_offer(product)
        inner = self.make_rule(product, 5, 10, location_id=shelf.id, route_id=route.id)
        outer = self.make_rule(product, 20, 50)
        for _run in range(2):
            self.run_replenishment()
            self.assertOrdered(outer, 40)
            self.assertStarted(10, inner)

    def test_chain_that_ends_in_a_purchase_is_ordered_by_core_in_its_own_draft(self):
        bought = self.make_rule()
        self.run_replenishment()
        ours = self.assertOrdered(bought, 30).order_id
        shelf, route = self.make_shelf(
            location_src_id=self.warehouse.wh_input_stock_loc_id.id,
            procure_method="make_to_order",
        )
        self.warehouse.wh_input_stock_loc_id.active = True
        buy = self.env["stock.rule"].search(
            [("action", "=", "buy"), ("warehouse_id", "=", self.warehouse.id)]
        )
        buy.copy(
            {
                "route_id": route.id,
                "location_dest_id": self.warehouse.wh_input_stock_loc_id.id,
            }
        )
        rule = self.make_rule(
            self.product, 4, 9, location_id=shelf.id, route_id=route.id
        )
        self.rule.active = False
        for _run in range(2):
            self.run_replenishment()
            self.assertStarted(9, rule)
            line = self.env["purchase.order.line"].search(
                [("product_id", "=", self.product.id)]
            )
            self.assertEqual(line.product_qty, 9)
            self.assertFalse(line.jit_owned)
            self.assertNotEqual(line.order_id, ours)
            self.assertTrue(ours.jit_owned)

    # -- what goes wrong -------------------------------------------------------

    def test_rule_that_core_refuses_is_shown_and_costs_itself_only(self):
        shelf, route = self.make_shelf(
            location_src_id=self.env.ref("stock.stock_location_suppliers").id,
        )
        route.rule_ids.write(
            {"location_src_id": self.customers.id, "procure_method": "make_to_order"}
        )
        stuck = self.make_rule(
            self.make_product(), 5, 10, location_id=shelf.id, route_id=route.id
        )
        self.run_replenishment()
        self.assertFalse(self.open_moves(stuck))
        problem = self.open_problems(stuck)
        self.assertEqual(problem.kind, "supply_refused")
        self.assertIn("No rule has been found", problem.detail)
        self.assertStarted(30)

    def test_refusal_is_shown_once_and_closes_itself(self):
        shelf, route = self.make_shelf(
            location_src_id=self.customers.id, procure_method="make_to_order"
        )
        stuck = self.make_rule(
            self.make_product(), 5, 10, location_id=shelf.id, route_id=route.id
        )
        for _run in range(2):
            stuck._jit_signal()
            self.run_replenishment()
        problem = self.open_problems(stuck)
        self.assertEqual(len(problem), 1)
        route.rule_ids.write(
            {"location_src_id": self.stock.id, "procure_method": "make_to_stock"}
        )
        problem.action_check_again()
        self.run_replenishment()
        self.assertTrue(problem.closed_at)
        self.assertStarted(10, stuck)

    def test_what_never_arrives_at_the_place_is_refused_and_not_repeated(self):
        shelf, route = self.make_shelf()
        rule = self.make_rule(
            self.make_product(), 5, 10, location_id=shelf.id, route_id=route.id
        )
        # a transfer inside the shelf brings nothing to it
        inner = self.env["stock.location"].create(
            {"name": "Left", "location_id": shelf.id}
        )
        route.rule_ids.location_src_id = inner
        for _run in range(2):
            rule._jit_signal()
            self.run_replenishment()
        self.assertFalse(self.open_moves(rule))
        self.assertIn("does not arrive", self.open_problems(rule).detail)

    def test_paused_warehouse_starts_no_transfer_until_it_is_resumed(self):
        pause = self.env["jit.pause"].create(
            {"reason": "stocktake", "warehouse_id": self.warehouse.id}
        )
        self.run_replenishment()
        self.assertFalse(self.open_moves())
        self.assertEqual(self.rule.jit_outcome, "paused")
        pause.action_resume()
        self.run_replenishment()
        self.assertStarted(30)

    def test_going_live_on_a_resupplied_rule_needs_nothing_else(self):
        self.rule.trigger = "manual"
        self.rule.action_jit_go_live()
        self.run_replenishment()
        self.assertStarted(30)
        self.assertFalse(self.open_problems(self.rule))

    # -- at any scale, in any company -------------------------------------------

    def test_two_hundred_rules_are_decided_with_as_many_queries_as_one(self):
        products = self.make_bought_products(200)
        rules = self.make_rule(products, route_id=self.resupply.id)
        self.assertAsManyQueries(self.decide, rules)

    def test_company_is_supplied_by_its_own_warehouses(self):
        with self.other_company() as (company, warehouse):
            other = self.env["stock.warehouse"].create(
                {"name": "Depot", "code": "DEP", "company_id": company.id}
            )
            warehouse.resupply_wh_ids = [Command.link(other.id)]
            route = warehouse.resupply_route_ids
            rule = self.make_rule_of(warehouse, self.product, 2, 7, route_id=route.id)
            self.run_replenishment()
            moves = self.assertStarted(7, rule)
            self.assertEqual(moves.company_id, company)
            self.assertStarted(30)
