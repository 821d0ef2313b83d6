"""What a shop sells over the counter asks the engine to look."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.jit_replenishment.tests.common import NOW, JitCommon


@tagged("post_install", "-at_install")
class TestPointOfSale(JitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("point_of_sale.group_pos_manager")
        journal = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.card = cls.env["pos.payment.method"].create(
            {"name": "Card", "journal_id": journal.id}
        )
        cls.rule = cls.make_rule()
        cls.product = cls.rule.product_id
        cls.product.write({"available_in_pos": True, "taxes_id": [Command.clear()]})
        cls.set_stock(cls.product, 40)

    def open_session(self, update_stock):
        self.env.company.point_of_sale_update_stock_quantities = update_stock
        config = self.env["pos.config"].create(
            {
                "name": "Shop",
                "payment_method_ids": [Command.set(self.card.ids)],
                "picking_type_id": self.warehouse.pos_type_id.id,
            }
        )
        config.open_ui()
        session = config.current_session_id
        session.set_opening_control(0, "")
        return session

    def sell(self, session, quantity, price=3.0):
        total = quantity * price
        line = {
            "name": "Line",
            "product_id": self.product.id,
            "qty": quantity,
            "price_unit": price,
            "price_subtotal": total,
            "price_subtotal_incl": total,
        }
        order = self.env["pos.order"].create(
            {
                "session_id": session.id,
                "company_id": self.env.company.id,
                "amount_tax": 0,
                "amount_total": total,
                "amount_paid": 0,
                "amount_return": 0,
                "lines": [Command.create(line)],
            }
        )
        order.add_payment(
            {
                "pos_order_id": order.id,
                "amount": total,
                "payment_method_id": self.card.id,
                "payment_date": NOW,
            }
        )
        order._process_saved_order(False)
        self.assertEqual(order.state, "paid")
        return order

    def close(self, session):
        session.action_pos_session_closing_control()
        self.assertEqual(session.state, "closed")

    def test_closing_a_session_that_dips_is_ordered(self):
        session = self.open_session("closing")
        self.sell(session, 20)
        self.sell(session, 12)
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.close(session)
        self.run_replenishment()
        self.assertEqual(self.product.qty_available, 8)
        self.assertOrdered(self.rule, 22)

    def test_sale_that_moves_stock_at_once_is_ordered_while_the_shop_is_open(self):
        session = self.open_session("real")
        self.sell(session, 32)
        self.run_replenishment()
        self.assertOrdered(self.rule, 22)
        self.close(session)
        self.run_replenishment()
        self.assertOrdered(self.rule, 22)

    def test_goods_brought_back_to_the_shop_are_ordered_less(self):
        session = self.open_session("real")
        self.sell(session, 35)
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)
        self.sell(session, -4)
        self.run_replenishment()
        self.assertOrdered(self.rule, 21)
