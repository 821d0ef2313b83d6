import base64
import io

import openpyxl

from odoo import Command
from odoo.tests import Form

from .common import JitCommon


class SheetCommon(JitCommon):
    """Three rules on a sheet, and somebody who edits it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.make_user("head of buying", "purchase.group_purchase_manager")
        cls.products = cls.make_bought_products(3, product_code="A-1")
        cls.rules = cls.make_rule(cls.products)
        cls.rule = cls.rules[0]
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.dozen.active = True

    def export(self, rules=None, user=None, **context):
        """The workbook of these rules, as the browser gets it."""
        rules = (rules or self.rules).with_user(user or self.manager)
        action = rules.with_context(**context).action_jit_export()
        _web, _content, model, sheet_id, *_rest = action["url"].strip("/").split("/")
        sheet = self.env[model].browse(int(sheet_id))
        return openpyxl.load_workbook(io.BytesIO(base64.b64decode(sheet.content)))

    def places(self, book):
        return {cell.value: cell.column for cell in book.worksheets[0][1]}

    def edit(self, book, rule, **values):
        """Type into the row of a rule; titles with underscores for blanks."""
        sheet, places = book.worksheets[0], self.places(book)
        [line] = [row[0].row for row in sheet if row[0].value == rule.name]
        for title, value in values.items():
            sheet.cell(line, places[title.replace("_", " ")]).value = value
        return line

    def bring(self, book, user=None, **context):
        """The wizard once the differences are shown."""
        wizards = self.env["jit.sheet.import"].with_user(user or self.manager)
        wizard = wizards.with_context(**context).create(
            {"content": self.content_of(book), "filename": "spring.xlsx"}
        )
        wizard.action_look()
        return wizard

    def content_of(self, book):
        content = book
        if not isinstance(book, bytes):
            output = io.BytesIO()
            book.save(output)
            content = output.getvalue()
        return base64.b64encode(content)

    def form(self):
        """The dialog, before a file is chosen."""
        return Form(self.env["jit.sheet.import"].with_user(self.manager))

    def choose(self, form, book):
        form.content = self.content_of(book)

    def differences(self, wizard):
        return [(row.title, row.old_shown, row.new_shown) for row in wizard.change_ids]

    def faults(self, wizard):
        return [(row.line, row.said) for row in wizard.fault_ids]

    def assertFault(self, wizard, line, words):
        [fault] = [said for number, said in self.faults(wizard) if number == line]
        self.assertIn(words, fault)

    def book_of(self, *rows):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        return book

    def make_company_manager(self, companies):
        return self.make_user(
            "of several",
            "purchase.group_purchase_manager",
            company_id=companies[0].id,
            company_ids=[Command.set(companies.ids)],
        )
