"""What became of rules since they are live, beside those that are not yet.

Weeks are numbered backwards: week 0 ended yesterday. The week in which a rule went live
belongs to neither side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

# fewer tell more of chance than of a change
LEAST_WEEKS = 4
# what is longer ago was another business
MOST_WEEKS = 26
# live for longer, rules are no news: nothing is compared any more
OLDEST_WEEKS = 104
# a handful of rules that go well or badly prove nothing of the method
LEAST_RULES = 5

Told = Literal["none_live", "too_recent", "too_few", "alone", "compared"]


class Windows(NamedTuple):
    """As many weeks before going live as since."""

    before: range
    since: range


def windows(weeks_live: int) -> Windows | None:
    """The weeks to compare for rules live for so many full weeks; None: not yet, or no
    more.

    Of what is live for longer than ``MOST_WEEKS`` its first weeks count.

    >>> windows(5)
    Windows(before=range(6, 11), since=range(0, 5))
    >>> windows(30)
    Windows(before=range(31, 57), since=range(4, 30))
    >>> windows(3), windows(105)
    (None, None)
    """
    if not LEAST_WEEKS <= weeks_live <= OLDEST_WEEKS:
        return None
    length = min(weeks_live, MOST_WEEKS)
    return Windows(
        range(weeks_live + 1, weeks_live + 1 + length),
        range(weeks_live - length, weeks_live),
    )


@dataclass(frozen=True, slots=True)
class Week:
    """One week of some rules together.

    :param value: of their stock on average, at today's cost
    :param empty_days: days on which nothing lay on the shelf, of all rules together
    :param lines: purchase order lines entered
    """

    value: float = 0.0
    empty_days: float = 0.0
    lines: float = 0.0

    def __add__(self, other: "Week") -> "Week":
        return Week(
            self.value + other.value,
            self.empty_days + other.empty_days,
            self.lines + other.lines,
        )

    def times(self, factor: float) -> "Week":
        return Week(self.value * factor, self.empty_days * factor, self.lines * factor)


NO_WEEK = Week()


def average(weeks: Mapping[int, Week], wanted: range) -> Week:
    """The average week; one that nothing is known of had nothing.

    >>> average({0: Week(10, 2, 1), 1: Week(20, 0, 0)}, range(0, 2))
    Week(value=15.0, empty_days=1.0, lines=0.5)
    """
    total = sum((weeks.get(number, NO_WEEK) for number in wanted), NO_WEEK)
    return total.times(1 / len(wanted))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Average weeks before and since, of the live rules and of the rest."""

    before: Week = NO_WEEK
    since: Week = NO_WEEK
    rest_before: Week = NO_WEEK
    rest_since: Week = NO_WEEK


def compare(
    live: Mapping[int, Mapping[int, Week]],
    rest: Mapping[int, Week],
    weights: Mapping[int, int],
) -> Comparison:
    """Rules of one kind: each against its own past, and the rest over the same weeks.

    Rules go live in turns. The rest is looked at over the weeks of each turn, which
    counts for as much of it as there are live rules of that turn.

    :param live: weeks live -> week -> sums over the rules of that turn
    :param rest: week -> sums over the rules that are not live
    :param weights: weeks live -> number of rules, of the turns the rest is held against

    >>> week, fuller = Week(10, 7, 1), Week(30, 0, 1)
    >>> past = {number: fuller if number < 4 else week for number in range(9)}
    >>> found = compare({4: past}, {}, {4: 1})
    >>> found.before.value, found.since.value, found.since.empty_days
    (10.0, 30.0, 0.0)
    """
    before, since = NO_WEEK, NO_WEEK
    for weeks_live, weeks in live.items():
        if turn := windows(weeks_live):
            before += average(weeks, turn.before)
            since += average(weeks, turn.since)
    turns = {
        turn: count
        for weeks_live, count in weights.items()
        if (turn := windows(weeks_live)) and count > 0
    }
    rest_before, rest_since = NO_WEEK, NO_WEEK
    for turn, count in turns.items():
        share = count / sum(turns.values())
        rest_before += average(rest, turn.before).times(share)
        rest_since += average(rest, turn.since).times(share)
    return Comparison(before, since, rest_before, rest_since)


def change(before: float, since: float) -> float | None:
    """By what share something grew; None where there was nothing.

    >>> change(200, 150), change(0, 3)
    (-0.25, None)
    """
    return since / before - 1 if before > 0 else None


def empty_share(empty_days: float, rules: int) -> float | None:
    """Of the days of a week, how many found the shelf empty.

    >>> empty_share(7, 10)
    0.1
    """
    return empty_days / (7 * rules) if rules else None


def weeks_needed(turns: Iterable[int]) -> list[int]:
    """All weeks somebody is compared over, the latest first.

    >>> weeks_needed([4, 2])
    [0, 1, 2, 3, 5, 6, 7, 8]
    """
    needed: set[int] = set()
    for weeks_live in turns:
        if turn := windows(weeks_live):
            needed.update(turn.before, turn.since)
    return sorted(needed)


def what_to_say(live: int, compared: int, rest: int) -> Told:
    """How much the figures are worth.

    :param live: rules that are live
    :param compared: of them, those live for long enough
    :param rest: rules not live yet that are known for as long

    >>> what_to_say(0, 0, 9), what_to_say(9, 0, 9), what_to_say(9, 4, 9)
    ('none_live', 'too_recent', 'too_few')
    >>> what_to_say(9, 9, 4), what_to_say(9, 9, 9)
    ('alone', 'compared')
    """
    if not live:
        return "none_live"
    if not compared:
        return "too_recent"
    if compared < LEAST_RULES:
        return "too_few"
    return "compared" if rest >= LEAST_RULES else "alone"
