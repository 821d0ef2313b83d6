"""When goods have to be there, and by when their order has to go out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .inventory_position import ProtectionInterval
from .order_calendar import last_order_day, next_order_day


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of one order.

    :param order_by: last day on which the vendor can be asked and still be in time
    :param planned_on: day of expected arrival
    :param needed_on: day the goods are missed; None when as soon as possible
    """

    order_by: date
    planned_on: date
    needed_on: date | None = None


def schedule(
    interval: ProtectionInterval, weekdays: Sequence[int], needed_on: date | None
) -> Schedule:
    """Arrival on the day of need, or on the earliest the vendor can, the later of them.

    Goods that came sooner would only lie there. The order is due a lead time before,
    on an order day of the vendor; that is never a day already gone.

    >>> interval = ProtectionInterval(date(2026, 3, 2), 14, review_period_days=7)
    >>> dates = schedule(interval, (), needed_on=date(2026, 3, 20))
    >>> str(dates.order_by), str(dates.planned_on)
    ('2026-03-06', '2026-03-20')
    """
    planned_on = max(needed_on or interval.first_arrival, interval.first_arrival)
    latest = planned_on - timedelta(days=interval.lead_time_days)
    return Schedule(last_order_day(weekdays, latest), planned_on, needed_on)


def expected_on(
    planned_on: date, earliest: date, weekdays: Sequence[int], seen_days: float
) -> date:
    """The day goods will be there: that agreed on, or later where the vendor was seen
    to take longer.

    :param earliest: first day on which the company can get the order out
    :param weekdays: on which the vendor takes orders
    :param seen_days: from an order day to the goods, as learned; 0 where nothing was

    >>> monday = date(2026, 3, 2)
    >>> str(expected_on(date(2026, 3, 16), monday, (), 20.4))
    '2026-03-23'
    >>> str(expected_on(date(2026, 3, 16), monday, (1,), 20.4))
    '2026-03-24'
    """
    out_on = next_order_day(weekdays, earliest)
    return max(planned_on, out_on + timedelta(days=math.ceil(seen_days)))
