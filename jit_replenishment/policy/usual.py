"""Is a line like those bought before, so that nobody has to look at it by itself?

A line is usual where its class allows that, its vendor is the one it was last bought
from, quantity and price are near those of the last purchases, and nothing is known to
be wrong with its product. What is not usual names every rule it breaks.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from .reason import Reason

# what is usual is the middle of so many purchases at most, and no fewer than these: one
# alone may have been the odd one
PURCHASES = 5
_FEWEST = 2
# a need that moved by more than this part of what was looked at is looked at again
TOLERANCE = 0.1
_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class UsualTerms:
    """What a consequence class calls usual.

    :param together: whether lines of the class may be approved without a look at each
    :param quantity_percent: at most so much more than usual; as much less is the same
        factor down, so that 100 goes from half to twice
    :param price_percent: at most so much above or below the last price
    """

    together: bool = True
    quantity_percent: float = 50.0
    price_percent: float = 5.0


@dataclass(frozen=True, slots=True)
class Purchase:
    """A confirmed purchase of the product.

    :param quantity: in the product's unit
    :param price: of one product unit, after discount, in the order's currency
    """

    vendor_id: int
    quantity: float
    price: float
    currency_id: int


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line that waits for approval.

    :param quantity: in the product's unit
    :param price: of one product unit, after discount, in the order's currency
    :param purchases: in the line's company, newest first: the last from any vendor, and
        the last from the line's own
    :param chosen_vendor_id: whom the engine chose
    :param on_hand: when it was last looked at
    :param need_moved: whether other than what was ordered is needed by now
    :param to_fix: whether something keeps its rule from ordering
    :param faulty: whether the data check found something about the product
    :param minimum: the least the vendor sells, in the product's unit
    :param multiple: in which the vendor sells, in the product's unit; 0 for any
    :param others: on other lines that reach the minimum together with this one
    :param step: the least by which the quantity can differ
    """

    vendor_id: int
    quantity: float
    price: float
    currency_id: int
    purchases: Sequence[Purchase] = ()
    chosen_vendor_id: int | None = None
    on_hand: float = 0.0
    need_moved: bool = False
    to_fix: bool = False
    faulty: bool = False
    minimum: float = 0.0
    multiple: float = 0.0
    others: float = 0.0
    step: float = 0.0


def usual_quantity(purchases: Sequence[Purchase], vendor_id: int) -> float | None:
    """The middle of what was last bought from a vendor; None where that says nothing.

    >>> bought = [Purchase(7, quantity, 1.0, 1) for quantity in (10, 400, 12)]
    >>> usual_quantity(bought, 7)
    12
    >>> usual_quantity(bought[:1], 7) is None
    True
    """
    quantities = [each.quantity for each in purchases if each.vendor_id == vendor_id]
    if len(quantities) < _FEWEST:
        return None
    return median(quantities[:PURCHASES])


def last_price(line: OpenLine) -> float | None:
    """What the line's vendor was last paid for one, in the line's currency."""
    mine = (each for each in line.purchases if each.vendor_id == line.vendor_id)
    last = next(mine, None)
    if not last or last.currency_id != line.currency_id or last.price <= 0:
        return None
    return last.price


def price_change(line: OpenLine) -> float | None:
    """Against the last price of the same vendor: 0.02 is 2 % more."""
    last = last_price(line)
    return None if last is None else line.price / last - 1.0


def broken_rules(line: OpenLine, terms: UsualTerms) -> tuple[Reason, ...]:
    """Why a line is not usual; nothing where it is."""
    found = [*broken_vendor_terms(line)]
    if not terms.together:
        found.append(Reason("unusual_class"))
    if line.on_hand < 0:
        found.append(Reason("unusual_on_hand"))
    if line.to_fix:
        found.append(Reason("unusual_to_fix"))
    if line.faulty:
        found.append(Reason("unusual_fault"))
    if line.need_moved:
        found.append(Reason("unusual_need"))
    return (*found, *_broken_by_vendor(line), *_broken_by_figures(line, terms))


