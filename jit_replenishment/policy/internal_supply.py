"""Supply from the company itself: another warehouse, the stock around a shelf, its
own production."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from .inventory_position import SupplyTerms

Way = Literal["transferred", "manufactured"]
Key = TypeVar("Key")

# What the company itself has started counts, however late: a second transfer from the
# same place, or a second production, would not be there any sooner.
STARTED_COUNTS = SupplyTerms(
    late_supply_counts=True, overdue_supply_days=10**6, unsent_rfq_counts=True
)


@dataclass(frozen=True, slots=True)
class InternalSupply:
    """How goods come that nobody buys for this place.

    :param source: what a person calls the place, or the bill of materials
    :param source_path: ids from the topmost place down to where they leave, as "1/7/"
    :param taken_path: the same of the place whose stock they are taken from in the end;
        empty where that is nobody's stock
    :param lead_time_days: until they are there
    :param order_multiple: in the product's unit, 0 if none
    """

    way: Way
    source: str
    source_path: str = ""
    taken_path: str = ""
    lead_time_days: int = 0
    order_multiple: float = 0.0

    @property
    def order_weekdays(self) -> tuple[int, ...]:
        """The company itself can be asked on any day."""
        return ()

    def brings_into(self, place_path: str) -> bool:
        """Whether it adds to the stock of a place around the one it goes to.

        >>> InternalSupply("transferred", "WH/Stock", "1/7/").brings_into("1/7/")
        False
        """
        return not self.source_path.startswith(place_path)


def going_round(supplies: Mapping[Key, tuple[str, InternalSupply]]) -> set[Key]:
    """Rules of one product whose transfers only make each other short.

    Nothing new ever comes of them, and each answers the other with a larger transfer,
    for ever.

    :param supplies: the place of each rule, as "1/7/", and how it is supplied

    >>> north = InternalSupply("transferred", "South", taken_path="1/8/")
    >>> south = InternalSupply("transferred", "North", taken_path="1/7/")
    >>> sorted(going_round({1: ("1/7/", north), 2: ("1/8/", south)}))
    [1, 2]
    >>> going_round({1: ("1/7/", north)})
    set()
    """
    shortened = {
        key: _made_short(place, supply.taken_path, supplies)
        for key, (place, supply) in supplies.items()
    }
    left = set(supplies)
    while left:
        reached = set().union(*(shortened[key] for key in left))
        on_a_way_round = {key for key in left & reached if shortened[key] & left}
        if on_a_way_round == left:
            break
        left = on_a_way_round
    return left


def _made_short(
    place: str, taken_path: str, supplies: Mapping[Key, tuple[str, InternalSupply]]
) -> set[Key]:
    """Rules whose stock a transfer to ``place`` leaves for good."""
    return {
        key
        for key, (other, _supply) in supplies.items()
        if taken_path.startswith(other) and not place.startswith(other)
    }
