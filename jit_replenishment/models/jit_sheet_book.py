import codecs
import io
import json
import math
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any

import openpyxl
import xlsxwriter

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policy.sheet import (
    EDITABLE,
    REORDER_POINT,
    RULE,
    TARGET,
    Cell,
    OddCell,
    RuleOnSheet,
    SheetRow,
)

# more in one sheet is written in no one's time
MOST_ROWS = 10_000
# a sheet of that many rows is below 1 MB; unpacked it is ten times as much
_MOST_BYTES, _MOST_UNPACKED = 10_000_000, 100_000_000
# what is no row (formats, say) is read as a whole and takes a hundred times as much
_MOST_OF_A_PART = 1_000_000
_ROWS = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
# each takes some hundred bytes; a full sheet has 0.8 million, with 60 columns 3.6
_MOST_TAGS = 4_000_000
_PIECE = 1_000_000
_OTHER_ENCODING = re.compile(
    r"""<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE
)
# of any spreadsheet
_LAST_LINE = 1_048_576
# how far down the line of titles is looked for
_TITLES_WITHIN = 20
_MOST_COLUMNS = 60
_EXPORTED = "exported"
_COLUMNS = (RULE, "reference", "product", "warehouse", "location", *EDITABLE)
_COLUMNS += ("unit", _EXPORTED)
_WIDTHS = {"product": 38, "location": 18, "vendor": 24, "reference": 16}


class JitSheet(models.AbstractModel):
    """The workbook itself: how it is laid out, and read back."""

    _inherit = "jit.sheet"

    @api.model
    def _titles(self) -> dict[str, str]:
        """Of each column, in the reader's language."""
        return {
            RULE: self.env._("Rule"),
            "reference": self.env._("Internal Reference"),
            "product": self.env._("Product"),
            "warehouse": self.env._("Warehouse"),
            "location": self.env._("Location"),
            "class": self.env._("Class"),
            REORDER_POINT: self.env._("Reorder Point"),
            TARGET: self.env._("Target"),
            "multiple": self.env._("Multiple"),
            "vendor": self.env._("Vendor"),
            "vendor_sku": self.env._("Vendor SKU"),
            "unit": self.env._("Unit"),
            _EXPORTED: self.env._("As Exported"),
        }

    # -- out -------------------------------------------------------------------------

    @api.model
    def _book(self, rules: models.Model) -> bytes:
        """An xlsx of these rules."""
        rules.check_access("read")
        if len(rules) > MOST_ROWS:
            raise UserError(
                self.env._(
                    "A sheet holds %(most)s rules at most; these are %(count)s. Choose "
                    "fewer, by warehouse say.",
                    most=MOST_ROWS,
                    count=len(rules),
                )
            )
        output = io.BytesIO()
        # text that looks like a formula or an address stays text
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        }
        with xlsxwriter.Workbook(output, options) as book:
            self._write_rules(book, rules)
            self._write_note(book)
        return output.getvalue()

    @api.model
    def _write_rules(self, book: xlsxwriter.Workbook, rules: models.Model) -> None:
        sheet = book.add_worksheet(self.env._("Rules")[:31])
        head = book.add_format({"bold": True, "bg_color": "#E7E9ED", "bottom": 1})
        free = book.add_format({"bold": True, "bg_color": "#DDEBDA", "bottom": 1})
        # a SKU of digits must not lose its zeros
        text = book.add_format({"num_format": "@"})
        formats = {"multiple": text, "vendor": text, "vendor_sku": text, "class": text}
        titles = self._titles()
        for place, column in enumerate(_COLUMNS):
            is_free = column in EDITABLE
            sheet.write_string(0, place, titles[column], free if is_free else head)
            width = _WIDTHS.get(column, 14)
            hidden = {"hidden": column == _EXPORTED}
            sheet.set_column(place, place, width, formats.get(column), hidden)
        sheet.freeze_panes(1, 1)
        known = {each.rule_id: each for each in self._as_on_sheet(rules)}
        for line, rule in enumerate(rules, 1):
            for place, value in enumerate(self._cells(rule, known[rule.id])):
                if isinstance(value, float):
                    sheet.write_number(line, place, value)
                elif value:
                    sheet.write_string(line, place, value, formats.get(_COLUMNS[place]))
        # what is out of sight too: it has to be sorted along
        sheet.autofilter(0, 0, max(len(rules), 1), len(_COLUMNS) - 1)

    @api.model
    def _cells(self, rule: models.Model, known: RuleOnSheet) -> list[str | float]:
        exported = {RULE: known.name, **known.values}
        product = rule.product_id
        return [
            known.name,
            product.default_code or "",
            product.with_context(display_default_code=False).display_name,
            rule.warehouse_id.name,
            rule.location_id.display_name,
            *(known.values[column] or "" for column in EDITABLE[:1]),
            *(float(known.values[column]) for column in EDITABLE[1:3]),
            *(known.values[column] or "" for column in EDITABLE[3:]),
            rule.product_uom.name,
            json.dumps(exported, ensure_ascii=False),
        ]

    @api.model
    def _write_note(self, book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet(self.env._("How to Use It")[:31])
        sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
        for line, note in enumerate(self._notes()):
            sheet.write_string(line, 0, note)

    @api.model
    def _notes(self) -> list[str]:
        return [
            self.env._(
                "Edit the green columns of the first sheet; the others are for "
                "reading, and tell which rule a row is about."
            ),
            self.env._(
                "An empty cell leaves the rule as it is. A dash (-) takes a multiple, "
                "a vendor, a vendor's SKU or a class of its own away."
            ),
            self.env._(
                "Reorder point and target are plain numbers in the unit of the "
                "product; the target is never below the reorder point."
            ),
            self.env._(
                "Classes: %(names)s. One that is typed here holds for that rule alone; "
                "Just in Time Setup > Answer the Question answers for products.",
                names=", ".join(self._class_names()),
            ),
            self.env._(
                "A vendor needs a price of the product first. Its SKU is the same for "
                "all its prices of a product, in every warehouse."
            ),
            self.env._(
                "Rows may be sorted, filtered or deleted, columns moved or deleted. A "
                "row that is missing changes nothing; no row makes a new rule."
            ),
            self.env._(
                "Bring it back with Just in Time Setup > Sheet In: you see every "
                "difference before anything is written, and it is written all together "
                "or not at all."
            ),
        ]

    @api.model
    def _class_names(self) -> list[str]:
        return self.env["jit.consequence.class"].search(Domain.TRUE).mapped("name")

    # -- back ------------------------------------------------------------------------

    @api.model
    def _rows(self, content: bytes) -> list[SheetRow]:
        """What a person filled in, row by row."""
        self._check_file(content)
        try:
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, keep_links=False
            )
            most = MOST_ROWS + _TITLES_WITHIN
            lines = list(islice(_filled_lines(book.worksheets[0]), most + 1))
        except Exception as error:
            # whatever a file holds that is none, openpyxl fails in many ways
            raise UserError(self._no_book()) from error
        start, places = self._find_titles(lines)
        rows = list(self._read_rows(lines[start + 1 :], places))
        if len(rows) > MOST_ROWS or len(lines) > most:
            raise UserError(
                self.env._(
                    "The sheet has more than %(most)s rows. Split it in several.",
                    most=MOST_ROWS,
                )
            )
        if not rows:
            raise UserError(
                self.env._("The sheet has titles, but no rows: nothing to read.")
            )
        return rows

    @api.model
    def _no_book(self) -> str:
        return self.env._(
            "This is no Excel workbook (.xlsx) that can be read. Save it as one in "
            "your spreadsheet, without a password, and try again."
        )

    @api.model
    def _check_file(self, content: bytes) -> None:
        """Refuse what would take the server's memory before anything is unpacked."""
        if len(content) > _MOST_BYTES:
            raise UserError(
                self.env._(
                    "The file is larger than 10 MB. Export the rules again and edit "
                    "that sheet, without pictures."
                )
            )
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                is_too_much = _is_too_much(parts)
        except Exception as error:
            raise UserError(self._no_book()) from error
        if is_too_much:
            raise UserError(
                self.env._(
                    "The workbook holds more than its rows need. Export the rules "
                    "again and edit that sheet: no pictures, no other sheets, few "
                    "formats."
                )
            )

    @api.model
    def _find_titles(
        self, lines: list[tuple[int, tuple]]
    ) -> tuple[int, dict[str, int]]:
        """Which of these lines is that of the titles, and where each column is in it.

        In whatever order, in any language of this database.
        """
        known = {}
        for code, _name in self.env["res.lang"].get_installed():
            for column, title in self.with_context(lang=code)._titles().items():
                known[title.strip().casefold()] = column
        for column, title in self.with_context(lang="en_US")._titles().items():
            known.setdefault(title.strip().casefold(), column)
        for index, (number, line) in enumerate(lines):
            if number > _TITLES_WITHIN:
                break
            found: dict[str, int] = {}
            for place, cell in enumerate(line):
                column = known.get(str(cell.value or "").strip().casefold())
                if column in found:
                    raise UserError(
                        self.env._(
                            "The column %(title)s is there twice. Delete one of them.",
                            title=cell.value,
                        )
                    )
                if column:
                    found[column] = place
            if RULE in found and found.keys() & set(EDITABLE):
                return index, found
        titles = self._titles()
        raise UserError(
            self.env._(
                "The first sheet needs a line of titles with %(rule)s and at least one "
                "of %(others)s. Export the rules again and edit that sheet.",
                rule=titles[RULE],
                others=", ".join(titles[column] for column in EDITABLE),
            )
        )

    @api.model
    def _read_rows(
        self, lines: list[tuple[int, tuple]], places: dict[str, int]
    ) -> Iterator[SheetRow]:
        for number, line in lines:
            cells = {
                column: self._read_cell(line[place]) if place < len(line) else None
                for column, place in places.items()
            }
            exported = cells.pop(_EXPORTED, None)
            # a row somebody emptied, or that only has a format
            if any(value not in (None, "") for value in cells.values()):
                yield SheetRow(number, cells, self._read_exported(exported))

    @api.model
    def _read_cell(self, cell: object) -> Cell | OddCell:
        value, kind = cell.value, getattr(cell, "data_type", None)
        if value is None:
            return None
        if kind == "f":
            return self._odd("formula", value)
        if kind == "e":
            return self._odd("fault", value)
        if isinstance(value, bool | date | datetime | time):
            return self._odd("no_number", value)
        if isinstance(value, int | float):
            try:
                return float(value)
            except OverflowError:
                return self._odd("no_number", value)
        return str(value)

    @api.model
    def _read_exported(self, cell: Cell | OddCell) -> dict | None:
        if not isinstance(cell, str):
            return None
        try:
            # as cells are read, however many digits
            exported = json.loads(cell, parse_int=float)
        except (ValueError, RecursionError):
            return None
        if not isinstance(exported, dict):
            return None
        return {
            column: value
            for column, value in exported.items()
            if value is None
            or isinstance(value, str)
            or (isinstance(value, float) and math.isfinite(value))
        }


