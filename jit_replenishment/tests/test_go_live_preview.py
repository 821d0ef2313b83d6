from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .go_live_common import PreviewCommon


@tagged("post_install", "-at_install")
class TestPreview(PreviewCommon):
    def test_says_by_vendor_what_the_first_run_will_order_and_writes_nothing(self):
        rules = self.make_core_rules(2, price=3)
        other = self.make_core_rule("manual")
        other.product_id.seller_ids.partner_id = self.make_vendor("Bolts & Co")
        rules |= other
        before = [self.stored(rule) for rule in rules]
        wizard = self.open_preview(rules)
        found = [
            (vendor.partner_id.name, vendor.line_count, vendor.amount)
            for vendor in wizard.vendor_ids
        ]
        self.assertEqual(found, [("Acme", 2, 180), ("Bolts & Co", 1, 63)])
        self.assertIn("3 lines for", wizard.said)
        self.assertIn("from 2 vendors", wizard.said)
        self.assertEqual([self.stored(rule) for rule in rules], before)
        self.assertFalse(self.env["jit.takeover"].search_count([]))
        self.env.cr.precommit.run()
        self.assertNothingOrdered(rules)

    def test_is_what_the_first_run_orders(self):
        rules = self.make_core_rules(3)
        self.set_stock(rules[0].product_id, 7)
        self.set_stock(rules[1].product_id, 11)
        wizard = self.open_preview(rules)
        shown = {
            line.orderpoint_id: (line.purchase_quantity, line.price_unit)
            for line in wizard.order_line_ids
        }
        wizard.action_go_live()
        self.run_replenishment()
        ordered = {
            line.orderpoint_id: (line.product_qty, line.price_unit)
            for line in self.draft_lines(rules)
        }
        self.assertEqual(len(shown), 2)
        self.assertEqual(shown, ordered)
        self.assertEqual(rules.mapped("trigger"), ["jit"] * 3)

    def test_variants_reach_a_minimum_together_with_one_that_is_live(self):
        attribute = self.env["product.attribute"].create(
            {"name": "Size", "value_ids": [Command.create({"name": n}) for n in "SM"]}
        )
        template = self.env["product.template"].create(
            {
                "name": "Shirt",
                "is_storable": True,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": attribute.id,
                            "value_ids": [Command.set(attribute.value_ids.ids)],
                        }
                    )
                ],
            }
        )
        small, middle = template.product_variant_ids
        self.make_offer(small, min_qty=50)
        live = self.make_rule(small)
        rule = self.make_rule(middle, trigger="auto")
        wizard = self.open_preview(rule)
        wizard.action_go_live()
        self.run_replenishment()
        self.assertEqual(
            self.line(wizard, rule).purchase_quantity,
            self.draft_lines(rule).product_qty,
        )
        self.assertEqual(sum(self.draft_lines(rule | live).mapped("product_qty")), 60)

    def test_what_cannot_be_ordered_is_named_with_why(self):
        rule = self.make_rule(self.make_product("Nobody Sells It"), trigger="auto")
        wizard = self.open_preview(rule)
        line = self.line(wizard, rule)
        self.assertEqual(line.part, "to_fix")
        self.assertIn("vendor", line.why)
        self.assertIn("To fix before they can order: 1.", wizard.said)

    def test_what_cannot_go_live_is_named_and_the_others_go(self):
        rule, untracked = self.make_core_rules(2)
        untracked.product_id.is_storable = False
        wizard = self.open_preview(rule | untracked)
        self.assertIn("not tracked", self.line(wizard, untracked).why)
        self.assertIn("Cannot go live: 1.", wizard.said)
        wizard.action_go_live()
        self.assertEqual((rule.trigger, untracked.trigger), ("jit", "auto"))

    def test_rules_that_order_nothing_say_so(self):
        rule, snoozed = self.make_core_rules(2, trigger="manual")
        archived = self.make_core_rule("auto", active=False)
        self.set_stock(rule.product_id, 20)
        snoozed.snoozed_until = "2026-04-01"
        wizard = self.open_preview(rule | snoozed | archived)
        parts = {line.orderpoint_id: line.status for line in wizard.quiet_line_ids}
        self.assertEqual(parts, {rule: "enough", snoozed: "snoozed", archived: False})
        self.assertIn("archived", self.line(wizard, archived).why)
        self.assertIn("would order nothing", wizard.said)

    def test_live_rules_among_them_are_left_out(self):
        rule, live = self.make_core_rule("auto"), self.make_rule()
        wizard = self.open_preview(rule | live)
        self.assertEqual(wizard.line_ids.orderpoint_id, rule)
        self.assertIn("live already: 1.", wizard.said)
        with self.assertRaisesRegex(UserError, "live already"):
            self.open_preview(live)

    def test_suggested_figures_are_shown_and_accepted_and_undone(self):
        rule = self.make_core_rule("auto")
        self.env["jit.reorder.proposal"].create(
            {
                "orderpoint_id": rule.id,
                "product_id": rule.product_id.id,
                "company_id": rule.company_id.id,
                "cause": "first",
                "old_reorder_point": 10,
                "old_target_stock": 30,
                "suggested_reorder_point": 4,
                "new_reorder_point": 4,
                "suggested_target_stock": 12,
                "new_target_stock": 12,
                "expected_demand": 3,
            }
        )
        wizard = self.open_preview(rule)
        self.assertEqual(wizard.suggestion_count, 1)
        self.assertEqual(self.line(wizard, rule).ordered_quantity, 30)
        wizard.with_suggestions = True
        self.assertTrue(wizard.is_outdated)
        wizard.action_preview()
        self.assertEqual(self.line(wizard, rule).ordered_quantity, 12)
        wizard.action_go_live()
        self.assertEqual(rule._jit_both_figures(), (4, 12))
        self.assertEqual(rule.jit_expected_demand, 3)
        self.run_replenishment()
        self.assertOrdered(rule, 12)
        rule.action_jit_undo()
        self.assertEqual((rule.trigger, rule._jit_both_figures()), ("auto", (10, 30)))

    def test_changed_since_it_was_shown_is_shown_again(self):
        rule = self.make_core_rule("auto")
        wizard = self.open_preview(rule)
        self.set_stock(rule.product_id, 5)
        wizard.action_go_live()
        self.assertEqual((wizard.state, rule.trigger), ("preview", "auto"))
        self.assertIn("changed since it was shown", wizard.notice)
        self.assertEqual(self.line(wizard, rule).ordered_quantity, 25)
        wizard.action_go_live()
        self.assertEqual((wizard.state, rule.trigger), ("done", "jit"))

    def test_transfers_it_would_start_are_told_apart_from_orders(self):
        central = self.env["stock.warehouse"].create({"name": "Hub", "code": "HUB"})
        self.warehouse.resupply_wh_ids = [Command.link(central.id)]
        route = self.warehouse.resupply_route_ids
        rule = self.make_core_rule("manual", route_id=route.id)
        wizard = self.open_preview(rule, most_lines=1, most_money=1)
        line = self.line(wizard, rule)
        self.assertEqual((line.part, line.ordered_quantity), ("start", 30))
        self.assertFalse(line.partner_id or line.waits or wizard.vendor_ids)
        self.assertIn("Transfers or productions to start: 1.", wizard.said)
        wizard.action_go_live()
        self.run_replenishment()
        moves = self.env["stock.move"].search(
            [
                ("product_id", "=", rule.product_id.id),
                ("location_dest_id", "child_of", self.stock.id),
            ]
        )
        self.assertEqual(sum(moves.mapped("product_qty")), 30)

    def test_shelf_and_the_stock_around_it_wait_together(self):
        place = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        product = self.make_bought_products(1)
        shelf = self.make_rule(product, trigger="auto", location_id=place.id)
        around = self.make_rule(product, 20, 30, trigger="auto")
        others = self.make_core_rules(1)
        others.jit_consequence_class_id = self.vital
        wizard = self.open_preview(shelf | around | others, most_lines=1)
        self.assertEqual(wizard.waiting_line_ids.orderpoint_id, shelf | around)

    def test_two_hundred_rules_cost_as_many_queries_as_one(self):
        rules = self.make_core_rules(200)
        first_run = self.env["jit.first.run"]
        self.assertAsManyQueries(
            lambda some: first_run._open_requests(first_run._look_ahead(some, {})),
            rules,
        )


