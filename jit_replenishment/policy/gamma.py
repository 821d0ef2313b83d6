"""The gamma distribution: what demand leaves of a quantity, and what it lacks.

Series and continued fraction of the incomplete gamma function, as in *NIST Handbook of
Mathematical Functions*, 8.7.1 and 8.9.2, and Press et al., *Numerical Recipes*, 6.2.
"""

import math
from statistics import NormalDist

_PRECISION = 1e-12
_TINY = 1e-300
_MOST_TERMS = 10_000
# from this shape on the normal distribution is as good, and loses no digits
_NORMAL_SHAPE = 1e4
# deviation / mean of what does not vary; shape of what is never above 0
_STEADY, _NEVER_ABOVE_0 = 1e-9, 1e-12
_STANDARD_NORMAL = NormalDist()


def gamma_shortage(quantity: float, mean: float, variance: float) -> float:
    """Units that are short on average where ``quantity`` was there: E(X - q)+.

    >>> gamma_shortage(0, 2, 3), gamma_shortage(1, 2, 0)
    (2, 1)
    """
    if mean <= 0:
        return 0.0
    if quantity <= 0:
        return mean - quantity
    if variance <= (_STEADY * mean) ** 2:
        return max(mean - quantity, 0.0)
    shape, scaled = mean * (mean / variance), quantity * (mean / variance)
    if shape > _NORMAL_SHAPE:
        deviation = math.sqrt(variance)
        z = (quantity - mean) / deviation
        return deviation * (_STANDARD_NORMAL.pdf(z) - z * _STANDARD_NORMAL.cdf(-z))
    if shape < _NEVER_ABOVE_0:
        return mean * math.exp(-scaled)
    (_, above), (_, once_above) = _shares(shape, scaled, 2)
    return max(mean * once_above - quantity * above, 0.0)


def gamma_left_over(quantity: float, mean: float, variance: float) -> float:
    """Integral from 0 to ``quantity`` of what is left of y on average, E(y - X)+ dy.

    That is E((quantity - X)+ ^ 2) / 2.

    >>> gamma_left_over(10, 4, 0), gamma_left_over(0, 4, 5)
    (18.0, 0.0)
    """
    if quantity <= 0:
        return 0.0
    if mean <= 0 or variance <= (_STEADY * mean) ** 2:
        return max(quantity - max(mean, 0.0), 0.0) ** 2 / 2.0
    shape, scaled = mean * (mean / variance), quantity * (mean / variance)
    if shape < _NEVER_ABOVE_0:
        return quantity**2 / 2.0
    scale = variance / mean
    if shape > _NORMAL_SHAPE:
        z = (quantity - mean) / math.sqrt(variance)
        squares = (z * z + 1.0) * _STANDARD_NORMAL.cdf(z) + z * _STANDARD_NORMAL.pdf(z)
        return max(variance * squares / 2.0, 0.0)
    # x f(x) of a gamma variable is that of one whose shape is 1 larger, mean times
    (below, _), (once_below, _), (twice_below, _) = _shares(shape, scaled, 3)
    plain = quantity * quantity * below
    once = 2.0 * quantity * mean * once_below
    twice = mean * (mean + scale) * twice_below
    return max((plain - once + twice) / 2.0, 0.0)


def _shares(shape: float, scaled: float, count: int) -> list[tuple[float, float]]:
    """What of gamma variables is below, and what above: P(a + i, x), Q(a + i, x).

    One series or fraction serves all: P(a, x) = P(a + 1, x) + x^a e^-x / Gamma(a + 1),
    taken in the direction in which the small share only grows (the Handbook, 8.8.5 and
    8.8.6).

    :param shape: a, above 0
    :param scaled: x, above 0
    :returns: for i = 0 .. count - 1
    """
    power = shape * math.log(scaled) - scaled - math.lgamma(shape)
    front = math.exp(power) if power > -700.0 else 0.0
    # x^(a + i) e^-x / Gamma(a + i)
    fronts = [front]
    for step in range(count - 1):
        fronts.append(fronts[-1] * scaled / (shape + step))
    if scaled < shape + 1.0:
        below = fronts[-1] * _series(shape + count - 1, scaled)
        shares = [min(below, 1.0)]
        for step in range(count - 2, -1, -1):
            below += fronts[step] / (shape + step)
            shares.append(min(below, 1.0))
        return [(share, 1.0 - share) for share in reversed(shares)]
    above = front * _fraction(shape, scaled)
    shares = [min(max(above, 0.0), 1.0)]
    for step in range(count - 1):
        above += fronts[step] / (shape + step)
        shares.append(min(max(above, 0.0), 1.0))
    return [(1.0 - share, share) for share in shares]


def _series(shape: float, scaled: float) -> float:
    total = term = 1.0 / shape
    for count in range(1, _MOST_TERMS):
        term *= scaled / (shape + count)
        total += term
        if term < total * _PRECISION:
            break
    return total


def _fraction(shape: float, scaled: float) -> float:
    """Lentz' method."""
    below = scaled + 1.0 - shape
    last, found = 1.0 / _TINY, 1.0 / below
    fraction = found
    for count in range(1, _MOST_TERMS):
        term = -count * (count - shape)
        below += 2.0
        away = term * found + below
        found = 1.0 / (away if abs(away) > _TINY else _TINY)
        last = below + term / last
        # as a function this would be called a hundred times for each rule
        if abs(last) <= _TINY:
            last = _TINY
        change = found * last
        fraction *= change
        if abs(change - 1.0) < _PRECISION:
            break
    return fraction
