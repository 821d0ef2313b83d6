from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .today_common import (
    BUYER,
    IN_A_WEEK,
    TOMORROW,
    USER,
    YESTERDAY,
    TodayCommon,
)

ORDER = ["running_out", "to_approve", "late", "to_fix", "suggested"]


@tagged("post_install", "-at_install")
class TestToday(TodayCommon):
    """What waits for a buyer, worst first, each with the one thing that helps."""

    def test_nothing_waits_says_so_in_each_of_five_blocks(self):
        blocks = self.blocks()
        self.assertEqual(list(blocks), ORDER)
        for block in blocks.values():
            self.assertFalse(block["count"] or block["rows"] or block["money"])
            self.assertTrue(block["empty"])

    def test_late_order_is_chased_and_sales_that_wait_are_told(self):
        rule, order = self.late_rule()
        block = self.blocks()["running_out"]
        self.assertEqual(block["count"], 1)
        # 4 promised, 2 on the shelf, at 10.00
        self.assertIn("20.00", block["money"])
        (row,) = block["rows"]
        self.assertEqual(row["title"], rule.product_id.display_name)
        self.assertEqual(row["subtitle"].split(" · ")[:2], ["Acme", order.name])
        self.assertEqual(row["when"], "Runs out tomorrow")
        self.assertIn(f"40 of {order.name}", row["note"])
        self.assertEqual(row["class"]["name"], "Vital")
        self.assertEqual(row["button"]["method"], "action_jit_chase")
        self.assertFalse(row["other"])

    def test_no_money_where_no_customer_waits(self):
        self.make_rule()
        self.run_replenishment()
        block = self.blocks()["running_out"]
        self.assertEqual(block["rows"][0]["when"], "Out now")
        self.assertFalse(block["money"] or block["rows"][0]["money"])

    def test_worst_class_comes_first_then_what_runs_out_first(self):
        minor, _order = self.late_rule(self.minor)
        vital, _order = self.late_rule(self.vital)
        vital.product_id.list_price = 0
        out = self.make_rule()
        out.product_id.product_tmpl_id.jit_consequence_class_id = self.vital
        self.run_replenishment()
        block = self.blocks()["running_out"]
        self.assertEqual(
            [row["id"] for row in block["rows"]], [out.id, vital.id, minor.id]
        )
        counts = [(each["name"], each["count"]) for each in block["classes"]]
        self.assertEqual(counts, [("Vital", 2), ("Minor", 1)])

    def test_draft_that_comes_too_late_is_approved_or_another_vendor_asked(self):
        rule = self.make_rule()
        self.make_offer(rule.product_id, self.make_vendor("Rival"), delay=2)
        self.run_replenishment()
        (row,) = self.rows("running_out")
        self.assertEqual(row["button"]["method"], "action_jit_open_lines")
        shown = self.press(row["button"])
        lines = self.env[shown["res_model"]].search(shown["domain"])
        self.assertEqual(lines.order_id, rule.jit_draft_order_id)
        self.assertEqual(row["other"]["method"], "action_jit_buy_elsewhere")

    def test_without_a_live_rule_nothing_is_said_to_be_well(self):
        self.env["stock.warehouse.orderpoint"].search([]).trigger = "manual"
        empties = {block["empty"] for block in self.blocks().values()}
        self.assertEqual(empties, {"No rule is live: nothing is watched here."})

    def test_empty_shelf_without_vendor_is_mended_first(self):
        product = self.make_product()
        rule = self.make_rule(product)
        self.run_replenishment()
        blocks = self.blocks()
        problem = self.open_problems(rule)
        for key in ("running_out", "to_fix"):
            (row,) = blocks[key]["rows"]
            self.assertEqual(row["button"]["id"], problem.id)
            self.assertEqual(row["button"]["label"], "Fix")
            self.assertEqual(self.press(row["button"])["res_model"], "product.product")

    def test_goods_that_came_are_not_told_any_more(self):
        rule, _order = self.late_rule()
        self.set_stock(rule.product_id, 100)
        self.run_replenishment()
        self.assertFalse(self.blocks()["running_out"]["count"])

    def test_goods_that_no_signal_told_of_are_seen_by_the_sweep(self):
        rule, _order = self.late_rule()
        quant = rule.product_id.stock_quant_ids.filtered(
            lambda quant: quant.location_id == self.stock
        )
        self.env.cr.execute(
            "UPDATE stock_quant SET quantity = 500 WHERE id = %s", [quant.id]
        )
        self.env.invalidate_all()
        self.run_sweep()
        self.run_replenishment()
        self.assertFalse(self.blocks()["running_out"]["count"])

    def test_draft_to_order_by_today_is_to_approve(self):
        rule = self.make_rule()
        self.run_replenishment()
        order = rule.jit_draft_order_id
        (row,) = self.rows("to_approve")
        self.assertEqual(row["id"], order.id)
        self.assertEqual(row["when"], "Order by today")
        self.assertTrue(row["urgent"])
        self.assertEqual(row["subtitle"], f"{order.name} · 1 line")

    def test_draft_with_weeks_to_go_is_not_told(self):
        product = self.make_bought_products(1)
        self.make_rule(product, reorder_point=0, target=0)
        self.promise(product, 5, "2026-03-31 12:00:00")
        self.env["product.supplierinfo"].search(
            [("product_tmpl_id", "=", product.product_tmpl_id.id)]
        ).delay = 3
        self.run_replenishment()
        self.assertFalse(self.blocks()["to_approve"]["count"])

    def test_late_order_and_unsent_request_are_told_once_each(self):
        products = self.make_bought_products(2)
        self.make_rule(products)
        for product in products:
            self.set_stock(product, 100)
        late = self.order(products[0], 5, YESTERDAY)
        unsent = self.order(products[1], 5, IN_A_WEEK, confirm=False)
        unsent.date_order = f"{YESTERDAY} 10:00:00"
        self.order(products[0], 5, TOMORROW)
        rows = {row["id"]: row for row in self.rows("late")}
        self.assertEqual(rows.keys(), {late.id, unsent.id})
        self.assertEqual(rows[late.id]["when"], "1 day late")
        self.assertEqual(rows[late.id]["button"]["method"], "action_jit_chase")
        self.assertIn("Never sent", rows[unsent.id]["when"])
        self.assertEqual((late | unsent).mapped("jit_today"), ["late", "late"])
        self.assertEqual(rows[unsent.id]["button"]["method"], "action_jit_open_order")

    def test_received_and_cancelled_orders_are_not_late(self):
        products = self.make_bought_products(2)
        self.make_rule(products)
        received = self.order(products[0], 5, YESTERDAY)
        received.picking_ids.move_ids.quantity = 5
        received.picking_ids.move_ids.picked = True
        received.picking_ids._action_done()
        self.order(products[1], 5, YESTERDAY).picking_ids.action_cancel()
        self.assertFalse(self.blocks()["late"]["count"])

    def test_orders_of_goods_without_rule_are_none_of_ours(self):
        self.order(self.make_bought_products(1), 5, YESTERDAY)
        self.assertFalse(self.blocks()["late"]["count"])

    def test_every_count_opens_as_many_records(self):
        self.late_rule()
        rule = self.make_rule()
        self.make_rule(self.make_product("No Vendor"))
        self.order(rule.product_id, 1, YESTERDAY)
        self.suggest(rule)
        self.run_replenishment()
        for block in self.blocks().values():
            self.assertTrue(block["count"], block["key"])
            action = self.env.ref(block["action"])
            domain = self._domain(action)
            model = self.env[action.res_model].with_user(self.buyer)
            self.assertEqual(model.search_count(domain), block["count"])

    def _domain(self, action):
        """The action's, with every filter its context opens it with."""
        own = self.env["ir.actions.act_window"]._for_xml_id(action.xml_id)["domain"]
        domain = safe_eval(own) if own else []
        views = self.env[action.res_model].get_views(
            [(action.search_view_id.id, "search")]
        )
        search = etree.fromstring(views["views"]["search"]["arch"])
        for name in safe_eval(action.context):
            if name.startswith("search_default_"):
                (found,) = search.xpath(f"//filter[@name='{name[15:]}']")
                domain += safe_eval(found.get("domain", "[]"))
        return domain

    def test_draft_names_its_worst_product_and_counts_the_lines_it_opens(self):
        minor, vital, taken = (self.make_rule() for _turn in range(3))
        for rule, answer in zip(
            (minor, vital, taken), (self.minor, self.vital, self.minor), strict=True
        ):
            rule.product_id.product_tmpl_id.jit_consequence_class_id = answer
        vital.product_id.name = "Pump"
        self.run_replenishment()
        order = vital.jit_draft_order_id
        order.order_line.filtered(
            lambda line: line.orderpoint_id == taken
        ).product_qty = 40
        (row,) = self.rows("to_approve")
        self.assertEqual(row["class"]["name"], "Vital")
        self.assertTrue(row["note"].startswith("Pump,"), row["note"])
        self.assertEqual(row["subtitle"], f"{order.name} · 3 lines")
        shown = self.press(row["button"])
        self.assertEqual(self.env[shown["res_model"]].search_count(shown["domain"]), 3)

    def test_late_order_names_its_worst_product_and_says_how_many_of_its_lines(self):
        minor, vital = self.make_rule(), self.make_rule()
        vital.product_id.product_tmpl_id.jit_consequence_class_id = self.vital
        minor.product_id.product_tmpl_id.jit_consequence_class_id = self.minor
        order = self.order(minor.product_id, 100, YESTERDAY, confirm=False)
        vals = {"product_qty": 100, "price_unit": 1}
        vals["date_planned"] = f"{YESTERDAY} 12:00:00"
        foreign = self.make_product("Paper").id
        order.order_line = [
            Command.create(vals | {"product_id": product_id})
            for product_id in (vital.product_id.id, foreign)
        ]
        vital.product_id.name = "Pump"
        order.button_confirm()
        (row,) = self.rows("late")
        self.assertEqual(row["class"]["name"], "Vital")
        self.assertTrue(row["note"].startswith("Pump,"), row["note"])
        self.assertEqual(row["subtitle"], f"{order.name} · 2 of 3 lines")

    def test_approved_order_that_was_not_sent_is_late_or_unsent_until_it_is(self):
        rule = self.make_rule()
        self.run_replenishment()
        order = rule.jit_draft_order_id
        order.button_confirm()
        (row,) = self.rows("late")
        self.assertEqual(row["when"], "Approved, but not sent")
        self.assertEqual(row["button"]["method"], "action_jit_send")
        self.assertEqual(order.jit_today, "late")
        self.press(row["button"])
        (row,) = self.rows("late")
        self.assertIn("no e-mail address", row["when"])
        self.assertEqual(self.press(row["button"])["res_id"], self.vendor.id)
        self.vendor.email = "acme@example.com"
        (row,) = self.rows("late")
        self.assertEqual(row["button"]["method"], "action_jit_send")
        order.action_jit_mark_sent()
        self.assertFalse(self.blocks()["late"]["count"])

    def test_order_that_is_being_sent_is_not_unsent_yet(self):
        self.vendor.email = "acme@example.com"
        rule = self.make_rule()
        self.run_replenishment()
        order = rule.jit_draft_order_id
        order.button_confirm()
        order.action_jit_send()
        self.assertEqual(order.jit_send_state, "queued")
        self.assertFalse(self.blocks()["late"]["count"])

    def test_as_many_queries_for_two_hundred_rules_as_for_six(self):
        products = self.make_bought_products(200)
        self.make_waiting(products[:6])
        self.blocks()
        few = self.queries_of(self.blocks)
        self.make_waiting(products[6:])
        many = self.queries_of(self.blocks)
        blocks = self.blocks()
        self.assertEqual(blocks["running_out"]["count"], 200)
        self.assertEqual(blocks["late"]["count"], 200)
        self.assertEqual(many, few)

    def make_waiting(self, products):
        """Each runs out, has an order that is late, and a promise that waits."""
        self.make_rule(products)
        for product in products:
            self.promise(product, 50, f"{TOMORROW} 12:00:00")
            self.order(product, 1, YESTERDAY)
        self.run_replenishment()


