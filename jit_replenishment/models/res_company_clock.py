from datetime import date, datetime, time

import pytz

from odoo import fields, models


class ResCompany(models.Model):
    """The company's clock: a deadline passes at its midnight, not at Greenwich's, nor
    at that of whoever looks."""

    _inherit = "res.company"

    def _jit_timezone(self) -> pytz.BaseTzInfo:
        """Of the company's contact, which a storekeeper need not be allowed to read;
        Greenwich's where it has none, or for no company."""
        return pytz.timezone(self.sudo().partner_id.tz or "UTC")

    def _jit_today(self) -> date:
        return self._jit_day(fields.Datetime.now())

    def _jit_days(self) -> dict[int, date]:
        """Today, by company."""
        return {company.id: company._jit_today() for company in self}

    def _jit_days_begun(self) -> dict[int, datetime]:
        """When today began, by company, as the database keeps it."""
        return {
            company.id: company._jit_moment(company._jit_today(), time.min)
            for company in self
        }

    def _jit_day(self, moment: datetime) -> date:
        """The company's day at a moment as the database keeps it."""
        return pytz.utc.localize(moment).astimezone(self._jit_timezone()).date()

    def _jit_moment(self, day: date, clock: time) -> datetime:
        """A time of the company's clock as the database keeps it."""
        local = self._jit_timezone().localize(datetime.combine(day, clock))
        return local.astimezone(pytz.utc).replace(tzinfo=None)
