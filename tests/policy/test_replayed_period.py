"""Which days of a past to replay."""

import pytest

from policy.replayed_period import known_since, replayed_from, too_new

TODAY = 739_677


@pytest.mark.parametrize(
    ("known", "replayed"),
    [
        (0, 0),
        (84, 0),
        (365, 281),
        (729, 645),
        # a year is left to learn a season from
        (730, 365),
        (1000, 635),
        (1096, 730),
        (5000, 730),
    ],
)
def test_as_much_is_replayed_as_there_is_enough_to_learn_from(known, replayed):
    assert TODAY - replayed_from(TODAY - known, TODAY) == replayed


def test_nothing_known_replays_nothing():
    assert replayed_from(None, TODAY) == TODAY


@pytest.mark.parametrize(
    ("first_days", "since"),
    [
        ([(10, 1)], 10),
        ([(10, 1), (90, 9)], 10),
        ([(10, 1), (90, 10)], 90),
        ([(10, 1), (20, 1), (90, 18)], 20),
    ],
)
def test_lone_early_day_is_no_beginning(first_days, since):
    assert known_since(first_days) == since


def test_rules_known_for_112_days_are_long_enough():
    first_days = [(TODAY - 200, 5), (TODAY - 112, 3), (TODAY - 111, 2)]
    assert too_new(first_days, TODAY - 1) == 2
