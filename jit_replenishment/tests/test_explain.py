from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import JitCommon


class ExplainCommon(JitCommon):
    def ask(self, product, location=None, user=None):
        """What the page says about a product."""
        records = product.with_user(user) if user else product
        return records.jit_explain((location or self.stock).id)

    def assertSays(self, product, *texts, **where):
        told = " ".join(self.ask(product, **where)["why"])
        for text in texts:
            self.assertIn(text, told)

    def make_stored(self, **vals):
        """A product that Acme sells, 12 of it on hand, without a rule."""
        product = self.make_product(**vals)
        self.make_offer(product)
        self.set_stock(product, 12)
        return product


@tagged("post_install", "-at_install")
class TestExplain(ExplainCommon):
    """Any product at any place can be asked about."""

    def test_rule_that_orders_says_why_and_on_which_draft(self):
        rule = self.make_rule()
        self.run_replenishment()
        page = self.ask(rule.product_id)
        self.assertEqual((page["outcome"], page["to_order"]), ("order", 30))
        draft = self.draft_lines(rule).order_id.name
        self.assertSays(
            rule.product_id,
            f"30 are on draft order {draft}.",
            "at or below reorder point 10",
            "Vendor Acme",
        )

    def test_covered_rule_names_the_order_that_covers_it_and_links_it(self):
        rule = self.make_rule()
        self.run_replenishment()
        order = self.draft_lines(rule).order_id
        order.button_confirm()
        page = self.ask(rule.product_id)
        self.assertEqual(page["outcome"], "covered")
        self.assertIn(order.name, " ".join(page["why"]))
        (document,) = page["documents"]
        self.assertEqual(
            (document["model"], document["id"], document["quantity"]),
            ("purchase.order", order.id, 30),
        )
        self.assertTrue(document["counted"])

    def test_order_that_is_held_back_names_its_vendor_and_price_once(self):
        rule = self.make_rule(product := self.make_product())
        self.make_offer(product, price=1.4)
        self.make_offer(product, price=1.33, min_qty=20)
        self.env.company.jit_limit_amount = 1
        self.run_replenishment()
        self.assertEqual(rule.jit_outcome, "waiting")
        told = " ".join(self.ask(product)["why"])
        self.assertEqual(told.count("Vendor Acme"), 1)
        self.assertIn("1.33", told)
        self.assertNotIn("1.40", told)

    def test_rule_with_enough_names_the_vendor_that_would_be_asked(self):
        rule = self.make_rule()
        self.make_offer(rule.product_id, self.make_vendor("Beta"), sequence=9)
        self.set_stock(rule.product_id, 40)
        self.assertSays(
            rule.product_id,
            "above reorder point 10",
            "If it were to be ordered today: Vendor Acme: preferred",
            "Not asked: Beta (after it on the price list).",
        )

    def test_vendor_that_would_be_asked_is_judged_on_the_day_the_order_goes_out(self):
        product = self.make_product()
        self.make_offer(product, date_end="2026-03-15")
        self.make_rule(product)
        self.set_stock(product, 50)
        self.assertSays(product, "If it were to be ordered today: Vendor Acme")
        self.env.company.days_to_purchase = 10
        told = " ".join(self.ask(product)["why"])
        self.assertIn("expired", told)
        self.assertNotIn("Vendor Acme: preferred", told)

    def test_promises_behind_the_figures_are_listed(self):
        rule = self.make_rule()
        self.set_stock(rule.product_id, 40)
        self.promise(rule.product_id, 4)
        page = self.ask(rule.product_id)
        self.assertEqual(page["committed"], 4)
        (document,) = page["documents"]
        self.assertEqual(document["direction"], "promised")
        self.assertEqual(document["quantity"], 4)

    def test_no_rule_says_so_and_gives_the_same_figures(self):
        product = self.make_stored()
        self.promise(product, 5)
        page = self.ask(product)
        self.assertEqual((page["on_hand"], page["committed"]), (12, 5))
        self.assertEqual(page["available"], 7)
        self.assertFalse(page["outcome"])
        self.assertSays(
            product,
            "No reordering rule here: nothing orders it by itself.",
            "On hand 12 + incoming 0 - promised 5 = 7.",
            "If it were to be ordered today: Vendor Acme",
        )

    def test_automatic_rule_says_odoo_orders_it(self):
        rule = self.make_rule(self.make_stored(), trigger="auto")
        self.assertSays(
            rule.product_id,
            "Odoo's automatic rule orders it here, below 10 up to 30",
            "Under Just in Time, with the same figures:",
            "above reorder point 10",
        )
        self.assertEqual(self.ask(rule.product_id)["reorder_point"], 10)

    def test_manual_rule_says_a_person_has_to_order(self):
        rule = self.make_rule(self.make_stored(), trigger="manual")
        self.assertSays(rule.product_id, "a person has to order it")

    def test_archived_rule_says_so(self):
        rule = self.make_rule(self.make_stored())
        rule.active = False
        self.assertSays(rule.product_id, "is archived: nothing orders it by itself")

    def test_untracked_product_is_told_to_be_counted(self):
        product = self.make_product(is_storable=False)
        page = self.ask(product)
        self.assertFalse(page["has_figures"])
        self.assertSays(product, "Tick Track Inventory on it and count it.")

    def test_archived_product_is_ordered_by_nothing(self):
        product = self.make_stored()
        product.active = False
        self.assertSays(product, "This product is archived")

    def test_vendors_warehouse_is_no_place_of_ours(self):
        place = self.env.ref("stock.stock_location_suppliers")
        self.assertSays(
            self.make_stored(), "is not a warehouse location", location=place
        )

    def test_kit_is_told_by_its_components(self):
        if "mrp.bom" not in self.env:
            self.assertNotIn("is_kits", self.env["product.product"]._fields)
            return
        product = self.make_stored()
        self.env["mrp.bom"].create(
            {"product_tmpl_id": product.product_tmpl_id.id, "type": "phantom"}
        )
        self.env.invalidate_all()
        self.assertSays(product, "This is a kit")

    def test_shelf_without_a_rule_points_to_the_stock_around_it(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        rule = self.make_rule()
        self.set_stock(rule.product_id, 3, shelf)
        self.assertSays(
            rule.product_id,
            f"The rule of {self.stock.display_name} counts the stock of this place",
            location=shelf,
        )
        page = self.ask(rule.product_id, location=shelf)
        self.assertEqual(page["on_hand"], 3)

    def test_stock_names_the_shelf_that_has_a_rule(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        rule = self.make_rule(self.make_stored(), location_id=shelf.id)
        self.assertSays(rule.product_id, f"It has a rule for {shelf.display_name}.")

    def test_route_that_buys_for_each_order_is_named(self):
        route = self.warehouse.mto_pull_id.route_id
        route.active = True
        product = self.make_stored(route_ids=[(4, route.id)])
        self.assertSays(product, "each customer order has its own purchase")

    def test_asking_writes_no_row_of_any_table(self):
        rule = self.make_rule()
        self.promise(rule.product_id, 4)
        others = [self.make_stored() for _number in range(2)]
        self.make_rule(others[1], trigger="auto")
        self.run_replenishment()
        with self.env.cr.savepoint() as untouched:
            # the database itself refuses whatever would be written
            self.env.cr.execute("SET LOCAL transaction_read_only = on")
            for product in (rule.product_id, *others):
                self.assertTrue(self.ask(product)["why"])
                product.action_explain()
                product.product_tmpl_id.action_explain()
            rule.action_explain()
            untouched.rollback()

    def test_imagined_rule_cannot_be_sent_by_a_client(self):
        rule = self.make_rule(self.make_stored(), trigger="auto")
        sent = {"jit_imagined_rules": {"rows": [{"id": -1}]}}
        situation = self.env["jit.situation"].with_context(**sent)
        self.assertEqual(situation._decide([rule.id, -1]), {})


@tagged("post_install", "-at_install")
class TestExplainPage(ExplainCommon):
    """The page as people open it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls.make_user("buyer", "purchase.group_purchase_user")
        cls.keeper = cls.make_user("storekeeper", "stock.group_stock_user")
        cls.clerk = cls.make_user("clerk", "base.group_user")

    def open_page(self, action, user):
        pages = self.env["jit.explain"].with_user(user)
        return Form(pages.with_context(**action["context"]))

    def test_page_opens_from_product_variant_and_rule_at_their_place(self):
        rule = self.make_rule()
        doors = (rule.product_id, rule.product_id.product_tmpl_id, rule)
        for door in doors:
            page = self.open_page(
                door.with_user(self.buyer).action_explain(), self.buyer
            )
            self.assertEqual(page.product_id, rule.product_id)
            self.assertEqual(page.location_id, self.stock)
            self.assertIn("at or below reorder point", page.why)

    def test_other_place_is_picked_on_the_page(self):
        rule = self.make_rule()
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        page = self.open_page(rule.action_explain(), self.buyer)
        page.location_id = shelf
        self.assertIn("No reordering rule here", page.why)
        self.assertFalse(page.is_live)

    def test_manager_puts_what_nothing_orders_under_just_in_time_from_there(self):
        manager = self.make_user("manager", "purchase.group_purchase_manager")
        product = self.make_stored()
        page = self.open_page(product.with_user(manager).action_explain(), manager)
        action = page.save().action_enroll()
        wizard = Form(self.env[action["res_model"]].with_context(**action["context"]))
        self.assertEqual(wizard.product_ids[:], product)
        self.assertEqual(wizard.new_count, 1)
        self.assertEqual(wizard.save().warehouse_id, self.stock.warehouse_id)
        button = "action_enroll"
        for user in (manager, self.buyer):
            arch = page._env["jit.explain"].with_user(user).get_view()["arch"]
            self.assertEqual(button in arch, user == manager)

    def test_product_without_rule_and_vendor_has_a_card_of_its_stock(self):
        product = self.make_product()
        self.set_stock(product, 12)
        self.promise(product, 5)
        short = product.with_user(self.buyer).action_explain()
        card = self.open_page(short, self.buyer).card
        sections = {section["key"]: section["rows"] for section in card["sections"]}
        self.assertEqual(list(sections), ["position"])
        parts = {row["label"]: row["value"] for row in sections["position"]}
        self.assertEqual(parts["On Hand"], "12 Units")
        self.assertEqual(parts["Promised"], "5 Units")
        self.assertFalse(card["headline"])

    def test_live_rule_has_what_was_decided_last_beside_what_is_so_now(self):
        rule = self.make_rule()
        self.run_replenishment()
        self.set_stock(rule.product_id, 4)
        rule.product_min_qty = 12
        card = self.open_page(rule.action_explain(), self.buyer).card
        self.assertIn("Last decided on", card["about"])
        self.assertIn("To Order", card["about"])
        rows = {
            row["label"]: (row["then"], row["value"])
            for section in card["sections"]
            for row in section["rows"]
        }
        self.assertEqual(rows["On Hand"], ("0 Units", "4 Units"))
        self.assertEqual(rows["Incoming"], ("", "0 Units"))
        self.assertEqual(rows["Reorder Point"], ("10 Units", "12 Units"))
        self.assertEqual(rows["When Last Decided"], ("", "30 Units"))

    def test_rule_nothing_was_decided_about_has_what_is_so_now_alone(self):
        for rule in (self.make_rule(), self.make_rule(trigger="manual")):
            card = self.open_page(rule.action_explain(), self.buyer).card
            self.assertFalse(card["about"])
            self.assertFalse(
                [r for s in card["sections"] for r in s["rows"] if r["then"]]
            )

    def test_variants_short_form_asks_too(self):
        view = self.env.ref("product.product_variant_easy_edit_view")
        products = self.env["product.product"]
        for user, asks in ((self.buyer, True), (self.clerk, False)):
            arch = products.with_user(user).get_view(view.id, "form")["arch"]
            self.assertEqual("action_explain" in arch, asks)

    def test_card_links_documents_and_sends_names_as_they_are(self):
        """As values: the browser escapes what it shows."""
        rule = self.make_rule()
        self.vendor.name = "<b>Acme</b>"
        self.run_replenishment()
        order = self.draft_lines(rule).order_id
        order.button_confirm()
        card = self.open_page(rule.action_explain(), self.buyer).card
        sections = {section["key"]: section["rows"] for section in card["sections"]}
        (document,) = (r for r in sections["position"] if r["label"] == order.name)
        self.assertEqual(document["action"]["res_model"], "purchase.order")
        self.assertEqual(document["action"]["res_id"], order.id)
        self.assertEqual(sections["vendor"][0]["label"], "<b>Acme</b>")

    def test_storekeeper_asks_but_reads_no_price(self):
        rule = self.make_rule()
        self.run_replenishment()
        told = " ".join(self.ask(rule.product_id, user=self.keeper)["why"])
        self.assertIn("Vendor Acme: preferred, 14 days.", told)
        self.assertNotIn("2.1", told)
        bought = " ".join(self.ask(rule.product_id, user=self.buyer)["why"])
        self.assertIn("2.1", bought)

    def test_storekeeper_reads_reasons_of_orders_without_their_prices(self):
        rule = self.make_rule()
        self.run_replenishment()
        reason = self.draft_lines(rule).jit_decision_id
        self.assertIn("2.1", reason.with_user(self.buyer).reason)
        seen = reason.with_user(self.keeper)
        self.assertIn("Vendor Acme", seen.reason)
        self.assertNotIn("2.1", seen.reason)
        self.assertNotIn("2.1", rule.with_user(self.keeper).jit_why)
        for name in ("price_unit", "facts"):
            with self.assertRaises(AccessError):
                seen.read([name])

    def test_what_is_no_location_is_refused_with_a_sentence(self):
        product = self.make_rule().product_id
        for value in ("1", "abc", [self.stock.id], True, 1.5, {"id": 1}):
            with self.subTest(value=value):
                for ask in (product.jit_explain, product.action_explain):
                    with self.assertRaisesRegex(UserError, "is not a location"):
                        ask(value)

    def test_employee_asks_nothing(self):
        rule = self.make_rule()
        with self.assertRaises(AccessError):
            self.ask(rule.product_id, user=self.clerk)

    def test_other_companys_place_is_refused(self):
        rule = self.make_rule()
        with self.other_company() as (_company, warehouse):
            for user in (self.buyer, self.keeper):
                with self.assertRaises(AccessError):
                    self.ask(
                        rule.product_id, location=warehouse.lot_stock_id, user=user
                    )

    def test_page_of_another_company_is_closed(self):
        rule = self.make_rule()
        with self.other_company() as (_company, warehouse):
            page = self.env["jit.explain"].create(
                {
                    "product_id": rule.product_id.id,
                    "location_id": warehouse.lot_stock_id.id,
                }
            )
            with self.assertRaises(AccessError):
                page.with_user(self.buyer).check_access("read")
