"""Need, minimum, multiple, unit: each with its figure."""

import pytest

from policy.order_quantity import order_quantity
from policy.rounding_steps import rounding_steps


def told(*figures):
    return [(step.code, step.quantity, step.term) for step in rounding_steps(*figures)]


@pytest.mark.parametrize(
    ("figures", "steps"),
    [
        ((26, 0, 0, 26, 26), [("need", 26, None), ("unit", 26, None)]),
        (
            (26, 50, 0, 50, 50),
            [("need", 26, None), ("minimum", 50, 50), ("unit", 50, None)],
        ),
        (
            (26, 20, 12, 36, 36),
            [
                ("need", 26, None),
                ("minimum", 26, 20),
                ("multiple", 36, 12),
                ("unit", 36, None),
            ],
        ),
        (
            (2.4, 0, 0, 2.4, 3),
            [("need", 2.4, None), ("unit", 3, None)],
        ),
    ],
    ids=["no terms", "minimum", "minimum met, multiple", "unit"],
)
def test_terms_there_are_are_told_in_their_order(figures, steps):
    assert told(*figures) == steps


def test_shared_minimum_is_told_with_what_this_line_takes_of_it():
    assert told(5, 20, 0, 17, 17) == [
        ("need", 5, None),
        ("shared", 17, 20),
        ("unit", 17, None),
    ]


@pytest.mark.parametrize("need", [1, 19.5, 20, 47])
@pytest.mark.parametrize("minimum", [0, 1, 20, 100])
@pytest.mark.parametrize("multiple", [0, 1, 6, 25])
def test_last_step_is_what_the_policy_orders_and_no_step_goes_back(
    need, minimum, multiple
):
    ordered = order_quantity(need, minimum, multiple)
    steps = rounding_steps(
        need,
        ordered.minimum_order_quantity,
        ordered.order_multiple,
        ordered.quantity,
        ordered.quantity,
    )
    quantities = [step.quantity for step in steps]
    assert quantities == sorted(quantities)
    assert quantities[-2] == pytest.approx(ordered.quantity)
