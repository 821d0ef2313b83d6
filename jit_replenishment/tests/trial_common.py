from datetime import date

from odoo import fields
from odoo.fields import Command

from .learning_common import LearningCommon


class TrialCommon(LearningCommon):
    """A rule at 10 up to 30 that people order for, on trial since the tenth of March
    with 20 on the shelf; Acme takes 14 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule.action_jit_undo()
        cls.rule.trigger = "manual"
        cls.stock_up(20, "03-01")
        with cls.at("03-10", 8):
            cls.rule.action_jit_start_trial()

    def look(self, day, hour=18):
        """The scheduled action as the server runs it, at that hour."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        with self.at(day, hour), self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_trial").method_direct_trigger()
        self.env.invalidate_all()

    @classmethod
    def entered(cls, records, day, hour=10):
        """As if these had been created on that day, at that hour."""
        cls.env.flush_all()
        with cls.at(day, hour):
            cls.env.cr.execute(
                f"UPDATE {records._table} SET create_date = %s WHERE id IN %s",
                [fields.Datetime.now(), records._ids],
            )
        cls.env.invalidate_all()

    @classmethod
    def buy(cls, quantity, day, product=None, confirm=True, hour=10, **vals):
        """A purchase from Acme, entered by hand on that day."""
        with cls.at(day):
            order = cls.env["purchase.order"].create(
                {
                    "partner_id": cls.vendor.id,
                    "order_line": [
                        Command.create(
                            {
                                "product_id": (product or cls.product).id,
                                "product_qty": quantity,
                                "price_unit": 2,
                            }
                            | vals
                        )
                    ],
                }
            )
            cls.entered(order.order_line, day, hour)
            if confirm:
                order.button_confirm()
        return order

    @classmethod
    def receive(cls, order, day):
        with cls.at(day):
            for move in order.picking_ids.move_ids:
                move.quantity = move.product_uom_qty
                move.picked = True
            order.picking_ids._action_done()
        cls.env.flush_all()

    def would_be(self, rule=None):
        """(day, quantity) of each would-be order, the first first."""
        orders = self.env["jit.trial.order"].search(
            [("orderpoint_id", "in", (rule or self.rule).ids)], order="day"
        )
        return [(f"{order.day:%m-%d}", order.quantity) for order in orders]

    def noted(self, day, rule=None):
        return self.env["jit.trial.day"].search(
            [
                ("orderpoint_id", "=", (rule or self.rule).id),
                ("day", "=", date.fromisoformat(f"2026-{day}")),
            ]
        )

    def state(self, rule=None):
        return self.env["jit.trial"].search(
            [("orderpoint_id", "in", (rule or self.rule).ids)]
        )

    def assertNothingReallyOrdered(self, rule=None):
        product = (rule or self.rule).product_id
        lines = self.env["purchase.order.line"].search(
            [("product_id", "in", product.ids)]
        )
        self.assertFalse(lines)
