from datetime import date, datetime, time, timedelta

from odoo import models

# longer holidays than this are nobody's week
_LONGEST_BREAK_DAYS = 31


class ResCompany(models.Model):
    """The days on which people of the company look at what waits for them."""

    _inherit = "res.company"

    def _jit_is_workday(self, day: date) -> bool:
        """By the company's working hours and its holidays; Monday to Friday without."""
        self.ensure_one()
        # a buyer need not be allowed to read working hours
        calendar = self.sudo().resource_calendar_id
        if not calendar:
            return day.weekday() < 5
        timezone = self._jit_timezone()
        start = timezone.localize(datetime.combine(day, time.min))
        end = timezone.localize(datetime.combine(day, time.max))
        return bool(list(calendar._work_intervals_batch(start, end)[False]))

    def _jit_next_workday(self, day: date) -> date:
        """The first one after this day; after a month without any, the next day."""
        after = (day + timedelta(days=n) for n in range(1, _LONGEST_BREAK_DAYS))
        return next(filter(self._jit_is_workday, after), day + timedelta(days=1))
