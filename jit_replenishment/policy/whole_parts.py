"""Parts that add up when people read them."""

import math
from collections.abc import Sequence


def whole_parts(
    total: float, parts: Sequence[float], step: float = 1.0
) -> tuple[float, ...]:
    """The parts in whole steps, together exactly the total.

    By largest remainders (Hamilton): each is at most a step from what it was, as long
    as the parts make up the total.

    :param total: a multiple of the step
    :param parts: not negative; together about the total

    >>> whole_parts(47, (35.6, 7.2, 4.2))
    (36.0, 7.0, 4.0)
    >>> whole_parts(1.0, (0.5, 0.25, 0.25), 0.5)
    (0.5, 0.5, 0.0)
    """
    whole = round(total / step)
    sum_of_parts = math.fsum(parts)
    if whole <= 0 or sum_of_parts <= 0:
        return (0.0,) * len(parts)
    exact = [part / sum_of_parts * whole for part in parts]
    floors = [math.floor(each + 1e-9) for each in exact]
    nearest = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    for index in nearest[: whole - sum(floors)]:
        floors[index] += 1
    return tuple(each * step for each in floors)
