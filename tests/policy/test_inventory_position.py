import pytest

from policy.inventory_position import (
    InventoryPosition,
    ProtectionInterval,
    committed,
    promised_until,
)

from .builders import TODAY, day, promise


@pytest.mark.parametrize(
    ("on_hand", "on_order", "promised", "expected"),
    [
        pytest.param(6, 0, 2, 4, id="promises reduce it"),
        pytest.param(6, 20, 2, 24, id="supply on its way adds to it"),
        pytest.param(0, 0, 0, 0, id="nothing anywhere"),
        pytest.param(0, 0, 5, -5, id="promised more than there is"),
        pytest.param(-3, 10, 0, 7, id="negative stock counts"),
        pytest.param(1.25, 0.5, 0.75, 1.0, id="fractions of a unit"),
    ],
)
def test_position_is_on_hand_plus_on_order_less_committed(
    on_hand, on_order, promised, expected
):
    position = InventoryPosition(on_hand, on_order, promised)
    assert position.quantity == pytest.approx(expected)


@pytest.mark.parametrize(
    ("due", "counts"),
    [
        pytest.param(-30, True, id="long overdue"),
        pytest.param(-1, True, id="overdue since yesterday"),
        pytest.param(0, True, id="today"),
        pytest.param(15, True, id="last day of the interval"),
        pytest.param(16, False, id="day after the interval"),
        pytest.param(90, False, id="far away"),
    ],
)
def test_promise_counts_when_overdue_or_within_the_interval(due, counts):
    assert committed(promised_until([promise(5, due)], day(15))) == (5 if counts else 0)


def test_promises_in_another_order_have_the_same_sum():
    promises = [promise(quantity, 1) for quantity in (1e16, 1.0, -1e16)]
    sums = {committed(promises), committed(promises[::-1])}
    assert sums == {1.0}


def test_protection_interval_is_lead_time_and_review_period():
    interval = ProtectionInterval(TODAY, lead_time_days=14, review_period_days=7)
    assert interval.days == 21
    assert interval.first_arrival == day(14)
    assert interval.last_day == day(21)
