from odoo.tests import tagged

from .signal_common import SignalCommon
from .signal_order_events import ORDER_EVENTS
from .signal_stock_events import STOCK_EVENTS
from .signal_term_events import TERM_EVENTS

# in the transaction of somebody who moves stock
NOT_WRITTEN = ("stock_warehouse_orderpoint", "purchase_order", "jit_position")


@tagged("post_install", "-at_install")
class TestSignalEvents(SignalCommon):
    def quants(self):
        return self.env["stock.quant"].search(
            [
                ("product_id", "=", self.product.id),
                ("location_id", "child_of", self.stock.id),
            ]
        )

    def make_return(self, picking):
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        action = wizard.action_create_returns()
        back = self.env["stock.picking"].browse(action["res_id"])
        back.action_assign()
        return back

    def run_events(self, events, check):
        """Each event from the same start, whatever the ones before it did."""
        for event in events:
            savepoint = self.env.cr.savepoint()
            with self.subTest(event=event.__name__):
                act = event(self)
                self.settle()
                check(act)
            savepoint.close(rollback=True)

    def test_stock_event_leaves_one_signal_and_writes_nothing_else(self):
        def check(act):
            statements = self.statements_left(act)
            self.assertSignalled()
            written = [
                statement
                for statement in statements
                for table in NOT_WRITTEN
                if f'UPDATE "{table}' in statement
                or f'INSERT INTO "{table}' in statement
            ]
            self.assertFalse(written)

        self.run_events(STOCK_EVENTS, check)

    def test_change_of_an_order_or_of_terms_leaves_one_signal(self):
        def check(act):
            act()
            if self.rule.exists().trigger == "auto":
                self.assertFalse(self.signalled())
            else:
                self.assertSignalled()

        self.run_events(ORDER_EVENTS + TERM_EVENTS, check)
