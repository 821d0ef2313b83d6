from odoo.tests import tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestSignals(JitCommon):
    """Whatever may change the answer appends one signal and wakes the action."""

    def setUp(self):
        super().setUp()
        self.rule = self.make_rule(reorder_point=10, target=30)
        self.product = self.rule.product_id
        self.set_stock(self.product, 20)
        self.settle()

    def settle(self):
        """Signals so far are served."""
        self.flush()
        self.env.cr.execute("DELETE FROM jit_signal")
        self.env.cr.execute("DELETE FROM ir_cron_trigger")

    def flush(self):
        """What a commit does first."""
        self.env.cr.flush()

    def signalled(self):
        self.flush()
        self.env.cr.execute("SELECT product_id FROM jit_signal")
        return [product_id for (product_id,) in self.env.cr.fetchall()]

    def assertSignalled(self, product=None):
        self.assertEqual(self.signalled(), [(product or self.product).id])
        self.env.cr.execute(
            "SELECT count(*) FROM ir_cron_trigger WHERE cron_id = %s",
            [self.env.ref("jit_replenishment.ir_cron_replenish").id],
        )
        self.assertEqual(self.env.cr.fetchone(), (1,))

    def test_inventory_count_signals(self):
        self.set_stock(self.product, 3)
        self.assertSignalled()

    def test_delivery_signals_when_confirmed_and_when_done(self):
        move = self.promise(self.product, 3)
        self.assertSignalled()
        self.settle()
        move.quantity = 3
        move.picked = True
        move._action_done()
        self.assertSignalled()

    def test_scrap_signals(self):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": self.product.id,
                "scrap_qty": 2,
                "location_id": self.stock.id,
            }
        )
        scrap.action_validate()
        self.assertSignalled()

    def test_cancelled_move_signals(self):
        move = self.promise(self.product, 3)
        self.settle()
        move._action_cancel()
        self.assertSignalled()

    def test_changed_request_signals(self):
        order = self.env["purchase.order"].create({"partner_id": self.vendor.id})
        line = self.env["purchase.order.line"].create(
            {"order_id": order.id, "product_id": self.product.id, "product_qty": 1}
        )
        self.assertSignalled()
        for change in (
            lambda: line.write({"product_qty": 2}),
            order.button_cancel,
            order.button_draft,
            line.unlink,
        ):
            self.settle()
            change()
            self.assertSignalled()

    def test_changed_rule_signals(self):
        self.rule.product_max_qty = 40
        self.assertSignalled()

    def test_archived_rule_signals(self):
        self.rule.active = False
        self.assertSignalled()

    def test_changed_vendor_terms_signal(self):
        offer = self.product.seller_ids
        for change in (
            lambda: offer.write({"price": 3}),
            lambda: self.make_offer(self.product, self.make_vendor("Rival")),
            offer.unlink,
        ):
            self.settle()
            change()
            self.assertSignalled()

    def test_archived_vendor_signals(self):
        self.vendor.active = False
        self.assertSignalled()

    def test_archived_product_signals(self):
        self.product.product_tmpl_id.active = False
        self.assertSignalled()

    def test_changed_class_terms_signal(self):
        self.important.overdue_supply_days = 3
        self.assertIn(self.product.id, self.signalled())

    def test_changed_class_of_the_product_signals(self):
        self.product.product_tmpl_id.jit_consequence_class_id = self.vital
        self.assertSignalled()

    def test_changed_class_of_the_category_signals(self):
        self.product.categ_id = self.env["product.category"].create({"name": "Office"})
        self.settle()
        self.product.categ_id.jit_consequence_class_id = self.vital
        self.assertSignalled()

    def test_check_now_signals(self):
        self.rule.action_jit_check_now()
        self.assertSignalled()

    def test_many_moves_of_a_transaction_are_one_signal(self):
        for _number in range(5):
            self.promise(self.product, 1)
        self.assertSignalled()

    def test_product_without_a_just_in_time_rule_is_silent(self):
        other = self.make_product("Nut")
        self.settle()
        self.set_stock(other, 5)
        self.assertFalse(self.signalled())

    def test_rolled_back_change_leaves_no_signal(self):
        with self.assertRaisesRegex(ValueError, "stop"), self.env.cr.savepoint():
            self.set_stock(self.product, 3)
            raise ValueError("stop")
        self.assertFalse(self.signalled())

    def test_delivery_writes_nothing_on_the_rule(self):
        self.env.flush_all()
        query = "SELECT ctid FROM stock_warehouse_orderpoint WHERE id = %s"
        self.env.cr.execute(query, [self.rule.id])
        before = self.env.cr.fetchone()
        self.promise(self.product, 15)
        self.flush()
        self.env.cr.execute(query, [self.rule.id])
        self.assertEqual(self.env.cr.fetchone(), before)

    def test_nothing_is_ordered_in_the_users_transaction(self):
        self.promise(self.product, 15)
        self.flush()
        self.assertNothingOrdered(self.rule)

    def test_sweep_signals_what_raw_sql_changed(self):
        self.rule._jit_signal()
        self.run_replenishment()
        self.run_sweep()
        self.assertFalse(self.signalled())
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 5 WHERE product_id = %s",
            [self.product.id],
        )
        self.env.invalidate_all()
        self.run_sweep()
        self.assertSignalled()
        self.run_replenishment()
        self.assertOrdered(self.rule, 25)

    def test_sweep_signals_a_rule_never_looked_at(self):
        self.run_sweep()
        self.assertIn(self.product.id, self.signalled())

    def test_signal_is_gone_once_served(self):
        self.set_stock(self.product, 3)
        self.run_replenishment()
        self.assertFalse(self.signalled())
        self.assertOrdered(self.rule, 27)
