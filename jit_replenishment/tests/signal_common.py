from odoo.fields import Command

from .common import JitCommon


class SignalCommon(JitCommon):
    """A rule with stock above its reorder point, and what is left behind for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.product = cls.rule.product_id
        cls.offer = cls.product.seller_ids
        cls.set_stock(cls.product, 20)

    def setUp(self):
        super().setUp()
        self.settle()

    def settle(self):
        """Signals so far are served, and everything was read from the database."""
        self.env.cr.flush()
        self.env.cr.execute("DELETE FROM jit_signal")
        self.env.cr.execute("DELETE FROM ir_cron_trigger")

    def signalled(self):
        """(product id, company id) of the signals a commit would leave."""
        self.env.cr.flush()
        self.env.cr.execute(
            "SELECT product_id, company_id FROM jit_signal WHERE product_id IS NOT NULL"
        )
        return self.env.cr.fetchall()

    def woken(self, action):
        """How often one of our scheduled actions was woken."""
        cron = self.env.ref(f"jit_replenishment.{action}")
        self.env.cr.execute(
            "SELECT count(*) FROM ir_cron_trigger WHERE cron_id = %s", [cron.id]
        )
        return self.env.cr.fetchone()[0]

    def assertSignalled(self, product=None, company=None):
        """Just this signal was left, and the replenisher woken once."""
        expected = (product or self.product).id, (company or self.env.company).id
        self.assertEqual(self.signalled(), [expected])
        self.assertEqual(self.woken("ir_cron_replenish"), 1)

    def statements_left(self, act):
        """Writes on rules and purchases that ``act`` and a commit after it make."""
        statements = []
        execute = type(self.env.cr).execute

        def listen(cursor, query, *args, **kwargs):
            statements.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **kwargs)

        self.patch(type(self.env.cr), "execute", listen)
        act()
        self.env.cr.flush()
        self.patch(type(self.env.cr), "execute", execute)
        return statements

    def make_picking(self, operation, quantity, products=None):
        """A transfer of the products, still a draft."""
        source = operation.default_location_src_id
        target = operation.default_location_dest_id
        return self.env["stock.picking"].create(
            {
                "picking_type_id": operation.id,
                "location_id": source.id,
                "location_dest_id": target.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_uom": product.uom_id.id,
                            "location_id": source.id,
                            "location_dest_id": target.id,
                        }
                    )
                    for product in products or self.product
                ],
            }
        )

    def make_delivery(self, quantity=3, state="confirmed", products=None):
        picking = self.make_picking(self.warehouse.out_type_id, quantity, products)
        return self._advance(picking, state)

    def make_receipt(self, quantity=3, state="confirmed", products=None):
        picking = self.make_picking(self.warehouse.in_type_id, quantity, products)
        return self._advance(picking, state)

    def _advance(self, picking, state):
        if state != "draft":
            picking.action_confirm()
            picking.action_assign()
        if state == "done":
            picking.button_validate()
            self.assertEqual(picking.state, "done")
        return picking

    def make_order(self, state="draft", quantity=5):
        order = self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": self.product.id,
                            "product_qty": quantity,
                            "price_unit": 2,
                        }
                    )
                ],
            }
        )
        if state == "purchase":
            order.button_confirm()
        return order
