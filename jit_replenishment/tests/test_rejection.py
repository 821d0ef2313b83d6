from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import OrderedCommon
from .test_security import UsersCommon


class RejectionCommon(OrderedCommon):
    def rejection(self):
        return self.env["jit.rejection"].search(
            [("orderpoint_id", "=", self.rule.id), ("lifted_at", "=", False)]
        )

    def reject(self, lines, **vals):
        action = lines.action_jit_reject()
        wizards = self.env["jit.reject"].with_context(**action["context"])
        wizard = wizards.create({"reason": "too early"} | vals)
        return wizard.action_reject()["params"]["message"]


@tagged("post_install", "-at_install")
class TestRejection(RejectionCommon):
    """What a person refused is not made again until the day, or until it is lifted."""

    def test_rejected_line_goes_and_stays_away_until_the_day(self):
        self.reject(self.line, until="2026-03-14")
        self.assertFalse(self.line.exists())
        self.assertEqual(self.order.state, "cancel")
        self.promise(self.product, 5)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rule.jit_outcome, "rejected")
        name = self.env.user.name
        said = f"Rejected until 03/14/2026 by {name}: too early."
        self.assertIn(said, self.rule.jit_why)
        with freeze_time("2026-03-13 23:00:00"):
            self.run_sweep()
            self.run_replenishment()
            self.assertNothingOrdered(self.rule)
        with freeze_time("2026-03-14 00:10:00"):
            self.run_sweep()
            self.run_replenishment()
            self.assertOrdered(self.rule, 35)

    def test_who_rejects_skips_or_lifts_is_told_what_holds(self):
        said = self.reject(self.line, until="2026-03-14")
        self.assertEqual(said, "Rejected: 1. Not ordered before 03/14/2026.")
        said = self.rejection().action_lift()["params"]["message"]
        self.assertEqual(said, "Lifted: 1. What is short is ordered within a minute.")
        self.run_replenishment()
        line = self.assertOrdered(self.rule, 30)
        said = self.reject(line, until="2026-03-15", is_skip=True)
        self.assertEqual(said, "Skipped: 1. Not ordered before 03/15/2026.")

    def test_refused_line_comes_back_sooner_where_stock_falls_that_far(self):
        self.set_stock(self.product, 8)
        self.run_replenishment()
        self.reject(self.line, until="2026-03-14", sooner=True, sooner_at=3)
        self.promise(self.product, 4)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertIn(
            "Rejected until 03/14/2026, or until stock falls to 3, by",
            self.rule.jit_why,
        )
        self.promise(self.product, 1)
        self.run_replenishment()
        self.assertOrdered(self.rule, 27)

    def test_lifted_rejection_orders_again(self):
        self.reject(self.line)
        self.run_replenishment()
        rejection = self.rule.jit_rejection_ids
        self.assertEqual(str(rejection.until), "2026-03-17")
        self.assertEqual(
            (rejection.document, rejection.quantity), (self.order.name, 30)
        )
        self.rule.action_jit_lift_rejection()
        self.assertEqual(rejection.lifted_by, self.env.user)
        self.assertFalse(self.rule.jit_rejection_ids)
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_one_rejected_line_leaves_its_neighbours(self):
        other = self.make_rule()
        self.run_replenishment()
        self.reject(self.line)
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(other, 30).order_id, self.order)
        self.assertNothingOrdered(self.rule)

    def test_rejecting_the_order_refuses_all_its_lines(self):
        other = self.make_rule()
        self.run_replenishment()
        action = self.order.action_jit_reject()
        lines = action["context"]["default_line_ids"]
        self.assertEqual(set(lines), set(self.order.order_line.ids))
        self.assertEqual(self.order.order_line.orderpoint_id, self.rule | other)

    def test_day_of_a_rejection_lies_ahead(self):
        with self.assertRaisesRegex(ValidationError, "after today"):
            self.reject(self.line, until="2026-03-10")

    def test_changed_line_can_be_rejected_and_a_persons_own_cannot(self):
        self.line.product_qty = 5
        self.reject(self.line)
        self.run_replenishment()
        self.assertFalse(self.line.exists())
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rule.jit_outcome, "rejected")
        own = self.env["purchase.order.line"].create(
            {"order_id": self.order.id, "product_id": self.product.id}
        )
        with self.assertRaisesRegex(UserError, "Just in Time made"):
            own.action_jit_reject()

    def test_rejecting_says_so_on_the_order_as_deleting_does(self):
        self.reject(self.line, until="2026-03-14")
        message = self.order.message_ids.filtered(lambda m: "03/14/2026" in m.body)
        self.assertIn("Bolt", message.body)
        self.assertIn("too early", message.body)

    def test_deleted_line_stays_away_for_the_companys_days_and_says_so(self):
        with Form(self.order) as form:
            form.order_line.remove(0)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertEqual(str(self.rejection().until), "2026-03-17")
        self.assertEqual(self.order.state, "cancel")
        message = self.order.message_ids.filtered(lambda m: "03/17/2026" in m.body)
        self.assertIn("Bolt", message.body)
        self.assertIn("Rejections", message.body)

    def test_draft_goes_with_the_last_line_that_is_deleted_by_itself(self):
        other = self.make_rule()
        self.run_replenishment()
        self.line.unlink()
        self.assertEqual(self.order.state, "draft")
        self.assertOrdered(other, 30).unlink()
        self.assertEqual((self.order.state, self.order.jit_owned), ("cancel", False))

    def test_draft_stays_where_a_form_brings_another_line_for_the_last(self):
        product = self.make_product("Nut")
        with Form(self.order) as form:
            form.order_line.remove(0)
            with form.order_line.new() as line:
                line.product_id = product
        self.assertEqual((self.order.state, self.order.jit_owned), ("draft", True))

    def test_cancelled_draft_stays_away_for_the_companys_days_and_says_so(self):
        self.env.company.jit_rejection_days = 3
        self.order.button_cancel()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        rejection = self.rejection()
        self.assertEqual(str(rejection.until), "2026-03-13")
        self.assertIn("cancelled", rejection.reason)
        self.assertTrue(
            self.order.message_ids.filtered(lambda m: "03/13/2026" in m.body)
        )

    def test_revived_draft_covers_the_need_and_the_rejection_says_nothing_more(self):
        self.order.button_cancel()
        self.run_replenishment()
        self.order.button_draft()
        self.run_replenishment()
        self.assertFalse(self.order.jit_owned)
        self.assertNothingOrdered(self.rule)
        self.assertEqual(self.rule.jit_outcome, "covered")
        self.assertRegex(
            self.rule.jit_why, rf"Covered by (draft )?{self.order.name}.*, 30 due"
        )
        self.assertNotIn("Rejected", self.rule.jit_why)
        self.order.button_cancel()
        self.run_replenishment()
        self.assertEqual(self.rule.jit_outcome, "rejected")

    def test_without_days_a_deleted_line_comes_back(self):
        self.env.company.jit_rejection_days = 0
        self.line.unlink()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        self.assertFalse(self.rejection())

    def test_days_beyond_the_calendar_and_limits_below_nothing_are_refused(self):
        company = self.env.company
        for vals in (
            {"jit_rejection_days": 2_000_000_000},
            {"jit_rejection_days": -1},
            {"jit_limit_lines": -1},
            {"jit_limit_amount": -0.5},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaises(ValidationError),
                self.env.cr.savepoint(),
            ):
                company.write(vals)
        company.jit_rejection_days = 3650
        self.line.unlink()
        self.assertEqual(str(self.rejection().until), "2036-03-07")

    def test_lines_that_were_confirmed_meanwhile_are_said_not_to_be_rejected(self):
        wizards = self.env["jit.reject"]
        wizard = wizards.create({"reason": "no", "line_ids": self.line.ids})
        self.order.button_confirm()
        with self.assertRaisesRegex(UserError, "Nothing was rejected"):
            wizard.action_reject()

    def test_rejection_says_why(self):
        with self.assertRaisesRegex(ValidationError, "Say why"):
            self.env["jit.reject"].create({"reason": " ", "line_ids": self.line.ids})

    def test_given_back_line_is_no_rejection_and_lifts_one(self):
        # a lowered line is remembered otherwise, and its rest not made
        self.env.company.jit_rejection_days = 0
        self.line.product_qty = 5
        self.run_replenishment()
        self.reject(self.assertOrdered(self.rule, 25))
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.line.action_jit_give_back()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        self.assertFalse(self.rejection())

    def test_deleted_line_of_a_person_brings_the_need_back(self):
        self.line.product_qty = 5
        self.run_replenishment()
        self.line.unlink()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_vendor_that_declines_a_sent_request_leaves_the_need(self):
        self.order.print_quotation()
        self.order.button_cancel()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        self.assertFalse(self.rejection())

    def test_cancelled_confirmed_order_leaves_the_need(self):
        self.order.button_confirm()
        self.order.button_cancel()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_merging_drafts_rejects_nothing(self):
        own = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        (self.order | own).action_merge()
        self.run_replenishment()
        self.assertFalse(self.rejection())

    def test_engine_taking_its_line_away_rejects_nothing(self):
        self.set_stock(self.product, 50)
        self.run_replenishment()
        self.set_stock(self.product, 4)
        self.run_replenishment()
        self.assertOrdered(self.rule, 26)
        self.assertFalse(self.rejection())

    def test_deleting_archiving_and_undoing_a_rule_rejects_nothing(self):
        self.rule.action_jit_undo()
        self.rule.action_jit_go_live()
        self.rule.active = False
        self.run_replenishment()
        self.assertFalse(self.rejection())

    def test_rejected_rule_run_twice_writes_nothing(self):
        self.reject(self.line)
        self.run_replenishment()
        count = len(self.rule.jit_decision_ids)
        self.rule._jit_signal()
        self.run_replenishment()
        self.assertEqual(len(self.rule.jit_decision_ids), count)

    def test_line_that_is_paused_can_still_be_rejected(self):
        self.env["jit.pause"].create({"reason": "stocktake"})
        self.reject(self.line)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)


