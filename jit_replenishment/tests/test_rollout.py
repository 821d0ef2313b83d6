from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NOW, JitCommon
from .messy_shop import Shop


class RolloutCommon(JitCommon):
    """A shop of its own, whose rules went live some weeks ago."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = Shop(cls.env, "Rolled Out")
        cls.company = cls.shop.company
        cls.company.partner_id.tz = "UTC"
        cls.category = cls.env["product.category"].create({"name": "Bolts"})

    def make_goods(self, count, name="Bolt", **vals):
        vals = {"standard_price": 4, "categ_id": self.category.id} | vals
        return self.shop.make_bought(count, name, **vals)

    def make_rules(self, products, days_live=None, **vals):
        """Rules of core, or live for so many days."""
        if days_live is None:
            return self.shop.make_rules(products, **vals)
        rules = self.shop.make_rules(products, trigger="jit", **vals)
        since = datetime.fromisoformat(NOW) - timedelta(days=days_live)
        rules.jit_live_since = since
        return rules

    def make_shelf(self):
        return self.env["stock.location"].create(
            {
                "name": "Shelf",
                "location_id": self.shop.stock.id,
                "company_id": self.company.id,
            }
        )

    def receive(self, products, quantity, days_ago, place=None):
        for product in products:
            self.shop.deliver(
                product,
                quantity,
                days_ago,
                location_id=self.env.ref("stock.stock_location_suppliers").id,
                location_dest_id=(place or self.shop.stock).id,
            )

    def deliver(self, products, quantity, days_ago):
        for product in products:
            self.shop.deliver(product, quantity, days_ago)

    def order(self, products, days_ago):
        for product in products:
            self.shop.make_request(product, days_ago)

    def count(self):
        """The scheduled action as the server runs it."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        # the clock stands still, and once a day is enough unless somebody asks
        self.env["jit.rollout"].search([]).sudo().write({"counted_at": False})
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_rollout").method_direct_trigger()
        self.env.invalidate_all()

    def rows(self, company=None):
        return self.env["jit.rollout.line"].search(
            [("company_id", "=", (company or self.company).id)]
        )

    def row(self):
        self.count()
        rows = self.rows()
        self.assertEqual(len(rows), 1)
        return rows

    def said(self):
        lines = self.env["jit.rollout"].with_company(self.company)
        found = lines.with_context(allowed_company_ids=self.company.ids).read_parts()
        return " / ".join(part["text"] for part in found["parts"])


@tagged("post_install", "-at_install")
class TestStages(RolloutCommon):
    def test_rules_are_counted_by_category_warehouse_and_class(self):
        goods = self.make_goods(4)
        other = self.make_goods(
            1, "Nut", categ_id=self.env["product.category"].create({"name": "Nuts"}).id
        )
        rules = self.make_rules(goods[:2]) | self.make_rules(goods[2:3], 3)
        rules[0].action_jit_start_trial()
        self.make_rules(goods[3], 3, location_id=self.shop.second.lot_stock_id.id)
        self.make_rules(other, jit_consequence_class_id=self.vital.id)
        self.make_rules(self.make_goods(1), active=False)
        self.count()
        found = {
            (
                row.product_category_id.name,
                row.warehouse_id,
                row.consequence_class_id == self.vital,
            ): (row.hand, row.trial, row.live)
            for row in self.rows()
        }
        self.assertEqual(
            found,
            {
                ("Bolts", self.shop.first, False): (1, 1, 1),
                ("Bolts", self.shop.second, False): (0, 0, 1),
                ("Nuts", self.shop.first, True): (1, 0, 0),
            },
        )
        self.assertIn("Live: 2 of 5 rules (40 %), on trial: 1", self.said())

    def test_row_opens_its_rules(self):
        rule = self.make_rules(self.make_goods(1), 3)
        self.make_rules(
            self.make_goods(1), location_id=self.shop.second.lot_stock_id.id
        )
        self.count()
        row = self.rows().filtered("live")
        action = row.action_open_rules()
        found = self.env["stock.warehouse.orderpoint"].search(action["domain"])
        self.assertEqual(found, rule)

    def test_nothing_live_compares_nothing(self):
        goods = self.make_goods(2)
        self.receive(goods, 10, 300)
        self.make_rules(goods)
        row = self.row()
        self.assertEqual((row.hand, row.compared, row.rest_compared), (2, 0, 0))
        self.assertNotIn("compare", self.said())


