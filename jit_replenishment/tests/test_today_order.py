from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..queries.today_sales import waiting_sales
from .today_common import BUYER, IN_A_WEEK, TOMORROW, YESTERDAY, TodayCommon


@tagged("post_install", "-at_install")
class TestTodayOrder(TodayCommon):
    """The worst class first; within it those for whom sales wait, most money first."""

    def ids(self, key, companies=None, user=None):
        rows = self.blocks(user, companies)[key]["rows"]
        return [row["id"] for row in rows]

    def waiting_rule(self, promised, consequence=None):
        """A rule as ``late_rule``, without its order: nothing comes, sales wait."""
        rule = self.make_rule()
        rule.product_id.product_tmpl_id.jit_consequence_class_id = (
            consequence or self.vital
        )
        rule.product_id.list_price = 10
        self.set_stock(rule.product_id, 2)
        if promised:
            self.promise(rule.product_id, promised, f"{TOMORROW} 12:00:00")
        return rule

    def test_what_more_money_waits_for_comes_before_what_runs_out_sooner(self):
        out_now = self.make_rule()
        out_now.product_id.product_tmpl_id.jit_consequence_class_id = self.vital
        little, _order = self.late_rule(promised=4)
        much, _order = self.late_rule(promised=9)
        minor, _order = self.late_rule(self.minor, promised=20)
        self.run_replenishment()
        block = self.blocks()["running_out"]
        self.assertEqual(
            [row["id"] for row in block["rows"]],
            [much.id, little.id, out_now.id, minor.id],
        )
        told = [row["money"] for row in block["rows"]]
        self.assertIn("70.00", told[0])
        self.assertIn("20.00", told[1])
        self.assertFalse(told[2])

    def test_draft_in_the_list_says_the_worst_class_of_its_lines(self):
        self.waiting_rule(4, self.minor)
        worst = self.waiting_rule(4)
        self.run_replenishment()
        order = worst.jit_draft_order_id
        self.assertEqual(len(order.order_line), 2)
        self.assertEqual(order.with_user(self.buyer).jit_class_id, self.vital)
        arch = order.get_view(
            self.env.ref("jit_replenishment.jit_draft_order_view_list").id
        )["arch"]
        self.assertTrue(etree.fromstring(arch).xpath("//field[@name='jit_class_id']"))

    def listed(self, user):
        rules = self.env["stock.warehouse.orderpoint"].with_user(user)
        arch = rules.get_view(
            self.env.ref(
                "jit_replenishment.stock_warehouse_orderpoint_view_list_running_out"
            ).id
        )["arch"]
        order = etree.fromstring(arch).get("default_order")
        return rules.search([("jit_is_short", "=", True)], order=order).ids

    def test_list_behind_the_count_is_sorted_as_today(self):
        self.make_rule().product_id.product_tmpl_id.jit_consequence_class_id = (
            self.vital
        )
        for promised, consequence in (
            (4, self.vital),
            (9, self.vital),
            (20, self.minor),
            (3, self.minor),
        ):
            self.waiting_rule(promised, consequence)
        self.run_replenishment()
        shown = self.ids("running_out")
        self.assertEqual(len(shown), 5)
        self.assertEqual(self.listed(self.buyer), shown)
        self.assertNotEqual(sorted(shown), shown)
        # who may not know the money sees the list all the same
        reader = self.make_user("Stan", "stock.group_stock_manager")
        self.assertEqual(set(self.listed(reader)), set(shown))

    def test_sales_waiting_are_known_to_users_of_just_in_time_only(self):
        rule = self.waiting_rule(9)
        self.run_replenishment()
        self.assertEqual(rule.with_user(self.buyer).jit_sales_waiting, 70)
        reader = self.make_user("Stan", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            rule.with_user(reader).read(["jit_sales_waiting"])

    def test_page_of_rules_says_the_same_of_each_as_all_of_them_together(self):
        rules = self.waiting_rule(9) | self.waiting_rule(4)
        self.run_replenishment()
        companies = self.env.company.ids
        every = waiting_sales(self.env, companies)
        self.assertEqual(set(every), set(rules.ids))
        one = waiting_sales(self.env, companies, rules[:1].ids)
        self.assertEqual(one, {rules[:1].id: every[rules[:1].id]})

    def test_draft_that_most_sales_wait_for_is_approved_first(self):
        rules = []
        for promised, name in ((0, "Sooner"), (4, "Some"), (9, "Most")):
            rule = self.waiting_rule(promised)
            rule.product_id.seller_ids.partner_id = self.make_vendor(name)
            rules.append(rule)
        minor = self.waiting_rule(20, self.minor)
        minor.product_id.seller_ids.partner_id = self.make_vendor("Minor")
        self.run_replenishment()
        sooner, some, most = (rule.jit_draft_order_id for rule in rules)
        sooner.date_order = f"{YESTERDAY} 10:00:00"
        self.assertEqual(
            self.ids("to_approve"),
            [most.id, some.id, sooner.id, minor.jit_draft_order_id.id],
        )
        rows = self.rows("to_approve")
        self.assertIn("70.00", rows[0]["money"])
        self.assertFalse(rows[2]["money"])

    def test_late_order_that_most_sales_wait_for_is_chased_first(self):
        longest = self.waiting_rule(0)
        self.set_stock(longest.product_id, 100)
        some, most = self.waiting_rule(4), self.waiting_rule(9)
        minor = self.waiting_rule(20, self.minor)
        orders = [
            self.order(rule.product_id, 1, due)
            for rule, due in (
                (longest, "2026-02-20"),
                (some, "2026-03-02"),
                (most, YESTERDAY),
                (minor, "2026-02-01"),
            )
        ]
        self.run_replenishment()
        self.assertEqual(
            self.ids("late"), [orders[number].id for number in (2, 1, 0, 3)]
        )

    def test_order_whose_goods_came_in_part_has_the_money_of_the_rest_only(self):
        some, most = self.waiting_rule(4), self.waiting_rule(9)
        vals = {"price_unit": 1, "product_qty": 1, "date_planned": YESTERDAY}
        order = self.order(most.product_id, 1, YESTERDAY, confirm=False)
        order.order_line = [
            Command.create(
                vals | {"product_id": some.product_id.id, "product_qty": 1},
            )
        ]
        order.button_confirm()
        move = order.order_line[0].move_ids
        move.quantity, move.picked = 1, True
        move.picking_id.with_context(cancel_backorder=False)._action_done()
        self.run_replenishment()
        (row,) = self.rows("late")
        # 4 promised; 2 and none of the other on the shelf
        self.assertIn("20.00", row["money"])

    def test_problem_and_suggestion_that_sales_wait_for_come_first(self):
        idle, busy = (self.make_rule(self.make_product()) for _turn in range(2))
        busy.product_id.list_price = 10
        self.promise(busy.product_id, 3, f"{TOMORROW} 12:00:00")
        self.run_replenishment()
        for rule, weight in ((idle, 900), (busy, 1)):
            self.suggest(rule).stock_value_weight = weight
        blocks = self.blocks()
        problems = [self.open_problems(rule).id for rule in (busy, idle)]
        self.assertEqual([row["id"] for row in blocks["to_fix"]["rows"]], problems)
        rules = [row["button"]["id"] for row in blocks["suggested"]["rows"]]
        self.assertEqual(rules, [busy.id, idle.id])
        self.assertIn("30.00", blocks["suggested"]["rows"][0]["money"])

    def test_money_of_two_companies_is_compared_in_one_currency(self):
        here = self.waiting_rule(9)
        with self.other_company() as (company, warehouse):
            yen = self.env.ref("base.JPY")
            yen.active = True
            company.currency_id = yen
            self.env["res.currency.rate"].create(
                {"currency_id": yen.id, "company_id": self.company.id, "rate": 150}
            )
            product = self.make_bought_products(1, company_id=False)
            product.product_tmpl_id.jit_consequence_class_id = self.vital
            product.with_company(company).list_price = 10
            there = self.make_rule_of(warehouse, product)
            self.promise_of(warehouse, product, 30)
            self.run_replenishment()
            both = self.company | company
            abroad = self.make_user(
                "Abe",
                BUYER,
                "stock.group_stock_user",
                company_id=self.company.id,
                company_ids=[Command.set(both.ids)],
            )
            # 70.00 here, and 300 yen there
            self.assertEqual(self.ids("running_out", both, abroad), [here.id, there.id])

    def promise_of(self, warehouse, product, quantity):
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "product_uom": product.uom_id.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "date": f"{IN_A_WEEK} 12:00:00",
                "company_id": warehouse.company_id.id,
            }
        )
        move._action_confirm()
