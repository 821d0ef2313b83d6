from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestVendorSkuSearch(JitCommon):
    """Whoever buys finds a product by what any vendor calls it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rival = cls.make_vendor("Rival")
        cls.bolt = cls.make_product("Bolt")
        cls.make_offer(cls.bolt, product_code="QX-100")

    def _found(self, name, model="product.product", **context):
        """Ids that the drop-down offers, best first."""
        limit = context.pop("limit", 8)
        records = self.env[model].with_context(**context)
        return [row[0] for row in records.name_search(name, limit=limit)]

    def test_drop_down_finds_a_product_by_any_vendors_sku(self):
        for typed in ("QX-100", "qx-100", " QX-100 ", "x-10"):
            self.assertEqual(self._found(typed), self.bolt.ids, typed)

    def test_drop_down_finds_a_template_by_any_vendors_sku(self):
        template = self.bolt.product_tmpl_id
        for typed in ("QX-100", "x-10"):
            self.assertEqual(self._found(typed, "product.template"), template.ids)

    def test_template_drop_down_limited_to_some_templates_finds_by_sku(self):
        template = self.bolt.product_tmpl_id
        found = self.env["product.template"].name_search(
            "qx-100", [("id", "in", template.ids)]
        )
        self.assertEqual([row[0] for row in found], template.ids)

    def test_line_of_another_vendors_order_finds_by_sku_too(self):
        found = self._found("QX-100", partner_id=self.rival.id)
        self.assertEqual(found, self.bolt.ids)

    def test_the_orders_vendor_goes_before_other_vendors(self):
        nut = self.make_product("A nut")
        self.make_offer(nut, self.rival, product_code="QX-100")
        as_rival = self._found("QX-100", partner_id=self.rival.id)
        as_acme = self._found("QX-100", partner_id=self.vendor.id)
        self.assertEqual(as_rival, [nut.id, self.bolt.id])
        self.assertEqual(as_acme, [self.bolt.id, nut.id])

    def test_the_company_behind_the_orders_contact_is_its_vendor(self):
        contact = self.make_vendor("Clerk", parent_id=self.rival.id)
        nut = self.make_product("A nut")
        self.make_offer(nut, self.rival, product_code="QX-100")
        found = self._found("QX-100", partner_id=contact.id)
        self.assertEqual(found, [nut.id, self.bolt.id])

    def test_exact_sku_goes_before_skus_and_names_that_contain_it(self):
        longer = self.make_product("A screw")
        self.make_offer(longer, product_code="QX-1001")
        named = self.make_product("A washer for QX-100")
        found = self._found("QX-100")
        self.assertEqual(found, [self.bolt.id, named.id, longer.id])

    def test_exact_sku_is_offered_even_if_names_fill_the_drop_down(self):
        named = self.make_product("A washer for QX-100")
        self.assertEqual(self._found("QX-100", limit=1), self.bolt.ids)
        self.assertEqual(self._found("QX-10", limit=1), named.ids)

    def test_own_reference_goes_before_another_vendors_sku(self):
        own = self.make_product("Zinc rod", default_code="QX-100")
        self.assertEqual(self._found("QX-100"), [own.id, self.bolt.id])

    def test_import_of_our_own_reference_is_not_made_ambiguous(self):
        own = self.make_product("Zinc rod", default_code="QX-100")
        for record in own, own.product_tmpl_id:
            found = record.name_search("QX-100", operator="=")
            self.assertEqual([row[0] for row in found], record.ids)

    def test_import_of_a_printed_line_finds_the_product(self):
        found = self.env["product.product"].name_search("[QX-100] Bolt", operator="=")
        self.assertEqual([row[0] for row in found], self.bolt.ids)

    def test_every_answer_of_core_is_still_there(self):
        named = self.make_product("Bolt of QX")
        coded = self.make_product("Nut", default_code="AQX")
        self.make_offer(coded, product_code="QX")
        found = self._found("qx", limit=None)
        self.assertEqual(found, [coded.id, named.id, self.bolt.id])

    def test_scanned_barcode_still_gives_one_answer(self):
        rod = self.make_product("Rod", barcode="QX-10")
        self.assertEqual(self._found("QX-10"), rod.ids)

    def test_percent_and_underscore_in_an_exact_sku_are_plain_characters(self):
        odd = self.make_product("Odd")
        self.make_offer(odd, product_code="Q_-1%0")
        found = self.env["product.product"].name_search("Q_-1%0", operator="=")
        self.assertEqual([row[0] for row in found], odd.ids)

    def test_a_search_for_what_does_not_match_stays_cores(self):
        nut = self.make_product("Nut")
        self.make_offer(nut, product_code="QX-7")
        shown = (self.bolt | nut).search([("display_name", "not ilike", "Bolt")])
        self.assertIn(nut, shown)
        self.assertNotIn(self.bolt, shown)

    def test_sku_of_one_variant_finds_that_variant_alone(self):
        small, large = self._two_variants()
        self.make_offer(small, product_id=small.id, product_code="V-S")
        self.make_offer(small, product_code="V-ALL")
        self.assertEqual(self._found("V-S"), small.ids)
        self.assertEqual(set(self._found("V-ALL")), {small.id, large.id})
        self.assertEqual(small.jit_vendor_skus, "V-S, V-ALL")
        self.assertEqual(large.jit_vendor_skus, "V-ALL")

    def test_product_lists_search_by_vendor_sku(self):
        nut = self.make_product("Nut")
        for named, unnamed in (
            (self.bolt, nut),
            (self.bolt.product_tmpl_id, nut.product_tmpl_id),
        ):
            domain = [("id", "in", (named | unnamed).ids)]
            for operator, value, expected in (
                ("ilike", "x-10", named),
                ("=", "qx-100", named),
                ("=", "x-10", named.browse()),
                ("=", False, unnamed),
                ("!=", False, named),
                ("not ilike", "x-10", unnamed),
            ):
                found = named.search([*domain, ("jit_vendor_skus", operator, value)])
                self.assertEqual(found, expected, (operator, value))

    def test_orders_are_found_by_the_sku_of_their_own_vendor(self):
        mine = self._order(self.vendor)
        theirs = self._order(self.rival)
        orders = self.env["purchase.order"].search(
            [("order_line.jit_vendor_sku", "ilike", "qx-1")]
        )
        self.assertIn(mine, orders)
        self.assertNotIn(theirs, orders)

    def test_rules_are_found_by_vendor_sku_whoever_runs_them(self):
        rule = self.make_rule(self.bolt)
        other = self.make_product("Nut")
        self.make_offer(other, product_code="N-1")
        manual = self.make_rule(other, trigger="manual")
        rules = self.env["stock.warehouse.orderpoint"]
        self.assertEqual(rules.search([("jit_vendor_sku", "ilike", "qx-1")]), rule)
        self.assertEqual(rules.search([("product_id", "ilike", "N-1")]), manual)
        self.assertEqual(manual.jit_vendor_sku, "N-1")
        self.assertEqual(rule.jit_vendor_sku, "QX-100")

    def test_another_companys_price_list_finds_nothing(self):
        with self.other_company() as (company, _warehouse):
            self.bolt.seller_ids.company_id = company
            self.env.flush_all()
            buyer = new_test_user(
                self.env, "sku_buyer", "purchase.group_purchase_user"
            )
            products = self.env["product.product"].with_user(buyer)
            self.assertFalse(products.name_search("QX-100"))
            self.assertFalse(products.search([("display_name", "=", "QX-100")]))
            self.assertFalse(products.search([("jit_vendor_skus", "=", "QX-100")]))
            self.assertFalse(products.browse(self.bolt.id).jit_vendor_skus)

    def test_the_orders_company_counts_though_both_are_open(self):
        with self.other_company() as (company, _warehouse):
            self.bolt.seller_ids.company_id = company
            both = [self.env.company.id, company.id]
            for asked, found in ((company, self.bolt.ids), (self.env.company, [])):
                context = {"allowed_company_ids": both, "company_id": asked.id}
                self.assertEqual(self._found("QX-100", **context), found)

    def test_whoever_may_not_read_price_lists_finds_what_core_finds(self):
        guest = new_test_user(self.env, "sku_guest", "base.group_portal")
        finder = self.env["jit.vendor.sku"].with_user(guest)
        found = [(7, "Seven")]
        answer = finder._name_search(
            self.env["product.product"].with_user(guest),
            found,
            "QX-100",
            [],
            "ilike",
            8,
        )
        self.assertEqual(answer, found)

    def test_drop_down_asks_as_often_for_two_hundred_answers_as_for_one(self):
        self.assertEqual(self._queries("ONE-"), self._queries("MANY-", offers=200))

    def _queries(self, prefix, offers=1):
        for number in range(offers):
            product = self.make_product(f"{prefix.lower()}p{number}")
            self.make_offer(product, product_code=f"{prefix}{number}")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        found = self._found(prefix, limit=None, partner_id=self.vendor.id)
        self.assertEqual(len(found), offers)
        return self.env.cr.sql_log_count - before

    def _order(self, vendor):
        return self.env["purchase.order"].create(
            {
                "partner_id": vendor.id,
                "order_line": [
                    (0, 0, {"product_id": self.bolt.id, "product_qty": 1})
                ],
            }
        )

    def _two_variants(self):
        size = self.env["product.attribute"].create(
            {
                "name": "Size",
                "value_ids": [(0, 0, {"name": "S"}), (0, 0, {"name": "L"})],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Glove",
                "is_storable": True,
                "attribute_line_ids": [
                    (
                        0,
                        0,
                        {
                            "attribute_id": size.id,
                            "value_ids": [(6, 0, size.value_ids.ids)],
                        },
                    )
                ],
            }
        )
        return template.product_variant_ids


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
        own = self.make_offer(
            self.bolt, product_code="QX-100", product_id=self.bolt.id
        )
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
                self.make_offer(
                    self.bolt, company_id=company.id, product_code="QX-7"
                )
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
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        offers._jit_check_skus()
        offers.mapped("jit_same_sku")
        products.mapped("jit_vendor_skus")
        self._listed()
        return self.env.cr.sql_log_count - before


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
