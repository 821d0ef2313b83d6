from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_screens import TestScreens as Screens
from .test_security import UsersCommon
from .trial_common import TrialCommon

_LOGS = ("jit.trial", "jit.trial.day", "jit.trial.order")


class TrialUsers(TrialCommon, UsersCommon):
    """A trial with a day and an order, and one user of each kind."""

    def setUp(self):
        # no draft of the engine is asked for: the rule is not live
        super(UsersCommon.__mro__[1], self).setUp()
        self.sell(12, "03-11")
        self.look("03-11")


@tagged("post_install", "-at_install")
class TestTrialRights(TrialUsers):
    def test_log_is_read_by_who_buys_and_written_by_nobody(self):
        for model in _LOGS:
            for user in self.purchase_user | self.purchase_manager:
                self.assertMay(user, model, "read")
            for user in self.stock_user | self.stock_manager | self.employee:
                self.assertMay(user, model)

    def test_report_is_for_who_buys(self):
        report = self.env["jit.trial.report"].with_user(self.purchase_user)
        action = report.action_open()
        self.assertEqual(report.browse(action["res_id"]).company_id, self.env.company)
        with self.assertRaises(AccessError):
            self.env["jit.trial.report"].with_user(self.stock_user).action_open()

    def test_managers_begin_and_end_and_nobody_else(self):
        rule = self.rule.with_user(self.purchase_manager)
        rule.action_jit_end_trial()
        rule.action_jit_start_trial()
        self.assertEqual(rule.jit_stage, "trial")
        before = self.make_rule(self.make_product("Nut"), trigger="manual")
        for user in self.purchase_user | self.employee:
            for act in (
                self.rule.with_user(user).action_jit_end_trial,
                before.with_user(user).action_jit_start_trial,
            ):
                with self.assertRaises(AccessError), self.env.cr.savepoint():
                    act()

    def test_storekeeper_opens_the_rule_without_its_trial(self):
        rule = self.rule.with_user(self.stock_user)
        view = self.env.ref("stock.view_warehouse_orderpoint_form")
        arch = rule.get_view(view.id, "form")["arch"]
        self.assertNotIn("jit_trial_said", arch)
        with self.assertRaises(AccessError):
            self.env["jit.trial.day"].with_user(self.stock_user).search([])

    def test_log_of_another_company_is_closed(self):
        with self.other_company() as (other, warehouse):
            offer = {"company_id": False}
            self.product.seller_ids.write(offer)
            rule = self.make_rule_of(warehouse, self.product, trigger="manual")
            with self.at("03-11", 8):
                rule.action_jit_start_trial()
            self.look("03-11", 20)
            self.assertEqual(self.would_be(rule), [("03-11", 30)])
            self.assertEqual(self.would_be(self.rule), [("03-11", 22)])
            for model in _LOGS:
                seen = self.env[model].with_user(self.purchase_user).search([])
                self.assertEqual(seen.company_id, self.env.company, model)
            report = self.env["jit.trial.report"].create(
                {"first_day": "2026-03-01", "last_day": "2026-03-31"}
            )
            self.assertEqual(report._fill().rules, 1)
            self.assertEqual(other.id, self.noted("03-11", rule).company_id.id)


@tagged("post_install", "-at_install")
class TestTrialScreens(TrialUsers):
    read_all = Screens.read_all
    specification = Screens.specification
    fields_of = Screens.fields_of

    def test_every_screen_opens_for_who_buys(self):
        report = self.env["jit.trial.report"]
        for user in self.purchase_user | self.purchase_manager:
            with self.subTest(user=user.name):
                for model in _LOGS:
                    values = self.read_all(user, self.env[model].search([]), "list")
                    self.assertEqual(values[0]["product_id"]["id"], self.product.id)
                mine = report.with_user(user)
                opened = mine.browse(mine.action_open()["res_id"])
                opened.last_day = "2026-03-31"
                opened.action_show()
                values = self.read_all(user, opened, "form")
                self.assertEqual(values[0]["trial_lines"], 1)
                form = "stock.view_warehouse_orderpoint_form"
                values = self.read_all(user, self.rule, "form", form)
                self.assertIn("ordered once: 22", values[0]["jit_trial_said"])

    def test_lists_cost_as_many_queries_for_many_rows(self):
        rules = self.make_rule(self.make_bought_products(20), trigger="manual")
        with self.at("03-11", 8):
            rules.action_jit_start_trial()
        self.look("03-11", 20)
        for model in _LOGS:
            rows = self.env[model].search([])
            self.assertGreater(len(rows), 20)
            self.assertAsManyQueries(
                lambda some: self.read_all(self.purchase_user, some, "list"), rows, 2
            )
