from odoo.tests import new_test_user, tagged

from .common import OrderedCommon


@tagged("post_install", "-at_install")
class TestMarks(OrderedCommon):
    """Nobody but the engine marks orders as the engine's, whatever a client sends."""

    def setUp(self):
        super().setUp()
        self.buyer = new_test_user(self.env, "marks", "purchase.group_purchase_user")

    def test_marks_written_by_a_buyer_are_ignored(self):
        self.order.button_confirm()
        decision = self.line.jit_decision_id
        self.order.with_user(self.buyer).write({"jit_owned": True, "jit_revision": 9})
        self.line.with_user(self.buyer).write(
            {"jit_owned": True, "jit_decision_id": False}
        )
        self.assertFalse(self.order.jit_owned or self.line.jit_owned)
        self.assertEqual(self.line.jit_decision_id, decision)
        self.promise(self.rule.product_id, 25)
        self.run_replenishment()
        self.assertNotEqual(self.assertOrdered(self.rule, 25).order_id, self.order)
        self.assertEqual(len(self.order.order_line), 1)

    def test_marks_given_at_creation_are_ignored(self):
        orders = self.env["purchase.order"].with_user(self.buyer)
        order = orders.with_context(default_jit_owned=True).create(
            {
                "partner_id": self.make_vendor("Rival").id,
                "jit_owned": True,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.make_product("Nut").id,
                            "product_qty": 1,
                            "jit_owned": True,
                        },
                    )
                ],
            }
        )
        self.assertFalse(order.jit_owned or order.order_line.jit_owned)

    def test_engines_context_from_a_client_is_not_the_engine(self):
        order = self.order.with_user(self.buyer).with_context(jit_engine=True)
        order.order_line.product_qty = 77
        self.assertFalse(self.line.jit_owned)
        order.button_confirm()
        self.assertFalse(self.order.jit_owned)

    def test_marked_order_that_is_no_draft_is_left_alone(self):
        self.order.button_confirm()
        self.env.flush_all()
        for table, record in (
            ("purchase_order", self.order),
            ("purchase_order_line", self.line),
        ):
            self.env.cr.execute(
                f"UPDATE {table} SET jit_owned = TRUE WHERE id = %s", [record.id]
            )
        self.env.invalidate_all()
        self.promise(self.rule.product_id, 25)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 30)
        self.assertEqual(self.order.order_line, self.line)
        self.assertEqual(self.order.state, "purchase")

    def test_vendor_reads_no_reason_through_the_portal(self):
        portal = new_test_user(self.env, "marks_portal", "base.group_portal")
        fields = self.env["purchase.order.line"].with_user(portal).fields_get()
        self.assertNotIn("jit_reason", fields)
        self.assertNotIn("jit_needed_now", fields)
