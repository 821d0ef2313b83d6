"""What became of rules since they are live."""

from hypothesis import given
from hypothesis import strategies as st

from policy.rollout import (
    LEAST_WEEKS,
    MOST_WEEKS,
    OLDEST_WEEKS,
    Week,
    compare,
    weeks_needed,
    what_to_say,
    windows,
)


@given(st.integers(0, 200))
def test_both_sides_are_as_long_and_leave_the_week_of_going_live_out(weeks_live):
    found = windows(weeks_live)
    if not LEAST_WEEKS <= weeks_live <= OLDEST_WEEKS:
        assert found is None
        return
    assert len(found.before) == len(found.since) == min(weeks_live, MOST_WEEKS)
    assert found.since[-1] == weeks_live - 1
    assert found.before[0] == weeks_live + 1
    assert weeks_needed([weeks_live]) == sorted([*found.before, *found.since])


def weeks(count: int, value: float, start: int = 0) -> dict[int, Week]:
    return {number: Week(value, 1, 2) for number in range(start, start + count)}


def test_each_turn_is_compared_with_its_own_past_and_turns_add_up():
    first = weeks(10, 5) | weeks(20, 20, 10)
    second = weeks(4, 1) | weeks(30, 2, 4)
    found = compare({10: first, 4: second}, {}, {10: 3, 4: 1})
    assert found.before.value == 22
    assert found.since.value == 6
    assert found.since.lines == 4


def test_rest_is_looked_at_over_the_weeks_of_each_turn_by_its_size():
    # 10 while the first turn was live alone, 30 since the second is as well
    rest = weeks(5, 30) | weeks(50, 10, 5)
    found = compare({}, rest, {4: 1, 10: 3})
    assert found.rest_before.value == 10
    assert found.rest_since.value == 30 / 4 + 20 * 3 / 4


def test_turns_that_are_not_compared_take_no_part():
    found = compare({2: weeks(9, 7)}, weeks(60, 3), {2: 8, 200: 8})
    assert found == compare({}, {}, {})


def test_a_week_nothing_is_known_of_had_nothing():
    found = compare({4: {0: Week(8)}}, {}, {})
    assert (found.since.value, found.before.value) == (2, 0)


def test_nothing_is_said_of_what_proves_nothing():
    assert what_to_say(0, 0, 50) == "none_live"
    assert what_to_say(50, 0, 50) == "too_recent"
    assert what_to_say(50, 4, 50) == "too_few"
    assert what_to_say(50, 50, 0) == "alone"
    assert what_to_say(50, 50, 50) == "compared"