@tagged("post_install", "-at_install")
class TestOpenRequests(PreviewCommon):
    def make_request(self, product, quantity=4, **vals):
        return self.env["purchase.order"].create(
            {
                "partner_id": self.vendor.id,
                "order_line": [
                    Command.create({"product_id": product.id, "product_qty": quantity})
                ],
                **vals,
            }
        )

    def counts(self, wizard):
        return {each.purchase_order_id: each.counts for each in wizard.request_ids}

    def test_requests_for_the_same_products_are_named_with_how_they_count(self):
        rule = self.make_core_rule("auto")
        here = self.make_request(rule.product_id)
        depot = self.env["stock.warehouse"].create({"name": "Depot", "code": "DEP"})
        there = self.make_request(rule.product_id, picking_type_id=depot.in_type_id.id)
        self.make_request(self.make_product("Something Else"))
        wizard = self.open_preview(rule)
        self.assertEqual(self.counts(wizard), {here: "counted", there: "elsewhere"})
        request = wizard.request_ids[0]
        self.assertEqual((request.quantity, request.state), (4, "draft"))
        self.assertEqual(request.action_open_order()["res_id"], here.id)
        self.assertEqual(self.line(wizard, rule).on_order, 4)

    def test_confirmed_and_cancelled_orders_are_no_requests(self):
        rule = self.make_core_rule("auto")
        self.make_request(rule.product_id).button_confirm()
        self.make_request(rule.product_id).button_cancel()
        self.assertFalse(self.open_preview(rule).request_ids)

    def test_request_that_is_late_for_a_vital_product_says_it_does_not_count(self):
        rule = self.make_core_rule("auto")
        rule.jit_consequence_class_id = self.vital
        order = self.make_request(rule.product_id)
        order.order_line.date_planned = "2026-01-01 12:00:00"
        self.assertEqual(self.counts(self.open_preview(rule)), {order: "left_out"})

    def test_draft_of_the_engine_is_its_own(self):
        live = self.make_rule()
        self.run_replenishment()
        depot = self.env["stock.warehouse"].create({"name": "Depot", "code": "DEP"})
        rule = self.make_rule_of(depot, live.product_id, trigger="auto")
        wizard = self.open_preview(rule)
        order = self.draft_lines(live).order_id
        self.assertEqual(self.counts(wizard), {order: "own"})


