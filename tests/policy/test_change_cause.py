"""Why figures are not what they were."""

import pytest

from policy.change_cause import Basis, cause_of


@pytest.mark.parametrize(
    ("now", "cause"),
    [
        (Basis(2.0, 14, 0.97), "demand"),
        (Basis(3.0, 14, 0.97), "demand"),
        (Basis(3.0, 16, 0.97), "demand"),
        (Basis(2.0, 18, 0.97), "lead_time"),
        (Basis(2.0, 14, 0.99), "class"),
        (Basis(3.0, 20, 0.99, (7,)), "adjustment"),
        (Basis(0.0, 0.0, 0.97), "demand"),
    ],
)
def test_cause_is_what_moved_most(now, cause):
    assert cause_of(Basis(2.0, 14, 0.97), now) == cause


def test_what_comes_first_has_no_cause_but_that():
    assert cause_of(None, Basis(2.0, 14, 0.97)) == "first"
