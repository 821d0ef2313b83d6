from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .approve_common import ApproveCommon


class SaidCommon(ApproveCommon):
    def setUp(self):
        super().setUp()
        for line in self.every:
            self.bought_before(line.product_id, 30, 30)
        self.every.invalidate_recordset()

    def open(self, action, **vals):
        wizards = self.env[action["res_model"]].with_user(self.purchase_manager)
        return wizards.with_context(**action["context"]).create(vals)

    def ask_usual(self, *shown, **known):
        lines = self.env["purchase.order.line"].with_user(self.purchase_manager)
        shown_ids = [line.id for line in shown]
        lines = lines.with_context(jit_shown_ids=shown_ids, **known)
        return self.open(lines.action_jit_ask_usual())


@tagged("post_install", "-at_install")
class TestWhatIsAsked(SaidCommon):
    """The dialog says which goods, how much money, and what nobody has seen yet."""

    def test_usual_lines_that_came_meanwhile_are_named_and_not_taken(self):
        wizard = self.ask_usual(self.line, self.lines[0])
        self.assertEqual(wizard.line_ids, self.line | self.lines[0])
        self.assertEqual(wizard.came, 1)
        wizard.action_approve()
        self.assertEqual(self.lines[1].state, "draft")

    def test_usual_lines_of_folded_groups_did_not_come_and_are_not_taken(self):
        folded = [["id", "=", self.lines[1].id]]
        wizard = self.ask_usual(self.line, jit_folded_domain=folded)
        self.assertEqual((wizard.line_ids, wizard.came), (self.line, 1))
        folded = ["|", *folded, ["id", "=", self.lines[0].id]]
        wizard = self.ask_usual(self.line, jit_folded_domain=folded)
        self.assertEqual((wizard.line_ids, wizard.came), (self.line, 0))

    def test_usual_lines_that_are_all_folded_are_said_to_be_so(self):
        folded = [["id", "in", self.every.ids]]
        with self.assertRaisesRegex(UserError, "in folded groups, of Acme. Unfold"):
            self.ask_usual(jit_folded_domain=folded)

    def test_usual_lines_that_all_came_meanwhile_are_not_called_folded(self):
        with self.assertRaisesRegex(UserError, "No line is usual just now"):
            self.ask_usual(jit_folded_domain=[["id", "=", 0]])

    @mute_logger("odoo.sql_db")
    def test_filter_that_is_none_is_refused_in_words(self):
        nonsense = (
            "x",
            7,
            True,
            {"a": 1},
            ["x"],
            ["|"],
            [["id", "=", 1], "&"],
            [["no_such_field", "=", 1]],
            [["order_id.no_such_field", "=", 1]],
            [["id", "no such operator", 1]],
            [["id", "in", [{"a": 1}]]],
            [["id", "=", "x"]],
            [["date_planned", ">", "2026-99-99"]],
            [[1, 2, 3]],
            [None],
        )
        taken = []
        for name in ("jit_folded_domain", "active_domain"):
            for value in nonsense:
                try:
                    self.ask_usual(self.line, **{name: value})
                    taken.append((name, value))
                except UserError as error:
                    self.assertIn("is not a filter", str(error))
        self.assertEqual(taken, [])

    def test_all_that_were_shown_are_taken_and_none_came(self):
        wizard = self.ask_usual(*self.every)
        self.assertEqual((wizard.line_ids, wizard.came), (self.every, 0))

    def test_ticked_usual_lines_are_taken_alone(self):
        line = self.line.with_user(self.purchase_manager)
        line = line.with_context(jit_shown_ids=self.every.ids)
        self.assertEqual(self.open(line.action_jit_ask_usual()).line_ids, line)

    def test_dialog_names_products_quantities_and_all_the_money_before_taxes(self):
        wizard = self.open(self.every.action_jit_ask())
        self.assertIn("Bolt (30 Units)", wizard.said)
        self.assertEqual(wizard.total, "3 lines, $\xa0189.00 before taxes")

    def test_notice_names_the_money_the_dialog_named(self):
        self.line.tax_ids = self.env["account.tax"].search(
            [("type_tax_use", "=", "purchase"), ("amount", ">", 0)], limit=1
        )
        said = self.said(self.approve(self.line))
        self.assertIn("(Acme, $\xa063.00 before taxes)", said)

    def test_need_that_is_none_any_more_stands_in_the_dialog(self):
        self.line.product_qty = 31
        self.set_stock(self.product, 100)
        self.run_replenishment()
        wizard = self.open(self.line.action_jit_ask())
        self.assertIn("Bolt: Need is now 0 Units.", wizard.unusual)

    def test_skipping_is_called_so(self):
        self.assertTrue(self.open(self.line.action_jit_skip()).is_skip)
        rejecting = self.open(self.lines.action_jit_reject(), reason="no")
        self.assertFalse(rejecting.is_skip)

    def test_usual_quantity_is_told_in_the_lines_unit(self):
        self.line.write(
            {
                "product_uom_id": self.env.ref("uom.product_uom_dozen").id,
                "product_qty": 10,
            }
        )
        self.line.invalidate_recordset()
        self.assertIn("4.0 times the usual 2.5 Dozens.", self.line.jit_unusual)
        self.assertIn("2.5 Dozens on", self.line.jit_last_purchase)

    def test_who_chose_another_vendor_is_named_or_it_was_you(self):
        self.make_offer(self.product, self.beta, price=3.3, delay=5)
        self.line.with_user(self.purchase_manager).action_jit_buy_from(self.beta.id)
        mine = self.line.with_user(self.purchase_manager).jit_unusual
        self.assertIn("You chose another vendor.", mine)
        theirs = self.line.with_user(self.purchase_user).jit_unusual
        self.assertIn("head of buying chose another vendor.", theirs)

    def test_other_vendors_are_other_than_the_present_one(self):
        self.make_offer(self.product, self.beta, price=3.3, delay=5)
        form = Form(
            self.env["jit.other.vendor"].with_context(default_line_ids=self.line.ids)
        )
        self.assertEqual(form.other_ids[:], self.beta)

    def other_vendor(self, lines):
        context = lines.with_user(self.purchase_user).action_jit_other_vendor()
        pages = self.env["jit.other.vendor"].with_user(self.purchase_user)
        return pages.with_context(**context["context"])

    def test_only_other_vendor_is_chosen_already_and_the_product_is_named(self):
        self.make_offer(self.product, self.beta, price=3.3, delay=5)
        page = Form(self.other_vendor(self.line))
        self.assertEqual(page.partner_id, self.beta)
        self.assertEqual(page.concerns, self.product.display_name)
        self.make_offer(self.product, self.make_vendor("Gamma"), price=3, delay=5)
        self.assertFalse(Form(self.other_vendor(self.line)).partner_id)

    def test_nobody_else_sells_it_and_the_product_is_offered(self):
        over = {"date_end": "2026-01-01"}
        self.make_offer(self.product, self.beta, price=3.3, delay=5, **over)
        page = self.other_vendor(self.line).new({})
        self.assertFalse(page.other_ids | page.partner_id)
        opened = page.action_open_product()
        self.assertEqual(opened["res_id"], self.product.id)

    def test_seller_of_one_of_two_products_is_no_vendor_of_both(self):
        other = self.make_rule()
        self.run_replenishment()
        lines = self.line | self.draft_lines(other)
        self.make_offer(self.product, self.beta, price=3.3, delay=5)
        self.assertFalse(self.other_vendor(lines).new({}).other_ids)
        self.make_offer(other.product_id, self.beta, price=3.3, delay=5)
        self.assertEqual(self.other_vendor(lines).new({}).other_ids._origin, self.beta)


