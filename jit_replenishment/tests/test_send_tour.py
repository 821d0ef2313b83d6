from odoo.tests import tagged

from .morning_common import MorningCase


@tagged("post_install", "-at_install")
class TestOrdersToSendOnAPhone(MorningCase):
    """Cards tell what the list tells, and send."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_person("jit_sends", "purchase.group_purchase_manager")
        tax = cls.env["account.tax"].create(
            {"name": "A quarter", "amount": 25, "type_tax_use": "purchase"}
        )
        cls.products.supplier_taxes_id = tax

    def test_card_says_why_it_was_not_sent_and_has_the_buttons_of_the_list(self):
        bolts = self.lines["Hex Bolt M6"].with_user(self.manager)
        bolts.action_jit_approve_and_send()
        self.assertEqual(bolts.order_id.jit_send_state, "failed")
        # 40 at 2.00, and a quarter of tax
        self.assertEqual(bolts.order_id.amount_total, 100)
        self.start_tour(
            "/odoo/orders-to-send", "jit_unsent_on_a_phone", login=self.manager.login
        )
        self.env.invalidate_all()
        self.assertEqual(bolts.order_id.jit_send_state, "sent")

    def test_card_of_what_nobody_has_sent_sends_it(self):
        self.acme.email = "acme@example.com"
        bolts = self.lines["Hex Bolt M6"].with_user(self.manager)
        bolts.action_jit_approve()
        self.start_tour(
            "/odoo/orders-to-send", "jit_send_on_a_phone", login=self.manager.login
        )
        self.env.invalidate_all()
        self.assertEqual(bolts.order_id.jit_send_state, "queued")
