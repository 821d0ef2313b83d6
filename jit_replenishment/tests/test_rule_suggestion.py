from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..models import jit_rule_suggestion_made
from .choose_common import ChooseCommon, SuggestedCommon


@tagged("post_install", "-at_install")
class TestSuggested(ChooseCommon):
    """What sells in a warehouse without a rule gets one suggested, from its history."""

    def test_figures_are_those_the_rule_will_be_learned_with(self):
        # an empty shelf in between: days nobody could buy count for nothing
        self.stock_up(10, "01-01", self.other)
        self.sell(10, "01-12", self.other)
        self.stock_up(50, "02-20", self.other)
        for day in ("02-22", "02-28", "03-04", "03-08"):
            self.sell(5, day, self.other)
        self.run_check()
        suggested = self.suggest()
        self.assertEqual(suggested.product_id, self.product | self.other)
        self.assertEqual(set(suggested.mapped("state")), {"ready"})
        shown = {
            each.product_id: (each.reorder_point, each.target_stock)
            for each in suggested
        }
        rates = {each.product_id: each.demand_rate for each in suggested}
        suggested.with_user(self.manager).action_make()
        rules = suggested.orderpoint_id
        # without what all rules together teach meanwhile
        self.env["jit.demand.unread"]._read_anew(rules.product_id.ids)
        self.env["jit.learning"]._learn(rules.ids)
        for rule in rules:
            learned = self.learned(rule)
            figures = (learned.reorder_point, learned.target_stock)
            self.assertEqual(shown[rule.product_id], figures)
            self.assertAlmostEqual(rates[rule.product_id], learned.demand_rate, 2)
            self.assertGreater(learned.target_stock, 0)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.make_bought_products(1)

    def test_row_says_who_sells_it_and_which_class_is_assumed(self):
        self.run_check()
        row = self.suggest(product_ids=self.product)
        self.assertEqual((row.vendor_id, row.lead_time_days), (self.vendor, 14))
        self.assertAlmostEqual(row.demand_rate, 2, 0)
        self.assertEqual(row.consequence_class_id, self.important)
        self.assertEqual(row.class_said, "Important, assumed")
        self.assertFalse(row.said)

    def test_class_of_the_category_is_learned_for(self):
        self.run_check()
        before = self.suggest(product_ids=self.product).reorder_point
        self.product.categ_id = self.env["product.category"].create(
            {"name": "Vital Parts", "jit_consequence_class_id": self.vital.id}
        )
        row = self.suggest(product_ids=self.product)
        self.assertEqual(row.class_origin, "from category Vital Parts")
        self.assertEqual(row.class_said, "Vital")
        self.assertGreater(row.reorder_point, before)

    def test_answer_given_later_is_followed(self):
        self.run_check()
        row = self.suggest(product_ids=self.product)
        before = row.reorder_point
        self.product.product_tmpl_id.jit_consequence_class_id = self.vital
        self.env.flush_all()
        self.assertEqual(row.state, "waiting")
        self.run_suggesting()
        self.assertEqual(row.state, "ready")
        self.assertGreater(row.reorder_point, before)

    def test_hardly_sold_product_says_that_it_is_a_guess(self):
        self.stock_up(5, "03-01", self.other)
        self.sell(1, "03-08", self.other)
        self.run_check()
        row = self.suggest(product_ids=self.other)
        self.assertEqual(row.confidence, "D")
        self.assertIn("too seldom", row.said)

    def test_each_warehouse_in_which_it_sells_has_its_own(self):
        north = self.env["stock.warehouse"].create({"name": "North", "code": "N"})
        self.stock_up(100, "01-02", target=north.lot_stock_id)
        for day in ("02-01", "02-11", "02-21", "03-01"):
            self.sell(1, day, source=north.lot_stock_id)
        self.run_check()
        rows = self.suggest(product_ids=self.product)
        found = {row.warehouse_id: row.demand_rate for row in rows}
        self.assertEqual(set(found), {self.warehouse, north})
        self.assertGreater(found[self.warehouse], 5 * found[north])

    def test_nothing_is_suggested_where_a_rule_is(self):
        self.make_rule(self.product, trigger="manual")
        self.run_check()
        self.assertEqual(self.choose(product_ids=self.product).new_count, 0)

    def test_rule_outside_the_stock_keeps_nothing_there(self):
        self.make_rule(self.product, trigger="manual", location_id=self.suppliers.id)
        self.run_check()
        self.assertEqual(self.choose(product_ids=self.product).new_count, 1)

    def test_archived_rule_is_somebodys_no(self):
        rule = self.make_rule(self.product, trigger="manual")
        rule.active = False
        self.run_check()
        wizard = self.choose(product_ids=self.product)
        self.assertEqual(self.counts(wizard, "new", "archived"), (0, 1))
        shown = wizard.action_show_archived()
        self.assertEqual(shown["domain"], [("id", "in", rule.ids)])

    def test_sold_without_a_vendor_is_left_out_and_leads_to_the_check(self):
        self.product.seller_ids.unlink()
        self.run_check()
        wizard = self.choose(product_ids=self.product)
        self.assertEqual(self.counts(wizard, "new", "no_vendor"), (0, 1))
        faults = self.env["jit.finding"].search(wizard.action_show_faults()["domain"])
        self.assertEqual(faults.kind_id.code, "no_vendor")

    def test_never_checked_says_that_nothing_was_counted(self):
        self.env["jit.check"].search([]).unlink()
        wizard = self.choose()
        self.assertFalse(wizard.is_counted)
        self.assertIn("not counted yet", wizard.counted_said)
        wizard.action_count()
        wizard.invalidate_recordset()
        self.assertIn("being counted", wizard.counted_said)

    def test_company_chosen_is_not_the_one_at_the_top(self):
        with self.other_company() as (company, warehouse):
            self.manager.company_ids |= company
            self.env["jit.stock.audit"].create(
                {
                    "product_id": self.product.id,
                    "company_id": company.id,
                    "warehouse_id": warehouse.id,
                    "sold": 10,
                }
            )
            wizards = self.env["jit.choose"].with_user(self.manager)
            both = (self.env.company | company).ids
            wizards = wizards.with_context(allowed_company_ids=both)
            wizards.create({"company_id": company.id}).action_choose()
            row = self.suggestion_of(self.product)
            self.assertEqual((row.company_id, row.warehouse_id), (company, warehouse))
            row.with_user(self.manager).with_context(
                allowed_company_ids=both
            ).action_make()
            self.assertEqual(row.orderpoint_id.company_id, company)

    def test_product_that_cannot_be_worked_out_costs_itself_only(self):
        self.stock_up(100, "01-02", self.other)
        self.sell(3, "03-01", self.other)
        self.run_check()
        suggestions = type(self.env["jit.rule.suggestion"])
        learn = suggestions._learn

        def stumble(rows):
            if self.other in rows.product_id:
                raise ZeroDivisionError("odd history")
            return learn(rows)

        with (
            patch.object(suggestions, "_learn", stumble),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.suggest()
        failed = self.suggestion_of(self.other)
        self.assertEqual((failed.state, failed.said), ("failed", "odd history"))
        self.assertEqual(self.suggestion_of(self.product).state, "ready")

    def test_many_are_worked_out_in_the_background(self):
        self.run_check()
        with patch.object(jit_rule_suggestion_made, "_WORKED_OUT_AT_ONCE", 0):
            row = self.suggest(product_ids=self.product)
        self.assertEqual(row.state, "waiting")
        parts = row.read_parts()
        self.assertTrue(parts["pending"])
        self.run_suggesting()
        self.assertEqual(row.state, "ready")
        self.assertGreater(row.reorder_point, 0)
        self.assertFalse(row.read_parts()["pending"])

    def test_as_many_queries_for_many(self):
        products = self.make_bought_products(20)
        self.env["jit.rule.suggestion"].create(
            [
                {
                    "product_id": product.id,
                    "warehouse_id": self.warehouse.id,
                    "company_id": self.env.company.id,
                }
                for product in products
            ]
        )
        rows = self.suggestion_of(products[0]) | self.env["jit.rule.suggestion"].search(
            [("product_id", "in", products.ids)]
        )

        def work_out(some):
            some.state = "waiting"
            some._work_out(some.ids)
            self.assertEqual(set(some.mapped("state")), {"ready"})

        self.assertAsManyQueries(work_out, rows)


@tagged("post_install", "-at_install")
class TestSuggestionAnswered(SuggestedCommon):
    def test_rule_made_orders_nothing_by_itself(self):
        self.row.action_make()
        rule = self.row.orderpoint_id
        self.assertEqual((rule.trigger, rule.jit_stage), ("manual", "trial"))
        self.assertEqual(rule.product_min_qty, self.row.reorder_point)
        self.assertEqual(rule.location_id, self.stock)
        self.set_stock(self.product, 0)
        self.run_replenishment()
        self.env["stock.rule"].run_scheduler()
        self.assertFalse(
            self.env["purchase.order.line"].search(
                [("product_id", "=", self.product.id)]
            )
        )

    def test_rule_survives_cores_replenishment_screen(self):
        self.row.action_make()
        rule = self.row.orderpoint_id
        self.env["stock.warehouse.orderpoint"].action_open_orderpoints()
        self.assertTrue(rule.exists())

    def test_rule_made_in_the_background_is_somebodys(self):
        with patch.object(jit_rule_suggestion_made, "_MADE_AT_ONCE", 0):
            self.row.action_make()
        self.assertEqual(self.row.state, "chosen")
        self.run_suggesting()
        rule = self.row.orderpoint_id
        self.assertEqual(self.row.state, "made")
        self.assertEqual(rule.create_uid, self.manager)
        self.env["stock.warehouse.orderpoint"].action_open_orderpoints()
        self.assertTrue(rule.exists())

    def test_rule_that_cannot_be_made_says_so(self):
        with patch.object(jit_rule_suggestion_made, "_MADE_AT_ONCE", 0):
            self.row.action_make()
        rules = type(self.env["stock.warehouse.orderpoint"])
        with (
            patch.object(rules, "create", side_effect=ValidationError("not here")),
            self.assertLogs("odoo.addons.jit_replenishment", "WARNING"),
        ):
            self.run_suggesting()
        self.assertEqual((self.row.state, self.row.said), ("failed", "not here"))

    def test_rule_made_elsewhere_is_no_suggestion_any_more_overnight(self):
        self.make_rule(self.product, trigger="auto")
        self.run_suggesting()
        self.assertFalse(self.row.exists())

    def test_who_lost_the_right_meanwhile_makes_nothing(self):
        with patch.object(jit_rule_suggestion_made, "_MADE_AT_ONCE", 0):
            self.row.action_make()
        self.manager.group_ids = self.env.ref("purchase.group_purchase_user")
        with self.assertLogs("odoo.addons.jit_replenishment", "WARNING"):
            self.run_suggesting()
        self.assertEqual(self.row.sudo().state, "failed")
        self.assertFalse(self.row.sudo().orderpoint_id)

    def test_typed_figures_are_made_and_not_worked_out_again(self):
        self.row.write({"reorder_point": 3, "target_stock": 5})
        self.assertEqual(self.row.said, "Typed by hand")
        self.suggest(product_ids=self.product)
        self.row.action_make()
        rule = self.row.orderpoint_id
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (3, 5))

    def test_figures_that_cannot_be_are_refused(self):
        for figures, words in (
            ((-1, 5), "cannot be negative"),
            ((6, 5), "below the reorder point"),
            ((float("nan"), 5), "plain numbers"),
        ):
            vals = dict(zip(("reorder_point", "target_stock"), figures, strict=True))
            with (
                self.subTest(figures=figures),
                self.assertRaisesRegex(ValidationError, words),
            ):
                self.row.write(vals)

    def test_nothing_but_figures_can_be_typed(self):
        with self.assertRaises(AccessError):
            self.row.write({"state": "made"})

    def test_not_wanted_is_not_suggested_again(self):
        self.row.action_set_aside()
        self.assertEqual(self.suggest(product_ids=self.product).state, "aside")
        self.row.action_put_back()
        self.run_suggesting()
        self.assertEqual(self.row.state, "ready")

    def test_rule_made_elsewhere_meanwhile_stays_as_it_is(self):
        rule = self.make_rule(self.product, trigger="auto", reorder_point=1, target=2)
        self.row.action_make()
        self.assertFalse(self.row.exists())
        self.assertEqual((rule.trigger, rule.product_min_qty), ("auto", 1))

    def test_rule_core_made_for_one_look_gives_way(self):
        passing = self.env["stock.warehouse.orderpoint"].with_user(1)
        passing = passing.create(
            {
                "product_id": self.product.id,
                "location_id": self.stock.id,
                "trigger": "manual",
            }
        )
        self.row.action_make()
        self.assertFalse(passing.exists())
        self.assertEqual(self.row.orderpoint_id.create_uid, self.manager)

    def test_made_twice_says_that_it_is_there(self):
        self.row.action_make()
        with self.assertRaisesRegex(UserError, "there already"):
            self.row.action_make()

    def test_rule_deleted_later_is_suggested_again(self):
        self.row.action_make()
        self.row.orderpoint_id.sudo().unlink()
        self.assertEqual(self.suggest(product_ids=self.product).state, "ready")

    def test_buyer_reads_and_cannot_make(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        row = self.row.with_user(buyer)
        self.assertTrue(row.reorder_point)
        for answer in (row.action_make, row.action_set_aside, row.action_put_back):
            with self.subTest(answer=answer.__name__), self.assertRaises(AccessError):
                answer()

    def test_other_company_sees_nothing_of_it(self):
        with self.other_company() as (company, _warehouse):
            stranger = self.make_user(
                "stranger",
                "purchase.group_purchase_manager",
                company_id=company.id,
                company_ids=[(6, 0, company.ids)],
            )
            rows = self.env["jit.rule.suggestion"].with_user(stranger)
            self.assertFalse(rows.search([]))
