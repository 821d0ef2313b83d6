from datetime import date

from odoo.tests import tagged

from .choose_common import SuggestedCommon


@tagged("post_install", "-at_install")
class TestSuggestionFaults(SuggestedCommon):
    """Who makes a rule of a product reads what the check found wrong with it."""

    def said(self):
        self.env.invalidate_all()
        return self.row.said

    def test_price_that_is_over_is_worth_knowing(self):
        self.assertFalse(self.row.said)
        self.product.seller_ids.date_end = date(2026, 1, 31)
        self.run_check()
        self.assertIn("All prices of Acme were over on 01/31/2026", self.said())

    def test_fault_set_aside_or_mended_is_not(self):
        self.product.seller_ids.price = 0
        self.run_check()
        self.assertIn("Acme sells it for 0.", self.said())
        self.findings("zero_price").set_aside_on = date(2026, 3, 10)
        self.assertFalse(self.said())
        self.findings("zero_price").set_aside_on = False
        self.product.seller_ids.price = 2
        self.run_check()
        self.assertFalse(self.said())

    def test_one_sku_is_told_of_each_product_that_has_it(self):
        other = self.make_products(1)
        self.make_offer(other, product_code="A-1")
        self.product.seller_ids.product_code = "A-1"
        self.run_check()
        finding = self.findings("same_sku")
        self.assertEqual(len(finding), 1)
        for template in (self.product | other).product_tmpl_id:
            # that of one is kept on the finding, the other among its facts
            finding.product_tmpl_id = template
            self.assertIn("one SKU, A-1, for", self.said())

    def test_fault_of_another_variant_is_not_told(self):
        self.product.seller_ids.price = 0
        self.run_check()
        self.findings("zero_price").product_id = self.make_products(1)
        self.assertFalse(self.said())

    def test_only_the_worst_are_told_and_the_others_counted(self):
        self.product.seller_ids.write({"price": 0, "delay": 0})
        self.run_check()
        self.assertEqual(
            self.said(),
            "Acme sells it for 0. Acme is said to deliver within 0 days.",
        )
        kind = self.findings("zero_price").kind_id
        self.env["jit.finding"].create(
            [
                {
                    "kind_id": kind.id,
                    "company_id": self.env.company.id,
                    "key": str(number),
                    "product_tmpl_id": self.product.product_tmpl_id.id,
                    "partner_id": self.vendor.id,
                    "facts": {},
                }
                for number in range(3)
            ]
        )
        self.assertIn("3 more faults.", self.said())

    def test_typed_figures_do_not_hide_a_fault(self):
        self.row.reorder_point = 7
        self.row.target_stock = 70
        self.product.seller_ids.price = 0
        self.run_check()
        self.assertEqual(self.said(), "Typed by hand. Acme sells it for 0.")

    def test_as_many_queries_for_many(self):
        products = self.make_bought_products(20)
        products.seller_ids.price = 0
        rows = self.env["jit.rule.suggestion"].create(
            [
                {
                    "product_id": product.id,
                    "warehouse_id": self.warehouse.id,
                    "company_id": self.env.company.id,
                }
                for product in products
            ]
        )
        self.run_check()
        rows.write({"state": "ready"})

        def read(some):
            for each in some:
                self.assertIn("sells it for 0", each.said)

        self.assertAsManyQueries(read, rows)
