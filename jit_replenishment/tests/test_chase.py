from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged

from .today_common import IN_A_WEEK, TOMORROW, USER, YESTERDAY, TodayCommon


class ChaseCommon(TodayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vendor.email = "sales@acme.example"

    def chase(self, order, user=None):
        """Press the button, and Send in what it opens."""
        order = order.with_user(user or self.buyer)
        action = order.action_jit_chase()
        composer = self.env[action["res_model"]].with_user(user or self.buyer)
        form = Form(composer.with_context(**action["context"]))
        sent = form.save()
        sent.action_send_mail()
        return action


@tagged("post_install", "-at_install")
class TestChase(ChaseCommon):
    """A vendor who is late is written to, and the order tells that it was."""

    def test_mail_names_order_sku_product_quantity_and_day(self):
        rule, order = self.late_rule()
        self.chase(order)
        message = order.message_ids[:1]
        self.assertIn(order.name, message.subject)
        for text in (
            order.name,
            "AC-1",
            rule.product_id.name,
            "40",
            "03/17/2026",
            "on which day they will arrive",
        ):
            self.assertIn(text, message.body)
        self.assertEqual(message.partner_ids, self.vendor)

    def test_vendor_reads_it_in_its_own_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.vendor.lang = "fr_FR"
        template = self.env.ref("jit_replenishment.mail_template_chase")
        template.with_context(lang="fr_FR").subject = "Quand arrive {{ object.name }} ?"
        _rule, order = self.late_rule()
        self.chase(order)
        self.assertEqual(order.message_ids[:1].subject, f"Quand arrive {order.name} ?")

    def test_chase_that_no_mail_server_took_counts_as_none(self):
        _rule, order = self.late_rule()
        self.chase(order)
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", order.message_ids[:1].id)]
        )
        mail._postprocess_sent_message([], [], "Connection refused", "mail_smtp")
        self.assertFalse(order.jit_chased_at)
        self.assertEqual(self.rows("running_out")[0]["button"]["label"], "Chase...")

    def test_order_tells_who_chased_it_and_today_says_so(self):
        _rule, order = self.late_rule()
        self.assertEqual(self.rows("running_out")[0]["button"]["label"], "Chase...")
        self.chase(order)
        self.assertEqual(order.jit_chased_by_id, self.buyer)
        self.assertTrue(order.jit_chased_at)
        button = self.rows("running_out")[0]["button"]
        self.assertEqual(button["label"], "Chase Again...")
        self.assertIn("Bea wrote to the vendor today", button["tip"])

    def test_second_mail_of_a_day_says_that_there_was_one(self):
        _rule, order = self.late_rule()
        first = self.chase(order)
        self.assertNotIn("Again", first["name"])
        again = order.with_user(self.buyer).action_jit_chase()
        self.assertEqual(again["name"], f"Chase {order.name} Again: Bea did so today")

    def test_only_what_is_late_is_asked_for(self):
        products = self.make_bought_products(2)
        self.make_rule(products)
        self.set_stock(products[0], 100)
        self.set_stock(products[1], 100)
        order = self.order(products[0], 5, YESTERDAY)
        order.write(
            {
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": products[1].id,
                            "product_qty": 7,
                            "date_planned": f"{IN_A_WEEK} 12:00:00",
                        },
                    )
                ]
            }
        )
        self.assertEqual(order.jit_chase_line_ids.product_id, products[0])
        self.chase(order)
        self.assertNotIn("Part 1", order.message_ids[:1].body)

    def test_received_part_is_not_asked_for_again(self):
        product = self.make_bought_products(1)
        self.make_rule(product)
        order = self.order(product, 5, YESTERDAY)
        order.picking_ids.move_ids.write({"quantity": 2, "picked": True})
        order.picking_ids.with_context(skip_backorder=True)._action_done()
        self.assertEqual(order.jit_chase_line_ids.jit_awaited_quantity, 3)

    def test_vendor_without_address_is_refused_and_its_page_is_a_click_away(
        self,
    ):
        _rule, order = self.late_rule()
        for address in (False, "acme at example"):
            self.vendor.email = address
            with self.assertRaisesRegex(RedirectWarning, "e-mail") as refusal:
                order.with_user(self.buyer).action_jit_chase()
            message, action, button = refusal.exception.args[:3]
            self.assertIn("Acme", message)
            self.assertIn("Acme", button)
            self.assertEqual(
                (action["res_model"], action["res_id"]), ("res.partner", self.vendor.id)
            )
            self.assertFalse(order.jit_chased_at)

    def test_who_has_no_address_is_led_to_their_preferences(self):
        _rule, order = self.late_rule()
        self.buyer.email = False
        with self.assertRaisesRegex(RedirectWarning, "preferences") as refusal:
            order.with_user(self.buyer).action_jit_chase()
        action = refusal.exception.args[1]
        self.assertEqual(
            (action["res_model"], action["res_id"]), ("res.users", self.buyer.id)
        )

    def test_mail_that_did_not_go_out_does_not_count_and_says_so(self):
        _rule, order = self.late_rule()
        self.chase(order)
        order.jit_chase_message_id.notification_ids.write(
            {"notification_status": "exception", "failure_reason": "no server"}
        )
        (row,) = self.rows("running_out")
        self.assertEqual(row["button"]["label"], "Chase...")
        self.assertIn("did not reach the vendor", row["note"])
        again = order.with_user(self.buyer).action_jit_chase()
        self.assertEqual(again["name"], f"Chase {order.name}")
        self.chase(order)
        (row,) = self.rows("running_out")
        self.assertEqual(row["button"]["label"], "Chase Again...")
        self.assertNotIn("did not reach", row["note"])

    def test_mail_to_nobody_is_refused_and_nobody_counts_as_chased(self):
        _rule, order = self.late_rule()
        action = order.with_user(self.buyer).action_jit_chase()
        composer = self.env[action["res_model"]].with_user(self.buyer)
        form = Form(composer.with_context(**action["context"]))
        form.partner_ids.clear()
        with self.assertRaisesRegex(UserError, "recipient"):
            form.save().action_send_mail()
        self.assertFalse(order.jit_chased_at)

    def test_mail_reaches_the_vendor_s_address(self):
        _rule, order = self.late_rule()
        self.chase(order)
        mails = (
            self.env["mail.mail"]
            .sudo()
            .search([("model", "=", "purchase.order"), ("res_id", "=", order.id)])
        )
        notice = order.message_ids[:1].notification_ids.filtered(
            lambda each: each.res_partner_id == self.vendor
        )
        self.assertEqual(notice.notification_type, "email")
        self.assertTrue(mails or notice.notification_status in ("sent", "process"))

    def test_draft_that_was_never_sent_cannot_be_chased(self):
        order = self.order(self.make_product(), 5, TOMORROW, confirm=False)
        with self.assertRaisesRegex(UserError, "send or confirm it"):
            order.with_user(self.buyer).action_jit_chase()

    def test_who_may_not_write_orders_may_not_chase(self):
        _rule, order = self.late_rule()
        for name, group in (("Rita", USER), ("Stan", "stock.group_stock_manager")):
            with self.assertRaises(AccessError):
                order.with_user(self.make_user(name, group)).action_jit_chase()

    def test_copy_of_a_chased_order_was_not_chased(self):
        _rule, order = self.late_rule()
        self.chase(order)
        self.assertFalse(order.copy().jit_chased_at)
