import math
from fractions import Fraction

import pytest

from policy.order_quantity import (
    common_multiple,
    is_multiple,
    order_quantity,
    share_minimum,
    up_to_multiple,
)

GALLON = 3.785411784


@pytest.mark.parametrize(
    ("need", "minimum", "vendor", "rule", "expected"),
    [
        pytest.param(26, 0, 0, 0, 26, id="no terms: the need itself"),
        pytest.param(7.25, 0, 0, 0, 7.25, id="no terms: a fraction stays one"),
        pytest.param(26, 20, 0, 0, 26, id="need above the minimum"),
        pytest.param(20, 20, 0, 0, 20, id="need equal to the minimum"),
        pytest.param(3, 20, 0, 0, 20, id="need raised to the minimum"),
        pytest.param(26, 20, 10, 0, 30, id="raised to the multiple"),
        pytest.param(30, 20, 10, 0, 30, id="already a multiple"),
        pytest.param(3, 20, 6, 0, 24, id="minimum is no multiple: the next above it"),
        pytest.param(26, 0, 0, 12, 36, id="multiple of the rule alone"),
        pytest.param(13, 0, 6, 4, 24, id="vendor and rule meet at 12"),
        pytest.param(13, 0, 6, 12, 24, id="rule within the vendor's"),
        pytest.param(0.7, 0, 0.25, 0, 0.75, id="multiple of a quarter"),
        pytest.param(0.3, 0, 0.1, 0, 0.3, id="tenths are exact"),
        pytest.param(2, 0, 1 / 3, 0, 2, id="thirds are exact"),
        pytest.param(1.1, 0, 1 / 3, 0, 4 / 3, id="raised to a third"),
        pytest.param(30.01, 0, 10, 0, 40, id="a cent above a multiple"),
        pytest.param(5, -3, 0, 0, 5, id="negative minimum is none"),
    ],
)
def test_need_is_raised_to_the_minimum_then_to_the_multiples(
    need, minimum, vendor, rule, expected
):
    ordered = order_quantity(need, minimum, vendor, rule)
    assert ordered.quantity == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("need", "multiple", "expected"),
    [
        pytest.param(0.1 + 0.2, 0.1, 0.3, id="sum of tenths"),
        pytest.param(1_000_000 - 999_999.7, 0.1, 0.3, id="difference of large numbers"),
        pytest.param(1_000_030 - 1_000_000.0, 10, 30, id="without noise"),
    ],
)
def test_float_noise_above_a_multiple_is_that_multiple(need, multiple, expected):
    assert order_quantity(need, 0, multiple).quantity == expected


def test_smallest_need_buys_one_multiple():
    assert order_quantity(0.01, 0, 1e9).quantity == 1e9


def test_overage_is_what_the_terms_add():
    assert order_quantity(26, 20, 10).overage == pytest.approx(4)
    assert order_quantity(26, 20).overage == 0


def test_terms_behind_a_quantity_are_told():
    ordered = order_quantity(3, 20, vendor_multiple=6, rule_multiple=4)
    assert ordered.need == 3
    assert ordered.minimum_order_quantity == 20
    assert ordered.order_multiple == 12


@pytest.mark.parametrize(
    ("vendor", "rule", "expected"),
    [
        pytest.param(0, 0, 0, id="none"),
        pytest.param(-4, 6, 6, id="negative is none"),
        pytest.param(1, 500, 500, id="rule far above the vendor's"),
        pytest.param(0.1 + 0.2, 0.1, 0.3, id="float noise"),
        pytest.param(GALLON, 0, GALLON, id="odd factor as it is"),
        pytest.param(GALLON, 1, GALLON, id="gallons and litres do not meet"),
        pytest.param(1, GALLON, 1, id="litres and gallons neither"),
        pytest.param(3.048, 1, 3.048, id="ten feet and metres meet at 381: too far"),
    ],
)
def test_common_multiple_is_sensible_or_the_vendors(vendor, rule, expected):
    assert common_multiple(vendor, rule) == expected


def test_whole_packs_of_an_odd_factor_stay_whole():
    """The edge rounds up in the vendor's unit: excess would buy another hundredth."""
    bought = up_to_multiple(10, GALLON)
    assert Fraction(bought) <= 3 * Fraction(GALLON) + Fraction(math.ulp(bought))
    assert bought == pytest.approx(3 * GALLON, rel=1e-15)


@pytest.mark.parametrize(
    ("quantity", "multiple", "expected"),
    [
        (24, 12, True),
        (26, 12, False),
        (0.3, 0.1, True),
        (0.35, 0.1, False),
        (2.0, 1 / 3, True),
        (26, 0, True),
        (12e9, 12, True),
    ],
)
def test_whole_multiple_is_told_from_a_broken_one(quantity, multiple, expected):
    assert is_multiple(quantity, multiple) is expected


@pytest.mark.parametrize(
    ("needs", "minimum", "multiples", "expected"),
    [
        pytest.param([5, 3], 20, [0, 0], [17, 3], id="largest need takes the rest"),
        pytest.param([3, 5], 20, [0, 0], [3, 17], id="wherever it stands"),
        pytest.param([4, 4], 20, [0, 0], [16, 4], id="first of equals"),
        pytest.param([15, 9], 20, [0, 0], [15, 9], id="needs reach it themselves"),
        pytest.param([15, 9], 20, [10, 10], [20, 10], id="multiples reach it"),
        pytest.param([15, 9], 40, [10, 1], [40, 9], id="each in its own multiple"),
        pytest.param([5, 3], 0, [0, 0], [5, 3], id="no minimum"),
        pytest.param([5], 20, [0], [20], id="alone it pays all"),
        pytest.param([], 20, [], [], id="no lines"),
        pytest.param([0.1, 0.2], 0.3, [0, 0], [0.1, 0.2], id="float noise lacks none"),
    ],
)
def test_lines_reach_a_minimum_together(needs, minimum, multiples, expected):
    assert share_minimum(needs, minimum, multiples) == pytest.approx(expected)
