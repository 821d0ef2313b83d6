"""Orders that overtake each other: what a vendor's unevenness costs the shelf.

Where lots last less than lead times vary, several orders are out, and a later one may
come before an earlier one. Which of them fills the shelf does not matter: the first to
come counts as the first ordered. The lead times that stock sees are therefore those of
arrivals put in order, equally long on average and less uneven (Zalkind, *Order-level
inventory systems with independent stochastic leadtimes*, 1978; Robinson, Bradley and
Thomas, *Consequences of order crossover*, M&SOM 3, 2001; Hayya and others, *Inventory
control with order crossover*, IJPE 112, 2008, call them effective lead times).

A vendor that is late with everything overtakes nothing: how far its lead times go
together is learned from successive orders (von Neumann's ratio of successive
differences, Annals of Mathematical Statistics 12, 1941).
"""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import NormalDist

_STANDARD_NORMAL = NormalDist()
# with so many pairs of orders half of what they show is believed
_TELLING_PAIRS = 20.0
# a group of fewer orders tells nothing
_TELLING_ORDERS = 10
# distance of two orders in deviations of what they differ by: below the first the
# series has its closed form, above the second nothing is overtaken
_CLOSE, _FAR = 1.0, 8.0


def arrival_deviation(
    deviation: float, order_days: float, correlation: float = 1.0
) -> float:
    """Standard deviation of lead times as stock sees them, days.

    Putting arrivals L_k + kq in order leaves the sum of their squares as it is, so

    V = sd^2 - 2 q sum_j E(L_0 - L_j - j q)+ over j = 1, 2, ...

    exactly, whatever the distribution. The difference of two lead times is taken as
    normal with deviation s = sd sqrt(2 (1 - rho)), which makes E(.)+ s G(j q / s), G
    the unit normal loss. For q -> 0 V is (rho + (1 - rho) 2 q / (s sqrt(2 pi))) sd^2,
    Palm's theorem; for q >> sd it is sd^2, the textbook's.

    :param deviation: sd, of the lead times of single orders, days
    :param order_days: q, days from one order of the product to the next
    :param correlation: rho, of the lead times of successive orders

    >>> arrival_deviation(30.0, 7.0), arrival_deviation(30.0, 7.0, 0.0)
    (30.0, 10.695628976909003)
    >>> round(arrival_deviation(30.0, 200.0, 0.0), 3)
    30.0
    """
    apart = deviation * math.sqrt(2.0 * max(1.0 - correlation, 0.0))
    if apart <= 0 or order_days >= _FAR * apart:
        return deviation
    distance = max(order_days, 0.0) / apart
    alone = 1.0 - correlation
    if distance < _CLOSE:
        # Euler and Maclaurin; its further terms are all 0
        density = _STANDARD_NORMAL.pdf(0.0)
        kept = 2.0 * density * distance - distance**2 / 6.0
    else:
        losses = (_loss(n * distance) for n in range(1, int(_FAR / distance) + 1))
        kept = 1.0 - 4.0 * distance * math.fsum(losses)
    return deviation * math.sqrt(min(max(correlation + alone * kept, 0.0), 1.0))


def _loss(distance: float) -> float:
    """Unit normal loss."""
    beyond = 1.0 - _STANDARD_NORMAL.cdf(distance)
    return max(_STANDARD_NORMAL.pdf(distance) - distance * beyond, 0.0)


def order_days(lot: float, rate: float, review_days: float) -> float:
    """Days from one order of a product to the next.

    >>> order_days(60.0, 2.0, 7.0), order_days(1.0, 2.0, 7.0), order_days(1.0, 0.0, 7.0)
    (30.0, 7.0, inf)
    """
    return max(lot / rate, review_days) if rate > 0 else math.inf


def lead_time_correlation(
    groups: Iterable[Sequence[float]], untold: float = 1.0
) -> float:
    """How far successive orders are late together, from 0 to 1.

    1 - sum d^2 / (2 sum (x - mean)^2) of lead times relative to their group's mean, d
    the differences of successive ones; drawn to ``untold`` while few pairs are known.
    Of short groups nothing is learned: around a mean of its own few orders whatever
    they took looks unrelated.

    :param groups: days that the orders of one product from one vendor took, in the
        order in which they were confirmed, either way round
    :param untold: where nothing is known; 1 takes nothing off the textbook's buffer

    >>> lead_time_correlation([])
    1.0
    >>> apart = [[10.0, 30.0, 20.0, 30.0, 10.0, 20.0] * 2] * 100
    >>> together = [[float(days // 3) for days in range(30, 60)]] * 100
    >>> [round(lead_time_correlation(groups), 2) for groups in (apart, together)]
    [0.02, 0.98]
    """
    squares = differences = pairs = 0.0
    for days in groups:
        mean = math.fsum(days) / len(days) if days else 0.0
        if len(days) < _TELLING_ORDERS or mean <= 0:
            continue
        squares += math.fsum((each / mean - 1.0) ** 2 for each in days)
        differences += math.fsum(
            ((one - other) / mean) ** 2 for one, other in pairwise(days)
        )
        pairs += len(days) - 1
    if squares <= 0:
        return untold
    seen = min(max(1.0 - differences / (2.0 * squares), 0.0), 1.0)
    return (pairs * seen + _TELLING_PAIRS * untold) / (pairs + _TELLING_PAIRS)
