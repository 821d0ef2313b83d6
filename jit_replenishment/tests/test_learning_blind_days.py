from odoo.fields import Command
from odoo.tests import tagged

from .learning_common import LearningCommon


@tagged("post_install", "-at_install")
class TestBlindDays(LearningCommon):
    """Days on which nobody could show a demand."""

    def assertBlind(self, *times, rule=None):
        self.take_in()
        self.assertEqual(self.blind(rule), list(times))

    def test_there_are_none_with_stock(self):
        self.stock_up(50, "02-01")
        self.sell(4, "02-05")
        self.assertBlind()

    def test_history_starts_with_the_first_move(self):
        self.sell(4, "02-05")
        self.take_in()
        span = self.env["jit.demand.span"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        self.assertEqual(str(span.first_day), "2026-02-05")

    def test_rule_without_any_move_knows_that(self):
        other = self.make_rule()
        self.take_in()
        span = self.env["jit.demand.span"].search([("orderpoint_id", "=", other.id)])
        self.assertEqual((span.first_day, span.blind), (False, False))

    def test_time_between_selling_out_and_new_goods(self):
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        self.stock_up(5, "02-10")
        self.assertBlind(("02-06", "02-09"))

    def test_time_without_stock_lasts(self):
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        self.assertBlind(("02-06", None))

    def test_goods_that_come_and_go_in_a_day_part_two_times(self):
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        self.stock_up(3, "02-10")
        self.sell(3, "02-10")
        self.stock_up(5, "02-20")
        self.assertBlind(("02-06", "02-09"), ("02-11", "02-19"))

    def test_selling_what_is_not_there_shows_demand(self):
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        self.sell(2, "02-08")
        self.stock_up(9, "02-10")
        self.assertBlind()

    def test_who_waits_shows_demand(self):
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        with self.at("02-07"):
            waiting = self.promise(self.product, 4, date="2026-02-07 10:00:00")
        self.stock_up(9, "02-10")
        with self.at("02-10"):
            waiting.quantity = 4
            waiting.picked = True
            waiting._action_done()
        self.env.cr.execute(
            "UPDATE stock_move SET create_date = '2026-02-07 10:00' WHERE id = %s",
            [waiting.id],
        )
        self.assertBlind()

    def entered(self, move, day):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_move SET create_date = %s WHERE id IN %s",
            [f"2026-{day} 10:00", move._ids],
        )

    def test_rest_of_a_delivery_goes_on_waiting_where_its_first_part_ended(self):
        """Odoo enters the rest anew on the day it is split off."""
        self.stock_up(5, "02-01")
        with self.at("02-03"):
            move = self.promise(self.product, 8)
        with self.at("02-05"):
            move.quantity = 5
            move.picked = True
            before = self.env["stock.move"].search([], order="id desc", limit=1).id
            move._action_done()
            rest = self.env["stock.move"].search([("id", ">", before)])
            self.assertEqual(rest.product_qty, 3)
        self.stock_up(9, "02-10")
        with self.at("02-10"):
            rest._action_confirm(merge=False)
            rest.quantity = 3
            rest.picked = True
            rest._action_done()
        self.entered(move, "02-03")
        self.entered(rest, "02-05")
        self.assertBlind()

    def test_who_waits_for_the_first_of_two_steps_shows_demand(self):
        """Odoo enters the second step when the first is done."""
        self.warehouse.delivery_steps = "pick_ship"
        output = self.warehouse.wh_output_stock_loc_id
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        self.stock_up(9, "02-10")
        pick = self.move_goods(4, self.stock, output, "02-10")
        linked = [Command.link(pick.id)]
        self.move_goods(4, output, self.customers, "02-11", move_orig_ids=linked)
        self.entered(pick, "02-07")
        self.assertBlind()

    def test_who_still_waits_shows_demand(self):
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        with self.at("02-07"):
            self.promise(self.product, 4)
        self.assertBlind()

    def test_stock_of_a_place_is_that_of_all_inside(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        on_shelf = self.make_rule(self.product, location_id=shelf.id)
        self.stock_up(5, "02-01", target=shelf)
        self.move_goods(5, shelf, self.stock, "02-05")
        self.stock_up(5, "02-10", target=shelf)
        self.take_in()
        self.assertEqual(self.blind(on_shelf), [("02-06", "02-09")])
        self.assertEqual(self.blind(self.rule), [])

    def test_move_inside_neither_empties_nor_fills(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.stock_up(5, "02-01")
        self.move_goods(5, self.stock, shelf, "02-05")
        self.assertBlind()

    def test_new_goods_end_the_time_that_lasted(self):
        self.stock_up(5, "02-01")
        self.sell(5, "02-05")
        self.assertBlind(("02-06", None))
        self.stock_up(5, "03-01")
        self.assertBlind(("02-06", "02-28"))
