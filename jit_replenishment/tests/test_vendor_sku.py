from odoo.tests import new_test_user, tagged

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
            buyer = new_test_user(self.env, "sku_buyer", "purchase.group_purchase_user")
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
        answer = finder._ranked_names(
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
        products = self.make_bought_products(offers)
        for number, offer in enumerate(products.seller_ids):
            offer.product_code = f"{prefix}{number}"

        def find():
            found = self._found(prefix, limit=None, partner_id=self.vendor.id)
            self.assertEqual(len(found), offers)

        return self.queries_of(find)

    def _order(self, vendor):
        return self.env["purchase.order"].create(
            {
                "partner_id": vendor.id,
                "order_line": [(0, 0, {"product_id": self.bolt.id, "product_qty": 1})],
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
