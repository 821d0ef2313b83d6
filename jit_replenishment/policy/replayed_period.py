"""Which days of a past to replay, and which to leave for learning."""

from collections.abc import Sequence

from .replayed_rule import FEWEST_DAYS, LEARN_DAYS

# a season is learned of no less
LEARN_A_YEAR = 365
# more says little of today's rules, and takes long
_MOST_DAYS = 730
# one rule in so many has a past by then: a lone date that is wrong says nothing
_ONE_IN = 10


def replayed_from(known_since: int | None, today: int) -> int:
    """The first day to replay, ``date.toordinal()``: as early as there is enough to
    learn from before it, which is a year where as much is left to replay.

    :param known_since: the first day of which is known what moved; None: of none

    >>> [1095 - replayed_from(1095 - days, 1095) for days in (120, 365, 729, 730, 900)]
    [36, 281, 645, 365, 535]
    """
    if known_since is None:
        return today
    year = today - known_since >= 2 * LEARN_A_YEAR
    begin = known_since + (LEARN_A_YEAR if year else LEARN_DAYS)
    return min(max(begin, today - _MOST_DAYS), today)


def known_since(first_days: Sequence[tuple[int, int]]) -> int | None:
    """Since when there is a past to speak of.

    :param first_days: since when something is known of rules (``date.toordinal()``),
        the earliest first, and of how many

    >>> known_since([(5, 1), (90, 17), (95, 2)]), known_since([])
    (90, None)
    """
    wanted = sum(rules for _day, rules in first_days) / _ONE_IN
    for day, rules in first_days:
        wanted -= rules
        if wanted <= 0:
            return day
    return None


def too_new(first_days: Sequence[tuple[int, int]], last_day: int) -> int:
    """Rules that are left out of a replay up to that day, whoever delivers to them.

    >>> too_new([(1, 3), (80, 2)], 150)
    2
    """
    latest = last_day + 1 - LEARN_DAYS - FEWEST_DAYS
    return sum(rules for day, rules in first_days if day > latest)
