from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import Form, tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestApprove(ApproveCommon):
    """The line is the unit: what is approved is ordered, the rest stays as it was."""

    def test_approved_line_becomes_an_order_and_the_rest_keeps_draft_and_mark(self):
        self.approve(self.line)
        order = self.line.order_id
        self.assertNotEqual(order, self.order)
        self.assertEqual((order.state, order.partner_id), ("purchase", self.vendor))
        self.assertFalse(order.jit_owned or self.line.jit_owned)
        self.assertEqual(order.jit_approved_by_id, self.purchase_manager)
        self.assertEqual((self.order.state, self.order.jit_owned), ("draft", True))
        self.assertEqual(self.order.order_line, self.lines)
        self.assertTrue(all(self.lines.mapped("jit_owned")))
        self.assertEqual(order.origin, self.order.name)

    def test_whole_draft_approved_is_confirmed_itself(self):
        self.approve(self.every)
        self.assertEqual(self.every.order_id, self.order)
        self.assertEqual((self.order.state, self.order.jit_owned), ("purchase", False))

    def test_price_discount_date_and_name_survive_the_split(self):
        with Form(self.order) as form, form.order_line.edit(0) as line:
            line.price_unit = 1.87
            line.date_planned = "2026-04-02 12:00:00"
            line.name = "As on the drawing of 3 March"
        changed = self.order.order_line[0]
        changed.discount = 4.0
        kept = ("price_unit", "discount", "name", "date_planned", "product_qty")
        before = [changed[name] for name in kept]
        self.approve(changed)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual([changed[name] for name in kept], before)
        self.assertEqual(changed.state, "purchase")

    def test_next_run_makes_nothing_anew_and_reads_its_reason_on_the_order(self):
        self.approve(self.line)
        reason = self.line.jit_decision_id
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rule.jit_outcome, "covered")
        self.assertEqual(self.draft_lines(self.others), self.lines)
        self.assertEqual(reason.purchase_order_id, self.line.order_id)

    def test_one_order_for_each_vendor(self):
        rule = self.make_rule(self.make_bought_products(1, self.beta))
        self.run_replenishment()
        every = self.line | self.draft_lines(rule)
        said = self.said(self.approve(every))
        self.assertEqual(every.order_id.partner_id, self.vendor | self.beta)
        self.assertIn("2 lines approved. 2 orders confirmed: ", said)
        for order in every.order_id:
            self.assertIn(order.name, said)

    def test_order_that_odoo_refuses_costs_itself_alone(self):
        rule = self.make_rule(self.make_bought_products(1, self.beta))
        self.run_replenishment()
        line = self.draft_lines(rule)
        orders = self.env.registry["purchase.order"]

        def refuse(order):
            return "No budget" if order.partner_id == self.beta else False

        with patch.object(orders, "_confirmation_error_message", refuse):
            said = self.said(self.approve(self.line | line))
        self.assertIn("No budget", said)
        self.assertEqual((self.line.state, line.state), ("purchase", "draft"))
        self.assertTrue(line.jit_owned and line.order_id.jit_owned)

    def test_second_approver_sees_who_was_first(self):
        self.approve(self.line)
        self.purchase_user.tz = "UTC"
        said = self.said(self.approve(self.line, self.purchase_user))
        self.assertIn("Nothing was ordered", said)
        self.assertIn("approved by head of buying 09:00", said)
        with freeze_time("2026-03-11 08:00:00"):
            said = self.said(self.approve(self.line, self.purchase_user))
            self.assertIn("3/10/26", said)

    def test_line_that_was_rejected_meanwhile_is_told_as_gone(self):
        lines = self.line | self.lines
        self.line.unlink()
        said = self.said(self.approve(lines))
        self.assertIn("gone, rejected or no longer needed: 1", said)
        self.assertEqual(set(self.lines.mapped("state")), {"purchase"})

    def test_draft_left_behind_is_due_when_its_first_line_is(self):
        urgent = self.make_bought_products(1, delay=2)
        self.make_rule(urgent)
        self.run_replenishment()
        before = self.order.date_order
        rest = self.order.order_line.filtered(lambda line: line.product_id == urgent)
        self.approve(self.order.order_line - rest)
        self.assertGreaterEqual(self.order.date_order, before)
        self.assertEqual(self.order.order_line, rest)

    def test_draft_confirmed_by_odoos_own_button_is_approved_all_the_same(self):
        self.order.with_user(self.purchase_user).button_confirm()
        self.assertEqual(self.order.jit_approved_by_id, self.purchase_user)

    def test_vendors_come_by_their_worst_class_then_by_their_first_day(self):
        vendors = [self.make_vendor(name) for name in ("Carol", "Dave", "Eve")]
        # the class, and the days its vendor takes
        for vendor, grade, days in zip(
            vendors,
            (self.important, self.vital, self.important),
            (20, 20, 1),
            strict=True,
        ):
            products = self.make_bought_products(1, vendor, delay=days)
            self.make_rule(products, jit_consequence_class_id=grade.id)
        self.others.jit_consequence_class_id = self.minor
        self.rule.jit_consequence_class_id = self.minor
        self.set_stock(products, 9)
        self.run_replenishment()
        lines = self.env["purchase.order.line"]
        groups = lines.web_read_group(
            lines._jit_waiting_domain()
            & Domain("partner_id", "in", [*(v.id for v in vendors), self.vendor.id]),
            ["partner_id"],
            ["jit_class_sequence:min", "jit_order_by_day:min", "price_subtotal:sum"],
            order="jit_class_sequence, jit_order_by_day, id",
        )["groups"]
        self.assertEqual(
            [group["partner_id"][1] for group in groups],
            ["Dave", "Carol", "Eve", "Acme"],
        )
        first = groups[1]["jit_order_by_day:min"]
        self.assertLessEqual(first, groups[2]["jit_order_by_day:min"])

    def test_queries_do_not_grow_with_the_lines_read(self):
        products = self.make_bought_products(20)
        rules = self.make_rule(products)
        for product in products:
            self.bought_before(product, 30, 30)
        self.run_replenishment()
        lines = self.draft_lines(rules)
        views = self.env["purchase.order.line"].get_views(
            [(self.env.ref("jit_replenishment.jit_approve_line_view_list").id, "list")]
        )
        shown = {
            name: {"fields": {"display_name": {}}}
            if field["type"] == "many2one"
            else {}
            for name, field in views["models"]["purchase.order.line"]["fields"].items()
            if f'name="{name}"' in views["views"]["list"]["arch"]
        }
        self.assertIn("jit_said", shown)
        self.assertAsManyQueries(
            lambda some: some.with_user(self.purchase_manager).web_read(shown),
            lines,
            2,
        )


