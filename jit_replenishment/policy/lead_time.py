"""How long a vendor takes, learned from what it delivered.

Counted from the day an order was confirmed to the day its goods came in. The promise
is the first one made: dates that buyers move to when the goods came teach nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# what the promise weighs beside receipts, in receipts
_PROMISE_WEIGHT = 5.0


@dataclass(frozen=True, slots=True)
class LeadTime:
    """:param mean: days to expect
    :param deviation: standard deviation, days
    :param promised: days the vendor's terms say
    :param receipts: it was learned from
    """

    mean: float
    deviation: float
    promised: float
    receipts: int


def learn_lead_time(
    observed: Sequence[float], promised: float, usual_ratio: float
) -> LeadTime:
    """What was seen, drawn towards the promise while little was seen.

    (n observed + 5 promised) / (n + 5), the deviation likewise.

    :param observed: days from confirmation to receipt, one a receipt
    :param usual_ratio: deviation / mean usual of the vendor, or of all of them

    >>> learn_lead_time([], 14, 0.2)
    LeadTime(mean=14.0, deviation=2.8000000000000003, promised=14, receipts=0)
    >>> learn_lead_time([20.0] * 5, 14, 0.2).mean
    17.0
    """
    days = [max(each, 0.0) for each in observed]
    count = len(days)
    weight = count + _PROMISE_WEIGHT
    mean = (math.fsum(days) + _PROMISE_WEIGHT * promised) / weight
    own = math.fsum(days) / count if count else 0.0
    spread = math.fsum((each - own) ** 2 for each in days)
    usual = (usual_ratio * promised) ** 2
    variance = (spread + _PROMISE_WEIGHT * usual) / weight
    return LeadTime(mean, math.sqrt(variance), promised, count)


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
