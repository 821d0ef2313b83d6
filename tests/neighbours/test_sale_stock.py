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
