from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .why_card_common import WhyCardCommon


@tagged("post_install", "-at_install")
class TestWhyCard(WhyCardCommon):
    """Every figure of a reason, and what is behind it."""

    def make_request(self, quantity, due):
        """A request for quotation to Acme that a person made."""
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        line = self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.product.id,
                "product_qty": quantity,
                "date_planned": due,
            }
        )
        return line

    # -- stock -----------------------------------------------------------------

    def test_headline_says_how_much_from_whom_and_why(self):
        self.assertEqual(
            self.card()["headline"],
            "To order: 30 Units from Acme, as 0 Units are available to plan and the "
            "reorder point is 10 Units.",
        )

    def test_parts_open_the_very_moves_and_requests_they_are_the_sum_of(self):
        requested = self.make_request(4, "2026-03-12")
        promised = self.promise(self.product, 4, "2026-03-14 09:00:00")
        decision = self.order_again()
        rows = self.rows("position", decision)
        self.assertEqual(rows["Incoming"]["value"], "4 Units")
        self.assertEqual(self.opens(rows["Incoming"]), requested)
        self.assertEqual(self.opens(rows[requested.order_id.name]), requested.order_id)
        self.assertEqual(rows["Promised"]["value"], "4 Units")
        self.assertEqual(self.opens(rows["Promised"]), promised)
        self.assertEqual(rows["Available to Plan"]["value"], "0 Units")

    def test_what_was_promised_stays_behind_the_figure_when_it_is_delivered(self):
        promised = self.promise(self.product, 3)
        decision = self.order_again()
        promised._action_cancel()
        later = self.promise(self.product, 9)
        rows = self.rows("position", decision)
        self.assertEqual(self.opens(rows["Promised"]), promised)
        self.assertNotIn(later, self.opens(rows["Promised"]))
        self.assertEqual(rows["Promised"]["now"], "9 Units")
        self.assertTrue(
            [row for row in rows.values() if "cancelled since" in row["note"]]
        )

    def test_receipts_and_requests_together_have_a_list_each(self):
        requested = self.make_request(4, "2026-03-12")
        received = self.make_move(
            self.product,
            2,
            self.env.ref("stock.stock_location_suppliers"),
            self.stock,
            "2026-03-12 09:00:00",
        )
        rows = self.rows("position", self.order_again())
        self.assertFalse(rows["Incoming"]["action"])
        self.assertEqual(self.opens(rows["Receipts"]), received)
        self.assertEqual(self.opens(rows["Requests for Quotation"]), requested)

    def test_stock_now_is_beside_stock_then_only_where_it_differs(self):
        decision = self.line.jit_decision_id
        self.assertEqual(self.rows("position")["On Hand"]["now"], "")
        self.set_stock(self.product, 7)
        rows = self.rows("position", decision)
        self.assertEqual(
            (rows["On Hand"]["value"], rows["On Hand"]["now"]), ("0 Units", "7 Units")
        )
        self.assertEqual(rows["Promised"]["now"], "")
        self.assertEqual(
            self.opens(rows["On Hand"]).mapped("quantity"), [7], "what lies there now"
        )

    # -- reorder point ---------------------------------------------------------

    def test_figure_set_by_hand_names_who_set_it_and_when(self):
        self.rule.with_user(self.purchase_manager).product_min_qty = 12
        decision = self.order_again()
        self.assertEqual(
            self.note_of("reorder_point", decision=decision),
            "Set by hand by head of buying on 03/10/2026.",
        )

    def test_figure_changed_after_the_order_is_not_what_it_was_ordered_by(self):
        self.rule.with_user(self.purchase_manager).product_min_qty = 12
        self.rule.jit_change_ids.changed_at = "2026-03-11 09:00:00"
        self.assertIn("Set when the rule was made", self.note_of("reorder_point"))
        row = self.rows("reorder_point")["Reorder Point"]
        self.assertEqual((row["value"], row["now"]), ("10 Units", "12 Units"))

    def test_learned_figure_is_expected_demand_and_buffer(self):
        self.rule.sudo().jit_expected_demand = 7
        self.promise(self.product, 5)
        decision = self.order_again()
        rows = self.rows("reorder_point", decision)
        self.assertEqual(rows["Expected Demand"]["value"], "7 Units")
        self.assertEqual(rows["Buffer"]["value"], "3 Units")
        booked = self.rows("position", decision)["Already Expected"]
        self.assertEqual(booked["value"], "5 Units")

    # -- vendor, quantity, price -------------------------------------------------

    def test_losers_say_why_not_and_how_they_differ(self):
        beta, gone = self.make_vendor("Beta"), self.make_vendor("Gone")
        self.make_offer(self.product, beta, price=1.05, delay=20, sequence=9)
        self.make_offer(
            self.product, gone, price=1.0, date_end="2026-03-01", sequence=9
        )
        rows = self.rows("vendor", self.order_again())
        self.assertEqual(rows["Acme"]["value"], "14 days")
        self.assertEqual(
            rows["Beta"]["note"],
            "Not asked: after it on the price list, 50 % cheaper, 6 days slower.",
        )
        self.assertEqual(rows["Gone"]["note"], "Not asked: its price has expired.")

    def test_steps_lead_from_the_need_to_what_was_ordered(self):
        offer = self.product.seller_ids
        offer.write({"min_qty": 40, "jit_order_multiple": 25})
        rows = self.rows("rounding", self.order_again())
        self.assertEqual(
            [(label, row["value"]) for label, row in rows.items()],
            [
                ("Needed", "31 Units"),
                ("Minimum 40 Units", "9 Units"),
                ("Multiple of 25 Units", "10 Units"),
                ("To Order", "50 Units"),
            ],
        )

    def test_packs_are_told_in_the_vendors_unit(self):
        self.product.seller_ids.product_uom_id = self.env.ref("uom.product_uom_dozen")
        rows = self.rows("rounding", self.order_again())
        self.assertEqual(rows["To Order"]["value"], "36 Units")
        self.assertIn("3 Dozens in the vendor's unit", rows["To Order"]["note"])

    def test_price_names_its_line_its_end_its_next_break_and_what_was_paid(self):
        offer = self.product.seller_ids
        offer.date_end = "2026-12-31"
        self.make_offer(self.product, min_qty=100, price=1.5)
        self.buy_once(self.product, 2.0)
        paid = self.env["purchase.order"].search([], order="id DESC", limit=1)
        paid.date_approve = "2026-01-05 10:00:00"
        self.product.seller_ids.filtered("jit_unchecked").unlink()
        rows = self.rows("price", self.order_again())
        self.assertIn("2.10", rows["Unit Price"]["value"])
        self.assertEqual(self.opens(rows["Line of the Price List"]), offer)
        self.assertEqual(rows["Valid Until"]["value"], "12/31/2026")
        self.assertIn("from 100 Units on", rows["Next Price Break"]["value"])
        self.assertIn("1.50", rows["Next Price Break"]["value"])
        self.assertEqual(self.opens(rows["Last Paid"]), paid)
        self.assertIn("5 % more now", rows["Last Paid"]["note"])

    # -- history -------------------------------------------------------------------

    def test_history_tells_what_was_ordered_and_what_had_been_suggested(self):
        self.line.with_user(self.purchase_manager).product_qty = 7
        rows = self.rows_of("history")
        (order,) = [row for row in rows if self.order.name in row["note"]]
        self.assertEqual(order["value"], "7 Units")
        self.assertIn("suggested 30 Units", order["note"])

    def test_history_has_changes_orders_and_rejections_with_who_and_when(self):
        self.rule.with_user(self.purchase_manager).product_max_qty = 33
        self.order_again()
        self.env["jit.rejection"].with_user(self.purchase_user)._reject(
            self.line, "The project has ended", fields.Date.to_date("2026-05-01")
        )
        rows = list(self.rows_of("history"))
        labels = [row["label"] for row in rows]
        for label in ("Changed Figures", "Last Orders", "Rejections"):
            self.assertIn(label, labels)
        told = " ".join(f"{row['value']} {row['note']}" for row in rows)
        for text in (
            "Target 30 → 33",
            "head of buying",
            self.line.order_id.name,
            "buyer: The project has ended, until 05/01/2026",
        ):
            self.assertIn(text, told)

    def rows_of(self, key):
        card = self.card(self.line.jit_decision_id)
        return next(each["rows"] for each in card["sections"] if each["key"] == key)

    def test_grid_reads_no_card(self):
        lines = self.env["purchase.order.line"].with_user(self.purchase_user)
        view = self.env.ref("jit_replenishment.jit_approve_line_view_list")
        shown = lines.get_view(view.id, "list")["models"]["purchase.order.line"]
        with patch.object(
            type(self.env["jit.card"]), "_build", side_effect=AssertionError
        ):
            found = lines.web_search_read(
                [("id", "=", self.line.id)], {name: {} for name in shown}
            )
            self.assertEqual(found["length"], 1)
            with self.assertRaises(AssertionError):
                self.card()

    def test_card_takes_as_many_queries_for_one_movement_as_for_twenty(self):
        def read(decision):
            self.queries_of(lambda: decision.card)
            return self.queries_of(lambda: decision.card)

        self.make_request(1, "2026-03-12")
        self.promise(self.product, 1)
        few = read(self.order_again())
        for _turn in range(8):
            self.make_request(1, "2026-03-12")
            self.promise(self.product, 1)
        many = read(self.order_again())
        self.assertLessEqual(many, few + 2)
        self.assertLess(many, 140)

    def test_twenty_cards_take_as_many_queries_as_one(self):
        rules = self.make_rule(self.make_bought_products(20))
        for number, rule in enumerate(rules):
            self.promise(rule.product_id, number + 1)
            self.make_request_of(rule.product_id, 1)
            rule.with_user(self.purchase_manager).product_min_qty = 11
        self.run_replenishment()
        reader = self.env["jit.decision"].with_user(self.purchase_user)

        def queries(some):
            # as a program reads them
            decision_ids = some.jit_decision_ids.ids
            self.assertGreaterEqual(len(decision_ids), len(some))
            return self.queries_of(lambda: reader.browse(decision_ids).read(["card"]))

        queries(rules)
        self.assertEqual(queries(rules), queries(rules[:1]))
        rules[7:14].trigger = "manual"
        rules[14:].active = False
        of_each_kind = rules[0] | rules[7] | rules[14]
        queries(rules)
        self.assertEqual(queries(rules), queries(of_each_kind))

    def make_request_of(self, product, quantity):
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": product.id,
                "product_qty": quantity,
                "date_planned": "2026-03-12",
            }
        )