@tagged("post_install", "-at_install")
class TestWhatIsSentIsSaid(SaidCommon):
    """Whoever sends is told what goes out and what does not, and what to do."""

    def notice(self, action):
        return action["params"]["type"], action["params"]["message"]

    def test_approved_and_not_sent_is_a_warning_that_names_the_order(self):
        line = self.line.with_user(self.purchase_manager)
        kind, said = self.notice(line.action_jit_approve_and_send())
        self.assertEqual(kind, "warning")
        self.assertIn(f"Not sent: {line.order_id.name} (Acme).", said)
        self.assertIn("has no e-mail address", said)
        self.assertIn("mark it as sent", said)

    def test_send_says_what_goes_out(self):
        self.vendor.email = "acme@example.com"
        self.approve(self.line)
        order = self.line.order_id.with_user(self.purchase_manager)
        kind, said = self.notice(order.action_jit_send())
        self.assertEqual(kind, "success")
        self.assertIn(f"Being sent now: {order.name} (Acme).", said)

    def test_send_without_an_address_is_a_warning(self):
        self.approve(self.line)
        kind, said = self.notice(self.line.order_id.action_jit_send())
        self.assertEqual(kind, "warning")
        self.assertNotIn("Being sent", said)

    def test_approver_is_told_of_what_fails_later(self):
        self.vendor.email = "acme@example.com"
        line = self.line.with_user(self.purchase_manager)
        line.action_jit_approve_and_send()
        orders, users = (
            self.env.registry["purchase.order"],
            self.env.registry["res.users"],
        )
        told = []
        with (
            patch.object(orders, "action_rfq_send", side_effect=ValueError("No PDF")),
            patch.object(users, "_bus_send", lambda to, *args: told.append((to, args))),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
            self.enter_registry_test_mode(),
        ):
            self.env.ref("jit_replenishment.ir_cron_send").method_direct_trigger()
        ((to, (kind, notice)),) = told
        self.assertEqual((to.id, kind), (self.purchase_manager.id, "jit_notification"))
        self.assertEqual(notice["type"], "warning")
        self.assertIn("No PDF", notice["message"])
