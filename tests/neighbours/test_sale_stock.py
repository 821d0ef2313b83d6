"""A salesman's confirmation asks the engine to look, without any right to see it."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.jit_replenishment.tests.common import JitCommon


@tagged("post_install", "-at_install")
class TestSalesman(JitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.salesman = cls.make_user("salesman", "sales_team.group_sale_salesman")
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.product = cls.rule.product_id
        cls.set_stock(cls.product, 40)

    def setUp(self):
        super().setUp()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def make_sale(self, quantity):
        customer = self.env["res.partner"].create({"name": "Customer"})
        line = {"product_id": self.product.id, "product_uom_qty": quantity}
        return (
            self.env["sale.order"]
            .with_user(self.salesman)
            .create({"partner_id": customer.id, "order_line": [Command.create(line)]})
        )

    def test_confirmed_sale_that_dips_is_ordered(self):
        self.make_sale(32).action_confirm()
        self.run_replenishment()
        self.assertOrdered(self.rule, 22)

    def test_cancelled_sale_is_not_ordered_any_more(self):
        sale = self.make_sale(32)
        sale.action_confirm()
        self.run_replenishment()
        # core itself keeps a salesman without purchase rights from cancelling
        sale.sudo().with_context(disable_cancel_warning=True).action_cancel()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_quotation_orders_nothing(self):
        self.make_sale(32)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_rules_and_reasons_are_closed_to_a_salesman(self):
        for model in ("jit.decision", "jit.exception", "jit.position", "jit.signal"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.salesman).check_access("read")

    def test_rule_is_not_changed_by_a_salesman(self):
        rule = self.rule.with_user(self.salesman)
        for act in (rule.action_jit_undo, lambda: rule.write({"product_max_qty": 99})):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        self.assertEqual((self.rule.trigger, self.rule.product_max_qty), ("jit", 30))

    def test_product_form_opens(self):
        template = self.product.product_tmpl_id.with_user(self.salesman)
        shown = Form(template)._view["fields"]
        self.assertIn("name", shown)
        self.assertNotIn("jit_rule_ids", shown)


@tagged("post_install", "-at_install")
class TestCustomerOrder(JitCommon):
    """A line names the customer orders it is for, and says when one is off."""

    def setUp(self):
        super().setUp()
        self.rule = self.make_rule(reorder_point=10, target=30)
        self.set_stock(self.rule.product_id, 40)
        customer = self.env["res.partner"].create({"name": "Azure"})
        line = {"product_id": self.rule.product_id.id, "product_uom_qty": 32}
        self.sale = self.env["sale.order"].create(
            {"partner_id": customer.id, "order_line": [Command.create(line)]}
        )
        self.sale.action_confirm()
        self.run_replenishment()
        self.line = self.assertOrdered(self.rule, 22)

    def cancel_sale(self):
        self.sale.with_context(disable_cancel_warning=True).action_cancel()
        self.run_replenishment()

    def test_line_names_the_customer_order_and_opens_it(self):
        self.assertIn(f"{self.sale.name} (Azure, 32 due", self.line.jit_demand)
        action = self.line.action_jit_open_demand()
        self.assertEqual(action["res_model"], "sale.order")
        self.assertEqual(action["res_id"], self.sale.id)

    def test_buyer_without_sales_rights_reads_the_name_and_opens_the_moves(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        line = self.line.with_user(buyer)
        self.assertIn(self.sale.name, line.jit_demand)
        self.assertEqual(line.action_jit_open_demand()["res_model"], "stock.move")

    def test_cancelled_customer_order_removes_the_untouched_line(self):
        self.cancel_sale()
        self.assertNothingOrdered(self.rule)

    def test_cancelled_customer_order_is_named_on_the_confirmed_order(self):
        self.line.order_id.button_confirm()
        self.cancel_sale()
        self.assertEqual(
            self.line.jit_need_cause,
            f"Customer order {self.sale.name} was cancelled.",
        )
        found = self.env["purchase.order"].search([("jit_need_moved", "=", True)])
        self.assertIn(self.line.order_id, found)
