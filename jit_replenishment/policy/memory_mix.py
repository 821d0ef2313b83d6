"""How much the last weeks, the last season and the last years say of what comes next.

Fashions forget quickly, spare parts slowly: no one memory fits all catalogues. So the
catalogue is asked about its own past: from what each memory held on some days, the
demand that followed is explained by least squares, weights not below 0 and together 1
(combined forecasts: Bates and Granger, *The Combination of Forecasts*, 1969).
"""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from .demand_history import DemandEvent, DemandHistory
from .memory import HALF_LIVES, remembered_rates
from .season import Season

# where the catalogue cannot tell: no rushing after the last weeks
UNTOLD_MIX = (0.0, 0.5, 0.5, 0.0)
# days between the days of the past that are asked, and how many are asked
ASKED_EVERY_DAYS = 28.0
_ASKED = 8
# a history is asked where it is as long, and has as many events
_SHORTEST_DAYS = 60.0
_FEWEST_EVENTS = 3
# a surprise counts as so many deviations at most, or one order would decide
_MOST_SURPRISE = 6.0
# how far a rate is off beside chance, as a share of it
_DRIFT = 0.5
# of fewer cases nothing is learned
_TELLING_CASES = 50
_Case = tuple[tuple[float, ...], float]


def learn_mix(
    known: Sequence[tuple[DemandHistory, Sequence[DemandEvent]]],
    interval: float,
    season: Season,
    bucket_days: float = 1.0,
) -> tuple[float, ...]:
    """Weight of each of ``HALF_LIVES``, together 1.

    :param known: histories, each with its events as far as they count
    :param interval: a usual protection interval, in buckets

    >>> learn_mix([], 15.0, Season()) == UNTOLD_MIX
    True
    """
    cases = [
        case
        for history, events in known
        for case in _cases(history, events, interval, season, bucket_days)
    ]
    if len(cases) < _TELLING_CASES:
        return UNTOLD_MIX
    weights = _least_squares(cases)
    total = sum(weights)
    return tuple(weight / total for weight in weights) if total > 0 else UNTOLD_MIX


def all_memories(mix: Sequence[float]) -> tuple[float, ...]:
    """A mix of the first memories alone as one of all: the others say nothing.

    >>> all_memories([0.25, 0.75])
    (0.25, 0.75, 0.0, 0.0)
    """
    return (*mix, *(0.0,) * (len(HALF_LIVES) - len(mix)))


def asked_days(
    history: DemandHistory, interval: float, bucket_days: float, count: int = _ASKED
) -> Iterator[int]:
    """Days of the past at which the future is known and the past long enough."""
    ahead = max(round(interval), 1)
    stride = max(round(ASKED_EVERY_DAYS / bucket_days), 1)
    earliest = history.first_day + max(2 * ahead, _SHORTEST_DAYS / bucket_days)
    for number in range(count):
        day = history.last_day - ahead - number * stride
        if day < earliest:
            return
        yield day


def until(
    history: DemandHistory, events: Sequence[DemandEvent], day: int
) -> DemandHistory:
    """The history as it was known at the end of a day."""
    return DemandHistory(
        [event for event in events if event.day <= day],
        history.first_day,
        day,
        [(start, min(end, day)) for start, end in history.blind if start <= day],
        history.unit_value,
    )


def _cases(
    history: DemandHistory,
    events: Sequence[DemandEvent],
    interval: float,
    season: Season,
    bucket_days: float,
) -> Iterator[_Case]:
    """What the memories expected and what came, in deviations of what was expected."""
    ahead = max(round(interval), 1)
    for day in asked_days(history, interval, bucket_days):
        past = until(history, events, day)
        if len(past.events) < _FEWEST_EVENTS:
            return
        seen = DemandHistory([], day + 1, day + ahead, _inside(history, day, ahead))
        if seen.days * 2 < ahead:
            continue
        coming = season.coming(day, ahead)
        rates = [
            rate / season.remembered(past, half_life) * coming
            for rate, half_life in zip(
                remembered_rates(past, past.events, bucket_days),
                HALF_LIVES,
                strict=True,
            )
        ]
        base = sum(rates) / len(rates)
        if base <= 0:
            continue
        came = math.fsum(q for when, q in events if day < when <= day + ahead)
        size = math.fsum(q for _day, q in past.events) / len(past.events)
        deviation = math.sqrt(2.0 * base * size / ahead + (_DRIFT * base) ** 2)
        outcome = min(came / seen.days / deviation, base / deviation + _MOST_SURPRISE)
        yield tuple(rate / deviation for rate in rates), outcome


def _inside(history: DemandHistory, day: int, ahead: int) -> list[tuple[int, int]]:
    """Times without stock in the days after ``day``."""
    first, last = day + 1, day + ahead
    return [
        (max(start, first), min(end, last))
        for start, end in history.blind
        if start <= last and end >= first
    ]


def _least_squares(cases: Sequence[_Case]) -> list[float]:
    """Weights not below 0: of all sets of memories the best one that needs no other.

    >>> [round(w, 6) for w in _least_squares([((1.0, 0.0), 0.5), ((0.0, 1.0), -1.0)])]
    [0.5, 0.0]
    """
    count = len(cases[0][0])
    normal = [[0.0] * count for _row in range(count)]
    right = [0.0] * count
    for rates, outcome in cases:
        for n, rate in enumerate(rates):
            right[n] += rate * outcome
            for m, other in enumerate(rates):
                normal[n][m] += rate * other
    best, gain = [0.0] * count, 0.0
    for size in range(1, count + 1):
        for chosen in combinations(range(count), size):
            found = _solve(normal, right, chosen)
            if found is None or min(found) < 0:
                continue
            # explained squares of a least-squares solution
            explained = sum(w * right[n] for w, n in zip(found, chosen, strict=True))
            if explained > gain * (1 + 1e-12):
                gain = explained
                best = [0.0] * count
                for weight, n in zip(found, chosen, strict=True):
                    best[n] = weight
    return best


def _solve(
    normal: list[list[float]], right: list[float], chosen: Sequence[int]
) -> list[float] | None:
    """Gauss' elimination with pivots; None where the memories say the same."""
    rows = [[normal[n][m] for m in chosen] + [right[n]] for n in chosen]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda n: abs(rows[n][column]))
        if abs(rows[pivot][column]) <= 1e-9 * max(map(abs, normal[chosen[column]])):
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for other in range(size):
            if other != column:
                share = rows[other][column] / rows[column][column]
                rows[other] = [
                    a - share * b
                    for a, b in zip(rows[other], rows[column], strict=True)
                ]
    return [rows[n][size] / rows[n][n] for n in range(size)]
