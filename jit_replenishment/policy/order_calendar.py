"""When an order can go out, and which days an order placed now has to last.

Looking at stock daily but ordering on certain weekdays only is periodic review: each
order has to last until the next one arrives, R + L days (Silver, Pyke and Thomas,
*Inventory and Production Management in Supply Chains*, 4th ed., chapter 6: (R, S)
control). Days until the next order day come on top: no order can leave before it.

Weekdays are those of ``date.weekday()``: Monday is 0. None named means every day.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from .inventory_position import ProtectionInterval

_A_WEEK = range(7)


def next_order_day(weekdays: Sequence[int], day: date) -> date:
    """The first order day at or after ``day``.

    >>> next_order_day((1, 3), date(2026, 3, 6)).isoformat()  # Friday to Tuesday
    '2026-03-10'
    """
    return _first(weekdays, [day + timedelta(days=count) for count in _A_WEEK])


def order_day_after(weekdays: Sequence[int], day: date) -> date:
    """The first order day later than ``day``.

    >>> order_day_after((1,), date(2026, 3, 10)).isoformat()
    '2026-03-17'
    """
    return next_order_day(weekdays, day + timedelta(days=1))


def last_order_day(weekdays: Sequence[int], day: date) -> date:
    """The last order day at or before ``day``.

    >>> last_order_day((1, 3), date(2026, 3, 9)).isoformat()  # Monday to Thursday
    '2026-03-05'
    """
    return _first(weekdays, [day - timedelta(days=count) for count in _A_WEEK])


def longest_wait(weekdays: Sequence[int]) -> int:
    """Days between two order days, at most: the review period of periodic review.

    >>> longest_wait(()), longest_wait((1,)), longest_wait((0, 3))
    (1, 7, 4)
    """
    if not weekdays:
        return 1
    days = sorted(set(weekdays))
    following = [*days[1:], days[0] + len(_A_WEEK)]
    return max(after - before for before, after in zip(days, following, strict=True))


def _first(weekdays: Sequence[int], days: Sequence[date]) -> date:
    return next((day for day in days if day.weekday() in weekdays), days[0])


def protection_interval(
    today: date,
    lead_time_days: int,
    weekdays: Sequence[int] = (),
    purchase_days: int = 0,
    review_period_days: int = 1,
) -> ProtectionInterval:
    """The days an order of today must last, with its vendor's order days.

    :param lead_time_days: from the vendor's order day to usable stock
    :param purchase_days: what the company itself takes to get an order out
    :param review_period_days: between two looks; order days farther apart count instead

    >>> weekly = protection_interval(date(2026, 3, 6), 14, weekdays=(1,))
    >>> weekly.wait_days, weekly.review_period_days, weekly.days
    (4, 7, 25)
    """
    order_on = next_order_day(weekdays, today + timedelta(days=purchase_days))
    following = order_day_after(weekdays, order_on)
    return ProtectionInterval(
        today,
        lead_time_days,
        max(review_period_days, (following - order_on).days if weekdays else 0),
        wait_days=(order_on - today).days,
    )
