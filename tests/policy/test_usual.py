"""Which lines need nobody's look, and which rule the others break."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.order_quantity import order_quantity
from policy.usual import (
    OpenLine,
    Purchase,
    UsualTerms,
    broken_rules,
    broken_vendor_terms,
    has_moved,
    is_parted_from_minimum,
    price_change,
    usual_quantity,
)

from .strategies import multiples

ACME, OTHER, EURO, DOLLAR = 7, 8, 1, 2
TERMS = UsualTerms(quantity_percent=50.0, price_percent=5.0)


def bought(*quantities, vendor=ACME, price=2.0, currency=EURO):
    return tuple(Purchase(vendor, each, price, currency) for each in quantities)


USUAL = OpenLine(ACME, 30.0, 2.0, EURO, bought(30, 28, 33), chosen_vendor_id=ACME)


def codes(terms=TERMS, **changes):
    return [each.code for each in broken_rules(replace(USUAL, **changes), terms)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"quantity": 45.0}, []),
        ({"quantity": 45.1}, ["unusual_quantity"]),
        ({"quantity": 20.0}, []),
        ({"quantity": 19.9}, ["unusual_quantity"]),
        ({"price": 2.1}, []),
        ({"price": 2.11}, ["unusual_price"]),
        # far cheaper is as odd: another article, or a slip
        ({"price": 1.0}, ["unusual_price"]),
        ({"currency_id": DOLLAR}, ["unusual_unpriced"]),
        ({"purchases": bought(30, 30, price=0.0)}, ["unusual_unpriced"]),
        ({"purchases": ()}, ["unusual_new"]),
        ({"purchases": bought(30)}, ["unusual_new"]),
        ({"chosen_vendor_id": OTHER}, ["unusual_other_vendor"]),
        (
            {"purchases": bought(9, vendor=OTHER) + bought(30, 30)},
            ["unusual_vendor"],
        ),
        # from a vendor it was never bought from, two rules at once
        (
            {"purchases": bought(30, 30, vendor=OTHER)},
            ["unusual_vendor", "unusual_new"],
        ),
        ({"on_hand": -1.0}, ["unusual_on_hand"]),
        ({"to_fix": True}, ["unusual_to_fix"]),
        ({"faulty": True}, ["unusual_fault"]),
        ({"need_moved": True}, ["unusual_need"]),
        # one odd purchase among many does not make the next one odd
        ({"purchases": bought(900, 30, 30)}, []),
    ],
)
def test_line_is_usual_or_names_the_rule_it_breaks(changes, expected):
    assert codes(**changes) == expected


def test_class_that_wants_every_line_looked_at_has_no_usual_one():
    assert codes(replace(TERMS, together=False)) == ["unusual_class"]


def test_only_the_last_purchases_say_what_is_usual():
    assert usual_quantity(bought(30, 30, 30, 30, 30, *[500] * 9), ACME) == 30


def test_sentence_gets_the_figures_it_needs():
    (broken,) = broken_rules(replace(USUAL, quantity=120.0), TERMS)
    assert broken.values == {"quantity": 120.0, "usual": 30, "times": 4.0}


quantities = st.floats(0.001, 1e6)
percents = st.floats(0, 500)


@given(quantities, st.lists(quantities, min_size=2, max_size=8), percents, percents)
def test_wider_limits_never_make_a_usual_line_unusual(quantity, past, narrow, more):
    line = replace(USUAL, quantity=quantity, purchases=bought(*past))
    tight = replace(TERMS, quantity_percent=narrow)
    wide = replace(TERMS, quantity_percent=narrow + more)
    if not broken_rules(line, tight):
        assert not broken_rules(line, wide)


@given(st.lists(quantities, min_size=2, max_size=8), percents)
def test_usual_quantity_at_the_last_price_is_always_usual(past, percent):
    usual = usual_quantity(bought(*past), ACME)
    line = replace(USUAL, quantity=usual, purchases=bought(*past))
    assert not broken_rules(line, UsualTerms(True, percent, percent))


@given(quantities, st.floats(0.01, 100))
def test_as_far_below_as_above_is_judged_alike(usual, percent):
    past = bought(usual, usual)
    factor = 1 + percent / 100
    terms = replace(TERMS, quantity_percent=percent / 2)
    for quantity in (usual * factor, usual / factor):
        line = replace(USUAL, quantity=quantity, purchases=past)
        assert [each.code for each in broken_rules(line, terms)] == ["unusual_quantity"]


def test_price_change_of_a_vendor_never_paid_is_unknown():
    assert price_change(replace(USUAL, vendor_id=OTHER)) is None
    assert price_change(replace(USUAL, price=2.5)) == pytest.approx(0.25)


@given(quantities)
def test_need_that_stays_has_not_moved_and_one_that_is_gone_has(need):
    assert not has_moved(need, need)
    assert has_moved(need, 0.0)
    assert has_moved(need, math.nan)


@pytest.mark.parametrize(
    ("quantity", "minimum", "multiple", "broken"),
    [
        (24.0, 24.0, 12.0, []),
        (36.0, 24.0, 12.0, []),
        (12.0, 24.0, 12.0, ["unusual_minimum"]),
        (30.0, 24.0, 12.0, ["unusual_multiple"]),
        (10.0, 24.0, 12.0, ["unusual_minimum", "unusual_multiple"]),
        # a vendor without terms sells any quantity
        (10.0, 0.0, 0.0, []),
        (0.0, 0.0, 0.0, []),
        # nothing is a multiple of everything, and below every minimum
        (0.0, 24.0, 12.0, ["unusual_minimum"]),
        (0.0, 0.0, 12.0, []),
        # tenths and thirds are no exact floats
        (0.3, 0.3, 0.1, []),
        (0.1 + 0.2, 0.3, 0.1, []),
        (0.35, 0.3, 0.1, ["unusual_multiple"]),
        (0.29, 0.3, 0.0, ["unusual_minimum"]),
        (1e9 + 6.0, 24.0, 12.0, ["unusual_multiple"]),
    ],
)
def test_what_the_vendor_does_not_sell_so_is_told(quantity, minimum, multiple, broken):
    line = replace(USUAL, quantity=quantity, minimum=minimum, multiple=multiple)
    assert [each.code for each in broken_vendor_terms(line)] == broken


def test_quantity_is_as_near_to_a_gallon_as_its_unit_lets_it_be():
    gallons = replace(USUAL, minimum=3.785, multiple=3.785411784, step=0.01)
    assert not broken_vendor_terms(replace(gallons, quantity=7.57))
    assert broken_vendor_terms(replace(gallons, quantity=7.60))
    assert not broken_vendor_terms(replace(gallons, quantity=3.79))


def test_lines_that_reach_the_minimum_together_break_none():
    line = replace(USUAL, quantity=12.0, minimum=24.0, multiple=12.0)
    assert not broken_vendor_terms(replace(line, others=12.0))
    assert broken_vendor_terms(replace(line, others=11.0))


@given(quantities, quantities, quantities)
def test_parted_from_a_minimum_is_what_only_what_stays_reaches(minimum, ordered, stays):
    together = ordered + stays
    parted = is_parted_from_minimum(minimum, together, ordered)
    alone = replace(USUAL, quantity=ordered, minimum=minimum)
    if parted:
        assert "unusual_minimum" in [each.code for each in broken_vendor_terms(alone)]
        whole = replace(alone, quantity=together)
        assert broken_vendor_terms(whole) == ()
    assert not is_parted_from_minimum(minimum, together, together)


def test_parted_from_a_minimum_by_less_than_its_unit_can_say_is_not_parted():
    assert not is_parted_from_minimum(7.57, 20.0, 7.569, step=0.01)
    assert is_parted_from_minimum(7.57, 20.0, 7.56, step=0.01)


@given(quantities, quantities, multiples, multiples)
def test_quantity_raised_to_the_vendors_terms_breaks_none_of_them(
    need, minimum, multiple, rule_multiple
):
    ordered = order_quantity(need, minimum, multiple, rule_multiple)
    line = replace(USUAL, quantity=ordered.quantity, minimum=minimum, multiple=multiple)
    assert broken_vendor_terms(line) == ()


@given(
    st.floats(0, 1e5),
    st.floats(0, 1e5),
    st.sampled_from([0.0, 1.0, 3.785411784, 0.45359237, 12.0]),
    st.sampled_from([0.001, 0.01, 1.0]),
)
def test_raised_quantity_that_is_rounded_to_its_unit_breaks_none(
    need, minimum, multiple, step
):
    """As the edge rounds it: to the nearest its unit can say."""
    quantity = order_quantity(need, minimum, multiple).quantity
    written = round(quantity / step) * step
    line = replace(
        USUAL, quantity=written, minimum=minimum, multiple=multiple, step=step
    )
    assert broken_vendor_terms(line) == ()


@given(st.integers(1, 1000), st.integers(2, 500), st.data())
def test_part_of_a_pack_is_always_told(packs, pack, data):
    part = data.draw(st.integers(1, pack - 1))
    line = replace(USUAL, quantity=float(packs * pack + part), multiple=float(pack))
    assert [each.code for each in broken_vendor_terms(line)] == ["unusual_multiple"]
