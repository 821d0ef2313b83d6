"""Real lead times: what each vendor's orders took, in the order they were sent."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.inventory.tables import rows

_LONGEST_DAYS, _LONGEST_MEAN_DAYS = 400, 100
_FEWEST_ORDERS = 20
ORDER_EVERY_DAYS = 7


class Round(NamedTuple):
    """What a vendor is sent on one of its order days, or would be.

    :param day: of the demand set, from 0
    :param days: until it is there
    """

    day: int
    days: int


def read_lead_times(path: Path) -> dict[str, list[int]]:
    """Of each vendor with enough of them; an order is one of its days.

    Rows without a date, or delivered before they were ordered, say nothing.
    """
    orders: dict[str, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(path):
        sent, came = _day(row.get("po_sent")), _day(row.get("delivered"))
        if sent and came and 0 < (came - sent).days <= _LONGEST_DAYS:
            orders[row["vendor"]][sent].append((came - sent).days)
    found = {}
    for vendor, known in sorted(orders.items()):
        days = [min(known[sent]) for sent in sorted(known)]
        mean = sum(days) / len(days)
        if len(days) >= _FEWEST_ORDERS and mean <= _LONGEST_MEAN_DAYS:
            found[vendor] = days
    return found


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None


def deal_rounds(
    lead_times: Sequence[Sequence[int]], last_day: int, chance: random.Random
) -> list[list[Round]]:
    """A round a week for each vendor, each on its weekday: from a point of its record
    that is drawn, on in real order, beginning anew at its end."""
    return [
        list(_rounds(n, days, last_day, chance)) for n, days in enumerate(lead_times)
    ]


def _rounds(
    number: int, days: Sequence[int], last_day: int, chance: random.Random
) -> Iterator[Round]:
    start = chance.randrange(len(days))
    first = number % ORDER_EVERY_DAYS
    for rank, day in enumerate(range(first, last_day, ORDER_EVERY_DAYS)):
        yield Round(day, days[(start + rank) % len(days)])
