from odoo.fields import Command
from odoo.tests import tagged

from .trial_common import TrialCommon


@tagged("post_install", "-at_install")
class TestTrialOrder(TrialCommon):
    def test_dip_is_noted_once_and_nothing_is_really_ordered(self):
        self.look("03-10")
        self.assertEqual(self.would_be(), [])
        self.sell(12, "03-11")
        self.look("03-11", 18)
        self.look("03-11", 20)
        self.look("03-12")
        self.assertEqual(self.would_be(), [("03-11", 22)])
        self.assertNothingReallyOrdered()
        order = self.env["jit.trial.order"].search([])
        self.assertEqual(order.vendor_id, self.vendor)
        self.assertEqual((order.value, order.on_hand), (46.2, 8))
        self.assertEqual(str(order.expected_on), "2026-03-25")
        self.assertIn("at or below reorder point 10", order.reason)
        self.assertEqual((self.rule.trigger, self.rule.jit_stage), ("manual", "trial"))

    def test_order_of_the_day_follows_the_need_until_the_day_is_over(self):
        self.sell(12, "03-11")
        self.look("03-11", 12)
        sale = self.sell(3, "03-11")
        self.look("03-11", 18)
        self.assertEqual(self.would_be(), [("03-11", 25)])
        self.give_back(15, "03-11", sale)
        self.look("03-11", 22)
        self.assertEqual(self.would_be(), [])

    def test_what_others_order_hides_nothing_and_is_shown_beside(self):
        self.sell(12, "03-11")
        order = self.buy(100, "03-11")
        self.look("03-11")
        self.receive(order, "03-12")
        self.look("03-12")
        self.assertEqual(self.would_be(), [("03-11", 22)])
        day = self.noted("03-11")
        self.assertEqual((day.real_lines, day.trial_lines), (1, 1))
        self.assertEqual((day.real_quantity, day.trial_quantity), (100, 22))
        self.assertEqual((day.real_value, day.trial_value), (200, 46.2))
        self.assertEqual(day.value_change, -153.8)
        after = self.noted("03-12")
        self.assertEqual((after.real_on_hand, after.trial_on_hand), (108, 8))
        self.assertEqual((after.real_lines, after.trial_lines), (0, 0))

    def test_what_was_on_its_way_when_it_began_counts_for_both(self):
        order = self.buy(50, "03-05")
        draft = self.buy(10, "03-06", confirm=False)
        self.sell(12, "03-11")
        self.look("03-11")
        self.assertEqual(self.would_be(), [])
        self.receive(order, "03-12")
        self.look("03-12")
        day = self.noted("03-12")
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (58, 58))
        self.assertEqual(self.noted("03-11").real_lines, 0)
        self.assertEqual(draft.state, "draft")

    def test_would_be_order_comes_on_its_day(self):
        self.sell(12, "03-11")
        self.look("03-11")
        self.look("03-24")
        self.assertEqual(self.noted("03-24").trial_on_hand, 8)
        self.look("03-25")
        self.assertEqual(self.noted("03-25").trial_on_hand, 30)
        self.assertEqual(self.noted("03-25").real_on_hand, 8)

    def test_days_without_a_look_are_closed_as_they_were(self):
        self.look("03-10")
        self.sell(5, "03-11")
        self.buy(40, "03-12", confirm=False)
        self.sell(15, "03-13")
        self.look("03-14", 9)
        days = [self.noted(day) for day in ("03-10", "03-11", "03-12", "03-13")]
        self.assertEqual([day.real_on_hand for day in days], [20, 15, 15, 0])
        self.assertEqual([day.real_lines for day in days], [0, 0, 1, 0])
        self.assertEqual([day.real_out for day in days], [0, 0, 0, 1])
        self.assertEqual(self.would_be(), [("03-14", 30)])

    def test_day_is_that_of_the_companys_clock(self):
        self.env.company.partner_id.tz = "Asia/Tokyo"
        self.sell(12, "03-11")
        self.buy(100, "03-11", hour=16)
        self.look("03-11", 18)
        self.assertEqual(self.would_be(), [("03-12", 22)])
        self.assertEqual(self.noted("03-11").real_lines, 0)
        self.assertEqual(self.noted("03-12").real_lines, 1)

    def test_cancelled_order_is_not_counted_any_more(self):
        order = self.buy(100, "03-11", confirm=False)
        self.look("03-11")
        self.look("03-12")
        self.assertEqual(self.noted("03-11").real_lines, 1)
        order.button_cancel()
        self.look("03-13")
        day = self.noted("03-11")
        self.assertEqual((day.real_lines, day.real_value, day.value_change), (0, 0, 0))

    def test_goods_sent_back_to_the_vendor_leave_the_trial_alone(self):
        order = self.buy(100, "03-11")
        self.receive(order, "03-12")
        self.move_goods(
            30,
            self.stock,
            self.suppliers,
            "03-13",
            purchase_line_id=order.order_line.id,
            origin_returned_move_id=order.picking_ids.move_ids.id,
        )
        self.look("03-13")
        day = self.noted("03-13")
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (90, 20))

    def test_stock_out_that_only_reality_has_is_seen(self):
        self.sell(12, "03-11")
        self.look("03-11")
        self.look("03-25")
        self.sell(8, "03-26")
        self.look("03-26")
        day = self.noted("03-26")
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (0, 22))
        self.assertEqual((day.real_out, day.trial_out), (1, 0))

    def test_stock_out_that_only_the_trial_would_have_had_is_seen(self):
        order = self.buy(100, "03-10")
        self.receive(order, "03-11")
        self.sell(50, "03-12")
        self.look("03-12")
        day = self.noted("03-12")
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (70, -30))
        self.assertEqual((day.real_out, day.trial_out), (0, 1))
        self.assertEqual(self.would_be(), [("03-12", 60)])
        order = self.env["jit.trial.order"].search([])
        self.assertNotIn("count it", order.reason)

    def test_stock_out_once_seen_stays_though_goods_come_the_same_day(self):
        self.sell(20, "03-11")
        self.look("03-11", 12)
        self.stock_up(5, "03-11")
        self.look("03-11", 18)
        self.assertEqual(self.noted("03-11").real_out, 1)

    def test_vendor_seen_to_take_longer_takes_longer_on_trial_too(self):
        self.env["jit.learning"].create(
            {
                "orderpoint_id": self.rule.id,
                "company_id": self.env.company.id,
                "lead_time_mean": 20.4,
                "receipts": 5,
            }
        )
        self.sell(12, "03-11")
        self.look("03-11")
        order = self.env["jit.trial.order"].search([])
        self.assertEqual(str(order.planned_on), "2026-03-25")
        self.assertEqual(str(order.expected_on), "2026-04-01")
        # overdue, it covers as long as the class says
        self.look("03-28")
        self.assertEqual(len(self.would_be()), 1)
        self.look("04-01")
        self.assertEqual(self.noted("04-01").trial_on_hand, 30)

    def test_arrival_is_that_which_is_shown_before_going_live(self):
        learning = self.env["jit.learning"].create(
            {
                "orderpoint_id": self.rule.id,
                "company_id": self.env.company.id,
                "lead_time_mean": 20.4,
                "receipts": 5,
            }
        )
        self.sell(12, "03-11")
        for number, days in enumerate((20.4, 3.0)):
            learning.lead_time_mean = days
            self.look("03-11", 18 + number)
            order = self.env["jit.trial.order"].search([])
            with self.at("03-11", 20 + number):
                action = self.rule.action_jit_open_go_live()
            preview = self.env["jit.go.live"].browse(action["res_id"])
            with self.subTest(days=days):
                self.assertEqual(preview.line_ids.expected_on, order.expected_on)
                self.assertEqual(preview.line_ids.planned_on, order.planned_on)
                self.assertEqual(preview.vendor_ids.expected_on, order.expected_on)

    def test_order_waits_for_the_vendors_day_before_its_days_begin(self):
        friday = self.env["jit.weekday"].search([("name", "=", "Friday")])
        self.vendor.write({"jit_order_weekday_ids": friday.ids})
        self.env["jit.learning"].create(
            {
                "orderpoint_id": self.rule.id,
                "company_id": self.env.company.id,
                "lead_time_mean": 20.0,
                "receipts": 5,
            }
        )
        self.sell(12, "03-11")
        self.look("03-11")
        order = self.env["jit.trial.order"].search([])
        self.assertEqual(str(order.expected_on), "2026-04-02")

    def test_vital_need_is_noted_once_though_the_vendor_is_late(self):
        """What is late does not count where a new order would be there sooner."""
        self.rule.jit_consequence_class_id = self.vital
        self.vital.late_supply_counts = False
        self.env["jit.learning"].create(
            {
                "orderpoint_id": self.rule.id,
                "company_id": self.env.company.id,
                "lead_time_mean": 60,
                "receipts": 5,
            }
        )
        self.sell(20, "03-11")
        for day in ("03-11", "03-12", "03-13", "03-20"):
            self.look(day)
        self.assertEqual(self.would_be(), [("03-11", 30)])

    def test_foreign_price_is_in_the_companys_money(self):
        foreign = self.env["res.currency"].create(
            {
                "name": "XTS",
                "symbol": "X",
                "rate_ids": [(0, 0, {"name": "2026-01-01", "rate": 4})],
            }
        )
        self.product.seller_ids.write({"currency_id": foreign.id, "discount": 50})
        self.sell(12, "03-11")
        self.look("03-11")
        order = self.env["jit.trial.order"].search([])
        self.assertAlmostEqual(order.value, 22 * 2.1 / 2 / 4, 2)


