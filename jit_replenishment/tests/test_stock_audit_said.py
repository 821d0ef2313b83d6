from odoo.tests import tagged

from .test_stock_audit import AuditCommon


@tagged("post_install", "-at_install")
class TestAuditSaid(AuditCommon):
    """The line above the stock tells of money, not of faults."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.jit_holding_rate = 0.2
        cls.buyer = cls.make_user(
            "buyer",
            "purchase.group_purchase_user",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    def line(self, user=None, companies=None):
        audits = self.env["jit.stock.audit"].with_user(user or self.buyer)
        audits = audits.with_context(
            allowed_company_ids=(companies or self.company).ids
        )
        parts = audits.read_parts()["parts"]
        return parts, [part["text"] for part in parts]

    def test_products_value_excess_dead_and_cost_are_said(self):
        """Fifty that sell ten a year, at 4 each; five that nobody ever bought."""
        sells = self.make_goods("Sells", 50)
        self.shop.deliver(sells, 10, 30)
        self.make_goods("Dead", 5)
        self.run_check()
        on_hand = self.audit(sells).on_hand
        value = 4 * (on_hand + 5)
        parts, texts = self.line()
        self.assertIn("Counted", texts[0])
        self.assertNotIn("fault", " ".join(texts))
        currency = self.company.currency_id.symbol
        for text, words in zip(
            texts[1:],
            (
                f"2 products in stock, {currency}\xa0{value:,.0f}",
                f"lasts {value * 365 / 40:,.0f} days",
                f"{4 * (on_hand - 10 + 5):,.0f} in excess",
                f"1 products dead, {currency}\xa020",
                f"{value * 0.2:,.0f} a year, at 20 %",
            ),
            strict=True,
        ):
            self.assertIn(words, text)
        self.assertEqual(parts[4]["level"], "danger")
        self.assertIn("Settings > Purchase > Just in Time", parts[-1]["tip"])
        self.assertFalse(parts[-1]["action"])

    def test_who_may_set_the_rate_is_led_there(self):
        self.run_check()
        admin = self.make_user(
            "admin too",
            "base.group_system",
            "purchase.group_purchase_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        parts, _texts = self.line(admin)
        self.assertTrue(self.env.ref(parts[-1]["action"]))

    def test_another_rate_costs_another_sum_at_once(self):
        self.make_goods(on_hand=100)
        self.run_check()
        self.company.jit_holding_rate = 0.125
        _parts, texts = self.line()
        self.assertIn("50 a year, at 12.5 %", texts[-1])

    def test_nothing_in_stock_is_said_without_a_warning(self):
        self.run_check()
        parts, texts = self.line()
        self.assertIn("0 products in stock", texts[1])
        self.assertNotIn("danger", [part["level"] for part in parts])
        self.assertNotIn("lasts", " ".join(texts))

    def test_nothing_counted_yet_says_what_to_do(self):
        self.env["jit.check"].search([]).sudo().write({"checked_at": False})
        _parts, texts = self.line()
        self.assertEqual(texts, ["Nothing was counted yet: choose Check Now."])

    def test_each_company_has_its_own_sums_and_a_storekeeper_none(self):
        self.make_goods(on_hand=100)
        self.run_check()
        self.buyer.company_ids |= self.env.company
        _parts, texts = self.line(companies=self.company | self.env.company)
        named = [text for text in texts if "products in stock" in text]
        self.assertEqual(len(named), 2)
        self.assertIn("Audited: 1 products in stock", " ".join(named))
        keeper = self.make_user("keeper", "stock.group_stock_user")
        audits = self.env["jit.stock.audit"].with_user(keeper)
        self.assertEqual(audits.read_parts(), {"parts": [], "pending": False})

    def test_check_that_failed_is_told_with_its_cause(self):
        self.make_goods(on_hand=100)
        self.run_check()
        check = self.env["jit.check"].search([("company_id", "=", self.company.id)])
        check.sudo().write({"failed_at": check.checked_at, "failure": "No space left"})
        parts, texts = self.line()
        self.assertIn("could not be checked", " ".join(texts))
        self.assertIn("No space left", [part.get("tip") for part in parts])
