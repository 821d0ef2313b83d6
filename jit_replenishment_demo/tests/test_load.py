from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from ..load_demo import already_loaded, load_demo
from ..source import read_vendors
from .answered_in_the_browser import AnsweredInTheBrowser

TODAY = date(2026, 3, 18)
PRODUCTS = 12


@tagged("post_install", "-at_install")
class TestLoad(AnsweredInTheBrowser, HttpCase):
    """A small demo, loaded once for all tests, as seen through Odoo's own models."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a browser waits for a clock that goes
        cls.startClassPatcher(freeze_time(f"{TODAY} 09:00:00", tick=True))
        cls.last_move = cls._last_id("stock.move")
        cls.last_signal = cls._last_id("jit.signal")
        cls.loaded = load_demo(cls.env, TODAY, PRODUCTS, with_further=False)
        cls.env.cr.precommit.run()
        cls.moves = cls.env["stock.move"].search([("id", ">", cls.last_move)])
        cls.products = cls.moves.product_id
        cls.purchases = cls.moves.purchase_line_id.order_id
        cls.stock = cls.env.ref("stock.warehouse0").lot_stock_id

    @classmethod
    def _last_id(cls, model):
        return cls.env[model].search([], order="id desc", limit=1).id or 0

    def test_counts(self):
        done = self.moves.filtered(lambda move: move.state == "done")
        self.assertEqual(len(self.products), PRODUCTS)
        self.assertEqual(self.loaded.products, PRODUCTS)
        self.assertEqual(self.loaded.done_moves, len(done))
        self.assertEqual(
            self.loaded.received_orders + self.loaded.open_orders, len(self.purchases)
        )
        self.assertGreater(self.loaded.deliveries, 100)

    def test_postgresql_expects_as_many_moves_as_were_loaded(self):
        self.env.cr.execute(
            "SELECT reltuples FROM pg_class WHERE oid = 'stock_move'::regclass"
        )
        (expected,) = self.env.cr.fetchone()
        self.assertGreaterEqual(expected, self.loaded.done_moves)

    def test_stock_equals_the_sum_of_moves_and_is_never_negative(self):
        done = self.moves.filtered(lambda move: move.state == "done")
        for product in self.products:
            moves = done.filtered(
                lambda move, product=product: move.product_id == product
            )
            on_hand = sum(
                move.quantity if move.location_dest_id == self.stock else -move.quantity
                for move in moves
            )
            self.assertEqual(product.qty_available, on_hand)
            self.assertGreaterEqual(product.qty_available, 0)

    def test_history_is_the_year_that_ends_yesterday(self):
        done = self.moves.filtered(lambda move: move.state == "done")
        midnight = datetime.combine(TODAY, datetime.min.time())
        self.assertLess(max(done.mapped("date")), midnight)
        self.assertGreaterEqual(max(done.mapped("date")), midnight - timedelta(days=7))
        self.assertEqual(min(done.mapped("date")).date(), TODAY - timedelta(days=365))
        self.assertEqual(done.move_line_ids.mapped("state"), ["done"] * len(done))

    def test_received_orders_show_what_came_and_when(self):
        received = self.purchases.filtered(lambda order: order.receipt_status == "full")
        self.assertEqual(len(received), self.loaded.received_orders)
        for order in received:
            self.assertEqual(order.state, "purchase")
            self.assertEqual(order.picking_ids.state, "done")
            self.assertEqual(order.effective_date, order.picking_ids.date_done)
            self.assertEqual(order.create_date, order.date_approve)
            self.assertLess(order.date_approve, order.effective_date)
            for line in order.order_line:
                self.assertEqual(line.qty_received, line.product_qty)
                self.assertEqual(line.move_ids.reference_ids, order.reference_ids)

    def test_open_orders_wait_for_their_promise(self):
        waiting = self.purchases.filtered(
            lambda order: order.receipt_status == "pending"
        )
        self.assertEqual(len(waiting), self.loaded.open_orders)
        for order in waiting:
            self.assertEqual(order.picking_ids.state, "assigned")
            self.assertEqual(set(order.order_line.mapped("qty_received")), {0})
            self.assertEqual(
                set(order.order_line.move_ids.mapped("date")),
                set(order.order_line.mapped("date_planned")),
            )

    def test_rules_are_just_in_time_and_told_to_the_replenisher_once(self):
        rules = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "in", self.products.ids)]
        )
        self.assertEqual(set(rules.mapped("trigger")), {"jit"})
        self.assertEqual(rules.product_id, self.products)
        signals = self.env["jit.signal"].search([("id", ">", self.last_signal)])
        self.assertEqual(len(signals), PRODUCTS)
        self.assertEqual(signals.product_id, self.products)

    def test_move_that_waited_was_entered_when_its_goods_were_asked_for(self):
        sent = self.moves.filtered(
            lambda move: move.state == "done" and move.location_id == self.stock
        )
        waited = sent.filtered(lambda move: move.create_date < move.date)
        self.assertTrue(waited)
        self.assertLess(len(waited), len(sent) / 2)
        owed = self.moves.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and move.location_id == self.stock
            )
        )
        self.assertTrue(owed.filtered(lambda move: move.create_date.date() < TODAY))

    def test_some_vendor_takes_no_mail(self):
        vendors = self.env["res.partner"].search(
            [("name", "in", [each.name for each in read_vendors()])]
        )
        mute = vendors.filtered(lambda vendor: not vendor.email)
        self.assertEqual(len(mute), 1)
        for vendor in vendors - mute:
            self.assertRegex(vendor.email, r"^\w+@\w+\.example\.com$")

    def test_whoever_tries_it_can_write_to_vendors(self):
        self.assertTrue(self.env.ref("base.user_admin").email)

    def test_vendor_price_lists(self):
        for product in self.products:
            offers = product.seller_ids
            self.assertTrue(all(offers.mapped("product_code")))
            self.assertTrue(all(offer.price > 0 for offer in offers))
            self.assertTrue(all(offer.jit_order_multiple >= 1 for offer in offers))
            self.assertGreater(product.standard_price, 0)

    def test_loading_twice_is_noticed(self):
        self.assertTrue(already_loaded(self.env))

    def test_rows_equal_those_of_a_real_receipt(self):
        product, vendor = self.products[0], self.purchases[0].partner_id
        order = self.env["purchase.order"].create(
            {
                "partner_id": vendor.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_qty": 5})
                ],
            }
        )
        order.button_confirm()
        order.picking_ids.button_validate()
        loaded = self.purchases.filtered(lambda each: each.receipt_status == "full")[0]
        self._assert_same_columns(loaded, order)
        self._assert_same_columns(loaded.order_line[0], order.order_line)
        self._assert_same_columns(loaded.picking_ids, order.picking_ids)
        self._assert_same_move(loaded.order_line[0].move_ids, order.order_line.move_ids)

    def test_rows_equal_those_of_a_real_delivery(self):
        loaded = self.moves.filtered(
            lambda move: move.state == "done" and move.location_id == self.stock
        )[0]
        product = self._stocked_product()
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": loaded.picking_type_id.id,
                "partner_id": loaded.picking_id.partner_id.id,
                "location_id": loaded.location_id.id,
                "location_dest_id": loaded.location_dest_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": 1,
                            "location_id": loaded.location_id.id,
                            "location_dest_id": loaded.location_dest_id.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self._assert_same_columns(loaded.picking_id, picking)
        self._assert_same_move(loaded, picking.move_ids)

    def test_rows_equal_those_of_a_real_count(self):
        loaded = self.moves.filtered("is_inventory")[0]
        product = self._stocked_product()
        quant = self.env["stock.quant"]._gather(product, self.stock)
        quant.with_context(inventory_mode=True).inventory_quantity = quant.quantity + 3
        quant.action_apply_inventory()
        counted = self.env["stock.move"].search(
            [("product_id", "=", product.id), ("is_inventory", "=", True)],
            order="id desc",
            limit=1,
        )
        self._assert_same_move(loaded, counted)

    def _stocked_product(self):
        return self.products.filtered("free_qty")[0]

    def _assert_same_move(self, loaded, real):
        self._assert_same_columns(loaded, real)
        self._assert_same_columns(loaded.move_line_ids, real.move_line_ids)
        for name in ("state", "picked", "is_in", "is_out", "is_valued", "to_refund"):
            self.assertEqual(loaded[name], real[name], name)
        self.assertEqual(loaded.move_line_ids.quantity_product_uom, loaded.quantity)
        for move in loaded | real:
            worth = (
                move._get_value()
                if move.is_in
                else move.quantity * move.product_id.standard_price
            )
            self.assertAlmostEqual(move.value, worth, places=2)

    def _assert_same_columns(self, loaded, real):
        """Both records have a value in the same columns of their table."""
        self.assertEqual(self._filled(loaded), self._filled(real))

    def _filled(self, record):
        record.ensure_one()
        self.env.flush_all()
        table = SQL.identifier(record._table)
        self.env.cr.execute(SQL("SELECT * FROM %s WHERE id = %s", table, record.id))
        (row,) = self.env.cr.dictfetchall()
        return {column for column, value in row.items() if value is not None}
