from odoo.tests import Form, tagged

from .approve_common import ApproveCommon

VIEW = "jit_replenishment.jit_approve_line_view_list"


@tagged("post_install", "-at_install")
class TestChangedQuantity(ApproveCommon):
    """A quantity changed on the page of approval: price, arrival, name, and the
    vendor's terms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.default_code = "84032B"
        cls.product.seller_ids.write(
            {
                "min_qty": 24,
                "jit_order_multiple": 12,
                "price": 0.95,
                "product_code": "TB84032B",
            }
        )
        for least, price in ((48, 0.91), (96, 0.86)):
            cls.make_offer(
                cls.product,
                min_qty=least,
                price=price,
                jit_order_multiple=12,
                product_code="TB84032B",
            )
        cls.rule.product_max_qty = 120

    def setUp(self):
        # the line of more than one tier comes instead of the usual one
        self.assertOrdered = lambda *args: self.draft_lines(self.rule)
        super().setUp()
        del self.assertOrdered
        self.line = self.assertOrdered(self.rule, 120)
        self.assertEqual(self.line.price_unit, 0.86)

    def save(self, **vals):
        """As the page saves: what followed the change and may be edited goes along."""
        self.line.with_user(self.purchase_manager).web_save(
            vals, {"product_qty": {}, "price_unit": {}}
        )

    def test_lowered_line_takes_the_price_of_its_new_quantity(self):
        self.save(product_qty=60, date_planned="2026-03-25 09:00:00")
        self.assertEqual((self.line.product_qty, self.line.price_unit), (60, 0.91))
        self.assertEqual(str(self.line.date_planned), "2026-03-25 09:00:00")
        self.save(product_qty=108, date_planned="2026-03-26 09:00:00")
        self.assertEqual(self.line.price_unit, 0.86)

    def test_lowered_on_the_page_itself_takes_the_price_of_its_new_quantity(self):
        line = self.line.with_user(self.purchase_manager)
        with Form(line, view="jit_replenishment.jit_approve_line_view_form") as form:
            form.product_qty = 60
        self.assertEqual(self.line.price_unit, 0.91)

    def test_written_quantity_alone_takes_the_price_of_its_tier(self):
        self.line.write({"product_qty": 60})
        self.assertEqual(self.line.price_unit, 0.91)

    def test_discount_written_with_the_quantity_stays(self):
        self.line.write({"product_qty": 60, "discount": 7})
        self.assertEqual((self.line.price_unit, self.line.discount), (0.91, 7))

    def test_price_a_person_typed_stays(self):
        self.line.price_unit = 0.5
        self.save(product_qty=60, date_planned="2026-03-25 09:00:00")
        self.assertEqual(self.line.price_unit, 0.5)
        self.save(product_qty=36, price_unit=0.4, date_planned="2026-03-25 09:00:00")
        self.assertEqual(self.line.price_unit, 0.4)

    def test_arrival_a_person_set_stays(self):
        self.line.date_planned = "2026-04-02 12:00:00"
        line = self.line.with_user(self.purchase_manager)
        with Form(line, view="jit_replenishment.jit_approve_line_view_form") as form:
            form.product_qty = 60
        self.assertEqual(str(self.line.date_planned), "2026-04-02 12:00:00")
        self.assertEqual(self.line.price_unit, 0.91)

    def test_below_the_minimum_price_and_sku_are_those_of_the_smallest_quantity(self):
        self.assertIn("TB84032B", self.line.name)
        self.save(product_qty=10, date_planned="2026-03-25 09:00:00")
        self.assertIn("TB84032B", self.line.name)
        self.assertEqual(self.line.price_unit, 0.95)
        self.save(product_qty=120)
        self.assertIn("TB84032B", self.line.name)
        self.assertEqual(self.line.price_unit, 0.86)

    def test_description_a_person_wrote_stays_below_the_minimum(self):
        self.line.name = "Blue ones"
        self.save(product_qty=10)
        self.assertEqual(self.line.name, "Blue ones")

    def test_against_the_vendors_terms_is_said_on_line_and_before_approval(self):
        self.save(product_qty=10)
        least = "Below the vendor's minimum of 24 Units."
        packs = "Not a multiple of 12 Units, as the vendor sells it."
        wizard = self.env["jit.approve"].create({"line_ids": self.line.ids})
        for said in (self.line.jit_judged, self.line.jit_said, wizard.unusual):
            self.assertIn(least, said)
            self.assertIn(packs, said)
        self.assertFalse(self.line.jit_is_usual)
        self.save(product_qty=30)
        self.assertNotIn("minimum", self.line.jit_said)
        self.assertIn(packs, self.line.jit_said)
        self.save(product_qty=36)
        self.assertNotIn("multiple", self.line.jit_said)

    def test_it_is_said_while_the_quantity_is_typed(self):
        with Form(
            self.line, view="jit_replenishment.jit_approve_line_view_form"
        ) as form:
            form.product_qty = 10
            self.assertIn("minimum of 24 Units", form.jit_judged)

    def test_it_is_said_in_the_unit_of_the_line(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.line.write({"product_uom_id": dozen.id, "product_qty": 1})
        self.assertIn("minimum of 2 Dozens", self.line.jit_said)
        self.assertNotIn("multiple", self.line.jit_said)

    def test_need_that_moved_does_not_hide_it(self):
        self.save(product_qty=10)
        self.set_stock(self.product, 3)
        self.promise(self.product, 100)
        self.run_replenishment()
        self.assertIn("Need is now", self.line.jit_said)
        self.assertIn("Not a multiple of 12 Units", self.line.jit_said)
        # the engine's second line on the order reaches the minimum with it
        self.assertNotIn("minimum", self.line.jit_said)

    def test_queries_do_not_grow_with_the_lines(self):
        products = self.make_bought_products(20, min_qty=24, jit_order_multiple=12)
        self.make_rule(products)
        self.run_replenishment()
        lines = self.env["purchase.order.line"].search(
            [("product_id", "in", products.ids)]
        )
        self.assertEqual(len(lines), 20)
        self.assertAsManyQueries(lambda some: some.mapped("jit_terms_broken"), lines)

    def test_offers_of_changed_lines_are_read_together(self):
        self.make_rule(self.make_bought_products(20, min_qty=24, jit_order_multiple=12))
        self.run_replenishment()
        # whose neighbours are known whatever is forgotten of their order
        lines = self.line.browse(self.order.order_line.ids)
        self.assertGreaterEqual(len(lines), 20)

        def change(some):
            for line in some:
                self.assertTrue(line._jit_own_offers())

        self.assertAsManyQueries(change, lines)


@tagged("post_install", "-at_install")
class TestOfferOfACompany(ApproveCommon):
    """The order goes to a contact; the company lists the price, in its own money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dollar = cls.env.ref("base.USD")
        if cls.dollar == cls.env.company.currency_id:
            cls.dollar = cls.env.ref("base.EUR")
        cls.dollar.active = True
        cls.env["res.currency.rate"].create(
            {
                "name": "2026-01-01",
                "rate": 2.0,
                "currency_id": cls.dollar.id,
                "company_id": cls.env.company.id,
            }
        )
        cls.contact = cls.env["res.partner"].create(
            {
                "name": "Sales",
                "parent_id": cls.vendor.id,
                "email": "sales@example.com",
            }
        )

    def listed(self, *tiers, currency=None):
        """Acme's price list for the product: least quantity and price of each tier."""
        self.product.seller_ids.unlink()
        for least, price in tiers:
            self.make_offer(
                self.product,
                min_qty=least,
                price=price,
                currency_id=(currency or self.env.company.currency_id).id,
            )

    def ordered_at(self, partner, currency=None):
        """The draft as a person would give it to this partner, in this currency."""
        line = self.assertOrdered(self.rule, 30)
        line.order_id.write(
            {
                "partner_id": partner.id,
                "currency_id": (currency or self.env.company.currency_id).id,
            }
        )
        return line

    def test_contact_gets_the_price_of_its_company_for_the_new_quantity(self):
        self.listed((1, 3.0), (20, 2.0))
        line = self.ordered_at(self.contact)
        line.product_qty = 25
        self.assertEqual(line.price_unit, 2.0)
        line.product_qty = 5
        self.assertEqual(line.price_unit, 3.0)

    def test_contact_below_the_minimum_keeps_the_price_of_the_smallest_quantity(self):
        self.listed((24, 3.0), (48, 2.0))
        line = self.ordered_at(self.contact)
        line.product_qty = 10
        self.assertEqual(line.price_unit, 3.0)

    def test_price_in_foreign_money_is_converted_to_that_of_the_order(self):
        self.listed((24, 3.0), (48, 2.0), currency=self.dollar)
        line = self.ordered_at(self.vendor)
        line.product_qty = 50
        self.assertAlmostEqual(line.price_unit, 1.0)
        # below the minimum core knows no price, and ours is in the order's money too
        line.product_qty = 10
        self.assertAlmostEqual(line.price_unit, 1.5)

    def test_order_in_foreign_money_has_prices_in_it(self):
        self.listed((24, 3.0), (48, 2.0), currency=self.dollar)
        line = self.ordered_at(self.vendor, self.dollar)
        line.product_qty = 50
        self.assertAlmostEqual(line.price_unit, 2.0)
        line.product_qty = 10
        self.assertAlmostEqual(line.price_unit, 3.0)

    def test_contact_in_foreign_money_both(self):
        self.listed((24, 3.0), currency=self.dollar)
        line = self.ordered_at(self.contact)
        line.product_qty = 10
        self.assertAlmostEqual(line.price_unit, 1.5)
