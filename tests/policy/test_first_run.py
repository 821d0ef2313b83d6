"""Which rules go live where the first run may not order everything at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.first_run import FirstOrder, put_off
from policy.limit import Limit

DAY = date(2026, 3, 2)
LATER = date(2026, 3, 9)


def order(rule_id: int, severity: int = 1, runs_out: date | None = DAY, **vals):
    return FirstOrder(rule_id, vals.pop("unit", rule_id), severity, runs_out, **vals)


@pytest.mark.parametrize(
    ("orders", "cap", "waiting"),
    [
        ([order(1), order(2)], Limit(), set()),
        ([order(1), order(2)], Limit(lines=2), set()),
        # the worst class first, whatever runs out when
        ([order(1, 2), order(2, 1, LATER)], Limit(lines=1), {1}),
        ([order(1, runs_out=None), order(2, runs_out=LATER)], Limit(lines=1), {1}),
        ([order(1, runs_out=LATER), order(2)], Limit(lines=1), {1}),
        # what does not fit keeps no smaller one back
        ([order(1, money=90), order(2, 2, money=10)], Limit(money=20), {1}),
        # what costs nobody anything always fits
        ([order(1), order(2, 9, lines=0)], Limit(lines=1), set()),
        # variants of an article go together
        (
            [order(1, unit="a"), order(2, 2), order(3, 3, unit="a")],
            Limit(lines=1),
            {1, 3},
        ),
    ],
)
def test_first_run_keeps_to_the_cap(orders, cap, waiting):
    assert put_off(orders, cap) == waiting


amounts = st.floats(0, 1000, allow_nan=False)


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), amounts), max_size=20),
    st.integers(0, 10),
    amounts,
)
def test_what_goes_live_never_exceeds_the_cap_and_more_room_puts_off_no_more_lines(
    rows, lines, money
):
    orders = [
        order(number, severity, unit=unit, money=cost)
        for number, (severity, unit, cost) in enumerate(rows)
    ]
    cap = Limit(lines, money)
    waiting = put_off(orders, cap)
    going = [each for each in orders if each.rule_id not in waiting]
    assert not cap or cap.allows(len(going), sum(each.money for each in going) - 1e-6)
    assert not put_off(
        orders, Limit(len(orders) or 1, sum(o.money for o in orders) + 1)
    )
