from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .today_common import TodayCommon


@tagged("post_install", "-at_install")
class TestBuyElsewhere(TodayCommon):
    """What another vendor would bring, when and for how much, and a request to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rival = cls.make_vendor("Rival")

    def late(self, **offer):
        rule, order = self.late_rule(promised=6)
        terms = {"delay": 3, "price": 3.5, "min_qty": 10, "product_code": "RV-9"}
        terms["sequence"] = 9
        self.make_offer(rule.product_id, self.rival, **terms | offer)
        return rule, order

    def rivals(self, wizard):
        return wizard.line_ids.filtered(lambda line: line.partner_id == self.rival)

    def ask(self, rule, user=None):
        action = rule.with_user(user or self.buyer).action_jit_buy_elsewhere()
        wizard = self.env[action["res_model"]].with_user(user or self.buyer)
        return wizard.browse(action["res_id"])

    def test_offers_tell_price_minimum_and_arrival_of_others(self):
        rule, _order = self.late()
        wizard = self.ask(rule)
        # 6 promised, 2 there
        self.assertEqual(wizard.quantity, 4)
        line = self.rivals(wizard)
        self.assertEqual(wizard.line_ids.filtered("is_usual").partner_id, self.vendor)
        self.assertFalse(line.is_usual)
        self.assertEqual(
            (line.vendor_sku, line.quantity, line.minimum, line.price),
            ("RV-9", 10, 10, 3.5),
        )
        self.assertEqual(str(line.arrives_on), "2026-03-13")
        self.assertEqual(str(wizard.back_on), "2026-03-17")

    def test_request_is_the_buyers_and_counts_as_on_its_way(self):
        rule, _order = self.late()
        action = self.rivals(self.ask(rule)).action_request()
        order = self.env["purchase.order"].browse(action["res_id"])
        self.assertEqual(order.partner_id, self.rival)
        self.assertEqual(order.user_id, self.buyer)
        self.assertFalse(order.jit_owned)
        line = order.order_line
        self.assertEqual((line.product_qty, line.price_unit), (10, 3.5))
        self.assertEqual(str(line.date_planned.date()), "2026-03-13")
        self.env.invalidate_all()
        self.assertIn(order.name, rule.jit_why)

    def test_button_pressed_twice_asks_once(self):
        rule, _order = self.late()
        line = self.rivals(self.ask(rule))
        order = self.env["purchase.order"].browse(line.action_request()["res_id"])
        with self.assertRaisesRegex(UserError, f"{order.name} asks for it already"):
            line.action_request()

    def test_own_draft_of_the_engine_follows_the_request(self):
        rule = self.make_rule()
        self.make_offer(rule.product_id, self.rival, delay=2, sequence=9)
        self.run_replenishment()
        self.assertOrdered(rule, 30)
        wizard = self.ask(rule)
        self.assertEqual(wizard.quantity, 30)
        self.rivals(wizard).action_request()
        self.run_replenishment()
        self.assertNothingOrdered(rule)

    def test_more_is_needed_and_each_offer_follows(self):
        rule, _order = self.late(jit_order_multiple=10)
        wizard = self.ask(rule)
        wizard.quantity = 13
        self.assertEqual(self.rivals(wizard).quantity, 20)

    def test_offer_that_is_over_says_why_and_cannot_be_asked(self):
        rule, _order = self.late(date_end="2026-01-01")
        line = self.rivals(self.ask(rule))
        self.assertIn("Rival", line.fault)
        with self.assertRaises(UserError):
            line.action_request()

    def test_nothing_needed_is_refused(self):
        rule, _order = self.late(min_qty=0)
        wizard = self.ask(rule)
        wizard.quantity = 0
        with self.assertRaisesRegex(UserError, "more than nothing"):
            self.rivals(wizard).action_request()

    def test_product_without_vendor_shows_no_offer(self):
        rule = self.make_rule(self.make_product())
        self.assertFalse(self.ask(rule).line_ids)

    def test_product_of_its_usual_vendor_alone_has_no_other_and_opens(self):
        rule, _order = self.late_rule()
        wizard = self.ask(rule)
        self.assertEqual(wizard.line_ids.partner_id, self.vendor)
        self.assertFalse(wizard.has_others)
        opened = wizard.action_open_product()
        self.assertEqual(opened["res_id"], rule.product_id.id)
        self.make_offer(rule.product_id, self.rival, delay=3, sequence=9)
        self.assertTrue(self.ask(rule).has_others)

    def test_storekeeper_may_not_see_prices(self):
        rule, _order = self.late()
        wizard = self.ask(rule)
        keeper = self.make_user("Stan", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            self.ask(rule, keeper)
        with self.assertRaises(AccessError):
            wizard.line_ids.with_user(keeper).read(["price"])

    def test_rule_of_another_company_is_out_of_reach(self):
        with self.other_company() as (_company, warehouse):
            product = self.make_bought_products(1, company_id=False)
            rule = self.make_rule_of(warehouse, product)
            with self.assertRaises(AccessError):
                self.ask(rule)
