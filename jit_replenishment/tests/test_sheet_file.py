import io
import zipfile
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models import jit_sheet_book
from .sheet_common import SheetCommon


@tagged("post_install", "-at_install")
class TestSheetFile(SheetCommon):
    """What is no sheet at all says what to do."""

    def assertRefused(self, content, words):
        with self.assertRaisesRegex(UserError, words):
            self.bring(content)

    def test_no_workbook(self):
        for content in (b"nothing of the kind", b"PK\x03\x04broken", b"a,b\n1,2\n"):
            with self.subTest(content=content):
                self.assertRefused(content, "no Excel workbook")

    def test_archive_that_is_no_workbook(self):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as parts:
            parts.writestr("readme.txt", "hello")
        self.assertRefused(output.getvalue(), "no Excel workbook")

    def tampered(self, name, change):
        """The exported workbook, one part of it as ``change(content)`` makes it."""
        output, evil = io.BytesIO(), io.BytesIO()
        self.export().save(output)
        with (
            zipfile.ZipFile(output) as parts,
            zipfile.ZipFile(evil, "w", zipfile.ZIP_DEFLATED) as copies,
        ):
            self.assertIn(name, parts.namelist())
            for part in parts.namelist():
                content = parts.read(part)
                copies.writestr(part, change(content) if part == name else content)
        return evil.getvalue()

    def test_exported_workbook_as_it_is(self):
        wizard = self.bring(self.tampered("xl/styles.xml", lambda content: content))
        self.assertEqual((wizard.change_count, wizard.fault_count), (0, 0))

    def test_entities_that_could_grow_without_end(self):
        entities = b'<!DOCTYPE x [<!ENTITY a "b">]>'
        start = b'<?xml version="1.0" encoding="%s"?>'
        utf_16 = (start % b"UTF-16" + entities + b"<x/>").decode().encode("utf-16")
        for words, content in (
            ("at the start", start % b"UTF-8" + entities),
            (
                "behind a comment",
                start % b"UTF-8" + b"<!--" + b"x" * 200_000 + b"-->" + entities,
            ),
            ("in another encoding", utf_16),
            ("said to be in another encoding", start % b"UTF-7" + b"+ADwAIQ-DOCTYPE"),
        ):
            for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml"):
                with self.subTest(words, name=name):
                    evil = self.tampered(name, lambda _old, content=content: content)
                    with patch.object(jit_sheet_book, "_PIECE", 1000):
                        self.assertRefused(evil, "no Excel workbook")
                    with patch.object(jit_sheet_book.openpyxl, "load_workbook") as load:
                        self.assertRefused(evil, "no Excel workbook")
                    load.assert_not_called()

    def test_part_that_unpacks_to_more_than_any_sheet_needs(self):
        styles = self.tampered(
            "xl/styles.xml",
            lambda content: content.replace(
                b"</cellXfs>", b"<xf/>" * 200_000 + b"</cellXfs>"
            ),
        )
        self.assertLess(len(styles), 50_000)
        self.assertRefused(styles, "holds more than its rows need")

    def test_rows_that_unpack_to_more_than_the_memory_bears(self):
        rows = self.tampered(
            "xl/worksheets/sheet1.xml",
            lambda content: content.replace(
                b"<sheetData>", b"<x/>" * 5000 + b"<sheetData>"
            ),
        )
        with patch.object(jit_sheet_book, "_MOST_TAGS", 5000):
            self.assertRefused(rows, "holds more than its rows need")

    def test_number_too_long_for_any_quantity_has_its_line(self):
        digits = b"9" * 400
        evil = self.tampered(
            "xl/worksheets/sheet1.xml",
            lambda content: content.replace(b"<v>30</v>", b"<v>" + digits + b"</v>"),
        )
        wizard = self.bring(evil)
        self.assertFault(wizard, 2, "plain number")
        self.assertEqual(wizard.fault_count, 3)

    def test_memory_of_the_sheet_that_somebody_tampered_with_counts_for_nothing(self):
        for memory in (
            "[" * 30_000,
            '{"target_stock": ' + "9" * 400 + "}",
            '{"target_stock": ' + "[" * 300 + "]" * 300 + "}",
        ):
            with self.subTest(memory=memory[:20]):
                titles, row = ["Rule", "Target", "As Exported"], [self.rule.name, 44]
                wizard = self.bring(self.book_of(titles, [*row, memory]))
                self.assertEqual(wizard.change_count + wizard.fault_count, 1)

    def test_too_large(self):
        self.assertRefused(b"x" * 10_000_001, "larger than 10 MB")

    def test_no_file(self):
        wizard = self.env["jit.sheet.import"].with_user(self.manager).create({})
        with self.assertRaisesRegex(UserError, "Choose the file first"):
            wizard.action_look()

    def test_empty_sheet_and_one_of_titles_only(self):
        self.assertRefused(self.book_of(), "needs a line of titles")
        self.assertRefused(self.book_of(["Rule", "Target"]), "no rows")

    def test_columns_missing_or_there_twice(self):
        self.assertRefused(
            self.book_of(["Rule", "Colour"], ["x", 1]), "titles with Rule"
        )
        twice = self.book_of(["Rule", "Target", "target"], ["x", 1, 2])
        self.assertRefused(twice, "is there twice")

    def test_more_rows_than_one_sheet_may_have(self):
        with patch.object(jit_sheet_book, "MOST_ROWS", 2):
            rows = [[rule.name, 40] for rule in self.rules]
            self.assertRefused(self.book_of(["Rule", "Target"], *rows), "more than 2")
            with self.assertRaisesRegex(UserError, "2 rules at most"):
                self.export()

    def test_rows_far_below_are_read_as_well(self):
        blank = [[]] * 40
        with patch.object(jit_sheet_book, "MOST_ROWS", 2):
            spaced = self.book_of(["Rule", "Target"], *blank, [self.rule.name, 44])
            wizard = self.bring(spaced)
            self.assertEqual(self.differences(wizard), [("Target", "30", "44")])
            self.assertEqual(wizard.change_ids.line, 42)
            rows = [[rule.name, 40] for rule in self.rules]
            self.assertRefused(
                self.book_of(["Rule", "Target"], *rows[:2], *blank, rows[2]),
                "more than 2",
            )
            self.assertRefused(
                self.book_of(["Rule", "Target"], *rows * 40), "more than 2"
            )

    def test_titles_of_another_language_are_understood(self):
        self.env["res.lang"]._activate_lang("de_DE")
        titles = self.env["jit.sheet"]._titles()
        german = titles | {"rule": "Regel", "target_stock": "Ziel"}
        sheets = type(self.env["jit.sheet"])
        own = sheets._titles

        def translated(sheet):
            return german if sheet.env.lang == "de_DE" else own(sheet)

        book = self.book_of(["Ziel", "Regel"], [44, self.rule.name])
        with patch.object(sheets, "_titles", translated):
            wizard = self.bring(book)
        self.assertEqual(self.differences(wizard), [("Target", "30", "44")])
