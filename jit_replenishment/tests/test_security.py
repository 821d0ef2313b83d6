from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import OrderedCommon


class UsersCommon(OrderedCommon):
    """A dipped rule with its draft, and one user of each kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.purchase_user = cls.make_user("buyer", "purchase.group_purchase_user")
        cls.purchase_manager = cls.make_user(
            "head of buying", "purchase.group_purchase_manager"
        )
        cls.stock_user = cls.make_user("storekeeper", "stock.group_stock_user")
        cls.stock_manager = cls.make_user("head of stock", "stock.group_stock_manager")
        cls.employee = cls.make_user("employee", "base.group_user")

    def signalled(self):
        """Whether the engine is asked to look at the product; asks are then gone."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        signals = self.env["jit.signal"].search([("product_id", "=", self.product.id)])
        found = bool(signals)
        signals.unlink()
        return found

    def assertMay(self, user, model, *operations):
        """The user has these rights on the model and no others."""
        access = self.env[model].with_user(user)
        allowed = {
            operation
            for operation in ("read", "write", "create", "unlink")
            if access.has_access(operation)
        }
        self.assertEqual(allowed, set(operations), f"{user.name} on {model}")


@tagged("post_install", "-at_install")
class TestOwnPages(UsersCommon):
    """What a person asked on a page is nobody else's to read."""

    def test_every_page_has_a_rule(self):
        pages = self.env["ir.model"].search(
            [("model", "=like", "jit.%"), ("transient", "=", True)]
        )
        stored = pages.filtered(lambda model: self.env[model.model]._auto)
        ruled = self.env["ir.rule"].search([("model_id", "in", pages.ids)]).model_id
        self.assertEqual((stored - ruled).mapped("model"), [])

    def test_page_of_a_colleague_is_closed(self):
        pages = self.env["jit.start"].with_user(self.purchase_manager)
        page = pages.create({})
        self.assertTrue(page.choose_said)
        with self.assertRaises(AccessError):
            page.with_user(self.purchase_user).read(["choose_said"])


@tagged("post_install", "-at_install")
class TestAccessRows(UsersCommon):
    def test_reasons_problems_and_positions_are_read_by_who_works_with_them(self):
        readers = (
            self.purchase_user | self.purchase_manager | self.stock_user
        ) | self.stock_manager
        for model in ("jit.decision", "jit.exception", "jit.position"):
            for user in readers:
                self.assertMay(user, model, "read")
            self.assertMay(self.employee, model)

    def test_classes_are_read_by_all_and_changed_by_purchase_managers(self):
        every = ("read", "write", "create", "unlink")
        self.assertMay(self.purchase_manager, "jit.consequence.class", *every)
        for user in (self.purchase_user, self.stock_manager, self.employee):
            self.assertMay(user, "jit.consequence.class", "read")

    def test_rules_are_changed_by_managers(self):
        model = "stock.warehouse.orderpoint"
        self.assertMay(self.purchase_manager, model, "read", "write", "create")
        self.assertMay(self.stock_manager, model, "read", "write", "create", "unlink")
        self.assertMay(self.purchase_user, model, "read")
        self.assertMay(self.stock_user, model, "read")
        self.assertMay(self.employee, model)

    def test_what_the_engine_keeps_for_itself_is_closed(self):
        users = (self.purchase_user | self.purchase_manager) | self.stock_manager
        for user in users | self.employee:
            self.assertMay(user, "jit.signal")
            self.assertMay(user, "jit.vendor.witness")
        self.assertMay(self.purchase_manager, "jit.takeover", "read")
        self.assertMay(self.purchase_user, "jit.takeover")

    def test_enrolling_is_for_purchase_managers(self):
        for user in (self.purchase_user, self.stock_manager, self.employee):
            self.assertMay(user, "jit.enroll")

    def test_groups_follow_purchase(self):
        manager = "jit_replenishment.group_jit_manager"
        user = "jit_replenishment.group_jit_user"
        self.assertTrue(self.purchase_manager.has_group(manager))
        self.assertTrue(self.purchase_user.has_group(user))
        self.assertFalse(self.purchase_user.has_group(manager))
        self.assertFalse(self.stock_manager.has_group(user))


