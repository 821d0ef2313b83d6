from odoo.tests import tagged

from .why_card_common import WhyCardCommon


@tagged("post_install", "-at_install")
class TestWhyCardSums(WhyCardCommon):
    """Whoever adds a card's rows up comes to its totals."""

    def assertCardAddsUp(self, decision=None, at_least=1):
        decision = decision or self.line.jit_decision_id
        card = self.card(decision, self.purchase_user)
        self.assertGreaterEqual(
            self.assertAddsUp(card, decision.product_id.uom_id), at_least
        )
        return card

    def figures(self, decision):
        return [
            (label, row["sign"], row["value"])
            for label, row in self.rows("rounding", decision).items()
        ]

    # -- from need to order -------------------------------------------------------

    def test_refused_rest_is_a_row_between_what_is_missing_and_what_is_ordered(self):
        self.line.with_user(self.purchase_user).product_qty = 20
        self.promise(self.product, 11)
        self.run_replenishment()
        decision = self.draft_lines(self.rule).jit_decision_id
        # 30 - (20 - 11)
        self.assertEqual(
            self.figures(decision),
            [
                ("Needed", "", "21 Units"),
                ("Not wanted by buyer", "\N{MINUS SIGN}", "10 Units"),
                ("To Order", "=", "11 Units"),
            ],
        )
        rows = self.rows("rounding", decision)
        self.assertEqual(
            rows["Needed"]["note"], "Target 30 Units less 9 Units available."
        )
        self.assertEqual(
            rows["Not wanted by buyer"]["note"],
            f"until 03/17/2026: ordered less on {self.order.name}",
        )
        self.assertCardAddsUp(decision, at_least=2)

    def test_minimum_and_multiple_add_to_the_need(self):
        self.product.seller_ids.write({"min_qty": 40, "jit_order_multiple": 25})
        decision = self.order_again()
        self.assertEqual(
            self.figures(decision),
            [
                ("Needed", "", "31 Units"),
                ("Minimum 40 Units", "+", "9 Units"),
                ("Multiple of 25 Units", "+", "10 Units"),
                ("To Order", "=", "50 Units"),
            ],
        )
        self.assertCardAddsUp(decision, at_least=2)

    def test_term_that_asks_for_nothing_more_is_met(self):
        self.product.seller_ids.min_qty = 5
        decision = self.order_again()
        self.assertIn(("Minimum 5 Units", "", "met"), self.figures(decision))
        self.assertCardAddsUp(decision)

    def test_units_of_the_vendor_round_up_in_a_row_of_their_own(self):
        self.product.seller_ids.product_uom_id = self.env.ref("uom.product_uom_dozen")
        decision = self.order_again()
        added = [label for label, sign, _value in self.figures(decision) if sign == "+"]
        self.assertTrue(added)
        self.assertCardAddsUp(decision, at_least=2)

    def test_sizes_that_share_a_minimum_each_add_up(self):
        template = self.env["product.template"].create(
            {"name": "Glove", "is_storable": True}
        )
        attribute = self.env["product.attribute"].create({"name": "Size"})
        sizes = self.env["product.attribute.value"].create(
            [{"name": name, "attribute_id": attribute.id} for name in "SML"]
        )
        template.attribute_line_ids = [
            (0, 0, {"attribute_id": attribute.id, "value_ids": [(6, 0, sizes.ids)]})
        ]
        variants = template.product_variant_ids
        self.make_offer(variants[:1], min_qty=50)
        rules = self.make_rule(variants, 2, 10)
        self.run_replenishment()
        decisions = self.draft_lines(rules).jit_decision_id
        self.assertEqual(len(decisions), 3)
        for decision in decisions:
            self.assertCardAddsUp(decision, at_least=2)

    # -- stock --------------------------------------------------------------------

    def test_more_movements_than_are_named_still_add_up(self):
        for day in range(11, 29):
            self.promise(self.product, 1.25, f"2026-03-{day} 08:00:00")
            order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
            self.env["purchase.order.line"].create(
                {
                    "order_id": order.id,
                    "product_id": self.product.id,
                    "product_qty": 0.5,
                    "date_planned": f"2026-03-{day} 09:00:00",
                }
            )
        decision = self.order_again()
        card = self.assertCardAddsUp(decision, at_least=4)
        rows = self.rows("position", decision)
        self.assertIn("and 8 more", rows)
        self.assertTrue(card["headline"])

    def test_promise_that_was_changed_since_leaves_a_row_with_the_difference(self):
        promised = self.promise(self.product, 6)
        decision = self.order_again()
        promised.product_uom_qty = 2
        self.env.invalidate_all()
        rows = self.rows("position", decision)
        self.assertEqual(rows["Changed or removed since"]["value"], "4 Units")
        self.assertCardAddsUp(decision, at_least=3)

    def test_late_supply_that_is_not_counted_is_named_and_adds_nothing(self):
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        self.env["purchase.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.product.id,
                "product_qty": 7,
                "date_planned": "2025-10-01 09:00:00",
            }
        )
        decision = self.order_again()
        self.assertCardAddsUp(decision, at_least=2)

    def test_figures_of_now_add_up_beside_those_of_then(self):
        self.rule.sudo().jit_expected_demand = 7
        self.promise(self.product, 5)
        decision = self.order_again()
        self.set_stock(self.product, 4)
        self.promise(self.product, 3)
        self.rule.product_min_qty = 12
        self.assertCardAddsUp(decision, at_least=8)
        rows = self.rows("position", decision)
        self.assertEqual(
            (rows["On Hand"]["now"], rows["Promised"]["now"]), ("4 Units", "8 Units")
        )

    # -- reorder point ------------------------------------------------------------

    def test_expected_demand_above_a_lowered_reorder_point_counts_as_far_as_that(self):
        self.rule.sudo().jit_expected_demand = 14
        decision = self.order_again()
        rows = self.rows("reorder_point", decision)
        self.assertEqual(rows["Expected Demand"]["value"], "10 Units")
        self.assertEqual(rows["Buffer"]["value"], "0 Units")
        self.assertCardAddsUp(decision, at_least=3)

    # -- the page ------------------------------------------------------------------

    def test_pages_of_all_kinds_of_rules_add_up(self):
        rules = self.make_rule(self.make_bought_products(6, min_qty=7))
        for number, rule in enumerate(rules):
            self.set_stock(rule.product_id, 3 * number + 0.5)
            self.promise(rule.product_id, number + 0.25)
        rules[1].trigger = "manual"
        rules[2].active = False
        rules[3].snoozed_until = "2026-04-01"
        rules[4].jit_expected_demand = 4.5
        self.run_replenishment()
        for rule in rules:
            page = self.env["jit.explain"].new(
                {"product_id": rule.product_id.id, "location_id": self.stock.id}
            )
            self.assertTrue(self.assertAddsUp(page.card, rule.product_id.uom_id))
