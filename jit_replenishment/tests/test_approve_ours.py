from ast import literal_eval

from lxml import etree

from odoo.tests import tagged

from .approve_common import ApproveCommon


@tagged("post_install", "-at_install")
class TestConfirmOnceMore(ApproveCommon):
    """The button of the order's page asks where the need has moved; no other does."""

    def confirm(self):
        return self.order.with_user(self.purchase_user).action_jit_confirm()

    def test_need_that_stands_is_confirmed_at_once(self):
        self.confirm()
        self.assertEqual(self.order.state, "purchase")

    def test_need_that_moved_is_named_and_confirmed_when_asked_again(self):
        self.promise(self.product, 15)
        action = self.confirm()
        self.assertEqual(self.order.state, "draft")
        wizards = self.env["jit.confirm"].with_user(self.purchase_user)
        wizard = wizards.with_context(**action["context"]).create({})
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