@tagged("post_install", "-at_install")
class TestWhoApproves(ApproveCommon):
    """Odoo's own rights: who may write lines and make orders."""

    def test_buyer_approves_below_the_limit(self):
        self.approve(self.line, self.purchase_user)
        self.assertEqual(self.line.state, "purchase")

    def test_storekeeper_approves_nothing(self):
        users = self.stock_user | self.stock_manager | self.employee
        for user in users:
            for refused in (
                self.line.with_user(user).action_jit_approve,
                self.line.with_user(user).action_jit_approve_and_send,
                self.line.with_user(user).action_jit_ask_price,
                self.order.with_user(user).action_jit_send,
                self.order.with_user(user).action_jit_mark_sent,
                lambda user=user: self.line.with_user(user).action_jit_buy_from(
                    self.beta.id
                ),
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    refused()
        self.assertEqual(self.line.state, "draft")

    def test_vendor_on_the_portal_learns_nothing_of_our_stock(self):
        self.order.state = "sent"
        login = self.make_user("vendor", "base.group_portal", partner_id=self.vendor.id)
        self.order.message_subscribe(self.vendor.ids)
        line = self.line.with_user(login)
        for name in ("jit_is_usual", "jit_on_hand", "jit_shown_need", "jit_said"):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                line.read([name])

    def test_who_approved_is_written_by_approving_alone(self):
        order = self.order.with_user(self.purchase_manager)
        order.write({"jit_approved_at": "2026-01-01", "jit_whole_amount": 7})
        self.assertFalse(order.jit_approved_at or order.jit_whole_amount)

    def test_server_action_approves_what_it_is_run_on(self):
        action = self.env.ref("jit_replenishment.action_jit_approve_server")
        action.with_user(self.purchase_manager).with_context(
            active_model="purchase.order.line",
            active_id=self.line.id,
            active_ids=self.line.ids,
        ).run()
        self.assertEqual(self.line.state, "purchase")
        self.assertEqual(self.line.order_id.jit_approved_by_id, self.purchase_manager)

    def test_lines_of_another_company_are_closed(self):
        with self.other_company() as (company, warehouse):
            self.env.user.company_ids += company
            products = self.make_bought_products(1, company_id=False)
            rule = self.make_rule_of(warehouse, products)
            self.run_replenishment()
            line = self.assertOrdered(rule, 30)
            home = {"allowed_company_ids": self.env.company.ids}
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.approve(line.with_context(**home))
            self.assertEqual(line.state, "draft")
            self.purchase_manager.company_ids |= company
            manager = self.env(
                user=self.purchase_manager,
                context={
                    "allowed_company_ids": [self.env.company.id, company.id],
                },
            )
            (line | self.line).with_env(manager).action_jit_approve()
            self.assertEqual(set((line | self.line).mapped("state")), {"purchase"})
            self.assertEqual(line.order_id.company_id, company)
            self.assertEqual(line.order_id.picking_type_id, warehouse.in_type_id)

    def test_who_changed_a_line_does_not_approve_it_where_four_eyes_are_asked(self):
        self.env.company.jit_four_eyes = True
        self.line.with_user(self.purchase_user).product_qty = 31
        said = self.said(self.approve(self.every, self.purchase_user))
        self.assertIn("somebody else has to approve them", said)
        self.assertIn(self.product.display_name, said)
        self.assertEqual(self.line.state, "draft")
        self.assertEqual(set(self.lines.mapped("state")), {"purchase"})
        with self.assertRaisesRegex(UserError, "somebody else"):
            self.order.with_user(self.purchase_user).button_confirm()
        self.approve(self.line)
        self.assertEqual(self.line.state, "purchase")


@tagged("post_install", "-at_install")
class TestLimitOfAnApproval(ApproveCommon):
    """Odoo's second approval looks at the whole draft: 189.00 of three lines."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": 150}
        )

    def test_parts_do_not_slip_below_the_limit(self):
        self.assertEqual(round(self.order.amount_untaxed), 189)
        self.approve(self.line, self.purchase_user)
        self.assertEqual(self.line.order_id.state, "to approve")
        self.approve(self.lines[0], self.purchase_user)
        self.approve(self.lines[1], self.purchase_user)
        states = set(self.every.order_id.mapped("state"))
        self.assertEqual(states, {"to approve"})

    def test_parts_that_were_asked_for_their_price_do_not_slip_either(self):
        self.line.with_user(self.purchase_user).action_jit_ask_price()
        order = self.line.order_id
        self.assertEqual(order.state, "sent")
        with freeze_time("2026-03-12 09:00:00"):
            order.with_user(self.purchase_user).button_confirm()
        self.assertEqual(order.state, "to approve")

    def test_manager_of_purchase_approves_at_once(self):
        self.approve(self.line)
        self.assertEqual(self.line.order_id.state, "purchase")

    def test_cancelled_and_confirmed_again_it_still_needs_a_second_approval(self):
        self.approve(self.line, self.purchase_user)
        order = self.line.order_id.with_user(self.purchase_user)
        order.button_cancel()
        order.button_draft()
        order.button_confirm()
        self.assertEqual(order.state, "to approve")

    def test_small_draft_needs_one_approval(self):
        self.env.company.po_double_validation_amount = 1000
        self.approve(self.line, self.purchase_user)
        self.assertEqual(self.line.order_id.state, "purchase")

    def test_message_names_what_waits(self):
        said = self.said(self.approve(self.line, self.purchase_user))
        self.assertIn("waiting for a second approval", said)
        self.assertIn(self.line.order_id.name, said)
