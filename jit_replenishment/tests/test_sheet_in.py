from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..wizard import jit_sheet_import
from .sheet_common import SheetCommon


@tagged("post_install", "-at_install")
class TestSheetIn(SheetCommon):
    def test_unchanged_sheet_makes_no_difference(self):
        wizard = self.bring(self.export())
        self.assertEqual((wizard.change_count, wizard.fault_count), (0, 0))
        self.assertIn("no difference", wizard.said)
        with self.assertRaisesRegex(UserError, "nothing to write"):
            wizard.action_apply()

    def test_differences_are_shown_and_nothing_is_written_before_one_says_so(self):
        book = self.export()
        self.edit(book, self.rule, Reorder_Point=12, Target=50, Class="Vital")
        wizard = self.bring(book)
        self.assertEqual(
            sorted(self.differences(wizard)),
            [
                ("Class", "Important", "Vital"),
                ("Reorder Point", "10", "12"),
                ("Target", "30", "50"),
            ],
        )
        self.assertEqual(self.rule.product_min_qty, 10)
        wizard.action_apply()
        self.assertEqual(self.rule.product_min_qty, 12)
        self.assertEqual(self.rule.product_max_qty, 50)
        self.assertEqual(self.rule.jit_consequence_class_id, self.vital)
        self.assertEqual(wizard.state, "done")

    def test_differences_are_there_as_soon_as_the_file_is(self):
        book = self.export()
        self.edit(book, self.rule, Reorder_Point=12)
        form = self.form()
        self.choose(form, book)
        self.assertEqual(form.state, "look")
        shown = [
            (row["title"], row["old_shown"], row["new_shown"])
            for row in form.change_ids._records
        ]
        self.assertEqual(shown, [("Reorder Point", "10", "12")])
        self.assertIn("1 difference in 1 rule", form.said)
        wizard = form.save()
        self.assertEqual(self.differences(wizard), shown)
        self.assertEqual(self.rule.product_min_qty, 10)
        wizard.action_apply()
        self.assertEqual((wizard.state, self.rule.product_min_qty), ("done", 12))

    def test_bad_rows_are_there_as_soon_as_the_file_is(self):
        book = self.export()
        self.edit(book, self.rules[1], Target=50)
        line = self.edit(book, self.rule, Target=-5)
        form = self.form()
        self.choose(form, book)
        [difference] = form.change_ids._records
        self.assertEqual(difference["new_shown"], "50")
        [fault] = form.fault_ids._records
        self.assertEqual(fault["line"], line)
        self.assertIn("negative", fault["said"])
        self.assertIn("not even the others", form.said)

    def test_file_that_is_no_sheet_says_so_at_once_and_another_is_taken(self):
        form = self.form()
        self.choose(form, b"a letter")
        self.assertEqual((form.state, form.is_refused), ("ask", True))
        self.assertTrue(form.said)
        book = self.export()
        self.edit(book, self.rule, Target=50)
        self.choose(form, book)
        self.assertEqual((form.state, form.is_refused), ("look", False))
        self.assertEqual(len(form.change_ids._records), 1)

    def test_file_taken_away_again_shows_nothing(self):
        form = self.form()
        self.choose(form, b"a letter")
        form.content = False
        self.assertEqual((form.state, form.said), ("ask", False))

    def test_rules_changed_since_the_file_was_chosen_are_shown_anew(self):
        book = self.export()
        self.edit(book, self.rule, Reorder_Point=12)
        form = self.form()
        self.choose(form, book)
        self.rule.product_min_qty = 11
        wizard = form.save()
        wizard.action_apply()
        self.assertIn("changed while you looked", wizard.said)
        self.assertEqual(self.rule.product_min_qty, 11)
        [(_line, said)] = self.faults(wizard)
        self.assertIn("somebody has set it to 11 since", said)

    def test_difference_is_shown_to_the_last_digit(self):
        self.rule.write({"product_min_qty": 1110, "product_max_qty": 1500})
        book = self.export()
        self.edit(book, self.rule, Reorder_Point=1115)
        wizard = self.bring(book)
        self.assertEqual(
            self.differences(wizard), [("Reorder Point", "1,110", "1,115")]
        )

    def test_history_of_the_rule_names_the_sheet(self):
        book = self.export()
        self.edit(book, self.rule, Target=50)
        self.bring(book).action_apply()
        change = self.rule.jit_change_ids
        self.assertEqual((change.source, change.reason), ("sheet", "spring.xlsx"))
        self.assertEqual(change.user_id, self.manager)
        self.assertEqual((change.old_target_stock, change.new_target_stock), (30, 50))

    def test_history_of_a_rule_on_trial_names_the_sheet_as_well(self):
        rule = self.make_rule(self.make_bought_products(1), trigger="auto")
        book = self.export(rule)
        self.edit(book, rule, Reorder_Point=12)
        self.bring(book).action_apply()
        self.assertEqual(rule.jit_change_ids.mapped("source"), ["sheet"])
        self.assertEqual((rule.product_min_qty, rule.product_max_qty), (12, 30))

    def test_multiple_vendor_and_sku_are_written(self):
        bolts = self.make_vendor("Bolt & Co")
        offer = self.make_offer(self.products[0], bolts)
        self.products[0].product_tmpl_id.uom_ids = self.dozen
        book = self.export()
        self.edit(
            book,
            self.rule,
            Multiple=self.dozen.name,
            Vendor="bolt & co",
            Vendor_SKU=4711,
        )
        wizard = self.bring(book)
        self.assertEqual(self.faults(wizard), [])
        wizard.action_apply()
        self.assertEqual(self.rule.replenishment_uom_id, self.dozen)
        self.assertEqual(self.rule.supplier_id, offer)
        self.assertEqual(offer.product_code, "4711")
        acme = self.products[0].seller_ids - offer
        self.assertEqual(acme.product_code, "A-1")

    def test_sku_is_that_of_all_prices_of_the_vendor(self):
        tier = self.make_offer(self.products[0], min_qty=100, product_code="A-1")
        book = self.export()
        self.edit(book, self.rule, Vendor_SKU="A-2")
        self.bring(book).action_apply()
        self.assertEqual(tier.product_code, "A-2")
        skus = self.products[0].seller_ids.mapped("product_code")
        self.assertEqual(skus, ["A-2", "A-2"])

    def test_dash_takes_away_what_is_the_rules_own(self):
        self.rule.replenishment_uom_id = self.dozen
        self.rule.jit_consequence_class_id = self.vital
        self.rule.supplier_id = self.products[0].seller_ids
        book = self.export()
        dashes = {"Multiple": "-", "Class": "-", "Vendor": "-"}
        self.edit(book, self.rule, **dashes)
        self.bring(book).action_apply()
        self.assertFalse(self.rule.replenishment_uom_id)
        self.assertFalse(self.rule.jit_consequence_class_id)
        self.assertFalse(self.rule.supplier_id)

    def test_one_bad_row_keeps_all_of_it_out(self):
        book = self.export()
        self.edit(book, self.rules[0], Target=50)
        line = self.edit(book, self.rules[1], Target=-5)
        wizard = self.bring(book)
        self.assertFault(wizard, line, "negative")
        self.assertIn("not even the others", wizard.said)
        # the button is not there; whoever calls it all the same gets nowhere
        wizard.action_apply()
        self.assertEqual(self.rules[0].product_max_qty, 30)

    def test_failure_while_writing_leaves_nothing_behind(self):
        book = self.export()
        self.edit(book, self.rules[0], Target=50)
        self.edit(book, self.rules[1], Vendor_SKU="A-9")
        wizard = self.bring(book)
        self.env.flush_all()
        offers = type(self.env["product.supplierinfo"])
        with (
            patch.object(offers, "write", side_effect=UserError("no")),
            self.assertRaises(UserError),
            self.env.cr.savepoint(),
        ):
            wizard.action_apply()
        self.assertEqual(self.rules[0].product_max_qty, 30)

    def test_more_rules_than_can_be_written_at_once_are_refused_before_any_is(self):
        book = self.export()
        for rule in self.rules[:2]:
            self.edit(book, rule, Target=77)
        for name, allowed in (("_MOST_LIVE", 1), ("_MOST_OTHERS", 1)):
            with (
                self.subTest(name=name),
                patch.object(jit_sheet_import, name, allowed),
                self.assertRaisesRegex(UserError, "would change 2 rules.*Split it"),
            ):
                self.bring(book)
            self.rules.trigger = "auto"
        self.assertEqual(set(self.rules.mapped("product_max_qty")), {30})
        with patch.object(jit_sheet_import, "_MOST_OTHERS", 2):
            self.bring(book).action_apply()
        self.assertEqual(set(self.rules[:2].mapped("product_max_qty")), {77})

    def test_every_kind_of_bad_row_has_its_line_and_what_to_do(self):
        book = self.export()
        bad = {
            "Reorder_Point": {
                "many": "plain number",
                "=1+1": "formula",
                True: "plain number",
                99: "below the reorder point",
            },
            "Class": {"Deadly": "Use one of: Important, Minor, Vital"},
            "Multiple": {"Pallet": "Use one of"},
            "Vendor": {"Nobody": "no price of this product"},
        }
        for title, cases in bad.items():
            for value, words in cases.items():
                with self.subTest(title=title, value=value):
                    book = self.export()
                    line = self.edit(book, self.rule, **{title: value})
                    self.assertFault(self.bring(book), line, words)

    def test_unknown_rule_and_no_rule_are_told_apart(self):
        wizard = self.bring(
            self.book_of(["Rule", "Target"], ["OP/nowhere", 5], [None, 5], [None, None])
        )
        self.assertFault(wizard, 2, "no rule OP/nowhere")
        self.assertFault(wizard, 3, "No rule is named")
        self.assertEqual(wizard.fault_count, 2)

    def test_archived_rule_says_what_to_do(self):
        book = self.export()
        self.rule.active = False
        line = self.edit(book, self.rule, Target=50)
        self.assertFault(self.bring(book), line, "archived")

    def test_sheet_without_memory_may_be_typed_by_hand(self):
        name = self.rule.name
        book = self.book_of(
            ["a title"], [], ["Target", "note", "rule"], [44, "x", name]
        )
        wizard = self.bring(book)
        self.assertEqual(self.differences(wizard), [("Target", "30", "44")])
        self.assertEqual(wizard.change_ids.line, 4)


