from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestVendorSkuDuplicates(JitCommon):
    """One SKU of a vendor names one product."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bolt = cls.make_product("Bolt")
        cls.nut = cls.make_product("Nut")
        cls.first = cls.make_offer(cls.bolt, product_code="QX-100")

    def _refuse(self, company=None):
        (company or self.env.company).jit_refuse_duplicate_sku = True

    def _duplicate(self, **vals):
        return self.make_offer(self.nut, **{"product_code": "QX-100"} | vals)

    def _listed(self):
        return self.env["product.supplierinfo"].search([("jit_same_sku", "!=", False)])

    def test_duplicate_is_saved_and_both_lines_say_so(self):
        second = self._duplicate()
        self.assertEqual(second.jit_same_sku, "Bolt")
        self.assertEqual(self.first.jit_same_sku, "Nut")
        self.assertEqual(self._listed(), self.first | second)
        opened = second.action_jit_open_same_sku()["domain"]
        self.assertEqual(opened, [("id", "in", (second | self.first).ids)])

    def test_form_warns_before_saving_and_names_the_other_product(self):
        offer = self.env["product.supplierinfo"].new(
            {
                "partner_id": self.vendor.id,
                "product_tmpl_id": self.nut.product_tmpl_id.id,
                "product_code": "qx-100 ",
            }
        )
        warning = offer._onchange_jit_same_sku()["warning"]["message"]
        self.assertIn("Bolt", warning)
        self.assertIn("Acme", warning)

    def test_form_is_silent_about_a_sku_of_ones_own(self):
        offer = self.env["product.supplierinfo"].new(
            {"partner_id": self.vendor.id, "product_code": "QX-101"}
        )
        self.assertIsNone(offer._onchange_jit_same_sku())

    def test_product_form_takes_a_sku_with_its_warning(self):
        with (
            self.assertLogs("odoo.tests.form.onchange", "WARNING") as log,
            Form(self.nut.product_tmpl_id) as form,
            form.seller_ids.new() as line,
        ):
            line.partner_id = self.vendor
            line.product_code = "QX-100"
        self.assertIn("Bolt", log.output[0])
        self.assertEqual(self.nut.seller_ids.jit_same_sku, "Bolt")

    def test_refused_where_the_company_says_so_naming_the_other(self):
        self._refuse()
        with self.assertRaisesRegex(ValidationError, "Nut: Acme .*QX-100 for Bolt"):
            self._duplicate()

    def test_case_and_blanks_make_no_other_sku(self):
        self._refuse()
        for code in ("qx-100", " QX-100", "QX-100\t", "\u00a0Qx-100 "):
            with self.assertRaises(ValidationError):
                self._duplicate(product_code=code)

    def test_blanks_around_a_sku_are_not_kept(self):
        offer = self._duplicate(product_code=" N-1\u00a0")
        self.assertEqual(offer.product_code, "N-1")
        offer.product_code = "  "
        self.assertFalse(offer.product_code)

    def test_price_tiers_and_variants_share_a_sku(self):
        self._refuse()
        tier = self.make_offer(self.bolt, product_code="QX-100", min_qty=100)
        own = self.make_offer(self.bolt, product_code="QX-100", product_id=self.bolt.id)
        self.assertFalse((tier | own | self.first).filtered("jit_same_sku"))

    def test_lines_without_a_sku_never_collide(self):
        self._refuse()
        self.assertFalse(self._duplicate(product_code=False).jit_same_sku)
        self.assertFalse(self._duplicate(product_code=" ").jit_same_sku)

    def test_two_vendors_may_use_the_same_sku(self):
        self._refuse()
        rival = self.make_vendor("Rival")
        self.assertFalse(self._duplicate(partner_id=rival.id).jit_same_sku)

    def test_contacts_of_one_vendor_are_one_vendor(self):
        self._refuse()
        contact = self.make_vendor("Clerk", parent_id=self.vendor.id)
        with self.assertRaises(ValidationError):
            self._duplicate(partner_id=contact.id)

    def test_each_company_has_its_own_skus_a_shared_line_is_in_all(self):
        self._refuse()
        with self.other_company() as (company, _warehouse):
            self._refuse(company)
            self.assertFalse(self._duplicate(company_id=company.id).jit_same_sku)
            with self.assertRaises(ValidationError):
                self._duplicate(company_id=False)

    def test_setting_of_the_lines_own_company_counts(self):
        with self.other_company() as (company, _warehouse):
            self._refuse(company)
            second = self._duplicate()
            self.assertTrue(second.jit_same_sku)
            third = self._duplicate(company_id=company.id, product_code="QX-7")
            with self.assertRaises(ValidationError):
                self.make_offer(self.bolt, company_id=company.id, product_code="QX-7")
            self.assertFalse(third.jit_same_sku)

    def test_products_of_other_companies_are_not_told(self):
        with self.other_company() as (company, _warehouse):
            self.first.company_id = company
            self.env.flush_all()
            buyer = new_test_user(
                self.env, "sku_boss", "purchase.group_purchase_manager"
            )
            second = self._duplicate(company_id=False).with_user(buyer)
            self.assertFalse(second.jit_same_sku)
            listed = second.search([("jit_same_sku", "!=", False)])
            self.assertFalse(listed)

    def test_archived_product_gives_its_sku_free(self):
        self._refuse()
        self.bolt.product_tmpl_id.active = False
        second = self._duplicate()
        self.assertFalse(second.jit_same_sku)
        self.bolt.product_tmpl_id.active = True
        self.env.invalidate_all()
        self.assertEqual(second.jit_same_sku, "Bolt")

    def test_old_duplicates_stand_in_no_ones_way(self):
        second = self._duplicate()
        self._refuse()
        second.write({"price": 5, "delay": 3})
        second.write({"product_code": "qx-100", "partner_id": self.vendor.id})
        (second | self.first).write({"product_code": "QX-100"})
        second.product_tmpl_id.write({"seller_ids": [(1, second.id, {"min_qty": 2})]})
        self.assertEqual(self._listed(), self.first | second)

    def test_a_line_moved_onto_a_taken_sku_is_refused(self):
        self._refuse()
        rival = self.make_vendor("Rival")
        for vals in (
            {"product_code": "QX-101"},
            {"partner_id": rival.id},
            {"product_tmpl_id": self.bolt.product_tmpl_id.id, "product_id": False},
        ):
            offer = self._duplicate(**vals)
            back = {
                "product_code": "QX-100",
                "partner_id": self.vendor.id,
                "product_tmpl_id": self.nut.product_tmpl_id.id,
                "product_id": self.nut.id,
            }
            with self.assertRaises(ValidationError):
                offer.write({name: back[name] for name in vals})
            offer.unlink()

    def test_two_new_lines_of_one_import_collide_with_each_other(self):
        self._refuse()
        result = self._import(
            [("Acme", "Bolt", "I-1"), ("Acme", "Nut", "I-2"), ("Acme", "Nut", "i-1")]
        )
        self.assertFalse(result["ids"])
        self.assertIn("Bolt", str(result["messages"]))
        allowed = self._import([("Acme", "Bolt", "I-1"), ("Acme", "Nut", "I-2")])
        self.assertEqual(len(allowed["ids"]), 2)

    def _import(self, rows):
        columns = ["partner_id", "product_tmpl_id", "product_code"]
        return self.env["product.supplierinfo"].load(columns, rows)

    def test_settings_page_keeps_the_choice(self):
        settings = self.env["res.config.settings"].create(
            {"jit_refuse_duplicate_sku": True}
        )
        settings.execute()
        self.assertTrue(self.env.company.jit_refuse_duplicate_sku)

    def test_checks_cost_the_same_queries_for_one_line_and_two_hundred(self):
        self._refuse()
        self.assertEqual(self._extra_queries(1, "A"), self._extra_queries(200, "B"))

    def _extra_queries(self, count, prefix):
        """What saving, showing and finding duplicates of ``count`` lines asks."""
        products = self.env["product.product"].create(
            [{"name": f"{prefix}{n}", "is_storable": True} for n in range(count)]
        )
        vendor = self.make_vendor(prefix)
        offers = self.env["product.supplierinfo"].create(
            [
                {
                    "partner_id": vendor.id,
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "product_code": f"{prefix}-{product.id}",
                }
                for product in products
            ]
        )

        def work():
            offers._jit_check_skus()
            offers.mapped("jit_same_sku")
            products.mapped("jit_vendor_skus")
            self._listed()

        return self.queries_of(work)
