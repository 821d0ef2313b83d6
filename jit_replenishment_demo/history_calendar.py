"""The one place that turns a day of the replay into a moment of the calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

# In UTC. Goods come in before they are shipped, orders go out in between.
OPENING = time(5)
RECEIVING = time(7)
ORDERING = time(10)
SHIPPING = time(14)
LOOKING = time(18)


@dataclass(frozen=True)
class Calendar:
    """Days count from 0; day `days` is `today`, the day after the last replayed."""

    today: date
    days: int

    def moment(self, day: int, hour: time) -> datetime:
        """`hour` of `day`, as Odoo stores moments: in UTC, without a zone."""
        return datetime.combine(self.today - timedelta(days=self.days - day), hour)
