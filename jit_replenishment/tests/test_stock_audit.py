from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from .common import NOW
from .learning_common import LearningCommon
from .messy_shop import Shop
from .test_check import CheckCommon


class AuditCommon(CheckCommon):
    """A shop whose goods cost 4 and have been known for a year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = Shop(cls.env, "Audited")
        cls.company = cls.shop.company

    def make_goods(self, name="Bolt", on_hand=0, days_known=360, **vals):
        vals = {"standard_price": 4} | vals
        product = self.shop.make_bought(1, name, **vals)
        if on_hand:
            self.put(product, on_hand, days_known)
        return product

    def put(self, product, quantity, days_known=360, place=None, **vals):
        since = datetime.fromisoformat(NOW) - timedelta(days=days_known)
        return (
            self.shop.env["stock.quant"]
            .sudo()
            .create(
                {
                    "product_id": product.id,
                    "location_id": (place or self.shop.stock).id,
                    "quantity": quantity,
                    "in_date": since,
                    **vals,
                }
            )
        )

    def audit(self, product, warehouse=None):
        found = self.env["jit.stock.audit"].search([("product_id", "=", product.id)])
        if warehouse:
            found = found.filtered(lambda row: row.warehouse_id == warehouse)
        return found


@tagged("post_install", "-at_install")
class TestAuditSold(LearningCommon, AuditCommon):
    """Demand is what the learning takes for it."""

    def test_sales_of_a_year_less_what_came_back(self):
        self.product.standard_price = 4
        self.stock_up(100, "01-05")
        sale = self.sell(10, "02-01")
        self.sell(5, "03-01")
        self.give_back(3, "03-05", sale)
        self.run_check()
        row = self.audit(self.product)
        self.assertEqual((row.on_hand, row.stock_value), (88, 352))
        self.assertEqual((row.sold, row.sold_value, row.picks), (12, 48, 2))
        self.assertEqual(row.last_sold, fields.Date.to_date("2026-03-01"))
        self.assertAlmostEqual(row.supply_days, 88 * 365 / 12)

    def test_what_is_lost_scrapped_or_moved_was_not_sold(self):
        self.stock_up(100, "01-05")
        lost = self.env["stock.location"].search(
            [("usage", "=", "inventory"), ("company_id", "=", self.env.company.id)],
            limit=1,
        )
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.move_goods(7, self.stock, lost, "02-01")
        self.move_goods(6, self.stock, shelf, "02-02")
        self.run_check()
        row = self.audit(self.product)
        self.assertEqual((row.on_hand, row.sold, row.picks), (93, 0, 0))
        self.assertFalse(row.last_sold)

    def test_what_production_takes_was_sold(self):
        self.stock_up(100, "01-05")
        production = self.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", self.env.company.id)],
            limit=1,
        )
        self.move_goods(7, self.stock, production, "02-01")
        self.run_check()
        self.assertEqual(self.audit(self.product).sold, 7)
        self.assertEqual(self.audit(self.product).picks, 1)

    def test_a_day_left_out_by_hand_does_not_count(self):
        self.stock_up(100, "01-05")
        self.sell(10, "02-01")
        self.sell(40, "02-02")
        self.run_check()
        event = self.env["jit.demand.event"].search(
            [("product_id", "=", self.product.id), ("quantity", "=", 40)]
        )
        event.excluded = True
        self.run_check()
        self.assertEqual(self.audit(self.product).sold, 10)


@tagged("post_install", "-at_install")
class TestAuditJudged(AuditCommon):
    def test_slow_after_90_days_and_dead_after_180(self):
        wanted = {89: "moving", 90: "slow", 179: "slow", 180: "dead"}
        goods = {}
        for days in wanted:
            goods[days] = self.make_goods(f"Sold {days} days ago", 50)
            self.shop.deliver(goods[days], 1, days)
        self.run_check()
        found = {days: self.audit(product).pace for days, product in goods.items()}
        self.assertEqual(found, wanted)
        idle_since = datetime.fromisoformat(NOW).date() - timedelta(days=180)
        self.assertEqual(self.audit(goods[180]).idle_since, idle_since)

    def test_never_sold_is_idle_since_it_came(self):
        product = self.make_goods(on_hand=5, days_known=200)
        self.run_check()
        self.assertEqual(self.audit(product).pace, "dead")

    def test_what_came_lately_is_new_and_no_excess(self):
        product = self.make_goods(on_hand=500, days_known=10)
        self.run_check()
        row = self.audit(product)
        self.assertEqual((row.pace, row.excess_value), ("new", 0))

    def test_excess_is_what_lies_there_beyond_a_year_of_sales(self):
        product = self.make_goods(on_hand=50)
        self.shop.deliver(product, 10, 30)
        self.shop.deliver(product, 5, 100)
        self.shop.deliver(product, 5, 370)
        self.run_check()
        row = self.audit(product)
        self.assertEqual((row.on_hand, row.sold), (30, 15))
        self.assertEqual((row.excess_quantity, row.excess_value), (15, 60))

    def test_excess_is_beyond_the_learned_target(self):
        product = self.make_goods(on_hand=50)
        shelf = self.shop.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.shop.stock.id}
        )
        rule = self.shop.make_rules(product)
        # part of the stock around it
        inner = self.shop.make_rules(product, shelf)
        for each, target in ((rule, 20), (inner, 8)):
            self.env["jit.learning"].create(
                {
                    "orderpoint_id": each.id,
                    "company_id": self.company.id,
                    "target_stock": target,
                }
            )
        self.run_check()
        row = self.audit(product)
        self.assertEqual((row.sensible_stock, row.excess_quantity), (20, 30))

    def test_classes_by_value_and_by_picks(self):
        dear = self.make_goods("Dear", 50, standard_price=100)
        asked = self.make_goods("Asked for", 50, standard_price=1)
        idle = self.make_goods("Idle", 50)
        self.shop.deliver(dear, 10, 30)
        for days in range(20, 30):
            self.shop.deliver(asked, 1, days)
        self.run_check()
        rows = [self.audit(each) for each in (dear, asked, idle)]
        self.assertEqual([row.abc for row in rows], ["A", "C", False])
        self.assertEqual([row.abc_picks for row in rows], ["B", "A", False])

    def test_keeping_it_costs_what_the_company_says(self):
        self.company.jit_holding_rate = 0.2
        product = self.make_goods(on_hand=50)
        short = self.make_goods("Short", -3)
        self.run_check()
        self.assertAlmostEqual(self.audit(product).carrying_cost, 40)
        self.assertEqual(self.audit(short).stock_value, -12)
        self.assertEqual(self.audit(short).carrying_cost, 0)
        self.company.jit_holding_rate = 0.3
        self.assertAlmostEqual(self.audit(product).carrying_cost, 60)

    def test_days_of_supply_of_several_are_those_of_their_value(self):
        slow = self.make_goods("Slow", 101)
        fast = self.make_goods("Fast", 200)
        self.shop.deliver(slow, 1, 20)
        self.shop.deliver(fast, 100, 20)
        self.run_check()
        domain = [("product_id", "in", (slow | fast).ids)]
        [(days, cost)] = self.env["jit.stock.audit"]._read_group(
            domain, [], ["supply_days:avg", "stock_value:sum"]
        )
        self.assertEqual(cost, 800)
        self.assertAlmostEqual(days, 200 * 365 / 101, 4)


@tagged("post_install", "-at_install")
class TestAuditPlaces(AuditCommon):
    def test_each_warehouse_has_its_row(self):
        product = self.make_goods(on_hand=50)
        self.put(product, 7, place=self.shop.second.lot_stock_id)
        self.shop.deliver(product, 10, 30)
        yard = self.shop.env["stock.location"].create(
            {"name": "Yard", "usage": "internal", "company_id": self.company.id}
        )
        self.put(product, 2, place=yard)
        self.run_check()
        rows = self.audit(product)
        self.assertEqual(
            {(row.warehouse_id, row.on_hand, row.sold) for row in rows},
            {
                (self.shop.first, 40, 10),
                (self.shop.second, 7, 0),
                (self.env["stock.warehouse"], 2, 0),
            },
        )

    def test_goods_of_others_are_not_ours(self):
        product = self.make_goods(on_hand=50)
        self.put(product, 30, owner_id=self.shop.vendor.id)
        self.run_check()
        self.assertEqual(self.audit(product).on_hand, 50)

    def test_rows_stay_and_go_with_the_stock(self):
        kept, gone = self.make_goods("Kept", 5), self.make_goods("Gone", 5)
        self.run_check()
        row = self.audit(kept)
        self.shop.deliver(kept, 1, 1)
        self.shop.write_past_the_models(gone.stock_quant_ids, "quantity", 0)
        self.run_check()
        self.assertEqual(self.audit(kept), row)
        self.assertEqual((row.on_hand, row.sold), (4, 1))
        self.assertFalse(self.audit(gone))

    def test_another_companys_stock_is_not_in_ours(self):
        other = Shop(self.env, "Other")
        product = self.make_goods(on_hand=50, company_id=False)
        quants = other.env["stock.quant"].sudo()
        quants.create(
            {"product_id": product.id, "location_id": other.stock.id, "quantity": 9}
        )
        product.with_company(other.company).standard_price = 6
        self.run_check()
        rows = self.audit(product)
        self.assertEqual(
            {(row.company_id, row.stock_value) for row in rows},
            {(self.company, 200), (other.company, 54)},
        )
