from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import JitCommon


@tagged("post_install", "-at_install")
class TestCoreButtons(JitCommon):
    """Core's doors to an order, on a just-in-time rule, only ask the engine to look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls.make_rule(reorder_point=10, target=30)
        cls.set_stock(cls.rule.product_id, 4)

    def lines_of(self, product):
        return self.env["purchase.order.line"].search([("product_id", "=", product.id)])

    def test_order_button_orders_nothing_inline_and_signals(self):
        action = self.rule.action_replenish()
        self.assertEqual(action["tag"], "display_notification")
        self.assertFalse(self.lines_of(self.rule.product_id))
        self.run_replenishment()
        self.assertOrdered(self.rule, 26)

    def test_order_to_max_never_exceeds_the_need(self):
        self.rule.action_replenish(force_to_max=True)
        self.run_replenishment()
        lines = self.lines_of(self.rule.product_id)
        self.assertEqual(lines.mapped("product_qty"), [26])

    def test_automate_leaves_the_rule_with_the_engine(self):
        self.rule.action_replenish_auto()
        self.assertEqual(self.rule.trigger, "jit")
        self.assertFalse(self.lines_of(self.rule.product_id))

    def test_procurement_of_rules_signals_just_in_time_and_orders_the_rest(self):
        nut = self.make_bought_product("Nut")
        both = self.rule | self.make_rule(nut, trigger="manual")
        both._procure_orderpoint_confirm(company_id=self.env.company)
        self.assertEqual(self.lines_of(nut).product_qty, 30)
        self.assertFalse(self.lines_of(self.rule.product_id))

    def test_order_on_a_mixed_selection_serves_each_by_its_own_engine(self):
        nut = self.make_bought_product("Nut")
        (self.rule | self.make_rule(nut, trigger="manual")).action_replenish()
        self.assertEqual(self.lines_of(nut).product_qty, 30)
        self.run_replenishment()
        self.assertOrdered(self.rule, 26)
        self.assertEqual(self.lines_of(nut).product_qty, 30)

    def test_check_now_is_refused_for_a_rule_of_core(self):
        other = self.make_rule(self.make_bought_product("Nut"), trigger="manual")
        with self.assertRaisesRegex(UserError, "Put the rule under Just in Time"):
            other.action_jit_check_now()

    def make_bought_product(self, name):
        product = self.make_product(name)
        self.make_offer(product)
        return product


@tagged("post_install", "-at_install")
class TestCoreScheduler(JitCommon):
    def test_scheduler_orders_for_auto_rules_only(self):
        live = self.make_rule()
        product = self.make_product("Nut")
        self.make_offer(product)
        auto = self.make_rule(product, trigger="auto")
        self.env["stock.rule"].run_scheduler()
        lines = self.env["purchase.order.line"].search(
            [("orderpoint_id", "in", (auto | live).ids)]
        )
        self.assertEqual(lines.orderpoint_id, auto)
        self.assertEqual(lines.product_qty, 30)

    def test_scheduler_writes_nothing_on_a_just_in_time_rule(self):
        rule = self.make_rule()
        self.env.flush_all()
        stamp = fields.Datetime.to_datetime("2026-03-01 08:00:00")
        self.env.cr.execute(
            "UPDATE stock_warehouse_orderpoint SET write_date = %s WHERE id = %s",
            [stamp, rule.id],
        )
        rule.invalidate_recordset()
        self.env["stock.rule"].run_scheduler()
        self.env.flush_all()
        rule.invalidate_recordset()
        self.assertEqual(rule.write_date, stamp)
        self.assertFalse(rule.deadline_date)
        self.assertFalse(rule.qty_to_order_computed)

    def test_replenishment_report_neither_drops_nor_doubles_the_rule(self):
        rule = self.make_rule(reorder_point=0, target=0)
        self.promise(rule.product_id, 7)
        rules = self.env["stock.warehouse.orderpoint"]
        rules.action_open_orderpoints()
        self.assertEqual(rules.search([("product_id", "=", rule.product_id.id)]), rule)
        self.assertEqual(rule.trigger, "jit")


@tagged("post_install", "-at_install")
class TestCoreFigures(JitCommon):
    """No screen shows another figure than the engine's."""

    def test_to_order_is_what_the_engine_orders(self):
        rule = self.make_rule()
        rule.product_id.seller_ids.min_qty = 50
        self.set_stock(rule.product_id, 10)
        self.assertEqual(rule.qty_to_order, 50)
        self.run_replenishment()
        self.assertOrdered(rule, 50)

    def test_forecast_is_on_hand_plus_incoming_less_promised(self):
        rule = self.make_rule()
        self.set_stock(rule.product_id, 12)
        self.promise(rule.product_id, 5)
        suppliers = self.env.ref("stock.stock_location_suppliers")
        self.make_move(rule.product_id, 9, suppliers, self.stock)
        self.env.invalidate_all()
        figures = (rule.qty_on_hand, rule.jit_on_order, rule.jit_committed)
        self.assertEqual(figures, (12, 9, 5))
        self.assertEqual(rule.qty_forecast, 16)

    def test_searches_of_to_order_find_the_same_as_the_figure_shows(self):
        dipped, full, archived = (self.make_rule() for _index in range(3))
        self.set_stock(dipped.product_id, 4)
        self.set_stock(full.product_id, 40)
        archived.active = False
        rules = self.env["stock.warehouse.orderpoint"].with_context(active_test=False)
        ours = dipped | full | archived
        for domain, expected in (
            ([("qty_to_order", ">", 0)], dipped),
            ([("qty_to_order", ">=", 26)], dipped),
            ([("qty_to_order", ">", 26)], rules),
            ([("qty_to_order", "=", 26)], dipped),
            ([("qty_to_order", "!=", 26)], full | archived),
            ([("qty_to_order", "in", [26, 27])], dipped),
            ([("qty_to_order", "not in", [26, 27])], full | archived),
            ([("qty_to_order", "<=", 0)], full | archived),
            ([("qty_to_order", "=", False)], full | archived),
            (["!", ("qty_to_order", ">", 0)], full | archived),
        ):
            with self.subTest(domain=domain):
                self.assertEqual(rules.search(domain) & ours, expected)

    def test_search_of_to_order_still_finds_rules_of_core(self):
        product = self.make_product()
        self.make_offer(product)
        manual = self.make_rule(product, trigger="manual")
        rules = self.env["stock.warehouse.orderpoint"]
        self.assertIn(manual, rules.search([("qty_to_order", "=", 30)]))
        self.assertNotIn(manual, rules.search([("qty_to_order", "<", 30)]))

    def test_rules_are_found_by_what_the_last_look_said(self):
        wanted, enough = self.make_rule(), self.make_rule()
        self.set_stock(enough.product_id, 50)
        empty = self.make_rule(self.make_product("Nut"))
        core = self.make_rule(self.make_product("Core"), trigger="auto")
        self.run_replenishment()
        rules = wanted | enough | empty | core

        def found(*condition):
            return rules.search([condition, ("id", "in", rules.ids)])

        self.assertEqual(found("jit_outcome", "=", "to_fix"), empty)
        self.assertEqual(
            found("jit_outcome", "in", ("order", "enough")), wanted | enough
        )
        self.assertEqual(found("jit_runs_out_on", "<=", "today +7d"), wanted | empty)
        self.env["jit.pause"].create({"reason": "stocktake"})
        wanted._jit_signal()
        self.run_replenishment()
        self.assertEqual(found("jit_outcome", "=", "paused"), wanted)

    def test_manual_quantity_is_refused_with_the_way_out(self):
        rule = self.make_rule()
        with self.assertRaisesRegex(UserError, "reorder point and target"):
            rule.qty_to_order = 5
        with self.assertRaisesRegex(UserError, "reorder point and target"):
            rule.qty_to_order_manual = 5

    def test_snooze_holds_back_until_its_day(self):
        rule = self.make_rule()
        self.env["stock.orderpoint.snooze"].create(
            {"orderpoint_ids": rule.ids, "snoozed_until": "2026-03-12"}
        ).action_snooze()
        self.run_replenishment()
        self.assertNothingOrdered(rule)
        self.assertEqual(rule.jit_outcome, "snoozed")
        self.assertEqual(rule.qty_to_order, 0)
        rule.snoozed_until = False
        self.run_replenishment()
        self.assertOrdered(rule, 30)


