"""Beside subcontracting: the vendor is asked as any other, its own stock is core's."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.jit_replenishment.tests.common import JitCommon


@tagged("post_install", "-at_install")
class TestSubcontracting(JitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leg = cls.make_product("Leg")
        cls.make_offer(cls.leg)
        cls.table = cls.make_product("Table")
        cls.make_offer(cls.table)
        line = {"product_id": cls.leg.id, "product_qty": 4}
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.table.product_tmpl_id.id,
                "type": "subcontract",
                "subcontractor_ids": [Command.set(cls.vendor.ids)],
                "bom_line_ids": [Command.create(line)],
            }
        )
        cls.workshop = cls.env.company.subcontracting_location_id
        cls.supply_workshop = cls.env.ref(
            "mrp_subcontracting.route_resupply_subcontractor_mto"
        )

    def productions(self):
        return self.env["mrp.production"].search([("product_id", "=", self.table.id)])

    def test_product_of_a_subcontractor_is_bought_and_made_by_core_on_confirmation(
        self,
    ):
        rule = self.make_rule(self.table, 2, 10)
        self.run_replenishment()
        order = self.assertOrdered(rule, 10, self.vendor).order_id
        self.assertFalse(self.productions())
        order.button_confirm()
        self.assertEqual(self.productions().product_qty, 10)
        for _run in range(2):
            rule._jit_signal()
            self.run_replenishment()
        self.assertEqual(rule.jit_outcome, "covered")
        self.assertEqual(len(self.productions()), 1)
        self.assertNothingOrdered(rule)

    def test_parts_promised_to_the_subcontractor_dip(self):
        self.leg.route_ids = [Command.link(self.supply_workshop.id)]
        legs = self.make_rule(self.leg, 10, 30)
        self.set_stock(self.leg, 45)
        rule = self.make_rule(self.table, 2, 10)
        self.run_replenishment()
        self.assertNothingOrdered(legs)
        self.assertOrdered(rule, 10).order_id.button_confirm()
        self.run_replenishment()
        self.assertOrdered(legs, 25)

    def test_rule_at_the_subcontractor_is_left_to_core_and_says_so(self):
        self.leg.route_ids = [Command.link(self.supply_workshop.id)]
        rule = self.make_rule(
            self.leg,
            location_id=self.workshop.id,
            warehouse_id=self.warehouse.id,
            route_id=self.supply_workshop.id,
        )
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        self.assertIn("stay with Odoo's own rules", rule.jit_why)
        self.assertFalse(
            self.env["stock.move"].search([("location_dest_id", "=", self.workshop.id)])
        )