@tagged("post_install", "-at_install")
class TestTrialBesideOthers(TrialCommon):
    def test_core_orders_as_ever_and_there_is_one_would_be_order(self):
        self.rule.trigger = "auto"
        self.sell(12, "03-11")
        with self.at("03-11"):
            self.env["stock.rule"].run_scheduler()
        line = self.env["purchase.order.line"].search(
            [("product_id", "=", self.product.id)]
        )
        self.assertEqual(line.product_qty, 22)
        self.entered(line, "03-11")
        self.look("03-11")
        self.look("03-12")
        self.assertEqual(self.would_be(), [("03-11", 22)])
        self.assertEqual(self.noted("03-11").real_lines, 1)

    def test_what_a_customers_order_brings_counts_for_neither(self):
        promise = self.promise(self.product, 15, "2026-03-20 09:00:00")
        self.look("03-10")
        self.assertEqual(self.would_be(), [("03-10", 25)])
        pegged = [Command.set(promise.ids)]
        order = self.buy(15, "03-11", confirm=False, move_dest_ids=pegged)
        self.env["jit.trial.order"].search([]).unlink()
        self.assertEqual(order.order_line.move_dest_ids, promise)
        self.look("03-11")
        self.assertEqual(self.noted("03-11").real_lines, 0)
        self.assertEqual(self.would_be(), [])

    def test_variants_on_trial_reach_a_minimum_together(self):
        template = self.env["product.template"].create(
            {
                "name": "Glove",
                "is_storable": True,
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": self.size().id,
                            "value_ids": [(6, 0, self.size().value_ids.ids)],
                        },
                    )
                ],
            }
        )
        self.env["product.supplierinfo"].create(
            {
                "partner_id": self.vendor.id,
                "product_tmpl_id": template.id,
                "min_qty": 60,
                "price": 1,
            }
        )
        rules = self.make_rule(template.product_variant_ids, trigger="manual")
        with self.at("03-10", 8):
            rules.action_jit_start_trial()
        self.look("03-10")
        self.assertEqual(self.would_be(rules), [("03-10", 30), ("03-10", 30)])

    def size(self):
        if not hasattr(self, "_size"):
            self._size = self.env["product.attribute"].create(
                {
                    "name": "Size",
                    "value_ids": [(0, 0, {"name": "S"}), (0, 0, {"name": "L"})],
                }
            )
        return self._size

    def test_shelf_inside_a_stock_on_trial_orders_for_both(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        inner = self.make_rule(
            self.product, 5, 10, trigger="manual", location_id=shelf.id
        )
        with self.at("03-10", 8):
            inner.action_jit_start_trial()
        self.sell(12, "03-11")
        self.look("03-11")
        self.look("03-12")
        # 10 for the shelf, which lie in the stock around it too
        self.assertEqual(self.would_be(inner), [("03-11", 10)])
        self.assertEqual(self.would_be(), [])

    def test_as_many_queries_for_many_rules(self):
        products = self.make_bought_products(40)
        rules = self.make_rule(products, trigger="manual")
        with self.at("03-10", 8):
            rules.action_jit_start_trial()
        for product in products[:20]:
            self.buy(5, "03-10", product)
        trial = self.env["jit.trial"]
        with self.at("03-10", 12):
            trial._ensure(rules.ids)
            self.assertAsManyQueries(lambda some: trial._try(some.ids), rules)
        self.assertEqual(len(self.would_be(rules)), 40)
