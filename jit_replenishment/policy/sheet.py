"""A sheet of rules that people edit elsewhere: what they changed, and what cannot be.

Three values decide about a cell: what it holds, what it held when the sheet was
exported, and what the rule says today. Who left a cell as it was exported, or emptied
it, wants nothing of it, whatever happened to the rule since.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Cell = str | float | None

# of the columns that may be edited
CLASS, REORDER_POINT, TARGET = "class", "reorder_point", "target_stock"
MULTIPLE, VENDOR, VENDOR_SKU = "multiple", "vendor", "vendor_sku"
EDITABLE = (CLASS, REORDER_POINT, TARGET, MULTIPLE, VENDOR, VENDOR_SKU)
RULE = "rule"
# takes a multiple, a vendor, a SKU or a class of its own away
NONE = "-"
_MOST = 1e9


@dataclass(frozen=True, slots=True)
class OddCell:
    """What is neither text nor a number.

    :param code: of the complaint: ``formula``, ``fault`` (of the sheet's own making,
        as #REF!), ``no_number`` (a date, a yes or no)
    """

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """:param line: in the sheet, from 1
    :param cells: by column; a column that is missing says nothing
    :param exported: what they held when the sheet was written; None: nobody knows
    """

    line: int
    cells: Mapping[str, Cell | OddCell]
    exported: Mapping[str, Cell] | None = None


@dataclass(frozen=True, slots=True)
class VendorOnSheet:
    """:param offer_id: that a rule which buys from it names
    :param offer_ids: all its price lines of the product, which share the SKU
    """

    vendor_id: int
    name: str
    vendor_sku: str
    offer_id: int
    offer_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RuleOnSheet:
    """A rule as it is today, in the words of the sheet.

    :param values: by editable column, as exported
    :param inherited: columns whose value is not the rule's own but follows from its
        product: there is nothing to take away
    :param step: smallest quantity of the unit
    :param units: that its multiple may be, name -> id
    :param vendors: that have a price of the product
    """

    rule_id: int
    name: str
    values: Mapping[str, Cell]
    step: float
    units: Mapping[str, int] = field(default_factory=dict)
    vendors: Sequence[VendorOnSheet] = ()
    inherited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """:param value: what to write: a quantity, an id (0: none), a SKU
    :param offer_ids: price lines to write a SKU on
    """

    line: int
    rule_id: int
    column: str
    old: Cell
    new: Cell
    value: float | int | str
    offer_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaint:
    line: int
    code: str
    values: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a sheet mean.

    :param rules: by name, those a person may change; several may have one name
    :param unreachable: names of rules that are not among them -> why not: the code of
        the complaint
    :param classes: name -> id
    """

    rules: Mapping[str, Sequence[RuleOnSheet]]
    classes: Mapping[str, int]
    unreachable: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sheet would change, where nothing is complained of."""

    changes: tuple[Change, ...]
    complaints: tuple[Complaint, ...]
    rows: int


def same_name(text: str) -> str:
    """What names are compared by.

    >>> same_name("  Acme   Ltd ") == same_name("ACME ltd")
    True
    """
    return " ".join(text.split()).casefold()


def read_sheet(rows: Iterable[SheetRow], names: Names) -> Reading:
    """What the rows change, and what is wrong with them, in the order of the lines."""
    changes: list[Change] = []
    complaints: list[Complaint] = []
    seen: dict[int, list[int]] = defaultdict(list)
    count = 0
    for row in rows:
        count += 1
        rule = _rule_of(row, names)
        if isinstance(rule, Complaint):
            complaints.append(rule)
            continue
        seen[rule.rule_id].append(row.line)
        for found in _read_row(row, rule, names):
            if isinstance(found, Complaint):
                complaints.append(found)
            else:
                changes.append(found)
    complaints += _twice(seen)
    complaints += _two_skus(changes)
    complaints.sort(key=lambda complaint: complaint.line)
    return Reading(tuple(_once(changes)), tuple(complaints), count)


def _rule_of(row: SheetRow, names: Names) -> RuleOnSheet | Complaint:
    cell = row.cells.get(RULE)
    if isinstance(cell, OddCell):
        return Complaint(row.line, cell.code, {"column": RULE, "text": cell.text})
    name = _text(cell)
    if not name:
        return Complaint(row.line, "no_rule")
    found = names.rules.get(same_name(name), ())
    exported = row.exported and _text(row.exported.get(RULE))
    if found and exported and same_name(exported) != same_name(name):
        return Complaint(row.line, "mixed_up", {"rule": name, "exported": exported})
    if len(found) == 1:
        return found[0]
    if found:
        return Complaint(row.line, "ambiguous_rule", {"rule": name})
    code = names.unreachable.get(same_name(name), "unknown_rule")
    return Complaint(row.line, code, {"rule": name})


def _read_row(
    row: SheetRow, rule: RuleOnSheet, names: Names
) -> Iterator[Change | Complaint]:
    wanted: dict[str, Cell] = {}
    for column in EDITABLE:
        try:
            cell = _wanted(row, rule, column)
        except _Refused as refused:
            yield refused.complaint
            continue
        if cell is not None:
            wanted[column] = cell
    yield from _read_quantities(row, rule, wanted)
    if CLASS in wanted:
        yield _named(row, rule, CLASS, wanted[CLASS], names.classes, "unknown_class")
    if MULTIPLE in wanted:
        yield _named(row, rule, MULTIPLE, wanted[MULTIPLE], rule.units, "unknown_unit")
    yield from _read_vendor(row, rule, wanted)


class _Refused(Exception):
    def __init__(self, complaint: Complaint) -> None:
        super().__init__(complaint.code)
        self.complaint = complaint


def _wanted(row: SheetRow, rule: RuleOnSheet, column: str) -> Cell:
    """What a person asks for with this cell; None: nothing."""
    cell = row.cells.get(column)
    if isinstance(cell, OddCell):
        values = {"column": column, "text": cell.text}
        raise _Refused(Complaint(row.line, cell.code, values))
    is_quantity = column in (REORDER_POINT, TARGET)
    read = _quantity if is_quantity else _as_text
    value = read(row.line, column, cell)
    now = rule.values.get(column)
    if value is None or _alike(value, now, rule.step):
        return None
    if value == NONE and column in rule.inherited:
        return None
    if row.exported is not None:
        before = row.exported.get(column)
        if _alike(value, before, rule.step):
            return None
        if not _alike(before, now, rule.step):
            values = {"column": column, "exported": before, "now": now, "new": value}
            raise _Refused(Complaint(row.line, "changed_since", values))
    return value


def _quantity(line: int, column: str, cell: Cell) -> float | None:
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    values = {"column": column, "text": _text(cell)}
    try:
        number = float(cell)
    except ValueError:
        raise _Refused(Complaint(line, "no_number", values)) from None
    if not math.isfinite(number):
        raise _Refused(Complaint(line, "no_number", values))
    if number < 0:
        raise _Refused(Complaint(line, "negative", values))
    if number > _MOST:
        raise _Refused(Complaint(line, "too_much", values))
    return number


def _as_text(_line: int, _column: str, cell: Cell) -> str | None:
    return _text(cell) or None


def _text(cell: Cell) -> str:
    """A spreadsheet makes numbers of what looks like one.

    >>> _text(4711.0), _text(" A-1 "), _text(None)
    ('4711', 'A-1', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _alike(one: Cell, other: Cell, step: float) -> bool:
    numbers = (int, float)
    if isinstance(one, numbers) and isinstance(other, numbers):
        # what the unit cannot tell apart is alike
        return abs(one - other) < step / 2
    one, other = _text(one), _text(other)
    # taken away is what there is not
    return same_name(one) == same_name(other) or (one == NONE and not other)


def _read_quantities(
    row: SheetRow, rule: RuleOnSheet, wanted: Mapping[str, Cell]
) -> Iterator[Change | Complaint]:
    columns = [column for column in (REORDER_POINT, TARGET) if column in wanted]
    if not columns:
        return
    point, target = (
        wanted.get(column, rule.values[column]) for column in (REORDER_POINT, TARGET)
    )
    if point > target and not _alike(point, target, rule.step):
        yield Complaint(row.line, "below", {"reorder_point": point, "target": target})
        return
    for column in columns:
        number = wanted[column]
        yield Change(
            row.line, rule.rule_id, column, rule.values[column], number, number
        )


def _named(
    row: SheetRow,
    rule: RuleOnSheet,
    column: str,
    name: Cell,
    known: Mapping[str, int],
    code: str,
) -> Change | Complaint:
    old, name = rule.values.get(column), _text(name)
    if name == NONE:
        return Change(row.line, rule.rule_id, column, old, None, 0)
    by_name = {same_name(each): found for each, found in known.items()}
    found = by_name.get(same_name(name))
    if found is None:
        choices = ", ".join(sorted(known))
        return Complaint(row.line, code, {"text": name, "choices": choices})
    return Change(row.line, rule.rule_id, column, old, name, found)


def _read_vendor(
    row: SheetRow, rule: RuleOnSheet, wanted: Mapping[str, Cell]
) -> Iterator[Change | Complaint]:
    name, old = wanted.get(VENDOR), rule.values.get(VENDOR)
    if name == NONE:
        yield Change(row.line, rule.rule_id, VENDOR, old, None, 0)
        name = None
    vendor = _vendor_of(row, rule, name or old)
    if name:
        if isinstance(vendor, Complaint):
            yield vendor
            return
        yield Change(row.line, rule.rule_id, VENDOR, old, vendor.name, vendor.offer_id)
    sku = wanted.get(VENDOR_SKU)
    if sku is None:
        return
    if isinstance(vendor, Complaint):
        yield Complaint(row.line, "no_vendor_of_sku", {"text": sku})
        return
    sku = "" if sku == NONE else _text(sku)
    if sku != vendor.vendor_sku:
        yield Change(
            row.line,
            rule.rule_id,
            VENDOR_SKU,
            vendor.vendor_sku or None,
            sku or None,
            sku,
            vendor.offer_ids,
        )


def _vendor_of(
    row: SheetRow, rule: RuleOnSheet, name: Cell
) -> VendorOnSheet | Complaint:
    wanted = same_name(_text(name))
    found = [each for each in rule.vendors if same_name(each.name) == wanted]
    if len(found) == 1:
        return found[0]
    code = "ambiguous_vendor" if found else "unknown_vendor"
    choices = ", ".join(sorted(each.name for each in rule.vendors))
    return Complaint(row.line, code, {"text": _text(name), "choices": choices})


def _twice(seen: Mapping[int, list[int]]) -> Iterator[Complaint]:
    for lines in seen.values():
        for line in lines[1:]:
            yield Complaint(line, "twice", {"line": lines[0]})


def _two_skus(changes: Iterable[Change]) -> Iterator[Complaint]:
    """One price line has one SKU, though several rules buy by it."""
    first: dict[int, Change] = {}
    for change in changes:
        for offer_id in change.offer_ids:
            other = first.setdefault(offer_id, change)
            if other.value != change.value:
                values = {"line": other.line, "text": other.new, "new": change.new}
                yield Complaint(change.line, "two_skus", values)
                break


def _once(changes: Iterable[Change]) -> Iterator[Change]:
    """What several rows say of the same price lines is written once."""
    written: set[tuple[int, ...]] = set()
    for change in changes:
        if change.column == VENDOR_SKU:
            if change.offer_ids in written:
                continue
            written.add(change.offer_ids)
        yield change
