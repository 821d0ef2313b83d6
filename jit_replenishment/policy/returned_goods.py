"""What came back was never demanded: it is taken off the day it was sold on."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

_NOTHING = 1e-9


class Sold(NamedTuple):
    """Goods that left a place on a day (``date.toordinal()``), above 0 units."""

    day: int
    place: int
    quantity: float


class Returned(NamedTuple):
    """Goods that came back.

    :param day: when they came back
    :param sold_on: when they had left, None where nobody knows
    :param place: from where they had left, None where nobody knows
    """

    day: int
    quantity: float
    sold_on: int | None = None
    place: int | None = None


def net_returns(sold: Iterable[Sold], returned: Iterable[Returned]) -> list[Sold]:
    """What was sold for good, by day and place.

    Goods are taken off the day and place they had left, as far as known and as far as
    there is something left; then off that day's other places, then off the latest days
    before. What was sold longer ago than anything known here is forgotten.

    >>> net_returns([Sold(1, 7, 5.0), Sold(4, 7, 2.0)], [Returned(6, 3.0)])
    [Sold(day=1, place=7, quantity=4.0)]
    """
    left: dict[tuple[int, int], float] = {}
    for day, place, quantity in sold:
        left[day, place] = left.get((day, place), 0.0) + quantity
    keys = sorted(left)
    days = [day for day, _place in keys]
    for back in sorted(returned, key=_in_order):
        latest = back.day if back.sold_on is None else back.sold_on
        until = bisect_right(days, latest)
        wanted = (latest, back.place)
        candidates = [wanted] if wanted in left else []
        open_quantity = back.quantity
        for key in (*candidates, *reversed(keys[:until])):
            if open_quantity <= _NOTHING:
                break
            taken = min(left[key], open_quantity)
            left[key] -= taken
            open_quantity -= taken
    return [
        Sold(day, place, left[day, place])
        for day, place in keys
        if left[day, place] > _NOTHING
    ]


def _in_order(back: Returned) -> tuple[bool, int, int, int, float]:
    """Those that are known first: nobody else takes what they are taken off."""
    known = back.sold_on is not None
    latest = back.sold_on if known else back.day
    return (not known, latest or 0, back.place or 0, back.day, back.quantity)
