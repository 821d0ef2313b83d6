from odoo.fields import Command

from .common import JitCommon

TOMORROW, IN_A_WEEK, YESTERDAY = "2026-03-11", "2026-03-17", "2026-03-09"
USER = "jit_replenishment.group_jit_user"
BUYER = "purchase.group_purchase_user"


class TodayCommon(JitCommon):
    """Orders that are late, and shelves that are empty meanwhile.

    It is Tuesday, 10 March 2026.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.buyer = cls.make_user("Bea", BUYER, "stock.group_stock_user")

    @classmethod
    def order(cls, product, quantity, due, vendor=None, confirm=True, **vals):
        """An order of a person, due at noon of a day."""
        order = cls.env["purchase.order"].create(
            {
                "partner_id": (vendor or cls.vendor).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_qty": quantity,
                            "price_unit": 2.1,
                            "date_planned": f"{due} 12:00:00",
                        }
                    )
                ],
                **vals,
            }
        )
        if confirm:
            order.button_confirm()
        return order

    def late_rule(self, consequence=None, promised=4, **vals):
        """A rule with 2 on the shelf, more promised tomorrow, and supply in a week."""
        product = self.make_product(**vals)
        product.product_tmpl_id.jit_consequence_class_id = consequence or self.vital
        product.list_price = 10
        # a new order would not be there before
        self.make_offer(product, delay=30, product_code="AC-1")
        self.set_stock(product, 2)
        order = self.order(product, 40, IN_A_WEEK)
        self.promise(product, promised, f"{TOMORROW} 12:00:00")
        rule = self.make_rule(product)
        self.run_replenishment()
        self.assertEqual(rule.jit_status, "covered_late", rule.jit_why)
        return rule, order

    def blocks(self, user=None, companies=None):
        """Today as a user sees it, by kind."""
        today = self.env["jit.today"].with_user(user or self.buyer)
        if companies:
            today = today.with_context(allowed_company_ids=companies.ids)
        return {block["key"]: block for block in today.read_blocks()}

    def rows(self, key, user=None):
        return self.blocks(user)[key]["rows"]

    def press(self, button, user=None):
        record = self.env[button["model"]].browse(button["id"])
        return getattr(record.with_user(user or self.buyer), button["method"])()

    def suggest(self, rule):
        return self.env["jit.reorder.proposal"].create(
            {
                "orderpoint_id": rule.id,
                "product_id": rule.product_id.id,
                "company_id": rule.company_id.id,
                "cause": self.env["jit.reorder.proposal"]
                ._fields["cause"]
                .selection[0][0],
                "old_reorder_point": 10,
                "new_reorder_point": 20,
                "old_target_stock": 30,
                "new_target_stock": 50,
            }
        )
