from odoo.fields import Command
from odoo.tests import tagged

from ..queries.learning_inputs import read_days_waited
from .learning_common import LearningCommon


class ReceiptCommon(LearningCommon):
    def order(self, quantity, day, promised="02-15", **vals):
        """A confirmed order of one line."""
        with self.at(day):
            order = self.env["purchase.order"].create(
                {
                    "partner_id": self.vendor.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": self.product.id,
                                "product_qty": quantity,
                                "price_unit": 2,
                                "date_planned": f"2026-{promised} 10:00:00",
                            }
                        )
                    ],
                    **vals,
                }
            )
            order.button_confirm()
            self.env.cr.execute(
                "UPDATE purchase_order_line SET create_date = '2026-01-01'"
            )
            self.env.invalidate_all()
        return order.order_line

    def receive(self, line, quantity, day, backorder=True):
        """Some of what is open comes in; the rest follows, or is cancelled."""
        with self.at(day):
            picking = line.move_ids.picking_id.filtered(
                lambda each: each.state not in ("done", "cancel")
            )[:1]
            picking.move_ids.quantity = quantity
            picking.move_ids.picked = True
            picking.with_context(
                skip_backorder=True,
                picking_ids_not_to_backorder=[] if backorder else picking.ids,
            ).button_validate()
            self.env.flush_all()
        return picking

    def receipts(self):
        self.take_in()
        return self.env["jit.receipt"].search([("product_id", "=", self.product.id)])

    def assertTaken(self, *days):
        found = self.receipts()
        self.assertEqual(found.sorted("received_on").mapped("days"), list(days))
        return found


@tagged("post_install", "-at_install")
class TestReceipts(ReceiptCommon):
    def test_days_from_confirmation_to_receipt(self):
        line = self.order(10, "02-01")
        self.receive(line, 10, "02-17")
        found = self.assertTaken(16)
        self.assertEqual(found.promised_days, 14)
        self.assertEqual(found.partner_id, self.vendor)
        self.assertEqual(found.purchase_line_id, line)

    def test_nothing_received_says_nothing_yet(self):
        self.order(10, "02-01")
        self.assertTaken()

    def test_first_part_is_not_enough(self):
        line = self.order(10, "02-01")
        self.receive(line, 5, "02-05")
        self.assertTaken()

    def test_nine_tenths_are_all(self):
        line = self.order(10, "02-01")
        self.receive(line, 5, "02-05")
        self.receive(line, 4, "02-09")
        self.assertTaken(8)
        self.receive(line, 1, "02-28")
        self.assertTaken(8)

    def test_cancelled_rest_makes_what_came_all(self):
        line = self.order(10, "02-01")
        self.receive(line, 5, "02-05", backorder=False)
        self.assertTaken(4)

    def test_smaller_line_makes_what_came_all(self):
        line = self.order(10, "02-01")
        self.receive(line, 5, "02-05")
        with self.at("02-10"):
            line.product_qty = 5
        self.assertTaken(4)

    def test_goods_sent_back_have_still_to_come(self):
        line = self.order(10, "02-01")
        self.receive(line, 6, "02-05")
        self.move_goods(
            6,
            self.stock,
            self.suppliers,
            "02-06",
            purchase_line_id=line.id,
            origin_returned_move_id=line.move_ids.filtered(
                lambda move: move.state == "done"
            ).id,
        )
        self.receive(line, 3, "02-07")
        self.assertTaken()

    def test_what_came_and_was_sent_back_later_had_come(self):
        line = self.order(10, "02-01")
        self.receive(line, 10, "02-05")
        self.move_goods(
            10,
            self.stock,
            self.suppliers,
            "02-20",
            purchase_line_id=line.id,
            origin_returned_move_id=line.move_ids.id,
        )
        self.assertTaken(4)

    def test_dropped_shipment_teaches_nothing(self):
        line = self.order(10, "02-01")
        line.move_ids._action_cancel()
        self.move_goods(
            10,
            self.suppliers,
            self.customers,
            "02-05",
            purchase_line_id=line.id,
        )
        self.assertTaken()

    def test_day_is_that_of_the_company(self):
        self.env.company.partner_id.tz = "Pacific/Auckland"
        with self.at("02-01", hour=12):
            line = self.order(10, "02-01")
        self.receive(line, 10, "02-17")
        found = self.receipts()
        self.assertEqual(str(found.confirmed_on), "2026-02-01")
        self.assertEqual(found.days, 16)

    def test_line_added_later_was_ordered_then(self):
        line = self.order(10, "02-01")
        with self.at("02-05"):
            added = line.copy({"order_id": line.order_id.id, "product_qty": 4})
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE purchase_order_line SET create_date = '2026-02-05 10:00'"
                " WHERE id = %s",
                [added.id],
            )
        self.receive(line, 10, "02-17")
        self.receive(added, 4, "02-17")
        found = self.receipts().filtered(lambda each: each.purchase_line_id == added)
        self.assertEqual(found.days, 12)


