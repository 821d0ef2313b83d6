from odoo.fields import Command
from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestDraftOrders(JitCommon):
    """A dip becomes one complete draft line."""

    def test_dip_to_the_reorder_point_orders_up_to_target(self):
        rule = self.make_rule(reorder_point=10, target=30)
        self.set_stock(rule.product_id, 10)
        self.run_replenishment()
        line = self.assertOrdered(rule, 20, self.vendor)
        self.assertEqual(line.price_unit, 2.1)
        self.assertEqual(str(line.date_planned), "2026-03-24 12:00:00")
        self.assertEqual(line.location_final_id, self.stock)
        self.assertEqual(line.order_id.picking_type_id, self.warehouse.in_type_id)

    def test_stock_above_the_reorder_point_orders_nothing(self):
        rule = self.make_rule(reorder_point=10, target=30)
        self.set_stock(rule.product_id, 10.01)
        self.run_replenishment()
        self.assertNothingOrdered(rule)

    def test_reason_names_every_step(self):
        product = self.make_product()
        self.make_offer(product, min_qty=20, jit_order_multiple=10)
        rule = self.make_rule(product, reorder_point=10, target=30)
        self.set_stock(product, 6)
        self.promise(product, 2)
        self.run_replenishment()
        line = self.assertOrdered(rule, 30)
        self.assertEqual(
            line.jit_reason,
            "On hand 6 + incoming 0 - promised 2 = 4, at or below reorder point 10. "
            "Target 30 → need 26 → 30 (minimum 20, multiple of 10). "
            "Vendor Acme: preferred, 14 days, $ 2.10.".replace("$ ", "$\xa0"),
        )

    def test_lines_of_one_vendor_share_one_draft(self):
        rules = self.make_rule() | self.make_rule()
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(rules)), 2)
        self.assertEqual(len(self.draft_lines(rules).order_id), 1)

    def test_vendors_get_a_draft_each(self):
        bolt, nut = self.make_product("Bolt"), self.make_product("Nut")
        self.make_offer(bolt)
        self.make_offer(nut, self.make_vendor("Bolts & Co"))
        rules = self.make_rule(bolt) | self.make_rule(nut)
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(rules).order_id), 2)

    def test_currencies_of_one_vendor_get_a_draft_each(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        bolt, nut = self.make_product("Bolt"), self.make_product("Nut")
        self.make_offer(bolt)
        self.make_offer(nut, currency_id=euro.id)
        rules = self.make_rule(bolt) | self.make_rule(nut)
        self.run_replenishment()
        orders = self.draft_lines(rules).order_id
        self.assertEqual(orders.currency_id, self.env.company.currency_id | euro)
        self.assertEqual(len(orders), 2)

    def test_warehouses_get_a_draft_each(self):
        second = self.env["stock.warehouse"].create({"name": "North", "code": "NO"})
        product = self.make_product()
        self.make_offer(product)
        rules = self.make_rule(product) | self.make_rule(
            product, location_id=second.lot_stock_id.id, warehouse_id=second.id
        )
        self.run_replenishment()
        orders = self.draft_lines(rules).order_id
        self.assertEqual(
            orders.picking_type_id, self.warehouse.in_type_id | second.in_type_id
        )

    def test_draft_carries_the_vendors_buyer_and_terms(self):
        buyer = self.env.ref("base.user_admin")
        terms = self.env.ref("account.account_payment_term_30days")
        self.vendor.buyer_id = buyer
        self.vendor.property_supplier_payment_term_id = terms
        rule = self.make_rule()
        self.run_replenishment()
        order = self.draft_lines(rule).order_id
        self.assertEqual(order.user_id, buyer)
        self.assertEqual(order.payment_term_id, terms)

    def test_line_speaks_the_vendors_language_and_sku(self):
        product = self.make_product()
        self.make_offer(product, product_code="AC-M8", product_name="Hex bolt")
        rule = self.make_rule(product)
        self.run_replenishment()
        line = self.draft_lines(rule)
        self.assertEqual(line.name, "[AC-M8] Hex bolt")
        self.assertEqual(line.jit_vendor_sku, "AC-M8")

    def test_price_is_that_of_the_tier_the_quantity_reaches(self):
        product = self.make_product()
        self.make_offer(product, price=3.0)
        self.make_offer(product, min_qty=20, price=2.5, discount=10)
        self.make_offer(product, min_qty=100, price=1.0)
        rule = self.make_rule(product, reorder_point=0, target=25)
        self.run_replenishment()
        line = self.assertOrdered(rule, 25)
        self.assertEqual((line.price_unit, line.discount), (2.5, 10))

    def test_vendor_unit_is_ordered_whole_and_never_below_need(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        product = self.make_product()
        self.make_offer(product, product_uom_id=dozen.id, price=24)
        rule = self.make_rule(product, reorder_point=0, target=25)
        self.run_replenishment()
        line = self.assertOrdered(rule, 3)
        self.assertEqual(line.product_uom_id, dozen)
        self.assertEqual(line.price_unit, 24)
        self.assertEqual(line.jit_decision_id.ordered_quantity, 36)

    def test_reorder_point_and_target_zero_buys_exactly_what_is_promised(self):
        rule = self.make_rule(reorder_point=0, target=0)
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        self.assertIn("Target 0 is reached", rule.jit_why)
        self.promise(rule.product_id, 7)
        self.run_replenishment()
        self.assertOrdered(rule, 7)

    def test_line_is_confirmed_and_received_into_the_rules_shelf(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        rule = self.make_rule(location_id=shelf.id)
        self.run_replenishment()
        order = self.draft_lines(rule).order_id
        order.button_confirm()
        order.picking_ids.button_validate()
        self.run_replenishment()
        self.assertEqual(rule.qty_on_hand, 30)
        self.assertNothingOrdered(rule)

    def make_sizes(self, *names):
        """Variants of one article, which a vendor's price list names but once."""
        attribute = self.env["product.attribute"].create(
            {
                "name": "Size",
                "value_ids": [Command.create({"name": name}) for name in names],
            }
        )
        line = {
            "attribute_id": attribute.id,
            "value_ids": [Command.set(attribute.value_ids.ids)],
        }
        return self.env["product.template"].create(
            {
                "name": "Glove",
                "is_storable": True,
                "attribute_line_ids": [Command.create(line)],
            }
        )

    def test_sizes_of_one_article_reach_the_minimum_together(self):
        glove = self.make_sizes("S", "M", "L")
        small, medium, large = glove.product_variant_ids
        self.make_offer(small, min_qty=20)
        rules = self.make_rule(small, 2, 6) | self.make_rule(medium, 2, 5)
        self.set_stock(large, 9)
        rules |= self.make_rule(large, 2, 9)
        self.run_replenishment()
        lines = self.draft_lines(rules)
        self.assertEqual(lines.sorted("product_id").mapped("product_qty"), [15, 5])
        self.assertIn("minimum shared with other sizes", lines[-1].jit_reason)

    def test_size_alone_reaches_the_minimum_alone(self):
        small, medium = self.make_sizes("S", "M").product_variant_ids
        self.make_offer(small, min_qty=20)
        self.set_stock(medium, 5)
        rules = self.make_rule(small, 2, 6) | self.make_rule(medium, 2, 5)
        self.run_replenishment()
        self.assertOrdered(rules[0], 20)
        self.promise(medium, 4)
        self.run_replenishment()
        self.assertOrdered(rules[0], 16)
        self.assertOrdered(rules[1], 4)

    def test_decision_is_frozen_with_its_figures(self):
        rule = self.make_rule(reorder_point=10, target=30)
        self.set_stock(rule.product_id, 6)
        self.run_replenishment()
        decision = self.draft_lines(rule).jit_decision_id
        rule.write({"product_min_qty": 20, "product_max_qty": 50})
        self.assertEqual(decision.on_hand, 6)
        self.assertEqual(decision.reorder_point, 10)
        self.assertEqual(decision.ordered_quantity, 24)
        self.assertEqual(decision.consequence_class_id, self.important)
        self.assertEqual(decision.purchase_order_id, self.draft_lines(rule).order_id)
