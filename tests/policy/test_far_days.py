"""Dates and lives people type to say "never": as quick and as exact as others."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.adjustment import Adjustment, _worth, coming_days
from policy.season import Season

TODAY = date(2026, 3, 10)
NEARBY = st.none() | st.integers(-30, 60).map(lambda age: TODAY + timedelta(days=age))


@pytest.mark.parametrize("days", [2.0**31, 1e15, float(10**7)])
@pytest.mark.parametrize("last_day", [None, date.max, date.max - timedelta(days=1)])
def test_life_without_end_takes_no_time(days, last_day):
    began = time.process_time()
    more = Adjustment("uplift", 1, date.min, last_day, 2.0)
    ends = last_day.toordinal() - TODAY.toordinal() + 1 if last_day else days
    if last_day == date.max:
        ends = days
    expected = days + min(ends, days)
    assert coming_days([more], TODAY, days) == pytest.approx(expected)
    season = Season((2.0, *(1.0,) * 10, 0.0))
    assert season.coming(TODAY.toordinal(), days) == pytest.approx(1.0, abs=0.01)
    assert time.process_time() - began < 0.5


def test_phased_out_on_the_last_day_there_is():
    never = Adjustment("retire", 1, date.max)
    assert coming_days([never], TODAY, 30) == 30


def test_no_days_are_worth_nothing():
    assert coming_days([Adjustment("uplift", factor=2.0)], TODAY, 0) == 0


@given(
    st.lists(
        st.builds(
            Adjustment,
            st.sampled_from(["uplift", "retire", "supersession", "launch", "freeze"]),
            first_day=NEARBY,
            last_day=NEARBY,
            factor=st.sampled_from([0.0, 0.5, 1.0, 3.0]),
        ),
        max_size=4,
    ),
    st.floats(0.1, 90),
    st.sampled_from([0.0, 0.25]),
    st.booleans(),
)
def test_as_day_by_day(adjustments, days, taken_over, unsold):
    expected = 0.0
    for offset in range(int(days) + 1):
        worth = max(min(days - offset, 1.0), 0.0)
        for each in adjustments:
            day = TODAY + timedelta(days=offset)
            worth *= _worth(each, day, taken_over, unsold)
        expected += worth
    found = coming_days(adjustments, TODAY, days, taken_over=taken_over, unsold=unsold)
    assert found == pytest.approx(expected, abs=1e-9)
