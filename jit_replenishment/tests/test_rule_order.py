from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestRuleOrder(JitCommon):
    """Rules sorted by To Order: those that would order first, and most of it."""

    def sorted(self, rules, order):
        return rules.search([("id", "in", rules.ids)], order=order)

    def test_rules_sort_by_what_the_last_look_found_to_order(self):
        few, none, many = rules = self.make_rule(self.make_bought_products(3))
        self.set_stock(few.product_id, 7)
        self.set_stock(none.product_id, 11)
        self.run_replenishment()
        self.assertEqual(rules.mapped("qty_to_order"), [23, 0, 30])
        self.assertEqual(self.sorted(rules, "qty_to_order desc"), many + few + none)
        self.assertEqual(self.sorted(rules, "qty_to_order, id"), none + few + many)

    def test_rules_of_core_sort_by_what_core_computed(self):
        low, full = rules = self.make_rule(self.make_bought_products(2), trigger="auto")
        self.set_stock(full.product_id, 40)
        self.assertEqual(self.sorted(rules, "qty_to_order desc"), low + full)

    def test_list_opens_with_those_that_would_order(self):
        view = self.env.ref(
            "jit_replenishment.stock_warehouse_orderpoint_view_list_jit"
        )
        rules = self.env["stock.warehouse.orderpoint"]
        self.assertIn(
            'default_order="qty_to_order desc, product_id"',
            rules.get_view(view.id, "list")["arch"],
        )

    def test_storekeeper_sorts_without_seeing_what_was_decided(self):
        rules = self.make_rule(self.make_bought_products(2))
        self.run_replenishment()
        storekeeper = self.make_user("Keeper", "stock.group_stock_user")
        mine = self.sorted(rules.with_user(storekeeper), "qty_to_order desc, id")
        self.assertEqual(mine.ids, rules.ids)
