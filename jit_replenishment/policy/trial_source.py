"""What would-be transfers take from the place they leave.

Several shelves on trial may be fed from one stock: what one of them took, another
cannot have. Goods go to whoever asked first; what is missing then follows as soon as
the source has more, as a transfer that waits does.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Transfer:
    """One would-be transfer of a product, in its unit.

    :param from_path: ids from the topmost place down to where it is taken, as "1/7/"
    :param to_path: the same of the place it fills
    :param day: on which it was asked for
    :param planned_on: the day it is to leave and, but for its lead time, to be there
    :param expected_on: the day it is there
    """

    key: Hashable
    from_path: str
    to_path: str
    day: date
    planned_on: date
    expected_on: date
    quantity: float

    def leaves(self, place_path: str) -> bool:
        """Whether it makes the stock of a place smaller.

        >>> day = date(2026, 3, 2)
        >>> Transfer(1, "1/7/9/", "1/8/", day, day, day, 5).leaves("1/7/")
        True
        >>> Transfer(1, "1/7/", "1/7/9/", day, day, day, 5).leaves("1/7/")
        False
        """
        is_inside = self.from_path.startswith(place_path)
        return is_inside and not self.to_path.startswith(place_path)


def share_out(available: float, wanted: Sequence[float]) -> tuple[float, ...]:
    """What each gets, the first first; never more than there is.

    >>> share_out(30, (22, 22, 5))
    (22, 8, 0)
    >>> share_out(-3, (22,))
    (0,)
    """
    left, shares = max(available, 0), []
    for quantity in wanted:
        share = min(quantity, left)
        shares.append(share)
        left -= share
    return tuple(shares)


def taken(
    transfers: Sequence[Transfer], stock: Mapping[str, float], today: date
) -> dict[Hashable, float]:
    """What each transfer of one product could take, by its key.

    :param transfers: all there were since the trials began, in any order
    :param stock: by source, what lies there today as if none of these had left it or
        come in; what is missing here counts as empty

    >>> day = date(2026, 3, 2)
    >>> both = [Transfer(key, "1/7/", f"1/{key}/", day, day, day, 22) for key in (1, 2)]
    >>> taken(both, {"1/7/": 30}, day)
    {1: 22, 2: 8.0}
    """
    by_source = defaultdict(list)
    for each in sorted(transfers, key=lambda each: each.day):
        by_source[each.from_path].append(each)
    found: dict[Hashable, float] = {}
    begun: set[str] = set()

    def fill(source: str) -> None:
        """After the places this one is itself filled from."""
        if source in begun:
            return
        begun.add(source)
        came = 0.0
        for each in transfers:
            if source.startswith(each.to_path) and each.from_path in by_source:
                fill(each.from_path)
                if each.expected_on <= today:
                    came += found.get(each.key, 0.0)
        wanted = by_source[source]
        shares = share_out(
            stock.get(source, 0.0) + came, [each.quantity for each in wanted]
        )
        for each, share in zip(wanted, shares, strict=True):
            found[each.key] = share

    for source in list(by_source):
        fill(source)
    return found
