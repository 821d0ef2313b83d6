from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_explain import ExplainCommon


@tagged("post_install", "-at_install")
class TestExplainRemedy(ExplainCommon):
    """Whatever stops an order is said, with the button that mends it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.make_user("buyer", "purchase.group_purchase_user")
        cls.boss = cls.make_user("head of buying", "purchase.group_purchase_manager")
        cls.keeper = cls.make_user("storekeeper", "stock.group_stock_user")

    def page(self, product, user=None):
        pages = self.env["jit.explain"].with_user(user or self.boss)
        location = self.stock
        return pages.create({"product_id": product.id, "location_id": location.id})

    def assertStopped(self, product, remedy, *texts, user=None):
        page = self.page(product, user)
        for text in texts:
            self.assertIn(text, page.why)
        self.assertEqual(page.remedy, remedy, page.why)
        return page

    def test_service_is_never_out_of_stock(self):
        service = self.make_product(type="service", is_storable=False)
        self.assertStopped(service, False, "no product that is kept in stock")

    def test_untracked_and_archived_products_are_opened(self):
        loose = self.make_product(is_storable=False)
        page = self.assertStopped(loose, "product", "Tick Track Inventory")
        self.assertEqual(page.action_open_product()["res_id"], loose.id)
        gone = self.make_stored()
        gone.active = False
        self.assertStopped(gone, "product", "Unarchive it")

    def test_rule_on_trial_says_so_and_who_orders_meanwhile(self):
        rule = self.make_rule(self.make_stored(), trigger="manual")
        rule.action_jit_start_trial()
        self.assertStopped(
            rule.product_id,
            False,
            "On trial since 03/10/2026",
            "a person has to order it",
        )

    def test_snooze_is_ended_by_who_may_write_the_rule(self):
        rule = self.make_rule()
        rule.snoozed_until = "2026-04-01"
        self.assertStopped(rule.product_id, False, user=self.buyer)
        page = self.assertStopped(rule.product_id, "wake", "Snoozed until 04/01/2026")
        again = page.action_wake()
        self.assertEqual(again["context"]["default_product_id"], rule.product_id.id)
        self.assertFalse(rule.snoozed_until)
        self.run_replenishment()
        self.assertOrdered(rule, 30)
        with self.assertRaises(AccessError):
            self.page(rule.product_id, self.buyer).action_wake()

    def test_rejection_is_lifted_by_a_buyer(self):
        rule = self.make_rule()
        self.run_replenishment()
        self.draft_lines(rule).product_qty = 5
        self.run_replenishment()
        self.assertStopped(rule.product_id, False, user=self.keeper)
        page = self.assertStopped(
            rule.product_id, "lift", "ordered 25 less", user=self.buyer
        )
        page.action_lift()
        self.run_replenishment()
        self.assertOrdered(rule, 25)

    def test_pause_is_opened(self):
        rule = self.make_rule()
        self.env["jit.pause"].create({"reason": "stocktaking", "scope": "all"})
        page = self.assertStopped(rule.product_id, "pauses", "stocktaking")
        self.assertEqual(page.action_open_pauses()["res_model"], "jit.pause")

    def test_order_that_waits_for_a_yes_is_opened_where_it_waits(self):
        rule = self.make_rule()
        self.env.company.jit_limit_amount = 1
        self.run_replenishment()
        page = self.assertStopped(rule.product_id, "run", "waiting for a purchasing")
        self.assertEqual(page.action_open_run()["res_model"], "jit.run")

    def test_missing_vendor_and_missing_price_are_mended_on_their_own_pages(self):
        bare = self.make_rule(self.make_product())
        page = self.assertStopped(bare.product_id, "product", "No vendor sells")
        self.assertIn("No vendor sells", page.headline)
        self.assertIn("at or below reorder point", page.why_more)
        self.assertEqual(page.action_open_product()["res_id"], bare.product_id.id)
        free = self.make_rule()
        free.product_id.seller_ids.price = 0
        page = self.assertStopped(free.product_id, "price", "is zero")
        self.assertEqual(
            page.action_open_price()["res_id"], free.product_id.seller_ids.id
        )

    def test_product_that_is_on_a_draft_leads_to_it(self):
        rule = self.make_rule()
        self.run_replenishment()
        page = self.assertStopped(rule.product_id, "draft", "are on draft order")
        order = self.draft_lines(rule).order_id
        self.assertEqual(page.action_open_draft()["res_id"], order.id)

    def test_rule_with_enough_has_nothing_to_mend(self):
        rule = self.make_rule()
        self.set_stock(rule.product_id, 40)
        self.assertStopped(rule.product_id, False, "above reorder point 10")

    def test_product_of_another_company_is_asked_about_at_its_own_place(self):
        with self.other_company() as (company, warehouse):
            product = self.make_product(company_id=company.id)
            self.assertSays(product, "belongs to Other Company")
            both = self.env.company | company
            action = product.with_context(allowed_company_ids=both.ids).action_explain()
            self.assertEqual(
                action["context"]["default_location_id"], warehouse.lot_stock_id.id
            )

    def test_phone_list_of_odoo_asks_too(self):
        rules = self.env["stock.warehouse.orderpoint"].with_user(self.buyer)
        view = self.env.ref("stock.view_stock_warehouse_orderpoint_kanban")
        arch = rules.get_view(view.id, "kanban")["arch"]
        self.assertIn("action_explain", arch)
