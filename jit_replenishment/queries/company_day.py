"""The day a moment belongs to, by the clock of a company."""

from odoo.tools import SQL


def company_day(moment: SQL) -> SQL:
    """Of the company whose contact is joined as ``contact``."""
    return SQL(
        "(%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(contact.tz, 'UTC'))::date", moment
    )
