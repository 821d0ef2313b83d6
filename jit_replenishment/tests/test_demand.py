from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..queries.demand_moves import read_demand_links, read_demand_moves
from .common import JitCommon


class DemandCommon(JitCommon):
    """A rule at 10 up to 30, of which 25 are there and 20 are promised."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.product = cls.rule.product_id
        cls.set_stock(cls.product, 25)
        cls.promised = cls.deliver(20, "Azure")

    @classmethod
    def deliver(cls, quantity, customer, date="2026-03-12 09:00:00"):
        """A transfer to a customer, confirmed."""
        picking = cls.env["stock.picking"].create(
            {
                "picking_type_id": cls.warehouse.out_type_id.id,
                "partner_id": cls.env["res.partner"].create({"name": customer}).id,
                "location_id": cls.stock.id,
                "location_dest_id": cls.customers.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": cls.product.id,
                            "product_uom_qty": quantity,
                            "location_id": cls.stock.id,
                            "location_dest_id": cls.customers.id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.date = date
        return picking

    def setUp(self):
        super().setUp()
        self.run_replenishment()
        self.line = self.assertOrdered(self.rule, 25)


@tagged("post_install", "-at_install")
class TestDemandBehindALine(DemandCommon):
    """A line knows whom it was ordered for."""

    def test_line_is_linked_with_what_was_promised(self):
        self.assertEqual(self.line.jit_demand_move_ids, self.promised.move_ids)
        self.assertEqual(
            self.line.jit_demand, f"{self.promised.name} (Azure, 20 due 03/12/2026)"
        )
        self.assertEqual(self.line.jit_decision_id.demand, self.line.jit_demand)

    def test_promise_is_told_by_the_day_of_the_companys_clock(self):
        self.env.company.partner_id.tz = "Pacific/Auckland"
        self.deliver(3, "Ready Mat", date="2026-03-12 20:00:00")
        self.run_replenishment()
        self.assertIn("(Ready Mat, 3 due 03/13/2026)", self.line.jit_demand)

    def test_promise_beyond_the_days_to_cover_is_not_behind_it(self):
        self.deliver(5, "Later", date="2026-06-01 09:00:00")
        self.run_replenishment()
        self.assertEqual(self.line.jit_demand_move_ids, self.promised.move_ids)

    def test_new_promise_joins_the_others_on_the_line(self):
        second = self.deliver(3, "Ready Mat")
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 28)
        both = self.promised.move_ids | second.move_ids
        self.assertEqual(self.line.jit_demand_move_ids, both)

    def test_one_promise_in_place_of_another_is_seen_at_equal_quantity(self):
        self.promised.action_cancel()
        second = self.deliver(20, "Ready Mat")
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 25)
        self.assertEqual(self.line.jit_demand_move_ids, second.move_ids)

    def test_second_run_writes_no_link(self):
        table = self.line._fields["jit_demand_move_ids"].relation
        query = f"SELECT xmin::text, line_id, move_id FROM {table} ORDER BY 2, 3"
        self.env.cr.execute(query)
        before = self.env.cr.fetchall()
        self.rule._jit_signal()
        self.run_replenishment()
        self.env.cr.execute(query)
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_link_is_the_engines_alone_to_set(self):
        self.line.jit_demand_move_ids = False
        self.assertEqual(self.line.jit_demand_move_ids, self.promised.move_ids)
        self.assertFalse(self.line.copy().jit_demand_move_ids)

    def test_line_opens_its_one_document(self):
        action = self.line.action_jit_open_demand()
        self.assertEqual(action["res_model"], "stock.picking")
        self.assertEqual(action["res_id"], self.promised.id)

    def test_line_for_several_opens_the_list(self):
        self.deliver(3, "Ready Mat")
        self.run_replenishment()
        action = self.line.action_jit_open_demand()
        self.assertEqual(action["res_model"], "stock.move")
        self.assertEqual(len(self.env["stock.move"].search(action["domain"])), 2)

    def test_many_promises_are_named_in_part(self):
        for number in range(6):
            self.deliver(1, f"Customer {number}")
        self.run_replenishment()
        self.assertTrue(self.line.jit_demand.endswith(", 3 more"), self.line.jit_demand)

    def test_buyer_reads_it_and_an_employee_does_not(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        self.assertIn("Azure", self.line.with_user(buyer).jit_demand)
        clerk = self.make_user("clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self.line.with_user(clerk).read(["jit_demand"])

    def test_two_hundred_rules_read_their_promises_in_as_many_queries_as_one(self):
        rules = self.rule | self.make_rule(self.make_bought_products(199))
        day = self.env.company._jit_today()
        line_ids = list(range(1, 200))
        self.env.flush_all()
        for rule_ids in (self.rule.ids, rules.ids):
            with self.assertQueryCount(2):
                read_demand_moves(self.env, dict.fromkeys(rule_ids, day))
                read_demand_links(self.env, line_ids)


@tagged("post_install", "-at_install")
class TestDemandCancelled(DemandCommon):
    """A cancelled promise shrinks what is untouched and speaks up on the rest."""

    def cancel(self):
        self.promised.action_cancel()
        self.run_replenishment()

    def found(self):
        orders = self.env["purchase.order"].search([("jit_need_moved", "=", True)])
        return self.line.order_id in orders

    def assertFlagged(self, needed):
        self.assertTrue(self.line.jit_need_moved)
        self.assertEqual(self.line.jit_needed_now, needed)
        cause = f"{self.promised.name} was cancelled."
        self.assertEqual(self.line.jit_need_cause, cause)
        self.assertIn(cause, self.line.order_id.jit_need_cause)
        self.assertTrue(self.found())

    def test_untouched_line_goes_with_the_need(self):
        self.cancel()
        self.assertNothingOrdered(self.rule)

    def test_untouched_line_shrinks_by_what_is_off(self):
        second = self.deliver(5, "Ready Mat")
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        second.action_cancel()
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)
        self.assertEqual(self.line.jit_demand_move_ids, self.promised.move_ids)

    def test_changed_line_is_flagged(self):
        self.line.product_qty = 26
        self.assertFalse(self.found())
        self.cancel()
        self.assertEqual(self.line.product_qty, 26)
        self.assertFlagged(needed=0)

    def test_sent_line_is_flagged(self):
        self.line.order_id.print_quotation()
        self.cancel()
        self.assertFlagged(needed=0)

    def test_line_to_approve_is_flagged(self):
        self.line.order_id.company_id.po_double_validation = "two_step"
        self.line.order_id.company_id.po_double_validation_amount = 1
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        self.line.order_id.with_user(buyer).button_confirm()
        self.assertEqual(self.line.state, "to approve")
        self.cancel()
        self.assertFlagged(needed=0)

    def test_confirmed_line_is_flagged(self):
        self.line.order_id.button_confirm()
        self.assertFalse(self.found())
        self.cancel()
        self.assertFlagged(needed=0)

    def test_confirmed_line_is_not_flagged_while_all_of_it_is_still_needed(self):
        self.line.order_id.button_confirm()
        self.cancel()
        self.deliver(20, "Ready Mat")
        self.env.invalidate_all()
        self.assertFalse(self.line.jit_need_moved)
        self.assertFalse(self.found())

    def test_received_line_is_not_flagged(self):
        self.line.order_id.button_confirm()
        receipt = self.line.order_id.picking_ids
        receipt.move_ids.quantity = 25
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.cancel()
        self.assertFalse(self.line.jit_need_moved)
        self.assertFalse(self.found())

    def test_order_shows_which_customer_is_off(self):
        self.line.order_id.button_confirm()
        self.cancel()
        with Form(self.line.order_id) as form:
            self.assertIn("was cancelled", form.jit_need_cause)