@tagged("post_install", "-at_install")
class TestSheetChangedSince(SheetCommon):
    """Whoever edits a sheet for a week must not undo what others did meanwhile."""

    def test_cells_nobody_edited_undo_nothing(self):
        book = self.export()
        self.rules.write({"product_max_qty": 60})
        self.edit(book, self.rule, Class="Vital")
        wizard = self.bring(book)
        self.assertEqual(self.differences(wizard), [("Class", "Important", "Vital")])
        wizard.action_apply()
        self.assertEqual(self.rules.mapped("product_max_qty"), [60, 60, 60])

    def test_edited_cell_that_somebody_else_changed_is_named(self):
        book = self.export()
        self.rule.product_max_qty = 60
        line = self.edit(book, self.rule, Target=50)
        self.assertFault(self.bring(book), line, "somebody has set it to 60 since")

    def test_rule_changed_while_one_looked_is_shown_again(self):
        book = self.export()
        self.edit(book, self.rule, Target=50)
        self.edit(book, self.rules[1], Target=51)
        wizard = self.bring(book)
        self.rule.product_max_qty = 60
        wizard.action_apply()
        self.assertEqual(self.rules[1].product_max_qty, 30)
        self.assertEqual(wizard.state, "look")
        self.assertIn("changed while you looked", wizard.said)
        self.assertEqual(wizard.fault_count, 1)

    def test_sorted_apart_is_noticed(self):
        book = self.export()
        sheet = book.worksheets[0]
        sheet.cell(2, 1).value, sheet.cell(3, 1).value = (
            sheet.cell(3, 1).value,
            sheet.cell(2, 1).value,
        )
        self.assertFault(self.bring(book), 2, "sorted apart")


