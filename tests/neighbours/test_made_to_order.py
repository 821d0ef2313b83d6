"""What is bought for one customer stays with core: to order, or shipped by the vendor.

Each scenario runs once with no rule, once with core's own and once with a just-in-time
one: the purchase orders must be the same.
"""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.jit_replenishment.tests.common import JitCommon

SOON, FAR = "2026-03-12 09:00:00", "2026-06-10 09:00:00"


@tagged("post_install", "-at_install")
class TestMadeToOrder(JitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.to_order = cls.env.ref("stock.route_warehouse0_mto")
        cls.to_order.active = True
        cls.to_order.rule_ids.procure_method = "make_to_order"
        cls.dropship = cls.env.ref("stock_dropshipping.route_drop_shipping")
        cls.buy = cls.warehouse.buy_pull_id.route_id

    def make_item(self, route, trigger="jit", stock=40):
        """A product on that route, with a rule of that trigger that has enough."""
        product = self.make_product(
            route_ids=[Command.set((route | self.buy).ids)],
        )
        self.make_offer(product)
        self.set_stock(product, stock)
        if trigger:
            self.make_rule(product, trigger=trigger)
        return product

    def rule_of(self, product):
        return self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "=", product.id)]
        )

    def sell(self, product, quantity=7, day=SOON):
        line = {"product_id": product.id, "product_uom_qty": quantity}
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "commitment_date": day,
                "order_line": [Command.create(line)],
            }
        )
        sale.action_confirm()
        return sale

    def purchase_lines(self, product):
        return self.env["purchase.order.line"].search(
            [("product_id", "=", product.id), ("state", "!=", "cancel")]
        )

    def facts(self, product):
        """What a buyer and a vendor see of the purchases of one product."""
        return [
            (
                line.order_id.partner_id,
                line.order_id.picking_type_id,
                line.order_id.dest_address_id,
                line.product_qty,
                line.price_unit,
                line.date_planned,
                line.state,
                line.sale_line_id.order_id.partner_id,
                line.location_final_id,
                line.jit_owned,
            )
            for line in self.purchase_lines(product)
        ]

    def assertAsCoreAlone(self, route, play):
        """``play(product)`` ends in the same purchases, whoever keeps the stock."""
        outcomes = []
        for trigger in (None, "auto", "jit"):
            product = self.make_item(route, trigger)
            play(product)
            self.run_replenishment()
            self.run_replenishment()
            outcomes.append(self.facts(product))
        alone, with_core, with_jit = outcomes
        self.assertTrue(alone)
        self.assertEqual(with_core, alone)
        self.assertEqual(with_jit, alone)

    def sell_and_receive(self, product):
        self.sell(product)
        order = self.purchase_lines(product).order_id
        order.button_confirm()
        self.run_replenishment()
        order.picking_ids.move_ids.picked = True
        order.picking_ids.button_validate()

    # -- the same purchases as core alone ----------------------------------------

    def test_line_to_order_is_bought_by_core_alone(self):
        self.assertAsCoreAlone(self.to_order, self.sell)

    def test_line_to_order_that_grows_is_followed_by_core_alone(self):
        def play(product):
            sale = self.sell(product)
            self.run_replenishment()
            sale.order_line.product_uom_qty = 12

        self.assertAsCoreAlone(self.to_order, play)

    def test_purchase_to_order_that_is_confirmed_and_received_is_left_alone(self):
        self.assertAsCoreAlone(self.to_order, self.sell_and_receive)

    def test_dropshipped_line_is_bought_by_core_alone(self):
        self.assertAsCoreAlone(self.dropship, self.sell)

    def test_dropshipped_line_that_is_delivered_is_left_alone(self):
        self.assertAsCoreAlone(self.dropship, self.sell_and_receive)

    # -- beside the stock the engine keeps ---------------------------------------

    def test_purchase_for_a_far_demand_does_not_hide_a_shortage_of_today(self):
        product = self.make_item(self.to_order, stock=5)
        self.run_replenishment()
        self.sell(product, 100, FAR)
        self.run_replenishment()
        line = self.assertOrdered(self.rule_of(product), 25)
        to_order = self.purchase_lines(product) - line
        self.assertEqual(to_order.product_qty, 100)
        self.assertNotEqual(to_order.order_id, line.order_id)

    def test_confirmed_purchase_for_a_far_demand_does_not_hide_it_either(self):
        product = self.make_item(self.to_order, stock=5)
        self.sell(product, 100, FAR)
        self.purchase_lines(product).order_id.button_confirm()
        self.run_replenishment()
        self.assertOrdered(self.rule_of(product), 25)

    def test_purchase_for_a_demand_of_tomorrow_serves_that_demand(self):
        product = self.make_item(self.to_order, stock=5)
        self.sell(product, 100, SOON)
        self.run_replenishment()
        self.assertOrdered(self.rule_of(product), 25)
        self.assertEqual(
            sorted(self.purchase_lines(product).mapped("product_qty")),
            [
                25,
                100,
            ],
        )

    def test_core_never_adds_what_is_to_order_to_the_draft_of_the_engine(self):
        self.vendor.group_rfq = "all"
        product = self.make_item(self.to_order, stock=5)
        self.run_replenishment()
        ours = self.assertOrdered(self.rule_of(product), 25).order_id
        self.sell(product)
        self.assertEqual(ours.order_line.mapped("product_qty"), [25])
        self.assertTrue(ours.jit_owned)

    def test_dropshipped_goods_neither_supply_nor_commit_the_stock(self):
        product = self.make_item(self.dropship, stock=5)
        self.sell(product, 100)
        self.purchase_lines(product).order_id.button_confirm()
        self.run_replenishment()
        rule = self.rule_of(product)
        self.assertOrdered(rule, 25)
        self.assertEqual((rule.jit_on_order, rule.jit_committed), (0, 0))

    def test_rule_on_the_dropship_route_is_left_to_core_and_says_so(self):
        product = self.make_item(self.buy, stock=5)
        rule = self.rule_of(product)
        rule.route_id = self.dropship
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        self.assertIn("stay with Odoo's own rules", rule.jit_why)
        problem = self.open_problems(rule)
        self.assertEqual(problem.kind, "left_to_core")
        rule.route_id = self.buy
        self.run_replenishment()
        self.assertOrdered(rule, 25)
        self.assertTrue(problem.closed_at)
