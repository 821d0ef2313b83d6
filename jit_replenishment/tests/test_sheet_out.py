import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .sheet_common import SheetCommon


@tagged("post_install", "-at_install")
class TestSheetOut(SheetCommon):
    def row(self, book, rule):
        sheet = book.worksheets[0]
        titles = [cell.value for cell in sheet[1]]
        [cells] = [row for row in sheet if row[0].value == rule.name]
        return dict(zip(titles, [cell.value for cell in cells], strict=True))

    def test_row_holds_what_the_rule_is(self):
        self.products[0].default_code = "00123"
        self.rule.replenishment_uom_id = self.dozen
        found = self.row(self.export(), self.rule)
        expected = {
            "Rule": self.rule.name,
            "Internal Reference": "00123",
            "Product": "Part 0",
            "Warehouse": self.warehouse.name,
            "Class": "Important",
            "Reorder Point": 10,
            "Target": 30,
            "Multiple": self.dozen.name,
            "Vendor": "Acme",
            "Vendor SKU": "A-1",
        }
        self.assertEqual({name: found[name] for name in expected}, expected)

    def test_titles_stay_in_sight_and_a_note_says_how_to_use_it(self):
        book = self.export()
        sheet, note = book.worksheets
        self.assertEqual(sheet.freeze_panes, "B2")
        said = " ".join(row[0].value for row in note)
        self.assertIn("An empty cell leaves the rule as it is", said)
        self.assertIn("Vital, Important, Minor", said)

    def test_what_was_exported_is_kept_out_of_sight(self):
        book = self.export()
        place = self.places(book)["As Exported"]
        letter = book.worksheets[0].cell(1, place).column_letter
        self.assertTrue(book.worksheets[0].column_dimensions[letter].hidden)
        kept = json.loads(self.row(book, self.rule)["As Exported"])
        self.assertEqual((kept["rule"], kept["target_stock"]), (self.rule.name, 30))

    def test_text_that_looks_like_a_formula_stays_text(self):
        self.products[0].name = "=HYPERLINK(1)"
        self.products[0].seller_ids.product_code = "0042"
        sheet = self.export().worksheets[0]
        cells = {cell.value: cell.data_type for cell in sheet[2]}
        self.assertEqual(cells["=HYPERLINK(1)"], "s")
        self.assertEqual(cells["0042"], "s")

    def test_titles_are_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.manager.lang = "de_DE"
        book = self.export()
        self.assertEqual(self.bring(book).change_count, 0)

    def test_nothing_chosen_says_so(self):
        with self.assertRaisesRegex(UserError, "no rule to write"):
            self.rules.browse().action_jit_export()

    def test_buyer_cannot_have_one_made(self):
        buyer = self.make_user("buyer", "purchase.group_purchase_user")
        with self.assertRaises(AccessError):
            self.rules.with_user(buyer).action_jit_export()

    def test_chosen_scope_goes_on_a_sheet(self):
        wizard = self.env["jit.choose"].with_user(self.manager)
        wizard = wizard.create({"product_ids": [(6, 0, self.products[:2].ids)]})
        self.assertIn("/web/content/jit.sheet.export/", wizard.action_export()["url"])

    def test_as_many_queries_for_two_hundred_rules(self):
        products = self.make_bought_products(200)
        rules = self.make_rule(products)
        sheet = self.env["jit.sheet"]
        self.assertAsManyQueries(lambda some: sheet._book(some), rules)
