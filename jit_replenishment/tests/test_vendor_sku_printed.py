from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestVendorSkuOnTheOrder(JitCommon):
    """The vendor reads its own SKU once on every line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bolt = cls.make_product("Bolt", default_code="OUR-1")
        cls.offer = cls.make_offer(cls.bolt, product_code="QX-100", min_qty=10)

    def _order(self, quantity=20, **vals):
        return self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "order_line": [
                    (
                        0,
                        0,
                        {"product_id": self.bolt.id, "product_qty": quantity} | vals,
                    )
                ],
            }
        )

    def _assert_printed_once(self, order, sku="QX-100"):
        for report in ("report_purchaseorder", "report_purchasequotation"):
            html, _kind = self.env["ir.actions.report"]._render_qweb_html(
                f"purchase.{report}", order.ids
            )
            self.assertEqual(html.decode().count(sku), 1, report)

    def test_description_that_has_the_sku_is_not_doubled(self):
        order = self._order()
        self.assertEqual(order.order_line.name, "[QX-100] Bolt")
        self._assert_printed_once(order)

    def test_below_the_vendors_minimum_the_sku_is_printed_beside(self):
        order = self._order()
        order.order_line.product_qty = 1
        self.assertNotIn("QX-100", order.order_line.name)
        self.assertEqual(order.order_line.jit_vendor_sku, "QX-100")
        self._assert_printed_once(order)

    def test_sku_entered_after_the_line_is_printed_beside(self):
        self.offer.product_code = False
        order = self._order()
        self.offer.product_code = "QX-100"
        self._assert_printed_once(order)

    def test_description_written_by_hand_keeps_the_sku(self):
        self._assert_printed_once(self._order(name="the long one"))
        self._assert_printed_once(self._order(name="QX-100: the long one"))

    def test_short_sku_inside_another_word_does_not_count_as_printed(self):
        self.offer.product_code = "77"
        line = self._order(name="Bolt 77mm").order_line
        self.assertEqual(line._jit_sku_to_print(), "77")
        line.name = "[77] Bolt 77mm"
        self.assertFalse(line._jit_sku_to_print())

    def test_line_without_a_sku_prints_none(self):
        self.offer.product_code = False
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "purchase.report_purchaseorder", self._order().ids
        )
        self.assertNotIn("jit_vendor_sku", html.decode())

    def test_tier_that_sets_the_price_names_the_line(self):
        self.make_offer(self.bolt, product_code="QX-PALLET", min_qty=100, price=2)
        self.assertEqual(self._order(50).order_line.jit_vendor_sku, "QX-100")
        pallet = self._order(100)
        self.assertEqual(pallet.order_line.jit_vendor_sku, "QX-PALLET")
        self._assert_printed_once(pallet, "QX-PALLET")

    def test_draft_of_the_engine_prints_the_sku_once(self):
        rule = self.make_rule(self.bolt, reorder_point=10, target=30)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30, self.vendor)
        self.assertEqual(line.jit_vendor_sku, "QX-100")
        self._assert_printed_once(line.order_id)
