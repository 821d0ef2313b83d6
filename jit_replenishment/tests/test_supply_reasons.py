from odoo.fields import Command
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestSupplyReasons(JitCommon):
    """What is on its way covers, or the reason says why it does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.product = cls.rule.product_id

    def make_request(self, quantity, due, **vals):
        """A person's request for quotation, due at noon."""
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        line = self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.product.id,
                "product_qty": quantity,
                **vals,
            }
        )
        line.date_planned = f"{due} 12:00:00"
        return order

    def assertWhy(self, *sentences, ordered=0):
        self.run_replenishment()
        if ordered:
            self.assertOrdered(self.rule, ordered)
        else:
            self.assertNothingOrdered(self.rule)
        for sentence in sentences:
            self.assertIn(sentence, self.rule.jit_why)

    def test_cover_names_its_order_and_the_day_it_lasts_until(self):
        self.set_stock(self.product, 8)
        order = self.make_request(40, "2026-03-20")
        order.button_confirm()
        self.promise(self.product, 38, "2026-04-15 09:00:00")
        self.assertWhy(f"Covered until 04/15/2026 by {order.name}, 40 due 03/20/2026.")

    def test_cover_that_booked_demand_never_uses_up_has_no_end(self):
        self.set_stock(self.product, 8)
        order = self.make_request(40, "2026-03-20")
        self.promise(self.product, 20, "2026-04-15 09:00:00")
        self.assertWhy(f"Covered by {order.name}, 40 due 03/20/2026.")

    def test_pegged_supply_is_kept_for_its_promise(self):
        demand = self.promise(self.product, 8, "2026-06-10 10:00:00")
        order = self.make_request(
            8, "2026-03-20", move_dest_ids=[Command.link(demand.id)]
        )
        self.assertWhy(
            f"8 from {order.name} (due 03/20/2026) not counted: kept for a "
            "promise of 06/10/2026.",
            ordered=30,
        )

    def test_overdue_supply_covers_for_the_days_of_its_class_and_is_chased(self):
        self.set_stock(self.product, 8)
        order = self.make_request(40, "2026-03-20")
        order.button_confirm()
        order.picking_ids.scheduled_date = "2026-03-03 12:00:00"
        self.assertWhy(
            "Covered late: what covers it is overdue. "
            f"Covered by {order.name}, 40 due 03/03/2026.",
            f"Chase {order.name}",
        )
        self.assertEqual(self.rule.jit_status, "covered_late")
        order.picking_ids.scheduled_date = "2026-03-02 12:00:00"
        self.assertWhy(
            f"40 from {order.name} not counted: overdue for 8 days, and late goods "
            "count for 7 days. Chase the vendor, or enter the new date.",
            ordered=22,
        )

    def test_request_never_sent_does_not_cover_what_the_site_stops_for(self):
        self.product.product_tmpl_id.jit_consequence_class_id = self.vital
        self.set_stock(self.product, 8)
        order = self.make_request(40, "2026-03-09")
        self.assertWhy(
            f"40 from {order.name} not counted: due 03/09/2026 and never sent to the "
            "vendor. Send it, or cancel it.",
            ordered=22,
        )

    def test_late_supply_is_chased_and_not_ordered_again(self):
        order = self.make_request(40, "2026-04-20")
        order.button_confirm()
        self.assertWhy(
            "Out from 03/10/2026 until 04/20/2026. "
            f"Covered by {order.name}, 40 due 04/20/2026.",
            f"Chase {order.name}: 40 due 04/20/2026 will be too late.",
        )
        history = self.rule.jit_decision_ids[:1]
        page = self.product.jit_explain(self.stock.id)
        self.assertEqual((page["outcome"], page["status"]), ("covered", "covered_late"))
        self.assertEqual((history.outcome, history.status), ("covered", "covered_late"))
        self.assertEqual(self.rule.jit_outcome, "covered")
        self.assertEqual(self.rule.jit_status, "covered_late")

    def test_orders_that_cover_only_together_are_all_named(self):
        self.set_stock(self.product, 2)
        orders = [
            self.make_request(quantity, due)
            for quantity, due in (
                (3, "2026-03-12"),
                (25, "2026-03-20"),
                (1, "2026-05-01"),
            )
        ]
        first, second, _third = (order.name for order in orders)
        self.assertWhy(
            f"Covered by {first}, 3 due 03/12/2026; {second}, 25 due 03/20/2026; and "
            "1 more."
        )
        self.assertEqual(self.rule.jit_status, "covered")

    def test_movements_behind_the_sum_are_frozen_with_the_reason(self):
        keeper = self.make_user("storekeeper", "stock.group_stock_user")
        late, counted = (
            self.make_request(quantity, due)
            for quantity, due in ((40, "2026-02-20"), (4, "2026-03-12"))
        )
        self.promise(self.product, 3, "2026-03-14 09:00:00")
        self.run_replenishment()
        decision = self.assertOrdered(self.rule, 29).jit_decision_id
        late.button_cancel()
        (stock, *_others) = decision.with_user(keeper).card["sections"]
        parts = {row["label"]: row for row in stock["rows"]}
        self.assertEqual(parts[counted.name]["value"], "4 Units")
        self.assertIn("not counted: overdue", parts[late.name]["note"])
        self.assertEqual(parts["Promised"]["value"], "3 Units")
        self.assertNotIn("booked", decision.reason)
        page = self.product.jit_explain(self.stock.id)
        self.assertEqual(
            [(row["name"], row["cause"]) for row in page["documents"]][0],
            (counted.name, None),
        )

    def test_cover_frozen_by_the_first_version_can_still_be_read(self):
        values = {"document": "P1", "due": "2026-03-20", "quantity": 4, "until": None}
        said = self.env["jit.reason"]._say("covered", values, self.product.uom_id)
        self.assertEqual(said, "Covered by P1, 4 due 03/20/2026.")

    def test_late_supply_of_vital_is_ordered_again_where_that_is_sooner(self):
        self.product.product_tmpl_id.jit_consequence_class_id = self.vital
        order = self.make_request(40, "2026-04-20")
        order.button_confirm()
        self.assertWhy(
            f"40 from {order.name} (due 04/20/2026) not counted: the shelf would be "
            "empty by then, and a new order would be there sooner.",
            f"Once this is ordered, 40 from {order.name} are too much: cancel or "
            "postpone them. If they can come by 03/24/2026, enter that day there",
            ordered=30,
        )
        self.draft_lines(self.rule).order_id.button_confirm()
        self.assertWhy(
            f"More than the target 30 is on its way, and {order.name}, 40 due "
            "04/20/2026 can be cancelled or postponed."
        )

    def test_negative_stock_is_ordered_for_and_asks_for_a_count(self):
        move = self.promise(self.product, 3)
        move.quantity = 3
        move.picked = True
        move._action_done()
        self.assertWhy(
            "Stock on hand is negative: count it before ordering.", ordered=33
        )

    def test_stock_that_is_no_number_is_to_fix_and_never_an_order(self):
        self.set_stock(self.product, 5)
        self.env["stock.quant"].flush_model()
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 'NaN' WHERE product_id = %s",
            [self.product.id],
        )
        self.env.invalidate_all()
        self.assertWhy("A quantity of this product is not a number. Count it")
        problem = self.open_problems(self.rule)
        self.assertEqual(problem.kind, "not_a_number")
        self.assertIn("Count it", problem.message)
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 5 WHERE product_id = %s",
            [self.product.id],
        )
        self.env.invalidate_all()
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)
        self.assertTrue(problem.closed_at)
