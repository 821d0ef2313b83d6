import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.order_calendar import (
    last_order_day,
    next_order_day,
    order_day_after,
    protection_interval,
)

from .builders import TODAY, day
from .strategies import days, weekdays

MONDAY, TUESDAY, FRIDAY = 0, 1, 4


@pytest.mark.parametrize(
    ("taken_on", "asked", "expected"),
    [
        pytest.param((), 0, 0, id="any day"),
        pytest.param((MONDAY,), 0, 0, id="today"),
        pytest.param((TUESDAY,), 0, 1, id="tomorrow"),
        pytest.param((MONDAY,), 1, 7, id="just missed"),
        pytest.param((TUESDAY, FRIDAY), 2, 4, id="the nearer of two"),
    ],
)
def test_next_order_day(taken_on, asked, expected):
    assert next_order_day(taken_on, day(asked)) == day(expected)


@given(weekdays, days)
def test_order_days_lie_around_any_day_less_than_a_week_apart(taken_on, asked):
    before, after = last_order_day(taken_on, asked), next_order_day(taken_on, asked)
    assert before <= asked <= after < order_day_after(taken_on, after)
    assert (after - asked).days < 7
    assert (asked - before).days < 7
    if taken_on:
        assert {before.weekday(), after.weekday()} <= set(taken_on)
        assert (before == after) is (asked.weekday() in taken_on)
    else:
        assert before == asked == after


@pytest.mark.parametrize(
    ("taken_on", "purchase_days", "parts"),
    [
        pytest.param((), 0, (0, 14, 1), id="any day"),
        pytest.param((), 3, (3, 14, 1), id="any day, days to purchase"),
        pytest.param((TUESDAY,), 0, (1, 14, 7), id="once a week"),
        pytest.param((MONDAY,), 0, (0, 14, 7), id="once a week, today"),
        pytest.param((MONDAY,), 1, (7, 14, 7), id="too late for today's"),
        pytest.param((TUESDAY, FRIDAY), 0, (1, 14, 3), id="twice a week, the near end"),
        pytest.param((TUESDAY, FRIDAY), 2, (4, 14, 4), id="twice a week, the far end"),
    ],
)
def test_interval_is_wait_lead_time_and_days_until_the_next_order(
    taken_on, purchase_days, parts
):
    interval = protection_interval(TODAY, 14, taken_on, purchase_days)
    assert parts == (
        interval.wait_days,
        interval.lead_time_days,
        interval.review_period_days,
    )
    assert interval.days == sum(parts)
    assert interval.first_arrival == day(parts[0] + 14)


def test_review_period_longer_than_between_order_days_holds():
    interval = protection_interval(TODAY, 14, (MONDAY, FRIDAY), review_period_days=10)
    assert interval.review_period_days == 10


@given(weekdays, days, st.integers(0, 20), st.integers(0, 60))
def test_interval_ends_no_sooner_than_the_following_orders_arrival(
    taken_on, today, purchase_days, lead_time
):
    interval = protection_interval(today, lead_time, taken_on, purchase_days)
    assert (interval.order_on - today).days >= purchase_days
    following = order_day_after(taken_on, interval.order_on)
    assert (interval.last_day - following).days == lead_time


@given(weekdays, st.sampled_from(range(7)), days)
def test_one_more_order_day_makes_no_order_last_longer(taken_on, more, today):
    """Beside none at all, which means every day."""
    fewer = tuple({*taken_on, MONDAY})
    last_day = protection_interval(today, 14, fewer).last_day
    assert protection_interval(today, 14, (*fewer, more)).last_day <= last_day