@tagged("post_install", "-at_install")
class TestRejectionRights(UsersCommon):
    def test_buyer_rejects_and_lifts(self):
        line = self.line.with_user(self.purchase_user)
        action = line.action_jit_reject()
        wizards = self.env["jit.reject"].with_user(self.purchase_user)
        with Form(wizards.with_context(**action["context"])) as form:
            form.reason = "too early"
        form.record.action_reject()
        rejection = self.rule.jit_rejection_ids
        self.assertEqual(rejection.user_id, self.purchase_user)
        rejection.with_user(self.purchase_user).action_lift()
        self.assertEqual(rejection.lifted_by, self.purchase_user)

    def test_buyer_deletes_and_the_rejection_is_theirs(self):
        self.line.with_user(self.purchase_user).unlink()
        self.assertEqual(self.rule.jit_rejection_ids.user_id, self.purchase_user)

    def test_nobody_writes_a_rejection_by_hand(self):
        users = (self.purchase_user | self.purchase_manager) | self.stock_user
        for user in users:
            self.assertMay(user, "jit.rejection", "read")
        self.assertMay(self.employee, "jit.rejection")

    def test_storekeeper_rejects_nothing(self):
        wizards = self.env["jit.reject"].with_user(self.stock_user)
        with self.assertRaises(AccessError):
            wizards.create({"reason": "no", "line_ids": self.line.ids})
        self.assertTrue(self.line.exists())

    def test_storekeeper_does_not_order_what_a_buyer_refused(self):
        self.line.with_user(self.purchase_user).unlink()
        rejection = self.rule.jit_rejection_ids
        storekeeper = self.stock_user
        for refused in (
            rejection.with_user(storekeeper).action_lift,
            self.rule.with_user(storekeeper).action_jit_lift_rejection,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                refused()
        self.assertTrue(rejection.is_open)