@tagged("post_install", "-at_install")
class TestPurchaseUser(UsersCommon):
    def test_checks_now_without_the_right_to_write_the_rule(self):
        self.rule.with_user(self.purchase_user).action_jit_check_now()
        self.assertTrue(self.signalled())

    def test_checks_again_what_was_to_fix(self):
        self.product.seller_ids.price = 0
        self.run_replenishment()
        problem = self.env["jit.exception"].search([])
        problem = problem.filtered(lambda record: record.orderpoint_id == self.rule)
        problem.with_user(self.purchase_user).action_check_again()
        self.assertTrue(self.signalled())

    def test_changed_draft_line_is_theirs(self):
        line = self.line.with_user(self.purchase_user)
        line.product_qty = 12
        self.assertFalse(line.jit_owned)
        self.run_replenishment()
        self.assertEqual(self.line.product_qty, 12)

    def test_changed_order_is_theirs(self):
        order = self.line.order_id.with_user(self.purchase_user)
        with Form(order) as form:
            form.date_planned = "2026-04-01 12:00:00"
        self.assertFalse(order.jit_owned or order.order_line.jit_owned)

    def test_gives_a_line_back(self):
        line = self.line.with_user(self.purchase_user)
        line.product_qty = 12
        line.action_jit_give_back()
        self.run_replenishment()
        self.assertOrdered(self.rule, 30)

    def test_confirms_the_draft_and_reads_its_reasons(self):
        order = self.line.order_id.with_user(self.purchase_user)
        self.assertIn("reorder point 10", order.order_line.jit_reason)
        self.assertEqual(order.action_jit_open_reasons()["res_model"], "jit.decision")
        order.button_confirm()
        self.assertEqual((order.state, order.jit_owned), ("purchase", False))

    def test_neither_changes_figures_nor_takes_rules_live_or_back(self):
        rule = self.rule.with_user(self.purchase_user)
        for act in (
            lambda: rule.write({"product_min_qty": 1}),
            lambda: rule.write({"jit_consequence_class_id": self.vital.id}),
            rule.action_jit_undo,
            lambda: rule.write({"trigger": "auto"}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                act()
        self.assertOrdered(self.rule, 30)
        core = self.make_rule(self.make_product("Nut"), trigger="manual")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            core.with_user(self.purchase_user).action_jit_go_live()
        self.assertEqual(core.trigger, "manual")

    def test_does_not_enroll(self):
        wizards = self.env["jit.enroll"].with_user(self.purchase_user)
        with self.assertRaises(AccessError):
            wizards.create({"product_ids": self.product.ids})


@tagged("post_install", "-at_install")
class TestPurchaseManager(UsersCommon):
    def test_sets_figures_and_class(self):
        rule = self.rule.with_user(self.purchase_manager)
        with Form(rule, "stock.view_warehouse_orderpoint_form") as form:
            form.product_min_qty = 20
            form.product_max_qty = 50
            form.jit_consequence_class_id = self.vital
        self.run_replenishment()
        self.assertOrdered(self.rule, 50)
        self.assertEqual(self.rule.jit_effective_class_id, self.vital)

    def test_takes_rules_live_and_back(self):
        core = self.make_rule(self.make_product("Nut"), trigger="manual")
        rule = core.with_user(self.purchase_manager)
        rule.action_jit_go_live()
        self.assertEqual(core.trigger, "jit")
        rule.action_jit_undo()
        self.assertEqual(core.trigger, "manual")

    def test_undo_leaves_the_draft_to_people(self):
        self.rule.with_user(self.purchase_manager).action_jit_undo()
        self.assertFalse(self.line.jit_owned)
        self.assertEqual(self.line.order_id.state, "draft")

    def test_makes_a_rule_by_hand(self):
        product = self.make_product("Nut")
        rules = self.env["stock.warehouse.orderpoint"].with_user(self.purchase_manager)
        rules = rules.with_context(default_trigger="jit", default_product_id=product.id)
        with Form(rules, "stock.view_warehouse_orderpoint_form") as form:
            form.product_min_qty = 5
        self.assertEqual(form.record.trigger, "jit")

    def test_enrolls_products_and_answers_for_them(self):
        product = self.make_product("Nut")
        wizards = self.env["jit.enroll"].with_user(self.purchase_manager)
        with Form(wizards.with_context(default_product_ids=product.ids)) as form:
            form.target_stock = 8
            form.consequence_class_id = self.vital
        action = form.record.action_enroll()
        form.record.env["jit.go.live"].browse(action["res_id"]).action_go_live()
        rule = self.env["stock.warehouse.orderpoint"].search(
            [("product_id", "=", product.id)]
        )
        self.assertEqual((rule.trigger, rule.product_max_qty), ("jit", 8))
        self.assertEqual(rule.jit_effective_class_id, self.vital)

    def test_does_not_delete_rules_but_archives_them(self):
        rule = self.rule.with_user(self.purchase_manager)
        with self.assertRaises(AccessError):
            rule.unlink()
        rule.active = False
        self.assertFalse(self.rule.active)


@tagged("post_install", "-at_install")
class TestStockUsers(UsersCommon):
    def test_delivery_of_a_stock_user_signals(self):
        self.set_stock(self.product, 40)
        self.run_replenishment()
        self.signalled()
        move = {
            "product_id": self.product.id,
            "product_uom_qty": 32,
            "location_id": self.stock.id,
            "location_dest_id": self.customers.id,
        }
        pickings = self.env["stock.picking"].with_user(self.stock_user)
        picking = pickings.create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.stock.id,
                "location_dest_id": self.customers.id,
                "move_ids": [Command.create(move)],
            }
        )
        picking.action_confirm()
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        self.assertTrue(self.signalled())

    def test_scrap_of_a_stock_user_signals(self):
        self.set_stock(self.product, 40)
        self.signalled()
        scraps = self.env["stock.scrap"].with_user(self.stock_user)
        scraps.create({"product_id": self.product.id, "scrap_qty": 5}).action_validate()
        self.assertTrue(self.signalled())

    def test_stock_user_checks_now_and_changes_nothing(self):
        rule = self.rule.with_user(self.stock_user)
        rule.action_jit_check_now()
        self.assertTrue(self.signalled())
        with self.assertRaises(AccessError):
            rule.product_min_qty = 1

    def test_stock_manager_takes_a_rule_off_with_its_draft_open(self):
        self.rule.with_user(self.stock_manager).action_jit_undo()
        self.assertEqual(self.rule.trigger, "auto")
        self.assertFalse(self.line.jit_owned)

    def test_stock_manager_deletes_a_rule_with_its_draft_open(self):
        order = self.line.order_id
        self.rule.with_user(self.stock_manager).unlink()
        self.assertFalse(self.line.exists())
        self.assertEqual(order.state, "cancel")

    def test_stock_manager_counts_and_snoozes(self):
        rule = self.rule.with_user(self.stock_manager)
        wizards = self.env["stock.orderpoint.snooze"].with_user(self.stock_manager)
        wizards.create(
            {"orderpoint_ids": rule.ids, "snoozed_until": "2026-03-20"}
        ).action_snooze()
        self.run_replenishment()
        self.assertNothingOrdered(self.rule)

    def test_stock_manager_does_not_change_classes(self):
        with self.assertRaises(AccessError):
            self.vital.with_user(self.stock_manager).overdue_supply_days = 5


@tagged("post_install", "-at_install")
class TestEmployee(UsersCommon):
    def test_sees_no_rules_reasons_or_drafts(self):
        for record in (self.rule, self.line.jit_decision_id, self.line.order_id):
            with self.assertRaises(AccessError):
                record.with_user(self.employee).check_access("read")

    def test_sees_the_class_of_a_product(self):
        template = self.product.product_tmpl_id.with_user(self.employee)
        values = template.read(
            ["name", "jit_effective_class_id", "jit_class_origin"], load=None
        )
        self.assertEqual(values[0]["jit_effective_class_id"], self.important.id)