@tagged("post_install", "-at_install")
class TestTarget(JitCommon):
    def test_raising_the_reorder_point_above_the_target_is_refused(self):
        rule = self.make_rule(reorder_point=10, target=30)
        with self.assertRaisesRegex(ValidationError, "target 30.* below .* point 40"):
            rule.product_min_qty = 40

    def test_raising_it_from_order_on_demand_does_not_invent_a_target(self):
        rule = self.make_rule(reorder_point=0, target=0)
        with self.assertRaisesRegex(ValidationError, "Raise the target"):
            rule.product_min_qty = 5
        rule.write({"product_min_qty": 5, "product_max_qty": 9})
        self.assertEqual(rule.product_max_qty, 9)

    def test_form_keeps_the_target_while_the_reorder_point_is_typed(self):
        rule = self.make_rule(reorder_point=10, target=30)
        with Form(rule, "stock.view_warehouse_orderpoint_form") as form:
            form.product_min_qty = 40
            self.assertEqual(form.product_max_qty, 30)
            form.product_max_qty = 60
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (40, 60))

    def test_form_proposes_the_reorder_point_as_target_of_a_new_rule(self):
        rules = self.env["stock.warehouse.orderpoint"].with_context(
            default_trigger="jit", default_product_id=self.make_product().id
        )
        with Form(rules, "stock.view_warehouse_orderpoint_form") as form:
            form.product_min_qty = 40
            self.assertEqual(form.product_max_qty, 40)
        self.assertEqual(form.record.trigger, "jit")

    def test_core_rules_keep_core_manners(self):
        rule = self.make_rule(trigger="auto")
        rule.product_min_qty = 40
        self.assertEqual(rule.product_max_qty, 40)
