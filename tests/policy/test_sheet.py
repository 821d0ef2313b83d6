"""What people changed on a sheet of rules, and what cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.sheet import (
    EDITABLE,
    Names,
    OddCell,
    RuleOnSheet,
    SheetRow,
    VendorOnSheet,
    read_sheet,
    same_name,
)

ACME = VendorOnSheet(7, "Acme", "A-1", 70, (70, 71))
BOLTS = VendorOnSheet(8, "Bolt & Co", "", 80, (80,))
VALUES = {
    "class": "Important",
    "reorder_point": 10.0,
    "target_stock": 30.0,
    "multiple": None,
    "vendor": "Acme",
    "vendor_sku": "A-1",
}
CLASSES = {"Vital": 1, "Important": 2, "Minor": 3}


def rule(name="OP/1", rule_id=1, inherited=("class", "vendor"), **values):
    return RuleOnSheet(
        rule_id,
        name,
        VALUES | values,
        1.0,
        {"Dozen": 12, "Units": 1},
        (ACME, BOLTS),
        frozenset(inherited),
    )


def read(*rows, rules=None, unreachable=None):
    rules = rules or [rule()]
    by_name = {}
    for each in rules:
        by_name.setdefault(same_name(each.name), []).append(each)
    return read_sheet(rows, Names(by_name, CLASSES, unreachable or {}))


def row(line=2, exported=None, rule_name="OP/1", **cells):
    return SheetRow(line, {"rule": rule_name, **cells}, exported)


def changed(reading):
    assert not reading.complaints, reading.complaints
    return [(each.column, each.old, each.new, each.value) for each in reading.changes]


def complained(reading):
    return [(each.line, each.code) for each in reading.complaints]


WANTED = [
    ({"reorder_point": 12.0}, [("reorder_point", 10.0, 12.0, 12.0)]),
    ({"reorder_point": "12"}, [("reorder_point", 10.0, 12.0, 12.0)]),
    ({"reorder_point": 10.2}, []),
    ({"reorder_point": None}, []),
    ({"reorder_point": " "}, []),
    ({"target_stock": 0.0, "reorder_point": 0.0}, ["reorder_point", "target_stock"]),
    ({"class": " vital "}, [("class", "Important", "vital", 1)]),
    ({"class": "important"}, []),
    ({"class": "-"}, []),
    ({"multiple": "dozen"}, [("multiple", None, "dozen", 12)]),
    ({"multiple": "-"}, []),
    ({"vendor": "BOLT & co"}, [("vendor", "Acme", "Bolt & Co", 80)]),
    ({"vendor": "acme"}, []),
    ({"vendor": "-"}, []),
    ({"vendor_sku": 4711.0}, [("vendor_sku", "A-1", "4711", "4711")]),
    ({"vendor_sku": "-"}, [("vendor_sku", "A-1", None, "")]),
    # the SKU left there is that of the vendor before
    ({"vendor": "Bolt & Co", "vendor_sku": "A-1"}, ["vendor"]),
    ({"vendor": "Bolt & Co", "vendor_sku": "B-9"}, ["vendor", "vendor_sku"]),
]


@pytest.mark.parametrize(("cells", "expected"), WANTED)
def test_cell_says_what_is_wanted(cells, expected):
    found = changed(read(row(**cells)))
    if expected and isinstance(expected[0], str):
        found = [column for column, *_rest in found]
    assert found == expected


def test_what_is_the_rules_own_can_be_taken_away():
    own = rule(inherited=(), multiple="Dozen")
    cells = {"class": "-", "multiple": "-", "vendor": "-"}
    found = changed(read(row(**cells), rules=[own]))
    assert [(column, value) for column, _old, _new, value in found] == [
        ("class", 0),
        ("multiple", 0),
        ("vendor", 0),
    ]


REFUSED = [
    ({"reorder_point": "twelve"}, "no_number"),
    ({"reorder_point": "1,5"}, "no_number"),
    ({"reorder_point": float("nan")}, "no_number"),
    ({"reorder_point": float("inf")}, "no_number"),
    ({"target_stock": "inf"}, "no_number"),
    ({"reorder_point": -1.0}, "negative"),
    ({"target_stock": 1e12}, "too_much"),
    ({"reorder_point": 31.0}, "below"),
    ({"reorder_point": 5.0, "target_stock": 4.0}, "below"),
    ({"target_stock": OddCell("formula", "=A1")}, "formula"),
    ({"class": OddCell("fault", "#REF!")}, "fault"),
    ({"class": "Deadly"}, "unknown_class"),
    ({"multiple": "Pallet"}, "unknown_unit"),
    ({"vendor": "Nobody"}, "unknown_vendor"),
    ({"vendor": "Nobody", "vendor_sku": "N-1"}, "unknown_vendor"),
    ({"rule_name": "OP/9"}, "unknown_rule"),
    ({"rule_name": "OP/8"}, "other_company"),
    ({"rule_name": None}, "no_rule"),
    ({"rule_name": OddCell("formula", "=B1")}, "formula"),
    ({"exported": {"rule": "OP/2"}}, "mixed_up"),
]


@pytest.mark.parametrize(("cells", "code"), REFUSED)
def test_row_that_cannot_be_is_complained_of_with_its_line(cells, code):
    reading = read(row(17, **cells), unreachable={"op/8": "other_company"})
    assert complained(reading) == [(17, code)]


def test_zero_is_a_figure_and_not_an_empty_cell():
    reading = read(row(reorder_point=0.0))
    assert changed(reading) == [("reorder_point", 10.0, 0.0, 0.0)]


def test_rule_in_two_rows_is_complained_of_at_the_second():
    reading = read(row(2, reorder_point=11.0), row(9, reorder_point=12.0))
    assert complained(reading) == [(9, "twice")]


def test_two_rules_of_one_name_are_not_guessed_between():
    reading = read(row(), rules=[rule(), rule(rule_id=2)])
    assert complained(reading) == [(2, "ambiguous_rule")]


def test_one_offer_cannot_have_two_skus():
    rules = [rule(), rule("OP/2", 2)]
    rows = row(2, vendor_sku="B"), row(3, rule_name="OP/2", vendor_sku="C")
    assert complained(read(*rows, rules=rules)) == [(3, "two_skus")]


def test_same_sku_in_two_rows_is_written_once():
    rules = [rule(), rule("OP/2", 2)]
    rows = row(2, vendor_sku="B"), row(3, rule_name="OP/2", vendor_sku="B")
    assert len(changed(read(*rows, rules=rules))) == 1


def test_sku_changed_in_one_row_holds_though_another_still_has_the_old_one():
    rules = [rule(), rule("OP/2", 2)]
    rows = row(2, vendor_sku="B"), row(3, rule_name="OP/2", vendor_sku="A-1")
    assert len(changed(read(*rows, rules=rules))) == 1


def test_sku_without_a_vendor_has_nobody_it_belongs_to():
    nobody = rule(vendor=None, vendor_sku=None)
    reading = read(row(vendor_sku="X"), rules=[nobody])
    assert complained(reading) == [(2, "no_vendor_of_sku")]


def test_cell_left_as_exported_wants_nothing_of_a_rule_changed_since():
    exported = {"rule": "OP/1", **VALUES}
    now = rule(reorder_point=20.0)
    reading = read(row(exported=exported, **VALUES), rules=[now])
    assert changed(reading) == []


def test_edited_cell_of_a_rule_changed_since_is_complained_of():
    exported = {"rule": "OP/1", **VALUES}
    now = rule(reorder_point=20.0)
    cells = VALUES | {"reorder_point": 12.0}
    reading = read(row(exported=exported, **cells), rules=[now])
    assert complained(reading) == [(2, "changed_since")]


def test_edited_cell_that_somebody_set_to_the_same_meanwhile_is_fine():
    exported = {"rule": "OP/1", **VALUES}
    now = rule(reorder_point=12.0)
    cells = VALUES | {"reorder_point": 12.0}
    assert changed(read(row(exported=exported, **cells), rules=[now])) == []


texts = st.text(min_size=1, max_size=12).filter(lambda text: same_name(text))
figures = st.floats(0, 1e6, allow_nan=False)


@given(
    st.lists(
        st.tuples(figures, figures, texts, st.none() | texts), min_size=1, max_size=20
    )
)
def test_exported_and_read_unchanged_makes_no_difference(rows):
    rules = [
        rule(
            f"OP/{number}",
            number,
            reorder_point=min(one, other),
            target_stock=max(one, other),
            vendor_sku=sku,
            **{"class": name},
        )
        for number, (one, other, name, sku) in enumerate(rows, 1)
    ]
    sheet = [
        SheetRow(
            line,
            {"rule": each.name, **each.values},
            {"rule": each.name, **each.values},
        )
        for line, each in enumerate(rules, 2)
    ]
    for without in (False, True):
        found = read(
            *(
                SheetRow(r.line, r.cells, None if without else r.exported)
                for r in sheet
            ),
            rules=rules,
        )
        assert not found.changes
        assert not found.complaints


@given(st.dictionaries(st.sampled_from(EDITABLE), st.none() | st.floats() | st.text()))
def test_whatever_is_typed_is_a_change_or_a_complaint_and_never_fails(cells):
    reading = read(row(**cells))
    for change in reading.changes:
        assert change.rule_id == 1
        if change.column in ("reorder_point", "target_stock"):
            assert 0 <= change.value <= 1e9