@tagged("post_install", "-at_install")
class TestFirstPromise(ReceiptCommon):
    def test_promise_is_that_of_the_confirmation(self):
        line = self.order(10, "02-01")
        self.assertEqual(str(line.jit_first_promised_on), "2026-02-15")

    def test_later_edits_do_not_change_it(self):
        line = self.order(10, "02-01")
        line.date_planned = "2026-03-01 10:00:00"
        line.order_id.date_planned = "2026-03-02 10:00:00"
        line.jit_first_promised_on = "2026-03-03"
        self.assertEqual(str(line.jit_first_promised_on), "2026-02-15")

    def test_draft_promises_nothing(self):
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "order_line": [
                    Command.create({"product_id": self.product.id, "product_qty": 1})
                ],
            }
        )
        self.assertFalse(order.order_line.jit_first_promised_on)

    def test_revived_order_keeps_its_first_promise(self):
        line = self.order(10, "02-01")
        order = line.order_id
        order.button_cancel()
        order.button_draft()
        line.date_planned = "2026-03-01 10:00:00"
        order.button_confirm()
        self.assertEqual(str(line.jit_first_promised_on), "2026-02-15")

    def test_copied_order_has_none(self):
        line = self.order(10, "02-01")
        self.assertFalse(line.order_id.copy().order_line.jit_first_promised_on)


@tagged("post_install", "-at_install")
class TestOpenOrders(ReceiptCommon):
    """Orders that are late teach as well, before they come."""

    def waited(self, day):
        with self.at(day):
            rule = self.rule
            return read_days_waited(self.env, rule.ids).get(rule.id, {})

    def test_open_order_is_as_old_as_its_confirmation(self):
        self.order(10, "01-05")
        found = self.waited("01-25")
        self.assertEqual(list(found.values()), [[20]])
        self.assertEqual(list(found), self.vendor.commercial_partner_id.ids)

    def test_order_that_came_is_not_open(self):
        line = self.order(10, "01-05")
        self.receive(line, 10, "01-15")
        self.take_in()
        self.assertEqual(self.waited("01-25"), {})

    def test_cancelled_order_is_not_open(self):
        line = self.order(10, "01-05")
        line.order_id.button_cancel()
        self.assertEqual(self.waited("01-25"), {})

    def test_request_that_nobody_confirmed_is_not_open(self):
        line = self.order(10, "01-05")
        line.order_id.button_cancel()
        line.order_id.button_draft()
        self.assertEqual(self.waited("01-25"), {})


@tagged("post_install", "-at_install")
class TestLateness(ReceiptCommon):
    """Late is what comes after the day of the order, whatever the price list says."""

    def reasons(self, *late):
        for number, days in enumerate(late):
            line = self.order(10, f"02-{1 + number:02}", promised=f"02-{11 + number}")
            self.receive(line, 10, f"02-{11 + number + days}")
        self.sell(4, "03-01")
        self.take_in()
        self.product.seller_ids.delay = 2
        self.env["jit.learner"]._learn_at_once(self.rule.ids)
        return self.learned().suitability_reasons

    def test_vendor_that_keeps_the_days_of_its_orders_takes_long(self):
        codes = [code for code, _values in self.reasons(0, 0, 0, 0)]
        self.assertIn("keep_slow_vendor", codes)
        self.assertNotIn("keep_late_vendor", codes)

    def test_vendor_that_breaks_them_comes_late(self):
        found = dict(self.reasons(0, 3, 5, 0))
        self.assertEqual(
            found["keep_late_vendor"], {"late": 2, "deliveries": 4, "days": 4.0}
        )
