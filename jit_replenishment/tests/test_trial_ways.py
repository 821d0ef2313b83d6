from odoo.fields import Command
from odoo.tests import tagged

from .trial_common import TrialCommon


@tagged("post_install", "-at_install")
class TestTrialInTwoSteps(TrialCommon):
    """Goods come to Input first: the second step is made when the first is done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.reception_steps = "two_steps"
        cls.sell(12, "03-10")

    def step(self, order, day):
        """Whatever of the order can move now moves on."""
        group = order.order_line.move_ids
        moves = (group | group.move_dest_ids).filtered(
            lambda move: move.state in ("confirmed", "assigned")
        )
        self.assertEqual(len(moves), 1)
        with self.at(day):
            moves.quantity = moves.product_uom_qty
            moves.picked = True
            moves._action_done()
        self.env.flush_all()
        return moves

    def test_order_of_before_counts_in_both_steps(self):
        order = self.buy(50, "03-05")
        self.look("03-11")
        self.assertEqual(self.would_be(), [])
        self.assertEqual(self.step(order, "03-12").location_dest_id.name, "Input")
        self.look("03-12")
        self.assertEqual(self.would_be(), [])
        self.step(order, "03-13")
        self.look("03-13")
        day = self.noted("03-13")
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (58, 58))
        self.assertEqual(self.would_be(), [])

    def test_order_of_since_counts_in_neither(self):
        order = self.buy(50, "03-11")
        self.look("03-11")
        self.step(order, "03-12")
        self.look("03-12")
        self.step(order, "03-13")
        self.look("03-13")
        day = self.noted("03-13")
        self.assertEqual((day.real_on_hand, day.trial_on_hand), (58, 8))
        self.assertEqual(self.would_be(), [("03-11", 22)])
        lines = [self.noted(f"03-{day}").real_lines for day in (11, 12, 13)]
        self.assertEqual(lines, [1, 0, 0])


@tagged("post_install", "-at_install")
class TestTrialFromInside(TrialCommon):
    """The place is supplied by another warehouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.central = cls.env["stock.warehouse"].create(
            {"name": "Central", "code": "CEN"}
        )
        cls.warehouse.resupply_wh_ids = [Command.link(cls.central.id)]
        cls.rule.route_id = cls.warehouse.resupply_route_ids
        cls.set_stock(cls.product, 200, cls.central.lot_stock_id)
        cls.sell(12, "03-11")

    def test_transfer_is_noted_and_nothing_is_moved(self):
        self.look("03-11")
        order = self.env["jit.trial.order"].search([])
        self.assertEqual((order.quantity, order.value), (22, 0))
        self.assertFalse(order.vendor_id)
        self.assertIn("Transferred from CEN/Stock", order.reason)
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("state", "!=", "done")]
        )
        self.assertFalse(moves)

    def test_transfer_that_odoo_starts_is_shown_and_hides_nothing(self):
        with self.at("03-11"):
            self.rule.action_replenish()
        moves = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("state", "!=", "done")]
        )
        self.assertTrue(moves)
        self.entered(moves, "03-11")
        self.look("03-11")
        day = self.noted("03-11")
        self.assertEqual((day.real_lines, day.real_quantity), (1, 22))
        self.assertEqual(self.would_be(), [("03-11", 22)])

    def test_goods_that_customers_return_belong_to_both(self):
        self.give_back(9, "03-11")
        self.look("03-11")
        day = self.noted("03-11")
        self.assertEqual((day.real_lines, day.real_on_hand), (0, 17))
        self.assertEqual(day.trial_on_hand, 17)
