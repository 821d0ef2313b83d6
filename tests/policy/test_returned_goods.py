"""What came back is taken off what was sold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.returned_goods import Returned, Sold, net_returns

EARLY, LATE = Sold(1, 7, 5.0), Sold(4, 7, 2.0)


@pytest.mark.parametrize(
    ("sold", "returned", "expected"),
    [
        ([EARLY, LATE], [], [EARLY, LATE]),
        ([EARLY, LATE], [Returned(6, 1.0)], [EARLY, Sold(4, 7, 1.0)]),
        ([EARLY, LATE], [Returned(3, 1.0)], [Sold(1, 7, 4.0), LATE]),
        ([EARLY, LATE], [Returned(6, 1.0, 1)], [Sold(1, 7, 4.0), LATE]),
        ([EARLY, LATE], [Returned(6, 9.0)], []),
        ([LATE], [Returned(3, 1.0)], [LATE]),
        # the place it left first, then the others of that day
        (
            [Sold(1, 7, 2.0), Sold(1, 8, 2.0)],
            [Returned(5, 3.0, 1, 7)],
            [Sold(1, 8, 1.0)],
        ),
        # what is known is taken off before what is not
        (
            [EARLY, LATE],
            [Returned(5, 2.0), Returned(6, 2.0, 4, 7)],
            [Sold(1, 7, 3.0)],
        ),
        # events of one day and place are one
        ([EARLY, EARLY], [Returned(2, 1.0)], [Sold(1, 7, 9.0)]),
    ],
)
def test_returns_come_off_what_they_belong_to(sold, returned, expected):
    assert net_returns(sold, returned) == expected


quantities = st.floats(0.01, 1e6)
days = st.integers(1, 30)
sales = st.lists(st.builds(Sold, days, st.integers(1, 3), quantities), max_size=20)
backs = st.lists(
    st.builds(Returned, days, quantities, st.none() | days, st.none() | st.just(1)),
    max_size=20,
)


@given(sales, backs)
def test_nothing_is_sold_that_was_not_and_nothing_is_lost(sold, returned):
    net = net_returns(sold, returned)
    before = math.fsum(each.quantity for each in sold)
    after = math.fsum(each.quantity for each in net)
    back = math.fsum(each.quantity for each in returned)
    assert all(each.quantity > 0 for each in net)
    assert before - back - 1e-3 <= after <= before + 1e-3


@given(sales, backs, st.randoms(use_true_random=False))
def test_order_of_what_is_told_does_not_matter(sold, returned, random):
    mixed = [list(sold), list(returned)]
    for each in mixed:
        random.shuffle(each)
    expected, found = net_returns(sold, returned), net_returns(*mixed)
    assert [each[:2] for each in expected] == [each[:2] for each in found]
    for one, other in zip(expected, found, strict=True):
        assert math.isclose(one.quantity, other.quantity, abs_tol=1e-6)
