import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.twins import Twin, Vendor, comparable_name, comparable_number, find_twins

NAMES = st.sampled_from(["Acme", "ACME, Ltd.", "acme ltd", "Bolt", "--", ""])
NUMBERS = st.sampled_from([None, "", "N/A", "GB 123 4567", "gb1234567", "BE0477472701"])
VENDORS = st.lists(st.tuples(NAMES, NUMBERS), max_size=12).map(
    lambda pairs: [Vendor(n, *pair) for n, pair in enumerate(pairs, 1)]
)


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        (("Acme Ltd.", None), ("ACME, Ltd", None), "name"),
        (("Société Générale", None), ("Societe Generale", None), "name"),
        (("Straße", None), ("STRASSE", None), "name"),
        (("ООО Ромашка", None), ("ооо ромашка", None), "name"),
        (("Acme", "GB 123 4567"), ("Bolt", "gb-123.4567"), "tax_number"),
        # one of them does not say its number
        (("Acme", "GB 123 4567"), ("Acme", None), "name"),
        (("Acme", "GB 123 4567"), ("Acme", "GB 999 9999"), None),
        (("Acme", None), ("Acme Tools", None), None),
        (("Acme", "N/A"), ("Bolt", "n/a"), None),
        (("Acme", "000000000"), ("Bolt", "000000000"), None),
        (("-", None), ("?", None), None),
        (("", None), ("", None), None),
    ],
)
def test_two_vendors(one, other, by):
    found = find_twins([Vendor(1, *one), Vendor(2, *other)])
    assert found == ([Twin(2, 1, by)] if by else [])


def test_three_entries_of_one_vendor_are_two_too_many():
    found = find_twins([Vendor(n, "Acme") for n in (4, 7, 9)])
    assert found == [Twin(7, 4, "name"), Twin(9, 4, "name")]


def test_numbers_tell_two_of_one_name_apart_and_a_third_is_the_first():
    vendors = [
        Vendor(1, "Miller", "GB 123 4567"),
        Vendor(2, "Miller", "GB 999 9999"),
        Vendor(3, "Miller"),
    ]
    assert find_twins(vendors) == [Twin(3, 1, "name")]


@given(VENDORS)
def test_each_vendor_is_named_once_and_after_the_one_it_is_like(vendors):
    twins = find_twins(vendors)
    assert len({twin.vendor_id for twin in twins}) == len(twins)
    by_id = {vendor.vendor_id: vendor for vendor in vendors}
    for twin in twins:
        assert twin.first_id < twin.vendor_id
        first, again = by_id[twin.first_id], by_id[twin.vendor_id]
        if twin.by == "tax_number":
            key = comparable_number
            assert key(first.tax_number) == key(again.tax_number) != ""
        else:
            assert comparable_name(first.name) == comparable_name(again.name) != ""


@given(VENDORS)
def test_whoever_is_no_twin_is_like_nobody_before(vendors):
    twins = {twin.vendor_id for twin in find_twins(vendors)}
    alone = [vendor for vendor in vendors if vendor.vendor_id not in twins]
    numbers = [comparable_number(vendor.tax_number) for vendor in alone]
    named = [number for number in numbers if number]
    assert len(named) == len(set(named))
