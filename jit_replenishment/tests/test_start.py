from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_security import UsersCommon
from .test_stock_audit import AuditCommon


@tagged("post_install", "-at_install")
class TestStart(UsersCommon):
    """One page tells how far a company has come, and leads on."""

    def page(self, user=None):
        pages = self.env["jit.start"].with_user(user or self.purchase_manager)
        return pages.browse(pages.action_open()["res_id"])

    def test_rules_are_told_by_stage(self):
        rules = self.make_rule(self.make_bought_products(3), trigger="manual")
        before = self.page()
        self.assertIn("No rule is on trial", before.trial_said)
        self.assertTrue(before.is_live)
        rules[:2].action_jit_start_trial()
        page = self.page()
        self.assertTrue(page.is_tried)
        self.assertIn("on trial: 2", page.trial_said)
        self.assertIn("1", page.choose_said)

    def test_rules_of_another_company_are_not_told(self):
        with self.other_company() as (_company, warehouse):
            rule = self.make_rule_of(
                warehouse, self.make_bought_products(1), trigger="manual"
            )
            rule.action_jit_start_trial()
        self.assertFalse(self.page().is_tried)

    def test_check_is_asked_for_from_the_page(self):
        page = self.page()
        self.assertIn("Nothing was checked yet", page.check_said)
        page.action_check()
        page.invalidate_recordset()
        self.assertTrue(page.is_checking)

    def test_nothing_on_trial_cannot_go_live_and_it_is_said_what_to_do(self):
        with self.assertRaisesRegex(UserError, "Choose Products"):
            self.page().action_go_live()

    def test_rules_on_trial_are_shown_before_they_go_live(self):
        rule = self.make_rule(self.make_bought_products(1), trigger="manual")
        rule.action_jit_start_trial()
        shown = self.page().action_go_live()
        self.assertEqual(shown["res_model"], "jit.go.live")
        self.assertEqual(rule.trigger, "manual")

    def test_buyer_sees_where_things_stand_and_changes_nothing(self):
        page = self.page(self.purchase_user)
        self.assertTrue(page.choose_said)
        with self.assertRaises(AccessError):
            page.action_check()

    def test_storekeeper_has_no_such_page(self):
        with self.assertRaises(AccessError):
            self.page(self.stock_user)


@tagged("post_install", "-at_install")
class TestStartOfAShop(AuditCommon):
    def test_products_that_sell_without_a_rule_are_counted(self):
        ruled, ruleless = self.shop.make_bought(2, "Sold")
        self.shop.make_rules(ruled)
        for product in (ruled, ruleless):
            self.shop.deliver(product, 3, days_ago=40)
        self.run_check()
        page = self.shop.env["jit.start"].create({})
        self.assertIn("Sold within a year without a rule: 1.", page.choose_said)

    def test_what_sells_without_a_rule_is_counted_as_choose_products_does(self):
        sold = self.shop.make_bought(3, "Sold")
        for product in sold:
            self.shop.deliver(product, 3, days_ago=40)
        sold[0].seller_ids.unlink()
        self.run_check()
        page = self.shop.env["jit.start"].create({})
        choose = self.shop.env["jit.choose"].create({})
        self.assertEqual((choose.new_count, choose.no_vendor_count), (2, 1))
        self.assertIn("Sold within a year without a rule: 2.", page.choose_said)
        self.assertIn("Sold, but without a vendor: 1.", page.choose_said)
