from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestApproveJoin(ApproveCommon):
    """Approved in two steps, ordered once: as long as the vendor knows of nothing."""

    def setUp(self):
        super().setUp()
        self.approve(self.line)
        self.made = self.line.order_id
        self.assertNotEqual(self.made, self.order)

    def test_lines_approved_later_go_on_the_order_of_before(self):
        action = self.approve(self.lines[0])
        said = self.said(action)
        self.assertEqual(action["params"]["answer"]["added_to"], [self.made.name])
        self.assertEqual(self.lines[0].order_id, self.made)
        self.assertFalse(self.lines[0].jit_owned)
        self.assertIn("Added to", said)
        self.assertIn(self.made.name, said)
        self.assertEqual((self.order.state, self.order.jit_owned), ("draft", True))

    def test_draft_whose_last_lines_went_is_cancelled_and_rejects_nothing(self):
        self.approve(self.lines)
        self.assertEqual(self.made.order_line, self.every)
        self.assertEqual((self.order.state, self.order.jit_owned), ("cancel", False))
        self.assertFalse(
            self.env["jit.rejection"].search([("is_open", "=", True)]).orderpoint_id
            & self.every.orderpoint_id
        )

    def test_one_receipt_expects_all_of_it_once(self):
        self.approve(self.lines)
        receipt = self.made.picking_ids
        self.assertEqual(len(receipt), 1)
        expected = {line.product_id: line.product_uom_qty for line in self.every}
        moves = {move.product_id: move.product_uom_qty for move in receipt.move_ids}
        self.assertEqual(moves, expected)
        self.assertEqual(len(receipt.move_ids), len(self.every))
        self.assertEqual(set(receipt.move_ids.mapped("state")), {"assigned"})

    def test_price_discount_date_and_name_are_not_fetched_anew(self):
        line = self.lines[0]
        line.write(
            {
                "price_unit": 1.87,
                "discount": 4.0,
                "date_planned": "2026-04-02 12:00:00",
                "name": "As on the drawing of 3 March",
            }
        )
        kept = ("price_unit", "discount", "name", "date_planned", "product_qty")
        before = [line[name] for name in kept]
        self.approve(line)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(line.order_id, self.made)
        self.assertEqual([line[name] for name in kept], before)
        self.assertEqual(line.jit_first_promised_on, fields.Date.to_date("2026-04-02"))

    def test_next_run_orders_nothing_and_reads_the_reason_on_the_order(self):
        self.approve(self.lines)
        self.run_replenishment()
        self.assertFalse(self.draft_lines(self.others | self.rule))
        reasons = self.lines.jit_decision_id
        self.assertEqual(reasons.purchase_order_id, self.made)

    def test_what_was_added_is_written_in_the_orders_history(self):
        self.approve(self.lines)
        notes = " ".join(self.made.message_ids.mapped("body"))
        for product in self.lines.product_id:
            self.assertIn(product.display_name, notes)
        self.assertIn(self.order.name, self.made.origin)

    def ask(self, lines):
        action = lines.with_user(self.purchase_manager).action_jit_ask()
        wizards = self.env["jit.approve"].with_user(self.purchase_manager)
        return wizards.with_context(**action["context"]).create({})

    def test_it_is_said_before_which_order_the_lines_are_added_to(self):
        wizard = self.ask(self.lines)
        self.assertIn(f"Added to {self.made.name}", wizard.said)
        self.made.with_user(self.purchase_manager).action_jit_mark_sent()
        self.assertNotIn("Added to", self.ask(self.lines).said)

    def test_vendors_minimum_is_held_against_all_that_is_on_the_order(self):
        worth = self.made.amount_untaxed + sum(self.lines.mapped("price_subtotal"))
        self.vendor.jit_minimum_order_value = worth
        self.assertFalse(self.ask(self.lines).warnings)
        self.vendor.jit_minimum_order_value = worth + 5
        self.assertIn("$\xa05.00 are missing", self.ask(self.lines).warnings)

    def assertOrderedApart(self):
        self.approve(self.lines[0])
        self.assertEqual(self.lines[0].state, "purchase")
        self.assertNotEqual(self.lines[0].order_id, self.made)

    def test_order_being_sent_takes_nothing_more(self):
        self.vendor.email = "acme@example.com"
        self.made.with_user(self.purchase_manager).action_jit_send()
        self.assertEqual(self.made.jit_send_state, "queued")
        self.assertOrderedApart()

    def test_order_the_vendor_was_told_of_by_phone_takes_nothing_more(self):
        self.made.with_user(self.purchase_manager).action_jit_mark_sent()
        self.assertOrderedApart()

    def test_order_that_could_not_be_sent_takes_nothing_more(self):
        # a mail that failed half-way may have been read
        self.vendor.email = False
        self.made.with_user(self.purchase_manager).action_jit_send()
        self.assertEqual(self.made.jit_send_state, "failed")
        self.assertOrderedApart()

    def test_order_the_vendor_has_a_number_for_takes_nothing_more(self):
        self.made.partner_ref = "SO-77"
        self.assertOrderedApart()

    def test_acknowledged_order_takes_nothing_more(self):
        self.made.acknowledged = True
        self.assertOrderedApart()

    def test_locked_order_takes_nothing_more(self):
        self.made.button_lock()
        self.assertOrderedApart()

    def test_received_order_takes_nothing_more(self):
        receipt = self.made.picking_ids
        receipt.move_ids.write({"quantity": 1, "picked": True})
        receipt.with_context(
            skip_backorder=True, cancel_backorder=True
        ).button_validate()
        self.assertOrderedApart()

    def test_order_on_other_terms_takes_nothing_more(self):
        self.made.payment_term_id = self.env["account.payment.term"].create(
            {"name": "On Christmas"}
        )
        self.assertOrderedApart()

    def test_order_of_yesterday_takes_nothing_more(self):
        self.made._jit_as_engine().jit_approved_at -= timedelta(days=1)
        self.assertOrderedApart()

    def test_order_a_colleague_approved_takes_nothing_of_mine(self):
        colleague = self.make_user("colleague", "purchase.group_purchase_manager")
        self.approve(self.lines[0], colleague)
        self.assertNotEqual(self.lines[0].order_id, self.made)

    def test_request_for_a_price_is_a_request_of_its_own(self):
        self.lines.with_user(self.purchase_manager).action_jit_ask_price()
        self.assertNotIn(self.made, self.lines.order_id)
        self.assertEqual(self.lines.order_id.state, "sent")

    def test_lines_a_class_approves_by_itself_do_not_go_on_a_persons_order(self):
        self.env["jit.approval"]._approve(self.lines, by_itself=True)
        self.assertNotIn(self.made, self.lines.order_id)

    def assertSecondOfUser(self, state, *, margin):
        """The second line a user approves, the limit so far above both together."""
        first, second = self.lines
        self.approve(first, self.purchase_user)
        worth = first.order_id.amount_total + self.order.amount_total
        self.order.company_id.write(
            {
                "po_double_validation": "two_step",
                "po_double_validation_amount": worth + self.made.amount_total + margin,
            }
        )
        self.approve(second, self.purchase_user)
        self.assertEqual(second.state, state)
        return first.order_id, second.order_id

    def test_above_the_limit_the_rest_waits_for_a_second_approval(self):
        first, second = self.assertSecondOfUser("to approve", margin=-1)
        self.assertNotEqual(first, second)
        self.assertEqual(first.state, "purchase")

    def test_below_the_limit_the_rest_is_added_and_all_of_it_held_against_it(self):
        first, second = self.assertSecondOfUser("purchase", margin=1)
        self.assertEqual(first, second)
        self.assertGreaterEqual(first.jit_whole_amount, first.amount_total)

    def test_two_drafts_of_one_vendor_do_not_slip_below_the_limit(self):
        second = self.env["stock.warehouse"].create({"name": "Second", "code": "WH2"})
        rules = self.make_rule_of(second, self.make_bought_products(2))
        self.run_replenishment()
        there = self.draft_lines(rules)
        self.approve(there[0], self.purchase_user)
        earlier = there[0].order_id
        limit = (
            self.order.amount_total + self.made.amount_total + earlier.amount_total + 1
        )
        self.env.company.write(
            {"po_double_validation": "two_step", "po_double_validation_amount": limit}
        )
        both = self.lines | there[1]
        self.approve(both, self.purchase_user)
        orders = both.order_id | earlier | self.made
        ordered = orders.filtered(lambda order: order.state == "purchase")
        self.assertLess(sum(ordered.mapped("amount_total")), limit)
        self.assertIn("to approve", orders.mapped("state"))

    def test_order_whose_mail_waits_for_its_hour_takes_nothing_more(self):
        self.vendor.email = "acme@example.com"
        made = self.made.with_user(self.purchase_manager)
        self.compose(made.action_rfq_send()["context"]).write(
            {"scheduled_date": "2026-03-10 17:00:00"}
        )
        self.composer.action_schedule_message()
        self.assertOrderedApart()

    def test_chased_order_takes_nothing_more(self):
        self.vendor.email = "acme@example.com"
        made = self.made.with_user(self.purchase_manager)
        self.compose(made.action_jit_chase()["context"])._action_send_mail()
        self.assertOrderedApart()

    def test_order_somebody_wrote_to_the_vendor_about_takes_nothing_more(self):
        self.made.with_user(self.purchase_manager).message_post(
            body="It comes on Monday, please",
            partner_ids=self.vendor.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self.assertOrderedApart()

    def compose(self, context):
        composers = self.env["mail.compose.message"].with_user(self.purchase_manager)
        self.composer = composers.with_context(**context).create({})
        return self.composer

    def test_draft_with_a_note_is_an_order_of_its_own(self):
        note = {"display_type": "line_note", "name": "With tail lift", "product_qty": 0}
        self.order.with_user(self.purchase_manager).write(
            {"order_line": [Command.create(note)]}
        )
        self.assertOrderedApart()

    def test_draft_with_the_number_of_an_offer_is_an_order_of_its_own(self):
        self.order.with_user(self.purchase_manager).partner_ref = "OFFER 4711"
        self.assertOrderedApart()

    def test_receipt_somebody_counts_already_takes_nothing_more(self):
        self.made.picking_ids.move_ids.write({"picked": True})
        self.assertOrderedApart()

    def test_many_drafts_are_looked_up_at_once(self):
        drafts = self.order
        for turn in range(3):
            vendor = self.make_vendor(f"Vendor {turn}")
            rule = self.make_rule(self.make_bought_products(1, vendor))
            self.run_replenishment()
            drafts |= self.draft_lines(rule).order_id
        approval = self.env["jit.approval"].with_user(self.purchase_manager)
        self.env.flush_all()
        approval._orders_of_today(drafts)
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            approval._orders_of_today(drafts)
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            approval._orders_of_today(drafts[0])


@tagged("post_install", "-at_install")
class TestApproveJoinForeign(ApproveCommon):
    """A contact of a company that lists its prices in other money: one order a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        currencies = cls.env.ref("base.USD") | cls.env.ref("base.EUR")
        cls.foreign = (currencies - cls.env.company.currency_id)[:1]
        cls.foreign.active = True
        cls.env["res.currency.rate"].create(
            {
                "name": "2026-01-01",
                "rate": 2.0,
                "currency_id": cls.foreign.id,
                "company_id": cls.env.company.id,
            }
        )
        cls.contact = cls.vendor.create(
            {"name": "Sales", "parent_id": cls.vendor.id, "email": "s@example.com"}
        )
        cls.abroad = cls.make_rule(
            cls.make_bought_products(
                2, cls.contact, price=3.0, currency_id=cls.foreign.id
            )
        )

    def setUp(self):
        super().setUp()
        self.first, self.second = self.draft_lines(self.abroad)

    def test_lines_of_the_contact_are_joined_at_their_price_in_its_money(self):
        draft = self.first.order_id
        self.assertEqual(draft, self.second.order_id)
        self.assertEqual(draft.partner_id, self.contact)
        self.assertEqual(draft.currency_id, self.foreign)
        self.approve(self.first)
        self.approve(self.second)
        made = self.first.order_id
        self.assertEqual(self.second.order_id, made)
        self.assertEqual((made.partner_id, made.state), (self.contact, "purchase"))
        self.assertEqual(made.order_line.mapped("price_unit"), [3.0, 3.0])
        self.assertEqual(made.amount_untaxed, 2 * 30 * 3.0)

    def test_quantity_changed_before_it_is_joined_keeps_the_money(self):
        self.approve(self.first)
        self.second.with_user(self.purchase_manager).product_qty = 12
        self.approve(self.second)
        self.assertEqual(self.second.order_id, self.first.order_id)
        self.assertEqual(self.second.price_unit, 3.0)
        self.assertEqual(self.second.currency_id, self.foreign)

    def test_company_and_its_contact_are_written_to_apart(self):
        self.approve(self.every)
        self.approve(self.first)
        self.assertNotEqual(self.first.order_id, self.line.order_id)
        self.assertEqual(self.first.order_id.currency_id, self.foreign)

    def test_one_contact_in_two_kinds_of_money_has_two_orders(self):
        home = self.make_rule(self.make_bought_products(1, self.contact, price=2.0))
        self.run_replenishment()
        line = self.draft_lines(home)
        self.approve(line)
        self.approve(self.first)
        self.assertEqual(line.order_id.partner_id, self.first.order_id.partner_id)
        self.assertNotEqual(line.order_id, self.first.order_id)
        self.assertEqual(line.order_id.currency_id, self.env.company.currency_id)
