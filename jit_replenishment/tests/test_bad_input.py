from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestFigures(JitCommon):
    """Figures nobody can mean are refused in words, and change nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=10, target=30)

    def assertRefused(self, message, vals):
        """Neither this rule takes these values nor is another made of them."""
        with self.assertRaisesRegex(ValidationError, message), self.env.cr.savepoint():
            self.rule.write(vals)
        figures = (self.rule.product_min_qty, self.rule.product_max_qty)
        self.assertEqual(figures, (10, 30))
        figures = {"product_min_qty": 10, "product_max_qty": 30} | vals
        with self.assertRaisesRegex(ValidationError, message), self.env.cr.savepoint():
            self.make_rule(self.make_product("Nut"), **figures)

    def test_lead_time_out_of_all_bounds_is_refused(self):
        offer = self.make_offer(self.make_product())
        for days in (-5, 3_000_000):
            with self.assertRaisesRegex(ValidationError, "lead time"):
                offer.delay = days

    def test_one_odd_date_or_lead_time_closes_no_screen(self):
        self.env.company.partner_id.tz = "Europe/Brussels"
        odd, fine = self.make_rule(), self.make_rule()
        offer = odd.product_id.seller_ids
        self.env.cr.execute(
            "UPDATE product_supplierinfo SET delay = 3000000 WHERE id = %s", offer.ids
        )
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": fine.product_id.id,
                "product_qty": 1,
                "date_planned": "9999-12-31 23:30:00",
            }
        )
        self.env.invalidate_all()
        self.assertEqual((odd | fine).mapped("qty_to_order"), [30, 29])

    def test_product_not_for_purchase_says_so(self):
        rule = self.make_rule()
        rule.product_id.purchase_ok = False
        self.assertEqual(rule.jit_outcome, "to_fix")
        self.assertIn("Tick Purchase", rule.jit_why)

    def test_vendor_terms_that_are_no_numbers_are_refused(self):
        offer = self.make_offer(self.make_product())
        for name in ("min_qty", "price", "jit_order_multiple"):
            for value in (float("nan"), float("inf")):
                with self.subTest(f"{name} {value}"):
                    with self.assertRaisesRegex(ValidationError, "plain number"):
                        offer.write({name: value})
                    with self.assertRaisesRegex(ValidationError, "plain number"):
                        self.make_offer(self.make_product(), **{name: value})

    def test_no_number(self):
        for value in (float("nan"), float("inf"), float("-inf")):
            for name in ("product_min_qty", "product_max_qty"):
                with self.subTest(name=name, value=value):
                    self.assertRefused("must be plain numbers", {name: value})

    def test_negative_reorder_point(self):
        self.assertRefused("cannot be negative", {"product_min_qty": -1})

    def test_negative_target(self):
        self.assertRefused("cannot be negative", {"product_max_qty": -0.01})

    def test_target_below_the_reorder_point(self):
        self.assertRefused("Raise the target", {"product_max_qty": 9.99})

    def test_reorder_point_above_the_target(self):
        self.assertRefused("lower the reorder point", {"product_min_qty": 30.01})

    def test_both_at_once_in_the_wrong_order(self):
        self.assertRefused(
            "target 5.0 is below the reorder point 6.0",
            {"product_min_qty": 6, "product_max_qty": 5},
        )

    def test_target_equal_to_the_reorder_point_is_fine(self):
        self.rule.product_min_qty = 30
        self.assertEqual(self.rule.product_max_qty, 30)

    def test_core_rule_with_odd_figures_is_named_when_it_goes_live(self):
        rule = self.make_rule(self.make_product("Nut"), trigger="auto")
        rule.write({"product_min_qty": -3, "product_max_qty": -1})
        with self.assertRaisesRegex(ValidationError, "Nut: .* cannot be negative"):
            rule.action_jit_go_live()


@tagged("post_install", "-at_install")
class TestPlace(JitCommon):
    def test_place_where_no_own_stock_lies_is_refused(self):
        customers = self.env.ref("stock.stock_location_customers")
        suppliers = self.env.ref("stock.stock_location_suppliers")
        rule = self.make_rule()
        for place in (customers, suppliers, self.warehouse.view_location_id):
            with (
                self.subTest(place=place.name),
                self.assertRaisesRegex(ValidationError, "Choose an internal location"),
                self.env.cr.savepoint(),
            ):
                rule.location_id = place
        self.assertEqual(rule.location_id, self.stock)

    def test_rule_of_core_there_cannot_go_live(self):
        place = self.warehouse.view_location_id
        rule = self.make_rule(trigger="auto", location_id=place.id)
        with self.assertRaisesRegex(ValidationError, "Choose an internal location"):
            rule.action_jit_go_live()


@tagged("post_install", "-at_install")
class TestUntracked(JitCommon):
    def test_rule_for_an_untracked_product_says_to_track_and_count_it(self):
        product = self.make_product(is_storable=False)
        with self.assertRaisesRegex(ValidationError, "Tick Track Inventory"):
            self.make_rule(product)

    def test_tracking_cannot_end_while_a_rule_is_live(self):
        rule = self.make_rule()
        template = rule.product_tmpl_id
        for vals in ({"is_storable": False}, {"type": "service"}):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(ValidationError, "off Just in Time first"),
                self.env.cr.savepoint(),
            ):
                template.write(vals)
        rule.active = False
        with self.assertRaisesRegex(ValidationError, "archived ones too"):
            template.is_storable = False

    def test_tracking_can_end_once_the_rule_is_off(self):
        rule = self.make_rule()
        rule.action_jit_undo()
        rule.product_tmpl_id.is_storable = False
        self.assertFalse(rule.product_tmpl_id.is_storable)


@tagged("post_install", "-at_install")
class TestToFix(JitCommon):
    """What keeps a rule from ordering is told, harms no other rule, closes itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule()
        cls.offer = cls.rule.product_id.seller_ids
        cls.healthy = cls.make_rule()

    def assertToFix(self, message):
        """Only this rule is held back, with a message that says what to do."""
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.assertRegex(self.open_problems(self.rule).message, message)
        self.assertEqual(self.rule.jit_outcome, "to_fix")
        self.assertRegex(self.rule.jit_why, message)
        self.assertOrdered(self.healthy, 30)

    def assertCured(self, quantity=30):
        """Mending it alone lets the rule order and closes the record."""
        problem = self.open_problems(self.rule)
        self.run_replenishment()
        self.assertOrdered(self.rule, quantity)
        self.assertTrue(problem.closed_at)
        self.assertFalse(self.open_problems(self.rule))

    def test_no_vendor(self):
        self.offer.unlink()
        self.assertToFix("Add one with its price on the Purchase tab")
        self.make_offer(self.rule.product_id)
        self.assertCured()

    def test_expired_price(self):
        self.offer.date_end = "2026-03-09"
        self.assertToFix("price of Acme has expired. Move its end date")
        self.offer.date_end = "2026-03-10"
        self.assertCured()

    def test_price_not_valid_yet(self):
        self.offer.date_start = "2026-03-11"
        self.assertToFix("price of Acme is not valid yet. Move its start date")
        self.offer.date_start = "2026-03-10"
        self.assertCured()

    def test_zero_price(self):
        self.offer.price = 0
        self.assertToFix("price of Acme is zero. Enter the price")
        self.offer.price = 2
        self.assertCured()

    def test_price_that_is_all_discount(self):
        self.offer.discount = 100
        self.assertToFix("price of Acme is zero. Enter the price")
        self.offer.discount = 10
        self.assertCured()

    def test_archived_vendor(self):
        vendor = self.make_vendor("Bygone")
        self.offer.partner_id = vendor
        vendor.active = False
        self.assertToFix("Vendor Bygone is archived. Put another vendor first")
        vendor.active = True
        self.assertCured()

    def test_unit_without_conversion(self):
        self.offer.product_uom_id = self.env.ref("uom.product_uom_kgm")
        self.assertToFix("unit of Acme does not convert to Units. Correct the unit")
        self.offer.product_uom_id = self.env.ref("uom.product_uom_unit")
        self.assertCured()

    def test_nothing_buys_for_the_place(self):
        elsewhere = self.stock.copy({"name": "Yard", "location_id": False})
        self.rule.write({"location_id": elsewhere.id})
        self.assertToFix("Nothing supplies this location")
        self.rule.location_id = self.stock
        self.assertCured()

    def test_problem_is_written_once_however_often_it_is_found(self):
        self.offer.price = 0
        self.assertToFix("zero")
        self.rule.action_jit_check_now()
        self.assertToFix("zero")
        self.assertEqual(len(self.open_problems(self.rule)), 1)

    def test_one_problem_after_the_other_closes_the_first(self):
        self.offer.price = 0
        self.assertToFix("zero")
        self.offer.unlink()
        self.assertToFix("Add one")
        self.assertEqual(self.open_problems(self.rule).kind, "no_vendor")

    def test_stock_that_comes_in_closes_the_problem_too(self):
        self.offer.price = 0
        self.assertToFix("zero")
        self.set_stock(self.rule.product_id, 50)
        self.run_replenishment()
        self.assertFalse(self.open_problems(self.rule))
        self.assertNothingOrdered(self.rule)

    def test_rule_that_leaves_just_in_time_has_nothing_to_fix(self):
        self.offer.price = 0
        self.assertToFix("zero")
        self.rule.action_jit_undo()
        self.run_replenishment()
        self.assertFalse(self.open_problems(self.rule))

    def test_archived_rule_has_nothing_to_fix(self):
        self.offer.price = 0
        self.assertToFix("zero")
        self.rule.product_tmpl_id.active = False
        self.assertFalse(self.open_problems(self.rule))

    def test_draft_line_goes_when_its_price_expires(self):
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
        self.offer.date_end = "2026-03-09"
        self.assertToFix("expired")
        self.offer.date_end = False
        self.assertCured()


