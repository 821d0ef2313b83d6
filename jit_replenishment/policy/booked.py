"""The movements a position is the sum of, kept so that a person can add them up."""

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

from .inventory_position import Commitment, Supply
from .reason import Reason, Row, Value
from .supply_cover import JudgedSupply

# rows of incoming and of promised goods that are kept, beside the sum of the others
MOST_ROWS = 10
# records that can be opened from a part, the first ones
MOST_RECORDS = 200


def booked_reason(judged: JudgedSupply, promised: Iterable[Commitment]) -> Reason:
    """What was counted, what was not and why, and what is promised by day.

    ``more`` and ``more_quantity`` tell of those left out; of incoming goods the counted
    ones come first, so that what is left out is counted as far as the sum says. The
    ``records`` are in the order of the rows.

    >>> counted = JudgedSupply((Supply(5, date(2026, 3, 9), "P1"),))
    >>> booked_reason(counted, []).values["incoming"]
    [['P1', '2026-03-09', 5, None, None]]
    """
    supplies = sorted(judged.counted, key=_day)
    counted = [_incoming(supply, None) for supply in supplies]
    dropped = sorted(judged.dropped, key=lambda each: _day(each.supply))
    leaving = sorted(promised, key=lambda promise: promise.due)
    incoming = [*counted, *(_incoming(each.supply, each.cause) for each in dropped)]
    by_day: list[Row] = [
        [promise.due.isoformat(), promise.quantity] for promise in leaving
    ]
    values: dict[str, Value] = {
        "incoming": incoming[:MOST_ROWS],
        "incoming_more": len(incoming[MOST_ROWS:]),
        "incoming_more_quantity": _sum(counted[MOST_ROWS:], 2),
        "promised": by_day[:MOST_ROWS],
        "promised_more": len(by_day[MOST_ROWS:]),
        "promised_more_quantity": _sum(by_day[MOST_ROWS:], 1),
        "counted_records": _records(supplies),
        "dropped_records": _records(each.supply for each in dropped),
        "promised_moves": [move for each in leaving for move in each.move_ids][
            :MOST_RECORDS
        ],
    }
    return Reason("booked", values)


def _records(supplies: Iterable[Supply]) -> list[Any]:
    return [supply.record for supply in supplies][:MOST_RECORDS]


def _incoming(supply: Supply, cause: str | None) -> Row:
    due = supply.due.isoformat() if supply.due else None
    return [supply.document, due, supply.quantity, cause, supply.changed_by]


def _day(supply: Supply) -> tuple[date, str, float]:
    return supply.due or date.max, supply.document, -supply.quantity


def _sum(rows: list[Row], column: int) -> float:
    return math.fsum(row[column] for row in rows)
