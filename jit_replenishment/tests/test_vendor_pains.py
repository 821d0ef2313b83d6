from datetime import timedelta

from odoo import fields
from odoo.tests import Form, tagged

from .common import TODAY, JitCommon


class VendorPain(JitCommon):
    """A situation in which replenishment is known to buy wrongly, and what is right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product()
        cls.rival = cls.make_vendor("Rival")
        cls.today = fields.Date.to_date(TODAY)

    def day(self, offset):
        return self.today + timedelta(days=offset)

    def assertToFix(self, rule, kind):
        self.assertNothingOrdered(rule)
        self.assertEqual(self.open_problems(rule).mapped("kind"), [kind])

    def make_unit(self, name, factor, of):
        return self.env["uom.uom"].create(
            {"name": name, "relative_factor": factor, "relative_uom_id": of.id}
        )


@tagged("post_install", "-at_install")
class TestWrongVendorOrPrice(VendorPain):
    def test_chosen_vendor_lends_price_and_lead_time_and_no_other(self):
        self.make_offer(self.product, price=1.0, delay=3)
        chosen = self.make_offer(self.product, self.rival, price=5.0, delay=20)
        rule = self.make_rule(self.product, supplier_id=chosen.id)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30, self.rival)
        self.assertEqual(line.price_unit, 5.0)
        self.assertEqual(line.date_planned.date(), self.day(20))

    def test_cheapest_tier_does_not_win_before_its_minimum_is_met(self):
        self.make_offer(self.product, min_qty=1, price=3.0)
        self.make_offer(self.product, min_qty=100, price=1.0)
        rule = self.make_rule(self.product, reorder_point=10, target=25)
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(rule, 25).price_unit, 3.0)

    def test_minimum_above_the_need_neither_changes_vendor_nor_date(self):
        self.make_offer(self.product, min_qty=50, delay=5, sequence=1)
        self.make_offer(self.product, self.rival, delay=1, sequence=2)
        rule = self.make_rule(self.product, reorder_point=10, target=30)
        self.run_replenishment()
        line = self.assertOrdered(rule, 50, self.vendor)
        self.assertEqual(line.date_planned.date(), self.day(5))
        self.assertIn("need 30 → 50 (minimum 50)", line.jit_reason)
        self.assertIn("Not asked: Rival (after it on the price list).", line.jit_reason)

    def test_expired_price_list_orders_nothing_rather_than_at_zero(self):
        offer = self.make_offer(self.product, date_end=self.day(-1))
        rule = self.make_rule(self.product)
        self.run_replenishment()
        self.assertToFix(rule, "offer_expired")
        offer.date_end = self.day(0)
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(rule, 30).price_unit, 2.1)

    def test_line_kept_by_a_person_keeps_its_price_when_the_list_expires(self):
        offer = self.make_offer(self.product)
        rule = self.make_rule(self.product)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        offer.date_end = self.day(-1)
        line.product_qty = 12
        self.assertEqual((line.price_unit, line.product_qty), (2.1, 12))

    def test_setting_a_vendor_orders_none_of_its_minimum_without_demand(self):
        offer = self.make_offer(self.product, min_qty=500)
        rule = self.make_rule(self.product)
        self.set_stock(self.product, 20)
        offer.with_context(orderpoint_id=rule.id).action_set_supplier()
        self.assertEqual(rule.supplier_id, offer)
        self.assertEqual(rule.qty_to_order, 0)
        self.run_replenishment()
        self.assertNothingOrdered(rule)

    def test_setting_a_vendor_on_a_rule_of_core_still_asks_for_its_minimum(self):
        offer = self.make_offer(self.product, min_qty=500)
        rule = self.make_rule(self.product, trigger="manual")
        self.set_stock(self.product, 20)
        offer.with_context(orderpoint_id=rule.id).action_set_supplier()
        self.assertEqual(rule.qty_to_order, 500)

    def test_rule_that_names_one_price_row_buys_from_its_vendor_at_the_tier(self):
        small = self.make_offer(self.product, min_qty=1, price=3.0)
        self.make_offer(self.product, min_qty=20, price=2.0)
        self.make_offer(self.product, self.rival, price=1.0)
        rule = self.make_rule(self.product, supplier_id=small.id)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30, self.vendor)
        self.assertEqual(line.price_unit, 2.0)
        self.assertIn("set on the rule", line.jit_reason)

    def test_archived_vendor_gets_no_request(self):
        self.make_offer(self.product, sequence=1)
        self.make_offer(self.product, self.rival, sequence=2)
        rule = self.make_rule(self.product)
        self.vendor.active = False
        self.run_replenishment()
        self.assertToFix(rule, "vendor_archived")

    def test_archived_product_gets_no_request(self):
        self.make_offer(self.product)
        rule = self.make_rule(self.product)
        self.product.active = False
        self.run_replenishment()
        self.assertNothingOrdered(rule)

    def test_first_price_paid_is_no_price_list_until_somebody_says_so(self):
        self.buy_once(self.product, price=99)
        rule = self.make_rule(self.product)
        self.run_replenishment()
        self.assertToFix(rule, "offer_not_accepted")


@tagged("post_install", "-at_install")
class TestMinimumMultipleAndUnit(VendorPain):
    def test_fractional_batch_is_not_rounded_up_to_a_second_one(self):
        kilogram = self.env.ref("uom.product_uom_kgm")
        batch = self.make_unit("Batch of 361.63 kg", 361.63, kilogram)
        self.product.uom_id = kilogram
        self.make_offer(self.product)
        rule = self.make_rule(self.product, 100, 361.63, replenishment_uom_id=batch.id)
        self.run_replenishment()
        self.assertOrdered(rule, 361.63)

    def test_unit_equal_to_the_multiple_is_ordered_whole(self):
        six = self.make_unit("Six", 6, self.product.uom_id)
        self.make_offer(self.product, product_uom_id=six.id, price=12)
        rule = self.make_rule(self.product, 10, 25, replenishment_uom_id=six.id)
        self.run_replenishment()
        line = self.assertOrdered(rule, 5)
        self.assertEqual((line.product_uom_id, line.price_unit), (six, 12))
        self.assertEqual(line.jit_decision_id.ordered_quantity, 30)

    def test_repeating_decimals_order_one_pack_and_not_a_hair_more(self):
        pack = self.make_unit("Pack of 0.3", 0.3, self.product.uom_id)
        self.make_offer(self.product, product_uom_id=pack.id, jit_order_multiple=1)
        rule = self.make_rule(self.product, reorder_point=0, target=0)
        self.promise(self.product, 0.1)
        self.promise(self.product, 0.2)
        self.run_replenishment()
        self.assertOrdered(rule, 1)

    def test_multiple_passes_the_target_by_less_than_one_multiple(self):
        self.make_offer(self.product)
        ten = self.make_unit("Ten", 10, self.product.uom_id)
        rule = self.make_rule(self.product, 10, 30, replenishment_uom_id=ten.id)
        self.set_stock(self.product, 3)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        self.assertIn("need 27 → 30 (multiple of 10)", line.jit_reason)
        self.set_stock(self.product, 10)
        self.run_replenishment()
        self.assertOrdered(rule, 20)

    def test_vendors_minimum_and_multiple_are_enforced(self):
        self.make_offer(self.product, min_qty=24, jit_order_multiple=12)
        rule = self.make_rule(self.product, reorder_point=10, target=20)
        self.set_stock(self.product, 8)
        self.run_replenishment()
        line = self.assertOrdered(rule, 24)
        self.assertIn("need 12 → 24 (minimum 24, multiple of 12)", line.jit_reason)
        self.promise(self.product, 14)
        self.run_replenishment()
        self.assertOrdered(rule, 36)

    def test_minimum_in_the_vendors_unit_is_one_of_that_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.make_offer(self.product, product_uom_id=dozen.id, min_qty=4, price=20)
        rule = self.make_rule(self.product, reorder_point=10, target=30)
        self.run_replenishment()
        line = self.assertOrdered(rule, 4)
        self.assertEqual(line.jit_decision_id.ordered_quantity, 48)
        self.assertIn("need 30 → 48 (minimum 48, multiple of 12)", line.jit_reason)


@tagged("post_install", "-at_install")
class TestTermsOnTheDraft(VendorPain):
    def test_price_stays_in_the_vendors_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        company = self.env.company
        other = self.env.ref("base.USD")
        self.assertEqual(company.currency_id, other)
        self.env["res.currency.rate"].create(
            {"currency_id": euro.id, "rate": 0.5, "name": self.day(-1)}
        )
        self.make_offer(self.product, price=5.0, currency_id=euro.id)
        rule = self.make_rule(self.product)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        self.assertEqual((line.currency_id, line.price_unit), (euro, 5.0))
        self.assertEqual(line.order_id.amount_untaxed, 150.0)

    def test_quantity_below_the_tier_leaves_a_persons_line_its_price(self):
        self.make_offer(self.product, min_qty=20, price=2.5, discount=10)
        rule = self.make_rule(self.product)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        with Form(line.order_id) as form, form.order_line.edit(0) as edited:
            edited.product_qty = 5
            self.assertEqual(edited.price_unit, 2.5)
        self.assertFalse(line.jit_owned)
        self.assertEqual((line.product_qty, line.price_unit), (5, 2.5))
        self.assertEqual(line.discount, 10)

    def test_price_a_person_typed_stays_theirs(self):
        self.make_offer(self.product, min_qty=20, price=2.5)
        rule = self.make_rule(self.product)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        line.price_unit = 2.2
        line.product_qty = 5
        self.assertEqual(line.price_unit, 2.2)

    def test_persons_line_that_reaches_a_tier_gets_its_price(self):
        self.make_offer(self.product, min_qty=20, price=2.5)
        self.make_offer(self.product, min_qty=100, price=2.0)
        rule = self.make_rule(self.product)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        line.product_qty = 120
        self.assertEqual(line.price_unit, 2.0)

    def test_draft_carries_the_vendors_buyer(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        self.vendor.buyer_id = buyer
        self.make_offer(self.product)
        rule = self.make_rule(self.product)
        self.run_replenishment()
        self.assertEqual(self.assertOrdered(rule, 30).order_id.user_id, buyer)

    def test_grouping_of_requests_by_week_leaves_one_draft_a_vendor(self):
        self.vendor.group_rfq = "week"
        self.vendor.group_on = "5"
        slow = self.make_product("Slow")
        self.make_offer(self.product, delay=2)
        self.make_offer(slow, delay=40)
        rules = self.make_rule(self.product) | self.make_rule(slow)
        self.run_replenishment()
        lines = self.draft_lines(rules)
        self.assertEqual(len(lines.order_id), 1)
        planned = {line.date_planned.date() for line in lines}
        self.assertEqual(planned, {self.day(2), self.day(40)})

    def test_vendor_form_says_that_grouping_does_not_apply(self):
        view = self.env["res.partner"].get_view(view_type="form")
        self.assertIn("Does not apply to Just in Time", view["arch"])
        self.assertIn("jit_order_weekday_ids", view["arch"])