def broken_vendor_terms(line: OpenLine) -> tuple[Reason, ...]:
    """What the vendor does not sell so: too little, or a part of a pack.

    A quantity is as near to a multiple as its own unit lets it be.

    >>> line = OpenLine(7, 10.0, 1.0, 1, minimum=24.0, multiple=12.0)
    >>> [each.code for each in broken_vendor_terms(line)]
    ['unusual_minimum', 'unusual_multiple']
    """
    found = []
    noise = _noise(line.quantity, line.step)
    if line.quantity + line.others < line.minimum - noise:
        found.append(Reason("unusual_minimum", {"minimum": line.minimum}))
    if line.multiple > _NOISE:
        nearest = round(line.quantity / line.multiple) * line.multiple
        if abs(line.quantity - nearest) > noise:
            found.append(Reason("unusual_multiple", {"multiple": line.multiple}))
    return tuple(found)


def is_parted_from_minimum(
    minimum: float, together: float, ordered: float, step: float = 0.0
) -> bool:
    """Whether what is ordered falls below the vendor's minimum by what stays behind.

    What is below it even together breaks the vendor's terms, and says so itself.

    :param together: what counts for the minimum as long as nothing is taken out
    :param ordered: what counts for it on the order that is made
    :param step: the least by which a quantity can differ

    >>> is_parted_from_minimum(50, 60, 30), is_parted_from_minimum(50, 40, 30)
    (True, False)
    """
    noise = _noise(together, step)
    return ordered < minimum - noise <= together


def _noise(quantity: float, step: float) -> float:
    return step / 2.0 + _NOISE * max(abs(quantity), 1.0)


def _broken_by_vendor(line: OpenLine) -> tuple[Reason, ...]:
    if line.chosen_vendor_id and line.vendor_id != line.chosen_vendor_id:
        return (Reason("unusual_other_vendor"),)
    if line.purchases and line.purchases[0].vendor_id != line.vendor_id:
        last = line.purchases[0].vendor_id
        return (Reason("unusual_vendor", {"vendor_id": last}),)
    return ()


def _broken_by_figures(line: OpenLine, terms: UsualTerms) -> tuple[Reason, ...]:
    usual = usual_quantity(line.purchases, line.vendor_id)
    if not usual or usual <= 0:
        bought = sum(each.vendor_id == line.vendor_id for each in line.purchases)
        return (Reason("unusual_new", {"purchases": bought}),)
    found = []
    times = line.quantity / usual
    if not _is_near(times, terms.quantity_percent):
        values = {"quantity": line.quantity, "usual": usual, "times": times}
        found.append(Reason("unusual_quantity", values))
    change = price_change(line)
    if change is None:
        found.append(Reason("unusual_unpriced"))
    elif not abs(change) <= terms.price_percent / 100.0 + _NOISE:
        found.append(Reason("unusual_price", {"change": change}))
    return tuple(found)


def _is_near(times: float, percent: float) -> bool:
    """Up by so many percent, or down by the same factor."""
    most = 1.0 + percent / 100.0
    return 1.0 / most - _NOISE <= times <= most + _NOISE


def has_moved(
    looked_at: float, now: float, tolerance: float = TOLERANCE, step: float = 0.0
) -> bool:
    """Whether a need is no longer what somebody looked at.

    :param step: the least by which a quantity can differ

    >>> has_moved(30, 33), has_moved(30, 34), has_moved(30, 0)
    (False, True, True)
    >>> has_moved(3, 4, step=1.0), has_moved(0.5, 1, step=1.0)
    (True, False)
    """
    if not (math.isfinite(looked_at) and math.isfinite(now)):
        return True
    moved = abs(now - looked_at)
    return moved >= step - _NOISE and moved > tolerance * abs(looked_at) + _NOISE