@tagged("post_install", "-at_install")
class TestCap(PreviewCommon):
    def test_most_urgent_rules_go_live_and_the_others_stay_as_they_are(self):
        rules = self.make_core_rules(4, trigger="manual")
        rules[2].jit_consequence_class_id = self.vital
        rules[0].jit_consequence_class_id = self.minor
        self.set_stock(rules[3].product_id, 20)
        rules[:2].action_jit_start_trial()
        wizard = self.open_preview(rules, most_lines=2)
        self.assertEqual(wizard.waiting_line_ids.orderpoint_id, rules[0])
        self.assertIn("2 lines for", wizard.said)
        self.assertIn("as the first run is full: 1.", wizard.said)
        wizard.action_go_live()
        stages = rules.mapped("jit_stage")
        self.assertEqual(stages, ["trial", "live", "live", "live"])
        self.run_replenishment()
        self.assertEqual(len(self.draft_lines(rules)), 2)
        self.assertIn("as the first run was full: 1.", wizard.said)

    def test_the_rest_goes_on_from_there(self):
        rules = self.make_core_rules(2)
        wizard = self.open_preview(rules, most_lines=1)
        wizard.action_go_live()
        waiting = wizard.waiting_line_ids.orderpoint_id
        more = self.env["jit.go.live"].browse(wizard.action_go_on()["res_id"])
        self.assertEqual(more.line_ids.orderpoint_id, waiting)
        more.action_go_live()
        self.assertEqual(set(rules.mapped("trigger")), {"jit"})

    def test_money_caps_the_first_run(self):
        rules = self.make_core_rules(1, price=9) | self.make_core_rules(2, price=1)
        wizard = self.open_preview(rules, most_money=70)
        self.assertEqual(wizard.waiting_line_ids.orderpoint_id, rules[0])
        self.assertEqual(sum(wizard.vendor_ids.mapped("amount")), 60)

    def test_cap_typed_and_not_looked_at_is_shown_first(self):
        rules = self.make_core_rules(2)
        wizard = self.open_preview(rules)
        wizard.most_lines = 1
        wizard.action_go_live()
        self.assertEqual(set(rules.mapped("trigger")), {"auto"})
        self.assertIn("what you asked for", wizard.notice)

    def test_cap_below_every_order_says_what_to_do(self):
        rule = self.make_core_rule("auto")
        wizard = self.open_preview(rule, most_money=1)
        with self.assertRaisesRegex(UserError, "raise the limit"):
            wizard.action_go_live()

    def test_negative_cap_is_refused(self):
        wizard = self.open_preview(self.make_core_rule("auto"))
        for vals in ({"most_lines": -1}, {"most_money": -1}):
            with self.assertRaisesRegex(ValidationError, "limit cannot be negative"):
                wizard.write(vals)

    def test_above_the_limit_of_a_company_it_is_asked_twice(self):
        rules = self.make_core_rules(3)
        self.env.company.jit_go_live_lines = 2
        wizard = self.open_preview(rules)
        wizard.action_go_live()
        self.assertEqual((wizard.state, rules[0].trigger), ("confirm", "auto"))
        self.assertRegex(wizard.asked_again, r"3 lines for .*189.00")
        wizard.action_go_live()
        self.assertEqual((wizard.state, rules[0].trigger), ("done", "jit"))

    def test_money_above_the_limit_is_asked_twice_too(self):
        rule = self.make_core_rule("auto")
        self.env.company.jit_go_live_amount = 62
        wizard = self.open_preview(rule)
        wizard.action_go_live()
        self.assertEqual(wizard.state, "confirm")
        wizard.action_back()
        self.assertEqual((wizard.state, rule.trigger), ("preview", "auto"))

    def test_more_than_a_run_may_order_is_warned_about(self):
        rules = self.make_core_rules(3)
        self.assertFalse(self.open_preview(rules).warning)
        self.env.company.jit_limit_lines = 2
        wizard = self.open_preview(rules)
        self.assertIn("more than one run may order", wizard.warning)
        wizard.action_go_live()
        self.run_replenishment()
        self.assertNothingOrdered(rules)
        self.assertEqual(len(self.env["jit.run.line"].search([])), 3)