@tagged("post_install", "-at_install")
class TestTodayRights(TodayCommon):
    """Who sees what of it."""

    def test_storekeeper_is_refused(self):
        keeper = self.make_user("Stan", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            self.blocks(keeper)

    def test_user_without_purchase_sees_no_orders(self):
        rule, _order = self.late_rule()
        reader = self.make_user("Rita", USER)
        blocks = self.blocks(reader)
        self.assertEqual(list(blocks), ["running_out", "to_fix", "suggested"])
        (row,) = blocks["running_out"]["rows"]
        self.assertEqual(row["button"]["method"], "action_jit_open")
        self.assertFalse(row["other"])
        with self.assertRaises(AccessError):
            rule.with_user(reader).action_jit_buy_elsewhere()

    def test_each_company_sees_its_own_and_both_together_name_them(self):
        self.late_rule()
        with self.other_company() as (company, warehouse):
            product = self.make_bought_products(1, company_id=False)
            self.make_rule_of(warehouse, product)
            self.run_replenishment()
            both = self.company | company
            abroad = self.make_user(
                "Abe",
                BUYER,
                "stock.group_stock_user",
                company_id=company.id,
                company_ids=[Command.set(both.ids)],
            )
            self.assertEqual(self.blocks()["running_out"]["count"], 1)
            there = self.blocks(abroad, company)["running_out"]
            self.assertEqual(there["count"], 1)
            self.assertEqual(there["rows"][0]["company"], "")
            together = self.blocks(abroad, both)["running_out"]
            self.assertEqual(together["count"], 2)
            named = {row["company"] for row in together["rows"]}
            self.assertEqual(named, {self.company.name, company.name})
            self.assertEqual(self.blocks(abroad, company)["to_approve"]["count"], 1)
            self.assertFalse(self.blocks()["to_approve"]["count"])
