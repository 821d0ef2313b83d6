from lxml import etree

from odoo.tests import tagged

from .test_security import UsersCommon


@tagged("post_install", "-at_install")
class TestScreens(UsersCommon):
    """Every screen opens, with all it shows, for everybody it is meant for."""

    def read_all(self, user, record, view_type, xmlid=None):
        """Read what the web client reads to show the record in this view."""
        record = record.with_user(user)
        view = self.env.ref(xmlid) if xmlid else self.env["ir.ui.view"]
        result = record.get_views([(view.id, view_type)])
        arch = etree.fromstring(result["views"][view_type]["arch"])
        known = result["models"]
        spec = self.specification(arch, record._name, known)
        self.assertTrue(spec)
        return record.web_read(spec)

    def specification(self, node, model, known):
        """What to read for this view, sub-views included."""
        spec = {}
        for child in self.fields_of(node):
            field = known[model]["fields"][child.get("name")]
            inner = spec.setdefault(field["name"], {})
            if field["type"] == "many2one":
                inner["fields"] = {"display_name": {}}
            elif field["type"] in ("one2many", "many2many"):
                inner.setdefault("fields", {})
                for view in child.xpath("./list | ./form | ./kanban"):
                    inner["fields"] |= self.specification(
                        view, field["relation"], known
                    )
        return spec

    def fields_of(self, node):
        """Fields of this view, not those of the views inside them."""
        depth = node.xpath("count(ancestor::field)")
        return node.xpath(".//field[count(ancestor::field) = $depth]", depth=depth)

    def everybody(self):
        users = self.purchase_user | self.purchase_manager
        return users | self.stock_user | self.stock_manager

    def test_rule_list_and_form(self):
        for user in self.everybody():
            with self.subTest(user=user.name):
                self.env.invalidate_all()
                ours = "jit_replenishment.stock_warehouse_orderpoint_view"
                for kind, view in (
                    ("list", f"{ours}_list_jit"),
                    ("kanban", f"{ours}_kanban_jit"),
                    ("list", None),
                ):
                    values = self.read_all(user, self.rule, kind, view)
                    self.assertEqual(values[0]["qty_to_order"], 30)
                form = "stock.view_warehouse_orderpoint_form"
                values = self.read_all(user, self.rule, "form", form)
                self.assertIn("reorder point 10", values[0]["jit_why"])
                self.assertTrue(values[0]["jit_draft_order_id"])

    def test_rule_list_costs_as_many_queries_for_many_rules(self):
        rules = self.rule | self.make_rule(self.make_bought_products(20))
        self.run_replenishment()
        self.assertEqual(len(rules.jit_draft_line_ids), 21)
        view = "jit_replenishment.stock_warehouse_orderpoint_view_list_jit"
        self.assertAsManyQueries(
            lambda some: self.read_all(self.purchase_user, some, "list", view), rules
        )

    def test_rules_of_core_beside_ours(self):
        core = self.make_rule(self.make_product("Nut"), trigger="manual")
        form = "stock.view_warehouse_orderpoint_form"
        for user in self.everybody():
            with self.subTest(user=user.name):
                self.env.invalidate_all()
                values = self.read_all(user, core, "list")
                self.assertEqual(values[0]["qty_to_order"], 30)
                values = self.read_all(user, core, "form", form)
                self.assertFalse(values[0]["jit_why"])
                template = core.product_tmpl_id
                values = self.read_all(user, template, "form")[0]
                self.assertEqual(values["jit_rule_ids"][0]["qty_on_hand"], 0)

    def test_product_form(self):
        template = self.product.product_tmpl_id
        for user in self.everybody():
            with self.subTest(user=user.name):
                self.env.invalidate_all()
                values = self.read_all(user, template, "form")[0]
                self.assertEqual(values["jit_rule_ids"][0]["jit_status"], "order")
        values = self.read_all(self.employee, template, "form")[0]
        self.assertNotIn("jit_rule_ids", values)

    def test_draft_order(self):
        for user in self.purchase_user | self.purchase_manager:
            with self.subTest(user=user.name):
                self.env.invalidate_all()
                order = self.line.order_id
                values = self.read_all(user, order, "form")[0]
                self.assertIn("Target 30", values["order_line"][0]["jit_reason"])

    def test_reasons_and_problems(self):
        decision = self.line.jit_decision_id
        self.product.seller_ids.price = 0
        self.run_replenishment()
        problem = self.env["jit.exception"].search(
            [("orderpoint_id", "=", self.rule.id)]
        )
        for user in self.everybody():
            with self.subTest(user=user.name):
                self.env.invalidate_all()
                for kind in ("list", "form"):
                    values = self.read_all(user, decision, kind)[0]
                    self.assertIn("Target 30", values["reason"])
                for kind in ("list", "kanban", "form"):
                    values = self.read_all(user, problem, kind)[0]
                    self.assertIn("Enter the price", values["message"])

    def test_runs(self):
        question = self.env["jit.run"]._ask(self.env.company.id)
        self.env["jit.run.line"].create(
            {
                "run_id": question.id,
                "orderpoint_id": self.rule.id,
                "company_id": self.env.company.id,
                "product_id": self.rule.product_id.id,
            }
        )._approve(self.purchase_manager, question.started_at)
        for user in self.purchase_user | self.purchase_manager:
            for kind in ("list", "kanban", "form"):
                values = self.read_all(user, question, kind)[0]
                self.assertEqual(values["status"], "waiting")

    def test_classes(self):
        for kind in ("list", "form"):
            values = self.read_all(self.purchase_manager, self.vital, kind)
            self.assertEqual(values[0]["name"], "Vital")

    def test_menus_are_shown_to_buyers(self):
        menu = self.env.ref("jit_replenishment.jit_replenishment_menu")
        menus = self.env["ir.ui.menu"]
        shown = menus.with_user(self.purchase_user)._visible_menu_ids()
        self.assertIn(menu.id, shown)
        shown = menus.with_user(self.stock_user)._visible_menu_ids()
        self.assertNotIn(menu.id, shown)
