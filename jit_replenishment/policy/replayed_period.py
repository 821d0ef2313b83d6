"""Which days of a past to replay, and which to leave for learning."""

from .replayed_rule import LEARN_DAYS

# a season is learned of no less
LEARN_A_YEAR = 365
# more says little of today's rules, and takes long
_MOST_DAYS = 730


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
    return max(begin, today - _MOST_DAYS)
