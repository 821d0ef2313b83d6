"""Parts that add up when people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.whole_parts import whole_parts


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=5),
    st.sampled_from([1.0, 0.5, 0.01, 12.0]),
)
def test_whole_parts_add_up_and_are_near(parts, step):
    steps = round(math.fsum(parts) / step)
    whole = whole_parts(steps * step, parts, step)
    assert math.fsum(whole) == pytest.approx(steps * step)
    if steps:
        for part, shown in zip(parts, whole, strict=True):
            exact = part / math.fsum(parts) * steps * step
            assert abs(exact - shown) <= step * (1 + 1e-6)


def test_nothing_has_no_parts():
    assert whole_parts(0.0, (0.0, 0.0)) == (0.0, 0.0)
    assert whole_parts(0.0, (0.2, 0.1)) == (0.0, 0.0)
