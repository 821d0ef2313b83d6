from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .learning_common import LearningCommon


@tagged("post_install", "-at_install")
class TestDemandEvents(LearningCommon):
    """What left for customers and production, and nothing else."""

    def assertDemand(self, *events, product=None):
        self.take_in()
        self.assertEqual(self.events(product), list(events))

    def test_a_day_is_one_event(self):
        self.stock_up(50, "02-01")
        self.sell(3, "02-03")
        self.sell(4, "02-03")
        self.sell(5, "02-09")
        self.assertDemand(("02-03", 7), ("02-09", 5))

    def test_only_customers_and_production_demand(self):
        scrap = self.env["stock.location"].search([("usage", "=", "inventory")])[:1]
        production = self.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", self.env.company.id)]
        )[:1]
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.stock_up(50, "02-01")
        self.move_goods(1, self.stock, scrap, "02-02")
        self.move_goods(2, self.stock, shelf, "02-03")
        self.move_goods(3, self.stock, self.suppliers, "02-04")
        self.move_goods(4, self.stock, production, "02-05")
        self.move_goods(5, self.suppliers, self.customers, "02-06")
        self.assertDemand(("02-05", 4))

    def test_promised_goods_are_no_demand_yet(self):
        self.promise(self.product, 5)
        self.assertDemand()

    def test_return_comes_off_the_day_it_was_sold(self):
        self.stock_up(50, "02-01")
        sale = self.sell(5, "02-03")
        self.sell(4, "02-05")
        self.give_back(2, "02-09", sale)
        self.assertDemand(("02-03", 3), ("02-05", 4))

    def test_return_of_unknown_sale_comes_off_the_latest(self):
        self.stock_up(50, "02-01")
        self.sell(5, "02-03")
        self.sell(4, "02-05")
        self.give_back(6, "02-09")
        self.sell(1, "02-11")
        self.assertDemand(("02-03", 3), ("02-11", 1))

    def test_return_taken_in_later_comes_off_an_old_day(self):
        self.stock_up(50, "02-01")
        sale = self.sell(5, "02-03")
        self.assertDemand(("02-03", 5))
        self.give_back(5, "02-20", sale)
        self.assertDemand()

    def test_return_delivered_again_is_demand_again(self):
        self.stock_up(50, "02-01")
        sale = self.sell(5, "02-03")
        back = self.give_back(5, "02-09", sale)
        self.move_goods(
            5, self.stock, self.customers, "02-12", origin_returned_move_id=back.id
        )
        self.assertDemand(("02-12", 5))

    def test_return_of_a_dropped_shipment_takes_nothing_off(self):
        self.stock_up(50, "02-01")
        self.sell(5, "02-03")
        dropped = self.move_goods(3, self.suppliers, self.customers, "02-04")
        self.give_back(3, "02-09", dropped)
        self.assertDemand(("02-03", 5))

    def test_quantity_is_in_the_unit_of_the_product(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.stock_up(50, "02-01")
        self.move_goods(2, self.stock, self.customers, "02-03", product_uom=dozen.id)
        self.assertDemand(("02-03", 24))

    def test_day_is_that_of_the_company(self):
        self.env.company.partner_id.tz = "Pacific/Auckland"
        self.stock_up(50, "02-01")
        with freeze_time("2026-02-03 11:30:00"):
            move = self.promise(self.product, 4, date="2026-02-03 11:30:00")
            self.finish(move, 4)
        self.assertDemand(("02-04", 4))

    def test_changed_clock_has_all_days_told_anew(self):
        self.stock_up(50, "02-01")
        self.sell(4, "02-03")
        self.take_in()
        self.env.company.partner_id.tz = "Pacific/Kiritimati"
        self.assertDemand(("02-04", 4))

    def test_move_dated_back_goes_to_its_day(self):
        self.stock_up(50, "02-01")
        sale = self.sell(4, "02-20")
        self.take_in()
        sale.date = "2026-02-05 10:00:00"
        self.assertDemand(("02-05", 4))

    def test_corrected_quantity_is_taken_in(self):
        self.stock_up(50, "02-01")
        sale = self.sell(4, "02-20")
        self.take_in()
        sale.move_line_ids.quantity = 6
        self.assertDemand(("02-20", 6))

    def test_excluded_event_stays_so(self):
        self.stock_up(50, "02-01")
        self.sell(4, "02-20")
        self.take_in()
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id)]
        )
        event.excluded = True
        self.sell(2, "02-20")
        self.assertDemand(("02-20", 6))
        self.assertTrue(event.excluded)

    def test_what_is_so_is_not_written(self):
        self.stock_up(50, "02-01")
        self.sell(4, "02-20")
        self.give_back(1, "02-21")
        self.take_in()
        marks = "SELECT xmin::text, * FROM jit_demand_event ORDER BY id"
        self.env.cr.execute(marks)
        before = self.env.cr.fetchall()
        self.env["jit.learning.state"]._get().taken_all_on = False
        self.take_in()
        self.env.cr.execute(marks)
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_shelf_it_left_is_its_place(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.stock_up(50, "02-01", target=shelf)
        self.sell(4, "02-03")
        self.take_in()
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id)]
        )
        self.assertEqual(event.location_id, shelf)


@tagged("post_install", "-at_install")
class TestDemandOfManySteps(LearningCommon):
    """Picked, packed and shipped: the demand was where the goods lay."""

    def test_demand_of_three_steps_is_that_of_the_stock(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        pack, output = (
            self.warehouse.wh_pack_stock_loc_id,
            self.warehouse.wh_output_stock_loc_id,
        )
        self.stock_up(50, "02-01")
        pick = self.move_goods(4, self.stock, pack, "02-02")
        packed = self.move_goods(
            4, pack, output, "02-03", move_orig_ids=[Command.link(pick.id)]
        )
        self.move_goods(
            4,
            output,
            self.customers,
            "02-04",
            move_orig_ids=[Command.link(packed.id)],
        )
        self.take_in()
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id)]
        )
        self.assertEqual((event.location_id, event.quantity), (self.stock, 4))
        self.assertEqual(self.events(), [("02-04", 4)])

    def test_demand_of_unknown_steps_stays_where_it_left(self):
        self.warehouse.delivery_steps = "pick_ship"
        output = self.warehouse.wh_output_stock_loc_id
        self.stock_up(50, "02-01", target=output)
        self.sell(4, "02-04", source=output)
        self.take_in()
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id)]
        )
        self.assertEqual(event.location_id, output)
