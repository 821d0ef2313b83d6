from .test_security import UsersCommon


class ApproveCommon(UsersCommon):
    """A draft to Acme with the line of the rule and two others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.others = cls.make_rule(cls.make_bought_products(2))
        cls.beta = cls.make_vendor("Beta", email="beta@example.com")
        cls.env["ir.config_parameter"].set_param("mail.catchall.domain", "example.com")

    def setUp(self):
        super().setUp()
        self.run_replenishment()
        self.lines = self.draft_lines(self.others)
        self.every = self.line | self.lines

    @classmethod
    def bought_before(cls, product, *quantities, vendor=None, price=2.1):
        """Confirmed purchases in the past, whose goods are long gone."""
        for turn, quantity in enumerate(quantities):
            order = cls.env["purchase.order"].create(
                {"partner_id": (vendor or cls.vendor).id}
            )
            cls.env["purchase.order.line"].create(
                {
                    "order_id": order.id,
                    "product_id": product.id,
                    "product_qty": quantity,
                    "price_unit": price,
                }
            )
            order.button_confirm()
            order.picking_ids.action_cancel()
            order.date_approve = f"2026-01-{turn + 1:02} 10:00:00"

    def approve(self, lines, user=None):
        return lines.with_user(user or self.purchase_manager).action_jit_approve()

    def said(self, action):
        return action["params"]["message"]
