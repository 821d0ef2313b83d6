from ast import literal_eval

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestConfirmOnceMore(ApproveCommon):
    """The button of the order's page asks where the need has moved; no other does."""

    def confirm(self):
        return self.order.with_user(self.purchase_user).action_jit_confirm()

    def question(self, action):
        self.assertEqual(action["res_model"], "jit.confirm")
        questions = self.env["jit.confirm"].with_user(self.purchase_user)
        return questions.browse(action["res_id"])

    def asked(self):
        """The question about a need of 45, where the draft says 30."""
        self.promise(self.product, 15)
        return self.question(self.confirm())

    def assertAskedAgain(self, question, sentence):
        again = self.question(question.action_confirm())
        self.assertEqual(self.order.state, "draft")
        self.assertIn(sentence, again.changed)
        return again

    def test_needs_are_read_once_for_the_question_and_once_for_its_answer(self):
        self.promise(self.product, 15)
        with self.assertNeedsRead(1):
            question = self.question(self.confirm())
        self.line.product_qty = 99
        self.env.flush_all()
        with self.assertNeedsRead(1):
            self.assertAskedAgain(question, "Bolt: 99 Units, it was 30 Units.")

    def test_question_costs_as_many_queries_for_twenty_lines_as_for_one(self):
        rules = self.make_rule(self.make_bought_products(20))
        self.run_replenishment()
        for product in rules.product_id:
            self.promise(product, 15)
        lines = self.draft_lines(rules)
        questions = self.env["jit.approval"]

        def ask(some):
            wishes = some.orderpoint_id._jit_wishes()
            stale = questions._stale(some, wishes)
            self.assertEqual(stale, some)
            self.env["jit.confirm"]._ask(some.order_id, stale, wishes, "")

        self.assertAsManyQueries(ask, lines)

    def test_quantity_typed_after_the_question_is_asked_about_again(self):
        question = self.asked()
        self.line.product_qty = 99
        again = self.assertAskedAgain(question, "Bolt: 99 Units, it was 30 Units.")
        again.action_confirm()
        self.assertEqual((self.order.state, self.line.product_qty), ("purchase", 99))

    def test_quantity_the_engine_brought_up_meanwhile_is_asked_about_again(self):
        question = self.asked()
        self.run_replenishment()
        again = self.assertAskedAgain(question, "Bolt: 45 Units, it was 30 Units.")
        self.assertFalse(again.said)

    def test_lines_added_and_taken_off_meanwhile_are_asked_about_again(self):
        question = self.asked()
        nut = self.make_product("Nut")
        self.order.order_line.create(
            {"order_id": self.order.id, "product_id": nut.id, "product_qty": 3}
        )
        gone = self.lines[0].product_id.display_name
        self.lines[0].unlink()
        again = self.assertAskedAgain(question, "Nut, 3 Units, was added.")
        self.assertIn(f"{gone} was taken off.", again.changed)

    def test_price_or_vendor_changed_meanwhile_is_asked_about_again(self):
        question = self.asked()
        self.lines[0].price_unit = 9
        question = self.assertAskedAgain(question, "has another price.")
        self.order.partner_id = self.beta
        self.assertAskedAgain(question, "The vendor is Beta now.")

    def test_discount_day_or_currency_changed_meanwhile_is_asked_about_again(self):
        question = self.asked()
        self.lines[0].discount = 5
        question = self.assertAskedAgain(question, "has another discount.")
        self.lines[0].date_planned = "2026-06-01 12:00:00"
        question = self.assertAskedAgain(question, "is planned for another day.")
        other = self.env["res.currency"].create({"name": "XJT", "symbol": "x"})
        self.order.currency_id = other
        self.assertAskedAgain(question, "The currency is XJT now.")

    def test_need_that_moved_once_more_is_asked_about_again(self):
        question = self.asked()
        self.promise(self.product, 40)
        self.assertAskedAgain(question, "85 Units needed now, it was 45 Units.")

    def test_another_need_that_moved_meanwhile_is_asked_about(self):
        question = self.asked()
        self.promise(self.lines[0].product_id, 30)
        again = self.question(question.action_confirm())
        self.assertEqual(self.order.state, "draft")
        self.assertIn("60 Units needed now", again.said)

    def test_somebody_who_was_faster_is_named(self):
        question = self.asked()
        self.order.with_user(self.purchase_manager).button_confirm()
        with self.assertRaisesRegex(UserError, "approved by head of buying"):
            question.action_confirm()

    def test_what_a_client_says_was_asked_is_not_believed(self):
        self.promise(self.product, 15)
        questions = self.env["jit.confirm"].with_user(self.purchase_user)
        question = questions.create(
            {"order_id": self.order.id, "line_ids": self.line.ids, "asked": {"no": 1}}
        )
        self.assertIn("30 Units on the draft", question.said)

    def test_need_that_stands_is_confirmed_at_once(self):
        self.confirm()
        self.assertEqual(self.order.state, "purchase")

    def test_need_that_moved_is_named_and_confirmed_when_asked_again(self):
        self.promise(self.product, 15)
        action = self.confirm()
        self.assertEqual(self.order.state, "draft")
        wizard = self.question(action)
        self.assertEqual(
            wizard.said, "Bolt: 30 Units on the draft, 45 Units needed now."
        )
        wizard.action_confirm()
        self.assertEqual(self.order.state, "purchase")
        self.assertEqual(self.order.jit_approved_by_id, self.purchase_user)

    def test_other_callers_confirm_as_ever(self):
        self.promise(self.product, 15)
        self.assertTrue(self.order.with_user(self.purchase_user).button_confirm())
        self.assertEqual(self.order.state, "purchase")

    def test_page_has_one_button_to_confirm(self):
        arch = etree.fromstring(self.order.get_view(view_type="form")["arch"])
        (cores,) = arch.xpath("//button[@id='draft_confirm']")
        (ours,) = arch.xpath("//button[@name='action_jit_confirm']")
        self.assertIn("or (jit_waits)", cores.get("invisible"))
        self.assertIn("not jit_waits or", ours.get("invisible"))


@tagged("post_install", "-at_install")
class TestOursEverywhere(ApproveCommon):
    """Approve, Draft Orders and Today mean the same by a draft of ours."""

    def everywhere(self):
        """Orders each page shows."""
        orders = self.env["purchase.order"]
        waiting = self.env.ref("jit_replenishment.jit_approve_line_action")
        lines = self.env["purchase.order.line"].search(self.domain(waiting))
        drafts = self.env.ref("jit_replenishment.jit_draft_order_action")
        return (
            lines.order_id,
            orders.search(self.domain(drafts)),
            orders.search([("jit_today", "=", "to_approve")]),
        )

    def domain(self, action):
        return literal_eval(action.domain)

    def assertShown(self, orders):
        for shown in self.everywhere():
            self.assertEqual(shown & (self.order | orders), orders)

    def test_untouched_draft(self):
        self.assertShown(self.order)
        self.assertTrue(self.order.jit_waits)

    def test_draft_whose_header_a_person_changed(self):
        self.order.user_id = self.purchase_user
        self.order.date_order = "2026-03-10 12:00:00"
        self.assertFalse(self.order.jit_owned)
        self.assertShown(self.order)
        self.assertNotEqual(self.order.jit_today, "late")

    def test_draft_released_with_all_rules_and_live_again(self):
        rules = self.rule | self.others
        rules.action_jit_undo()
        self.assertShown(self.order.browse())
        rules.write({"trigger": "jit"})
        self.assertShown(self.order)

    def test_confirmed_order(self):
        self.order.button_confirm()
        self.assertShown(self.order.browse())
