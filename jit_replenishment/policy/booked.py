"""The movements a position is the sum of, kept so that a person can add them up."""

import math
from collections.abc import Iterable
from datetime import date

from .inventory_position import Commitment, Supply
from .reason import Reason, Row, Value
from .supply_cover import JudgedSupply

# rows of incoming and of promised goods that are kept, beside the sum of the others
MOST_ROWS = 10


def booked_reason(judged: JudgedSupply, promised: Iterable[Commitment]) -> Reason:
    """What was counted, what was not and why, and what is promised by day.

    ``more`` and ``more_quantity`` tell of those left out; of incoming goods the counted
    ones come first, so that what is left out is counted as far as the sum says.

    >>> counted = JudgedSupply((Supply(5, date(2026, 3, 9), "P1"),))
    >>> booked_reason(counted, []).values["incoming"]
    [['P1', '2026-03-09', 5, None, None]]
    """
    counted = [_incoming(supply, None) for supply in sorted(judged.counted, key=_day)]
    dropped = sorted(judged.dropped, key=lambda each: _day(each.supply))
    incoming = [*counted, *(_incoming(each.supply, each.cause) for each in dropped)]
    by_day: list[Row] = [
        [promise.due.isoformat(), promise.quantity]
        for promise in sorted(promised, key=lambda promise: promise.due)
    ]
    values: dict[str, Value] = {
        "incoming": incoming[:MOST_ROWS],
        "incoming_more": len(incoming[MOST_ROWS:]),
        "incoming_more_quantity": _sum(counted[MOST_ROWS:], 2),
        "promised": by_day[:MOST_ROWS],
        "promised_more": len(by_day[MOST_ROWS:]),
        "promised_more_quantity": _sum(by_day[MOST_ROWS:], 1),
    }
    return Reason("booked", values)


def _incoming(supply: Supply, cause: str | None) -> Row:
    due = supply.due.isoformat() if supply.due else None
    return [supply.document, due, supply.quantity, cause, supply.changed_by]


def _day(supply: Supply) -> tuple[date, str, float]:
    return supply.due or date.max, supply.document, -supply.quantity


def _sum(rows: list[Row], column: int) -> float:
    return math.fsum(row[column] for row in rows)
