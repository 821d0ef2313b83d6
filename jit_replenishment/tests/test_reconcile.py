from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..marks import ENGINE
from .common import OrderedCommon


@tagged("post_install", "-at_install")
class TestReconcile(OrderedCommon):
    """The engine's untouched lines equal today's need; a person's are left alone."""

    def test_line_grows_with_the_need(self):
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 35)

    def test_line_shrinks_with_the_need(self):
        self.set_stock(self.product, 8)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 22)

    def test_line_goes_with_the_need_and_the_empty_draft_is_cancelled(self):
        self.set_stock(self.product, 11)
        self.run_replenishment()
        self.assertFalse(self.line.exists())
        self.assertEqual(self.order.state, "cancel")
        self.assertFalse(self.order.jit_owned)

    def test_running_twice_writes_nothing(self):
        tables = ("purchase_order", "purchase_order_line", "jit_position")
        tables += ("jit_decision", "jit_exception", "jit_vendor_witness")
        before = [self._rows(table) for table in tables]
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertEqual([self._rows(table) for table in tables], before)

    def _rows(self, table):
        """Contents of a table: a row that was rewritten alike shows in its ctid."""
        self.env.flush_all()
        self.env.cr.execute(f"SELECT ctid, t.* FROM {table} t ORDER BY id")
        return self.env.cr.fetchall()

    def test_changed_quantity_makes_the_line_a_persons(self):
        self.line.product_qty = 50
        self.assertFalse(self.line.jit_owned)
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 50)
        self.assertNothingOrdered(self.rule)

    def test_touched_line_counts_as_on_order(self):
        # a lowered line is remembered otherwise, and its rest not made
        self.env.company.jit_rejection_days = 0
        self.line.product_qty = 5
        self.run_replenishment()
        rest = self.assertOrdered(self.rule, 25)
        self.assertEqual(rest.order_id, self.order)

    def test_changed_price_or_date_makes_the_line_a_persons(self):
        for vals in ({"price_unit": 1.0}, {"date_planned": "2026-04-01 12:00:00"}):
            with self.subTest(vals):
                self.line.with_context(jit_engine=ENGINE).jit_owned = True
                self.line.write(vals)
                self.assertFalse(self.line.jit_owned)

    def test_note_on_the_header_leaves_the_line_with_the_engine(self):
        self.order.write({"note": "Call before delivery", "partner_ref": "X"})
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 35)

    def test_changed_order_date_makes_the_draft_a_persons(self):
        self.order.date_order = "2026-03-20 12:00:00"
        self.assertFalse(self.order.jit_owned)
        self.assertFalse(self.line.jit_owned)

    def test_line_edited_in_the_form_leaves_its_neighbours_with_the_engine(self):
        nut = self.make_rule()
        self.run_replenishment()
        with Form(self.order) as form, form.order_line.edit(0) as line:
            line.product_qty = 44
        lines = self.order.order_line
        self.assertEqual(lines.filtered("jit_owned").orderpoint_id, nut)
        self.assertTrue(self.order.jit_owned)

    def test_expected_arrival_changed_in_the_form_makes_the_lines_a_persons(self):
        with Form(self.order) as form:
            form.date_planned = "2026-05-01 12:00:00"
        self.assertFalse(self.line.jit_owned or self.order.jit_owned)

    def test_only_line_edited_in_the_form_keeps_its_draft_open_for_the_rest(self):
        # a lowered line is remembered otherwise, and its rest not made
        self.env.company.jit_rejection_days = 0
        with Form(self.order) as form, form.order_line.edit(0) as line:
            line.product_qty = 5
        self.assertFalse(self.line.jit_owned)
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(self.rule, 25).order_id, self.order)

    def test_rule_moved_to_a_shelf_takes_its_line_along(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.rule.location_id = shelf
        self.run_replenishment()
        self.assertEqual(self.line.location_final_id, shelf)
        self.order.button_confirm()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_archived_place_orders_nothing(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        rule = self.make_rule(location_id=shelf.id)
        self.run_replenishment()
        self.assertOrdered(rule, 30)
        shelf.active = False
        rule._jit_signal()
        self.run_replenishment()
        self.assertNothingOrdered(rule)

    def test_vendor_no_longer_set_is_told_in_the_reason(self):
        self.rule.supplier_id = self.product.seller_ids
        self.run_replenishment()
        self.assertIn("set on the rule", self.line.jit_reason)
        self.rule.supplier_id = False
        self.run_replenishment()
        self.assertIn("preferred", self.line.jit_reason)

    def test_confirmed_order_is_never_written_again(self):
        self.order.button_confirm()
        self.promise(self.product, 25)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 30)
        second = self.assertOrdered(self.rule, 25)
        self.assertNotEqual(second.order_id, self.order)

    def test_sent_order_is_left_and_counted(self):
        self.order.print_quotation()
        self.assertEqual(self.order.state, "sent")
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 30)
        self.assertNothingOrdered(self.rule)

    def test_line_given_back_is_made_anew(self):
        self.line.product_qty = 5
        self.line.action_jit_give_back()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_line_of_a_rule_the_engine_does_not_serve_is_not_given_back(self):
        core_rule = self.make_rule(trigger="auto")
        core_rule._procure_orderpoint_confirm(company_id=self.env.company)
        line = self.env["purchase.order.line"].search(
            [("orderpoint_id", "=", core_rule.id)]
        )
        with self.assertRaisesRegex(UserError, "given back"):
            line.action_jit_give_back()
        self.assertTrue(line.exists())

    def test_only_draft_lines_of_a_rule_can_be_given_back(self):
        self.order.button_confirm()
        with self.assertRaisesRegex(UserError, "given back"):
            self.line.action_jit_give_back()

    def test_cancelled_draft_is_made_anew_and_the_revived_one_is_a_persons(self):
        self.env.company.jit_rejection_days = 0
        self.order.button_cancel()
        self.run_replenishment()
        second = self.assertOrdered(self.rule, 30)
        self.order.button_draft()
        self.assertFalse(self.order.jit_owned)
        self.run_replenishment()
        self.assertFalse(second.exists())

    def test_core_procurement_never_writes_into_the_engines_draft(self):
        nut = self.make_product("Nut")
        self.make_offer(nut)
        core_rule = self.make_rule(nut, trigger="auto")
        core_rule._procure_orderpoint_confirm(company_id=self.env.company)
        line = self.env["purchase.order.line"].search([("product_id", "=", nut.id)])
        self.assertTrue(line)
        self.assertNotEqual(line.order_id, self.order)

    def test_engine_never_writes_into_a_persons_draft(self):
        own = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        self.assertNotEqual(self.order, own)
        other = self.make_rule()
        self.run_replenishment()
        self.assertEqual(self.draft_lines(other).order_id, self.order)

    def test_persons_line_in_the_engines_draft_survives(self):
        nut = self.make_product("Nut")
        own = self.env["purchase.order.line"].create(
            {"order_id": self.order.id, "product_id": nut.id, "product_qty": 4}
        )
        self.set_stock(self.product, 40)
        self.run_replenishment()
        self.assertEqual(self.order.order_line, own)
        self.assertEqual(self.order.state, "draft")
        self.assertFalse(self.order.jit_owned)

    def test_merged_drafts_are_a_persons(self):
        own = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        (self.order | own).action_merge()
        self.assertFalse((self.order | own).filtered("jit_owned"))
        self.assertFalse(self.draft_lines(self.rule))

    def test_changed_vendor_moves_the_line_to_the_new_vendors_draft(self):
        rival = self.make_vendor("Rival")
        offer = self.make_offer(self.product, rival, price=2.0)
        self.rule.supplier_id = offer
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 30, rival)
        self.assertFalse(self.line.exists())
        self.assertEqual(self.order.state, "cancel")
        self.assertIn("set on the rule", line.jit_reason)

    def test_new_price_reaches_the_untouched_line(self):
        self.product.seller_ids.price = 3.0
        self.run_replenishment()
        self.assertEqual(self.line.price_unit, 3.0)

    def test_archived_rule_takes_its_draft_line_along(self):
        self.rule.active = False
        self.run_replenishment()
        self.assertFalse(self.line.exists())

    def test_deleted_rule_takes_its_draft_line_along(self):
        self.rule.unlink()
        self.assertFalse(self.line.exists())
        self.assertEqual(self.order.state, "cancel")

    def test_snoozed_rule_orders_nothing_until_its_day(self):
        self.rule.snoozed_until = "2026-03-12"
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.rule.snoozed_until = "2026-03-10"
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_history_keeps_a_decision_per_changed_outcome(self):
        self.promise(self.product, 5)
        self.run_replenishment()
        self.set_stock(self.product, 40)
        self.run_replenishment()
        self.assertEqual(
            self.rule.jit_decision_ids.sorted("id").mapped("outcome"),
            ["order", "order", "enough"],
        )
