"""What is made of a product is its demand: kits, production, and what is undone."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.jit_replenishment.tests.learning_common import LearningCommon


@tagged("post_install", "-at_install")
class TestDemandOfMaking(LearningCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.table = cls.make_product("Table")
        cls.stock_up(50, "02-01")

    @classmethod
    def make_bom(cls, **vals):
        line = {"product_id": cls.product.id, "product_qty": 2}
        return cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.table.product_tmpl_id.id,
                "bom_line_ids": [Command.create(line)],
                **vals,
            }
        )

    def produce(self, quantity, day):
        with self.at(day):
            order = self.env["mrp.production"].create(
                {
                    "product_id": self.table.id,
                    "bom_id": self.make_bom().id,
                    "product_qty": quantity,
                }
            )
            order.action_confirm()
            order.qty_producing = quantity
            order.move_raw_ids.quantity = 2 * quantity
            order.move_raw_ids.picked = True
            order.button_mark_done()
        self.assertEqual(order.state, "done")
        return order

    def test_kit_is_demand_of_its_components(self):
        self.make_bom(type="phantom")
        with self.at("02-03"):
            self.env["stock.move"].create(
                {
                    "product_id": self.table.id,
                    "product_uom_qty": 3,
                    "product_uom": self.table.uom_id.id,
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "location_id": self.stock.id,
                    "location_dest_id": self.customers.id,
                }
            )._action_confirm()
            parts = self.env["stock.move"].search(
                [("product_id", "=", self.product.id), ("state", "!=", "done")]
            )
            self.finish(parts, 6)
        self.take_in()
        self.assertEqual(self.events(), [("02-03", 6)])
        self.assertEqual(self.events(self.table), [])

    def test_production_demands_what_it_uses_up(self):
        self.produce(3, "02-03")
        self.take_in()
        self.assertEqual(self.events(), [("02-03", 6)])
        self.assertEqual(self.events(self.table), [])

    def test_what_is_taken_apart_was_not_demanded(self):
        order = self.produce(3, "02-03")
        with self.at("02-09"):
            unbuild = self.env["mrp.unbuild"].create(
                {
                    "product_id": self.table.id,
                    "mo_id": order.id,
                    "bom_id": order.bom_id.id,
                    "product_qty": 1,
                }
            )
            unbuild.action_unbuild()
        self.take_in()
        self.assertEqual(self.events(), [("02-03", 4)])
        self.assertEqual(self.events(self.table), [])

    def test_taken_apart_without_its_order_comes_off_the_latest_day(self):
        bom = self.produce(3, "02-03").bom_id
        self.sell(5, "02-05")
        with self.at("02-09"):
            unbuild = self.env["mrp.unbuild"].create(
                {"product_id": self.table.id, "bom_id": bom.id, "product_qty": 1}
            )
            unbuild.action_unbuild()
        self.take_in()
        self.assertEqual(self.events(), [("02-03", 6), ("02-05", 3)])
        self.assertEqual(self.events(self.table), [])