@tagged("post_install", "-at_install")
class TestBeforeAndSince(RolloutCommon):
    """Ten full weeks live: days 1 to 70 ago; before it days 78 to 147."""

    DAYS = 71

    def test_stock_value_is_the_average_of_both_sides(self):
        goods = self.make_goods(1)
        self.receive(goods, 20, 200)
        self.deliver(goods, 5, self.DAYS)
        # half of the weeks since, 5 of the 15 that were left
        self.deliver(goods, 5, 36)
        self.make_rules(goods, self.DAYS)
        row = self.row()
        self.assertEqual(row.compared, 1)
        self.assertAlmostEqual(row.value_before, 20 * 4)
        # 15 on days 37 to 70; 10 on days 1 to 36: what leaves is gone by its day's end
        since = 4 * (15 * 34 + 10 * 36) / 70
        self.assertAlmostEqual(row.value_since, since, 2)
        self.assertAlmostEqual(row.value_change, since / 80 - 1)

    def test_days_with_an_empty_shelf_are_counted(self):
        goods = self.make_goods(1)
        self.receive(goods, 5, 200)
        self.deliver(goods, 5, 147)
        self.receive(goods, 5, 112)
        self.make_rules(goods, self.DAYS)
        row = self.row()
        # empty on days 147 to 113, 35 of 70
        self.assertAlmostEqual(row.empty_before, 0.5)
        self.assertEqual(row.empty_since, 0)

    def test_what_moves_within_a_warehouse_is_neither_gone_nor_come(self):
        goods = self.make_goods(1)
        shelf = self.make_shelf()
        self.receive(goods, 5, 200)
        self.shop.deliver(goods, 5, 100, location_dest_id=shelf.id)
        self.make_rules(goods, self.DAYS)
        row = self.row()
        self.assertAlmostEqual(row.value_before, 20)
        self.assertEqual((row.empty_before, row.empty_since), (0, 0))

    def test_order_lines_are_counted_by_the_week(self):
        goods = self.make_goods(1)
        self.receive(goods, 5, 200)
        for days_ago in (147, 140, 78, 77, 71, 70, 1, 0):
            self.order(goods, days_ago)
        cancelled = self.shop.make_request(goods, 100)
        cancelled.button_cancel()
        self.make_rules(goods, self.DAYS)
        row = self.row()
        # neither what was entered in the week of going live nor today's
        self.assertAlmostEqual(row.orders_before, 0.3)
        self.assertAlmostEqual(row.orders_since, 0.2)
        self.assertAlmostEqual(row.order_change, -1 / 3)

    def test_rest_is_held_against_them_over_the_same_weeks(self):
        live, rest = self.make_goods(1), self.make_goods(2, "Nut")
        self.receive(live | rest, 10, 300)
        self.deliver(rest, 6, self.DAYS)
        self.make_rules(live, self.DAYS)
        self.make_rules(rest)
        row = self.row()
        self.assertEqual((row.compared, row.rest_compared), (1, 2))
        self.assertAlmostEqual(row.rest_value_before, 80)
        self.assertAlmostEqual(row.rest_value_since, 32)
        self.assertEqual(row.value_change, 0)

    def test_kind_with_none_live_is_held_against_the_weeks_of_the_others(self):
        live, rest = self.make_goods(1), self.make_goods(1, "Nut")
        self.receive(live | rest, 10, 300)
        self.deliver(rest, 6, self.DAYS)
        self.make_rules(live, self.DAYS)
        self.make_rules(
            rest, location_id=self.shop.stock.id, jit_consequence_class_id=self.vital.id
        )
        self.count()
        row = self.rows().filtered("hand")
        self.assertAlmostEqual(row.rest_value_since, 16)

    def test_too_recent_or_too_young_is_not_compared(self):
        recent, young, old = (self.make_goods(1, name) for name in ("A", "B", "C"))
        self.receive(recent | old, 10, 1200)
        self.receive(young, 10, 100)
        self.make_rules(recent, 28)
        self.make_rules(young, self.DAYS)
        self.make_rules(old, 1000)
        row = self.row()
        self.assertEqual((row.live, row.compared), (3, 0))
        self.assertIn("Too early to compare", self.said())

    def test_product_whose_rules_are_live_in_part_is_on_neither_side(self):
        goods = self.make_goods(1)
        shelf = self.make_shelf()
        self.receive(goods, 10, 300)
        self.make_rules(goods, self.DAYS)
        self.make_rules(goods, location_id=shelf.id)
        row = self.row()
        self.assertEqual((row.live, row.hand), (1, 1))
        self.assertEqual((row.compared, row.rest_compared), (0, 0))

    def test_a_handful_is_too_few_and_more_are_said_with_the_rest(self):
        live, rest = self.make_goods(5), self.make_goods(5, "Nut")
        self.receive(live | rest, 10, 300)
        self.deliver(live, 5, self.DAYS)
        self.deliver(rest, 10, 36)
        self.make_rules(rest)
        rules = self.make_rules(live, self.DAYS)
        rules[0].action_jit_undo()
        self.count()
        self.assertIn("Too few to compare: 4 of 5", self.said())
        rules[0].trigger = "jit"
        rules[0].jit_live_since = rules[1].jit_live_since
        self.count()
        self.assertIn(
            "Since going live (5): stock -50.0 %, empty 0.0 % → 0.0 % of days, "
            "order lines none before | not yet live (5): stock -51.4 %, empty "
            "0.0 % → 51.4 % of days",
            self.said(),
        )

    def test_sums_of_rows_tell_shares_of_sums(self):
        many, one = self.make_goods(3), self.make_goods(1, "Nut")
        self.receive(many | one, 10, 300)
        self.deliver(one, 10, self.DAYS)
        self.make_rules(many, self.DAYS)
        self.make_rules(one, self.DAYS, jit_consequence_class_id=self.vital.id)
        self.count()
        self.assertEqual(len(self.rows()), 2)
        [found] = self.env["jit.rollout.line"]._read_group(
            [("company_id", "=", self.company.id)],
            aggregates=["value_change:avg", "empty_since:avg", "live_share:avg"],
        )
        self.assertEqual(found, (-0.25, 0.25, 1))

    def test_goods_of_others_are_not_our_stock(self):
        goods = self.make_goods(1)
        self.receive(goods, 10, 300)
        owner = self.make_vendor("Owner")
        self.shop.env["stock.quant"].sudo().create(
            {
                "product_id": goods.id,
                "location_id": self.shop.stock.id,
                "quantity": 90,
                "owner_id": owner.id,
            }
        )
        self.make_rules(goods, self.DAYS)
        self.assertAlmostEqual(self.row().value_since, 40)


