"""Booked demand consumes the forecast: nothing is counted twice.

A learned reorder point contains the demand expected within the protection interval. A
promise within it is part of that demand and counts only as far as more is booked than
was expected::

    counted = overdue + max(booked - expected, 0)

so that stock has to cover max(booked, expected) + buffer, never their sum. A reorder
point set by hand expects nothing: every promise counts. Overdue promises are backlog;
the coming interval's expectation does not contain them.

This is the forecast consumption of master scheduling (Vollmann et al., *Manufacturing
Planning and Control*), with the protection interval as the time fence.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from .inventory_position import Commitment, ProtectionInterval, committed


def already_expected(
    promised: Iterable[Commitment], expected_demand: float, today: date
) -> float:
    """How much of what is promised the reorder point contains already.

    >>> today = date(2026, 3, 2)
    >>> promised = Commitment(3, date(2026, 2, 1)), Commitment(45, date(2026, 3, 9))
    >>> already_expected(promised, 40, today), already_expected(promised, 60, today)
    (40, 45.0)

    :param promised: within the protection interval, overdue ones among them
    :param expected_demand: within that interval, as far as the reorder point holds it
    """
    booked = committed(each for each in promised if each.due >= today)
    return max(min(booked, expected_demand), 0.0)


def beyond_expected(
    commitments: Iterable[Commitment],
    expected_demand: float,
    interval: ProtectionInterval,
) -> tuple[Commitment, ...]:
    """The promises without what of them was expected, the first due first.

    Overdue ones and those after the interval stay whole.

    >>> interval = ProtectionInterval(date(2026, 3, 2), 14, review_period_days=1)
    >>> promised = Commitment(30, date(2026, 3, 5)), Commitment(15, date(2026, 3, 9))
    >>> [each.quantity for each in beyond_expected(promised, 40, interval)]
    [0.0, 5.0]
    """
    left = max(expected_demand, 0.0)
    kept = []
    for each in sorted(
        commitments, key=lambda promise: (promise.due, promise.quantity)
    ):
        taken = 0.0
        if interval.today <= each.due <= interval.last_day:
            taken = max(min(each.quantity, left), 0.0)
        left -= taken
        kept.append(replace(each, quantity=float(each.quantity - taken)))
    return tuple(kept)
