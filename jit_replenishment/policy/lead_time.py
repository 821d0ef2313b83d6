"""How long a vendor takes, learned from what it delivered.

Counted from the day an order was confirmed to the day its goods came in. The promise
is the first one made: dates that buyers move to when the goods came teach nothing.

Orders that are still open tell something too: they take longer than they are old. Left
out, a vendor would look the faster the later it is, as only the quick orders have
arrived. They count with what is to be expected of an order that old (expectation and
maximisation: Dempster, Laird and Rubin, 1977, for normally distributed times).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

# what the promise weighs beside receipts, in receipts
_PROMISE_WEIGHT = 5.0
_ROUNDS = 10
# an order so many times as old as usual was forgotten, not delayed
_FORGOTTEN = 4.0
# so many deviations late, what is still to come is no time any more
_LATEST = 6.0
_STANDARD_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class LeadTime:
    """:param mean: days to expect
    :param deviation: standard deviation, days
    :param promised: days the vendor's terms say
    :param receipts: it was learned from
    :param correlation: of successive orders, see ``order_crossing``
    """

    mean: float
    deviation: float
    promised: float
    receipts: int
    correlation: float = 1.0


def learn_lead_time(
    observed: Sequence[float],
    promised: float,
    usual_ratio: float,
    waiting: Sequence[float] = (),
    correlation: float = 1.0,
) -> LeadTime:
    """What was seen, drawn towards the promise while little was seen.

    (n observed + 5 promised) / (n + 5), the deviation likewise.

    :param observed: days from confirmation to receipt, one a receipt
    :param usual_ratio: deviation / mean usual of the vendor, or of all of them
    :param waiting: days since confirmation of orders that have not come
    :param correlation: of successive orders, usual of the vendor or of all of them

    >>> learn_lead_time([], 14, 0.2)
    LeadTime(mean=14.0, deviation=2.8000000000000003, promised=14, receipts=0, \
correlation=1.0)
    >>> learn_lead_time([20.0] * 5, 14, 0.2).mean
    17.0
    >>> learn_lead_time([20.0] * 5, 14, 0.2, [40.0]).mean > 18
    True
    """
    days = [max(each, 0.0) for each in observed]
    usual = (usual_ratio * promised) ** 2
    mean, variance = _weighed(days, promised, usual, 0.0)
    waiting = [age for age in waiting if age <= _FORGOTTEN * mean]
    for _round in range(_ROUNDS if waiting else 0):
        expected = [_still_to_come(age, mean, math.sqrt(variance)) for age in waiting]
        spread = math.fsum(more for _days, more in expected)
        all_days = [*days, *(each for each, _more in expected)]
        mean, variance = _weighed(all_days, promised, usual, spread)
    return LeadTime(mean, math.sqrt(variance), promised, len(days), correlation)


def _weighed(
    days: Sequence[float], promised: float, usual: float, spread: float
) -> tuple[float, float]:
    """Mean and variance with the promise.

    :param usual: variance where nothing was seen
    :param spread: sum of the variances of days that are expected only
    """
    count = len(days)
    weight = count + _PROMISE_WEIGHT
    mean = (math.fsum(days) + _PROMISE_WEIGHT * promised) / weight
    own = math.fsum(days) / count if count else 0.0
    spread += math.fsum((each - own) ** 2 for each in days)
    return mean, (spread + _PROMISE_WEIGHT * usual) / weight


def _still_to_come(age: float, mean: float, deviation: float) -> tuple[float, float]:
    """Mean and variance of a normal variable known to be above ``age``."""
    if deviation <= 0:
        return max(age, mean), 0.0
    late = (age - mean) / deviation
    if late > _LATEST:
        return age, 0.0
    beyond = _STANDARD_NORMAL.pdf(late) / (1.0 - _STANDARD_NORMAL.cdf(late))
    return (
        mean + deviation * beyond,
        deviation**2 * max(1.0 + late * beyond - beyond**2, 0.0),
    )


def usual_ratio(groups: Iterable[Sequence[float]], default: float = 0.2) -> float:
    """Deviation / mean typical of groups of receipts: each of a vendor and product.

    Pooled over the groups, each weighing as many receipts as it has beyond one.
    """
    squares = freedom = 0.0
    for days in groups:
        mean = math.fsum(days) / len(days) if days else 0.0
        if len(days) < 2 or mean <= 0:
            continue
        squares += math.fsum((each / mean - 1.0) ** 2 for each in days)
        freedom += len(days) - 1
    return math.sqrt(squares / freedom) if freedom else default
