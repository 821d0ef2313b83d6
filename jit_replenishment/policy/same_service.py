"""Which service to ask for so that as much is served as somebody else's figures do."""

from collections.abc import Sequence
from statistics import NormalDist

# what is near enough: a twentieth of a point
NEAR_ENOUGH = 0.0005
# each is one more replay of every rule
MOST_TRIES = 6
LEAST_LEVEL, MOST_LEVEL = 0.01, 0.9999
_FIRST_LEVEL = 0.8
# deviations: figures are rounded to whole units, nothing comes of less
_SMALLEST_STEP = 0.01
# of what lies between two levels: nearer to one of them little would be learned
_EDGE = 0.1
_LONGEST_STEP = 2.0
_NORMAL = NormalDist()


def next_level(
    tried: Sequence[tuple[float, float]], wanted: float, tries_left: int
) -> float | None:
    """The cycle service level to try next; None where it is found, or cannot be.

    False position (Press et al., *Numerical Recipes*, section 9.2) on the level's
    deviations of a standard normal variable, kept away from both ends. More is served
    the more is asked for, but for a little: an order may come a day sooner by chance.

    :param tried: level and fill rate achieved, in any order
    :param wanted: fill rate

    >>> next_level([(0.9, 0.99), (0.95, 0.995)], 0.9949, 6) is None
    True
    >>> round(next_level([(0.5, 0.8), (0.9, 0.9)], 0.85, 6), 3)
    0.739
    """
    if tries_left <= 0:
        return None
    if not tried:
        return _FIRST_LEVEL
    if abs(nearest(tried, wanted)[1] - wanted) <= NEAR_ENOUGH:
        return None
    ranked = sorted((_NORMAL.inv_cdf(level), fill) for level, fill in tried)
    below = [each for each in ranked if each[1] < wanted]
    above = [each for each in ranked if each[1] >= wanted]
    if not above:
        return _beyond(ranked, wanted, MOST_LEVEL)
    if not below:
        return _beyond(ranked[::-1], wanted, LEAST_LEVEL)
    # by chance a lower level may have served more: then the pair that is the nearest
    less, more = max(below), min(above)
    width = more[0] - less[0]
    if abs(width) < _SMALLEST_STEP:
        return None
    share = (wanted - less[1]) / (more[1] - less[1])
    return _NORMAL.cdf(less[0] + min(max(share, _EDGE), 1.0 - _EDGE) * width)


def nearest(tried: Sequence[tuple[float, float]], wanted: float) -> tuple[float, float]:
    """Of what was tried, the one that serves as much as is wanted the most nearly; of
    two the lower level.

    >>> nearest([(0.9, 0.97), (0.8, 0.93)], 0.94)
    (0.8, 0.93)
    """
    return min(tried, key=lambda each: (abs(each[1] - wanted), each[0]))


def _beyond(
    ranked: Sequence[tuple[float, float]], wanted: float, limit: float
) -> float | None:
    """Past the last one, as the last two go on; None where there is nothing left."""
    end, last = _NORMAL.inv_cdf(limit), ranked[-1]
    side = 1.0 if end > last[0] else -1.0
    room = abs(end - last[0])
    if room < _SMALLEST_STEP:
        return None
    step = _LONGEST_STEP
    if len(ranked) > 1:
        rise = (last[1] - ranked[-2][1]) / (last[0] - ranked[-2][0])
        if rise > 0:
            # a little more than that: two around it tell more than two on one side
            step = min(1.2 * abs(wanted - last[1]) / rise + _EDGE, _LONGEST_STEP)
    return _NORMAL.cdf(last[0] + side * min(step, room))