@tagged("post_install", "-at_install")
class TestPreviewRights(PreviewCommon):
    def test_buyer_cannot_open_it_and_manager_can(self):
        rule = self.make_core_rule("auto")
        buyer = self.make_user("Buyer", "purchase.group_purchase_user")
        with self.assertRaises(AccessError):
            self.open_preview(rule, buyer)
        keeper = self.make_user("Keeper", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            self.open_preview(rule, keeper)
        # who manages Just in Time need not see purchase orders
        manager = self.make_user("Manager", "jit_replenishment.group_jit_manager")
        wizard = self.open_preview(rule, manager)
        self.assertEqual(wizard.vendor_ids.mapped("line_count"), [1])
        wizard.action_go_live()
        self.assertEqual(rule.trigger, "jit")

    def test_page_is_for_who_opened_it(self):
        first = self.make_user("First", "purchase.group_purchase_manager")
        second = self.make_user("Second", "purchase.group_purchase_manager")
        rule = self.make_core_rule("auto")
        wizard = self.open_preview(rule, first)
        self.env.flush_all()
        self.env.invalidate_all()
        for records in (wizard, wizard.line_ids, wizard.vendor_ids):
            with self.assertRaises(AccessError):
                records.with_user(second).read(["create_date"])
        with self.assertRaises(AccessError):
            wizard.with_user(second).action_go_live()
        self.assertEqual(rule.trigger, "auto")

    def test_rules_of_two_companies_are_weighed_apart(self):
        rule = self.make_core_rule("auto")
        with self.other_company() as (company, warehouse):
            product = self.make_product("Nut")
            self.make_offer(product, company_id=False)
            other = self.make_rule_of(warehouse, product, trigger="auto")
            company.jit_go_live_lines = 0
            self.env.company.jit_go_live_lines = 1
            both = (rule | other).with_context(
                allowed_company_ids=[self.env.company.id, company.id]
            )
            action = both.action_jit_open_go_live()
            wizard = both.env["jit.go.live"].browse(action["res_id"])
            self.assertEqual(wizard.vendor_ids.company_id, both.company_id)
            self.assertIn(f"{company.name}: the first run would order", wizard.said)
            wizard.most_lines = 1
            wizard.action_preview()
            self.assertFalse(wizard.waiting_line_ids)
            self.assertFalse(wizard.asked_again)

    def test_rule_of_a_company_one_does_not_see_is_refused(self):
        with self.other_company() as (_company, warehouse):
            rule = self.make_rule_of(warehouse, self.make_product(), trigger="auto")
            manager = self.make_user("Manager", "purchase.group_purchase_manager")
            with self.assertRaises(AccessError):
                self.open_preview(rule, manager)
