"""ABC by yearly value, XYZ by variability, and the class that picks and value suggest.

ABC is Pareto's 80/20 rule as Dickie brought it to stocks (*ABC Inventory Analysis
Shoots for Dollars, not Pennies*, 1951). It says where the money is, not what happens
when something runs out: that is a person's to say, and suggested only until then.
"""

import math
from collections.abc import Sequence
from typing import Literal

from .demand import Demand

Abc = Literal["A", "B", "C"]
Xyz = Literal["X", "Y", "Z"]
SuggestedClass = Literal["important", "minor"]

# shares of the total that A, and A and B together, make up
_SHARES: tuple[tuple[float, Abc], ...] = ((0.80, "A"), (0.95, "B"))
_VARIATIONS: tuple[tuple[float, Xyz], ...] = ((0.5, "X"), (1.0, "Y"))
# four weeks have as many of each weekday
_VARIATION_DAYS = 28.0


def abc(totals: Sequence[float]) -> list[Abc]:
    """The class of each item by its share of the total of all, in their order.

    An item is A as long as the larger ones make up less than 80 % together, B up to
    95 %. Equals are of one class; what has no value is C.

    :param totals: yearly value or number of demands of each

    >>> abc([5, 70, 15, 10, 0])
    ['C', 'A', 'A', 'B', 'C']
    """
    whole = math.fsum(max(total, 0.0) for total in totals)
    found: list[Abc] = ["C"] * len(totals)
    larger = reached = 0.0
    before = math.inf
    for index in sorted(range(len(totals)), key=totals.__getitem__, reverse=True):
        total = totals[index]
        if total <= 0:
            break
        if total < before:
            larger, before = reached, total
        found[index] = _first_above(larger / whole)
        reached += total
    return found


def _first_above(share: float) -> Abc:
    for limit, name in _SHARES:
        if share < limit - 1e-9:
            return name
    return "C"


def variation(demand: Demand, clumping: float = 1.0) -> float:
    """Coefficient of variation of the demand of four weeks; infinite without any.

    sqrt(c phi T mu) / (T mu): see ``lead_time_demand()``.

    >>> variation(Demand(rate=2.0, dispersion=14.0, effective_days=90, events=40))
    0.5
    """
    if demand.rate <= 0:
        return math.inf
    return math.sqrt(clumping * demand.dispersion / (demand.rate * _VARIATION_DAYS))


def xyz(variation: float) -> Xyz:
    """Steady, uneven, erratic.

    >>> xyz(0.5), xyz(0.51), xyz(1.1)
    ('X', 'Y', 'Z')
    """
    for limit, name in _VARIATIONS:
        if variation <= limit:
            return name
    return "Z"


def suggested_class(
    value: Abc, picks: Abc, *, chosen: bool = False
) -> SuggestedClass | None:
    """The consequence class value and picks speak for; None if a person chose one.

    Service is worth most where much is asked for and little is tied up (Teunter, Babai
    and Syntetos on ABC classification, *Production and Operations Management* 19,
    2010). That a site would stop no figure shows: the highest class is never suggested.

    :param value: its class by yearly value
    :param picks: its class by the number of demands

    >>> suggested_class("C", "A"), suggested_class("A", "C")
    ('important', 'minor')
    >>> suggested_class("C", "A", chosen=True)
    """
    if chosen:
        return None
    wanted = picks == "A" or (picks == "B" and value != "A")
    return "important" if wanted else "minor"