@tagged("post_install", "-at_install")
class TestCounting(RolloutCommon):
    def test_two_hundred_products_cost_as_many_queries_as_one(self):
        goods = self.make_goods(1)
        self.receive(goods, 10, 300)
        self.make_rules(goods, 71)
        lines = self.env["jit.rollout.line"]
        fill = lines._fill
        self.queries_of(lambda: fill(self.company))
        few = self.queries_of(lambda: fill(self.company))
        more = self.make_goods(200, "Nut")
        self.receive(more[:20], 10, 300)
        self.make_rules(more, 71)
        self.queries_of(lambda: fill(self.company))
        self.assertEqual(self.queries_of(lambda: fill(self.company)), few)

    def test_company_that_cannot_be_counted_costs_itself_only(self):
        self.make_rules(self.make_goods(1))
        fill = type(self.env["jit.rollout.line"])._fill

        def break_for_one(model, company):
            if company == self.company:
                raise ValueError("odd figures")
            return fill(model, company)

        lines = type(self.env["jit.rollout.line"])
        said = "odoo.addons.jit_replenishment.models.jit_on_demand"
        with patch.object(lines, "_fill", break_for_one), self.assertLogs(said):
            self.count()
        state = self.env["jit.rollout"].search([("company_id", "=", self.company.id)])
        self.assertEqual(state.failure, "odd figures")
        self.assertIn("could not be counted", self.said())
        other = self.env["jit.rollout"].search(
            [("company_id", "=", self.env.company.id)]
        )
        self.assertTrue(other.counted_at)

    def test_refresh_counts_again_what_was_counted_today(self):
        rules = self.make_rules(self.make_goods(1))
        self.count()
        state = self.env["jit.rollout"].search([("company_id", "=", self.company.id)])
        state.sudo().counted_at = "2026-03-10 08:00:00"
        rules.trigger = "jit"
        user = self.make_user("Buyer", "purchase.group_purchase_user")
        user.write(
            {"company_ids": [(4, self.company.id)], "company_id": self.company.id}
        )
        lines = self.env["jit.rollout.line"].with_user(user)
        lines.with_context(allowed_company_ids=self.company.ids).action_refresh()
        self.assertIn("Counting now", self.said())
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("jit_replenishment.ir_cron_rollout").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.rows().live, 1)

    def test_users_see_their_companies_and_storekeepers_nothing(self):
        self.make_rules(self.make_goods(1))
        self.make_rule()
        self.count()
        user = self.make_user("Buyer", "purchase.group_purchase_user")
        seen = self.env["jit.rollout.line"].with_user(user).search([])
        self.assertEqual(seen.company_id, self.env.company)
        with self.assertRaises(AccessError):
            seen.write({"live": 9})
        keeper = self.make_user("Keeper", "stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.env["jit.rollout.line"].with_user(keeper).search([])
        with self.assertRaises(AccessError):
            self.env["jit.rollout.line"].with_user(keeper).action_refresh()
        nothing = {"parts": [], "pending": False}
        self.assertEqual(
            self.env["jit.rollout"].with_user(keeper).read_parts(), nothing
        )