def _filled_lines(sheet: Any) -> Iterator[tuple[int, tuple]]:
    """Its lines that hold anything, each with its number, from 1."""
    # what it says of its size may be wrong
    sheet.reset_dimensions()
    lines = sheet.iter_rows(max_row=_LAST_LINE, max_col=_MOST_COLUMNS)
    for number, line in enumerate(lines, 1):
        if any(cell.value not in (None, "") for cell in line):
            yield number, line


def _is_too_much(parts: zipfile.ZipFile) -> bool:
    """Whether a workbook would take the server's memory.

    :raises ValueError: what no spreadsheet writes and cannot be looked through
    """
    known = parts.infolist()
    if sum(part.file_size for part in known) > _MOST_UNPACKED:
        return True
    if any(
        part.file_size > _MOST_OF_A_PART and not _ROWS.fullmatch(part.filename)
        for part in known
    ):
        return True
    tags = 0
    for part in known:
        if part.filename.endswith((".xml", ".rels")):
            with parts.open(part) as content:
                tags += _count_tags(content)
    return tags > _MOST_TAGS


def _count_tags(content: IO[bytes]) -> int:
    """:raises ValueError: it declares entities, or is no UTF-8 and may hide them"""
    decode = codecs.getincrementaldecoder("utf-8-sig")().decode
    tags, seam = 0, ""
    while piece := content.read(_PIECE):
        text = decode(piece)
        if not tags and _OTHER_ENCODING.match(text):
            raise ValueError("in another encoding")
        # no spreadsheet declares entities; they can be made to grow without end
        seam += text
        if "<!DOCTYPE" in seam or "<!ENTITY" in seam:
            raise ValueError("with entities")
        tags += text.count("<")
        seam = seam[-8:]
    decode(b"", final=True)
    return tags
