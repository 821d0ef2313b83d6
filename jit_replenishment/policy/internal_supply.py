"""Supply from the company itself: another warehouse, the stock around a shelf, its
own production."""

from dataclasses import dataclass
from typing import Literal

from .inventory_position import SupplyTerms

Way = Literal["transferred", "manufactured"]

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
    :param lead_time_days: until they are there
    :param order_multiple: in the product's unit, 0 if none
    """

    way: Way
    source: str
    source_path: str = ""
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
