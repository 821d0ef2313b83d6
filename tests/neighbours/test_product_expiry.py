"""Lots past their removal date lie there and serve nobody."""

from odoo.tests import tagged

from odoo.addons.jit_replenishment.tests.common import JitCommon


@tagged("post_install", "-at_install")
class TestExpiry(JitCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.make_product(tracking="lot", use_expiration_date=True)
        cls.make_offer(cls.product)
        cls.rule = cls.make_rule(cls.product, reorder_point=10, target=30)

    def stock_lot(self, name, quantity, removal_date):
        lot = self.env["stock.lot"].create(
            {"name": name, "product_id": self.product.id}
        )
        lot.removal_date = removal_date
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        quants.create(
            {
                "product_id": self.product.id,
                "location_id": self.stock.id,
                "lot_id": lot.id,
                "inventory_quantity": quantity,
            }
        ).action_apply_inventory()
        return lot

    def test_lot_past_its_removal_date_is_ordered_anew(self):
        self.stock_lot("old", 40, "2026-03-09 10:00:00")
        self.stock_lot("fresh", 4, "2026-06-01 10:00:00")
        self.run_replenishment()
        self.assertOrdered(self.rule, 26)

    def test_lot_that_expires_overnight_is_found_by_the_sweep(self):
        lot = self.stock_lot("old", 40, "2026-03-12 10:00:00")
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_quant SET removal_date = '2026-03-01' WHERE lot_id = %s",
            [lot.id],
        )
        self.env.invalidate_all()
        self.run_sweep()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)