@tagged("post_install", "-at_install")
class TestSheetRights(SheetCommon):
    def test_buyer_cannot_bring_a_sheet(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        with self.assertRaises(AccessError):
            self.bring(self.export(), user=buyer)

    def test_sku_needs_the_right_to_change_prices(self):
        planner = self.make_user("planner", "jit_replenishment.group_jit_manager")
        book = self.export()
        line = self.edit(book, self.rule, Vendor_SKU="A-2")
        self.edit(book, self.rules[1], Target=50)
        wizard = self.bring(book, user=planner)
        self.assertFault(wizard, line, "may not change vendors' prices")
        book = self.export()
        self.edit(book, self.rules[1], Target=50)
        self.bring(book, user=planner).action_apply()
        self.assertEqual(self.rules[1].product_max_qty, 50)

    def test_rule_of_another_company_is_named_and_not_read(self):
        with self.other_company() as (company, warehouse):
            there = self.make_rule_of(warehouse, self.products[0])
            book = self.book_of(["Rule", "Target"], [there.name, 44])
            wizard = self.bring(book)
            self.assertFault(wizard, 2, "rule of another company")
            both = self.make_company_manager(self.env.company | company)
            companies = {"allowed_company_ids": (self.env.company | company).ids}
            self.bring(book, user=both, **companies).action_apply()
            self.assertEqual(there.product_max_qty, 44)

    def test_compared_with_as_many_queries_for_two_hundred_rows(self):
        rules = self.make_rule(self.make_bought_products(200))
        sheet = self.env["jit.sheet"]
        books = {len(some): sheet._book(some) for some in (rules[:1], rules)}

        def compare(some):
            reading = sheet._compare(sheet._rows(books[len(some)]))
            self.assertEqual((reading.rows, reading.changes), (len(some), ()))

        self.assertAsManyQueries(compare, rules)