@tagged("post_install", "-at_install")
class TestArchivedProduct(JitCommon):
    def test_draft_line_of_an_archived_product_goes_and_comes_back(self):
        rule = self.make_rule()
        self.run_replenishment()
        self.assertOrdered(rule, 30)
        rule.product_tmpl_id.active = False
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        rule.product_tmpl_id.active = True
        self.run_replenishment()
        self.assertOrdered(rule, 30)

    def test_variant_archived_alone_is_no_longer_ordered(self):
        rule = self.make_rule()
        rule.product_id.active = False
        self.run_replenishment()
        self.assertNothingOrdered(rule)

    def test_line_a_person_took_survives_the_archiving(self):
        rule = self.make_rule()
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        line.product_qty = 12
        rule.product_tmpl_id.active = False
        self.run_replenishment()
        self.assertEqual(line.product_qty, 12)


@tagged("post_install", "-at_install")
class TestVendorOfAnotherCompany(JitCommon):
    def test_its_price_list_cannot_be_set_on_a_rule(self):
        rule = self.make_rule()
        with self.other_company() as (company, _warehouse):
            foreign = self.make_offer(rule.product_id, company_id=company.id)
        with self.assertRaisesRegex(UserError, "belongs to another company"):
            rule.supplier_id = foreign

    def test_it_is_not_ordered_from(self):
        product = self.make_product()
        rule = self.make_rule(product)
        with self.other_company() as (company, _warehouse):
            vendor = self.make_vendor("Foreign", company_id=company.id)
        self.make_offer(product, vendor, company_id=False)
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        problem = self.env["jit.exception"].search([("orderpoint_id", "=", rule.id)])
        self.assertRegex(problem.message, "Add one with its price")
        self.assertNotIn("Foreign", problem.message)
