import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy.order_quantity import is_multiple, order_quantity, share_minimum

from .strategies import multiples, quantities

floats = st.floats(0, 1e9)
NOISE = 1e-6


def is_whole(quantity: float, multiple: float) -> bool:
    count = quantity / multiple if multiple else 0.0
    return count == pytest.approx(round(count), abs=NOISE)


@given(quantities, quantities, multiples, multiples)
def test_ordered_quantity_respects_need_minimum_and_both_multiples(
    need, minimum, vendor, rule
):
    quantity = order_quantity(need, minimum, vendor, rule).quantity
    assert quantity >= need
    assert quantity >= minimum
    assert is_whole(quantity, vendor)
    assert is_whole(quantity, rule)


@given(quantities, quantities, multiples, multiples)
def test_one_multiple_less_would_not_do(need, minimum, vendor, rule):
    ordered = order_quantity(need, minimum, vendor, rule)
    assume(ordered.order_multiple)
    assert ordered.quantity - ordered.order_multiple < max(need, minimum)


@given(floats, floats, floats, floats)
def test_any_finite_terms_give_a_finite_quantity_the_vendor_sells(
    need, minimum, vendor, rule
):
    quantity = order_quantity(need, minimum, vendor, rule).quantity
    assert math.isfinite(quantity)
    assert quantity >= max(need, minimum) - NOISE * (1 + vendor)
    assert is_multiple(quantity, vendor)


@given(quantities, quantities, quantities, multiples, multiples)
def test_larger_need_is_never_a_smaller_order(need, more, minimum, vendor, rule):
    smaller = order_quantity(need, minimum, vendor, rule).quantity
    assert order_quantity(need + more, minimum, vendor, rule).quantity >= smaller


@given(quantities, quantities, multiples)
def test_ordering_an_ordered_quantity_changes_nothing(need, minimum, multiple):
    once = order_quantity(need, minimum, multiple).quantity
    assert order_quantity(once, minimum, multiple).quantity == once


@given(st.lists(st.tuples(quantities, multiples), min_size=1, max_size=5), quantities)
def test_shared_minimum_is_reached_and_no_line_pays_more_than_alone(lines, minimum):
    needs, own_multiples = zip(*lines, strict=True)
    shared = share_minimum(needs, minimum, own_multiples)
    assert sum(shared) >= minimum - NOISE
    for need, multiple, quantity in zip(needs, own_multiples, shared, strict=True):
        assert quantity >= need
        assert is_whole(quantity, multiple)
        assert quantity <= order_quantity(need, minimum, multiple).quantity + NOISE
