"""Classes by value, by picks and by variability."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.abc_xyz import abc, suggested_class, variation, xyz
from policy.demand import Demand

# the example of Pareto analysis in Silver, Pyke and Thomas and everywhere: few items
# are most of the value
CASES = [
    ([], ""),
    ([100], "A"),
    ([0, 0], "CC"),
    ([50, 30, 15, 5], "AABC"),
    ([5, 15, 30, 50], "CBAA"),
    ([79, 20, 1], "AAC"),
    ([10] * 10, "A" * 10),
    ([90, 4, 4, 1, 1], "ABBCC"),
    ([70, -20, 30], "ACA"),
]


@pytest.mark.parametrize(("totals", "expected"), CASES)
def test_class_is_by_the_share_of_the_larger_ones(totals, expected):
    assert "".join(abc(totals)) == expected


@given(st.lists(st.floats(0.0, 1e9), max_size=60), st.floats(1e-3, 1e3))
def test_more_value_is_never_a_lower_class(totals, factor):
    classes = abc(totals)
    ranked = sorted(zip(totals, classes, strict=True), reverse=True)
    assert [name for _total, name in ranked] == sorted(name for _t, name in ranked)
    if any(totals):
        assert "A" in classes


@pytest.mark.parametrize(
    ("rate", "dispersion", "expected"),
    [(2.0, 14.0, "X"), (2.0, 15.0, "Y"), (2.0, 57.0, "Z"), (0.0, 1.0, "Z")],
)
def test_variability_is_that_of_four_weeks(rate, dispersion, expected):
    found = variation(Demand(rate, dispersion, 90, 20))
    assert xyz(found) == expected


def test_clumps_vary_more():
    demand = Demand(2.0, 14.0, 90, 20)
    assert variation(demand, 4.0) == pytest.approx(2 * variation(demand))
    assert math.isinf(variation(Demand(0.0, 1.0, 90, 0)))


@pytest.mark.parametrize(
    ("value", "picks", "expected"),
    [
        ("A", "A", "important"),
        ("C", "A", "important"),
        ("B", "B", "important"),
        ("A", "B", "minor"),
        ("C", "C", "minor"),
        ("A", "C", "minor"),
    ],
)
def test_what_is_often_asked_for_and_ties_up_little_is_important(
    value, picks, expected
):
    assert suggested_class(value, picks) == expected


def test_class_of_a_person_stays():
    assert suggested_class("C", "A", chosen=True) is None
