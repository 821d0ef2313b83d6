from odoo.tests import HttpCase, tagged

from .signal_common import SignalCommon


@tagged("post_install", "-at_install")
class TestKanbanCard(SignalCommon):
    def test_card_tells_what_to_fetch_and_says_its_code(self):
        self.offer.product_code = "B-77"
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "jit_replenishment.report_kanban_card", self.rule.ids
        )
        page = html.decode()
        for text in ("Bolt", "Acme", "B-77", self.rule.name, "data:image/png;base64"):
            self.assertIn(text, page)
        self.assertTrue(self.rule._jit_card_url().endswith(f"/{self.rule.id}"))

    def test_code_of_the_card_finds_its_rule_in_the_list(self):
        view = self.env.ref(
            "jit_replenishment.stock_warehouse_orderpoint_view_search_jit"
        )
        arch = self.env["stock.warehouse.orderpoint"].get_view(view.id)["arch"]
        self.assertIn('name="name"', arch)
        found = self.env["stock.warehouse.orderpoint"].search(
            [("name", "ilike", self.rule.name)]
        )
        self.assertIn(self.rule, found)

    def test_check_now_on_products_signals_their_rules(self):
        for records in (self.product, self.product.product_tmpl_id):
            self.settle()
            action = records.action_jit_check_now()
            self.assertEqual(action["tag"], "display_notification")
            self.assertSignalled()


@tagged("post_install", "-at_install")
class TestKanbanScan(HttpCase, SignalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.picker = cls.make_user(
            "picker", "stock.group_stock_user", password="picker picker"
        )

    def scan(self, rule_id, login="jit picker", password="picker picker"):
        self.env.cr.flush()
        self.authenticate(login, password)
        return self.url_open(f"/jit/scan/{rule_id}")

    def test_scan_signals_and_says_what_happens_next(self):
        answer = self.scan(self.rule.id)
        self.assertEqual(answer.status_code, 200)
        for text in ("Bolt", "Being checked", "Reorder Point", self.rule.name):
            self.assertIn(text, answer.text)
        self.assertSignalled()

    def test_scan_says_what_holds_the_rule_back_and_promises_nothing(self):
        self.set_stock(self.product, 3)
        self.rule.snoozed_until = "2026-03-20"
        answer = self.scan(self.rule.id)
        self.assertIn("Nothing new is ordered now", answer.text)
        self.assertIn("Snoozed until 03/20/2026.", answer.text)
        self.assertNotIn("A draft order follows", answer.text)

    def test_scan_of_what_is_to_fix_says_what_to_do(self):
        self.set_stock(self.product, 3)
        self.offer.unlink()
        self.assertIn("No vendor sells this product.", self.scan(self.rule.id).text)

    def test_scan_leads_to_the_rule_and_its_draft(self):
        self.set_stock(self.product, 3)
        self.run_replenishment()
        order = self.rule.jit_draft_order_id
        answer = self.scan(self.rule.id)
        self.assertIn(f"/odoo/just-in-time/{self.rule.id}", answer.text)
        self.assertIn(f"/odoo/purchase.order/{order.id}", answer.text)

    def run_replenishment(self):
        """A browser test has the registry in test mode already."""
        self.env.cr.flush()
        self.env.ref("jit_replenishment.ir_cron_replenish").method_direct_trigger()
        self.env.invalidate_all()

    def test_scan_orders_nothing_itself_however_often(self):
        self.set_stock(self.product, 3)
        self.settle()
        self.scan(self.rule.id)
        self.scan(self.rule.id)
        self.assertNothingOrdered(self.rule)
        self.assertEqual(
            set(self.signalled()), {(self.product.id, self.env.company.id)}
        )
        self.run_replenishment()
        self.assertOrdered(self.rule, 27)

    def assertTellsNothing(self, answer):
        self.assertEqual(answer.status_code, 404)
        self.assertIn("Nothing to check here", answer.text)
        self.assertNotIn("Bolt", answer.text)
        self.assertFalse(self.signalled())

    def test_card_of_an_archived_rule_tells_nothing(self):
        self.rule.active = False
        self.settle()
        self.assertTellsNothing(self.scan(self.rule.id))

    def test_card_of_no_rule_tells_nothing(self):
        self.assertTellsNothing(self.scan(self.rule.id + 100000))

    def test_card_of_a_rule_of_core_tells_nothing(self):
        self.rule.trigger = "manual"
        self.settle()
        self.assertTellsNothing(self.scan(self.rule.id))

    def test_card_of_another_company_tells_nothing(self):
        with self.other_company() as (_company, warehouse):
            rule = self.make_rule_of(warehouse, self.product)
        self.settle()
        self.assertTellsNothing(self.scan(rule.id))

    def test_user_of_the_portal_is_told_nothing(self):
        self.make_user("customer", "base.group_portal", password="customer customer")
        answer = self.scan(self.rule.id, "jit customer", "customer customer")
        self.assertTellsNothing(answer)

    def test_stranger_is_asked_to_log_in(self):
        self.authenticate(None, None)
        answer = self.url_open(f"/jit/scan/{self.rule.id}", allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
        self.assertFalse(self.signalled())
