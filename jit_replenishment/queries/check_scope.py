"""What one company can see, and the shape in which faults are found."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from odoo.tools import SQL

# a year of sales, and when it is over
YEAR_DAYS = 365

# name of a column of ``jit_found`` -> its type
COLUMNS = {
    "kind": "varchar",
    "key": "varchar",
    "product_tmpl_id": "int",
    "product_id": "int",
    "orderpoint_id": "int",
    "partner_id": "int",
    "purchase_line_id": "int",
    "location_id": "int",
    "target_ids": "jsonb",
    "facts": "jsonb",
    "figures": "jsonb",
    "value": "float",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """A company whose data is checked, on a day of its own.

    :param company_ids: the company and those above it
    :param since_moment: when the year began that ends today, as the database keeps it
    """

    company_id: int
    company_ids: tuple[int, ...]
    today: date
    since_moment: datetime

    @property
    def a_year_ago(self) -> date:
        """The last day that does not count."""
        return a_year_before(self.today)

    def sees(self, alias: str) -> SQL:
        """The record is of all companies, or of this one or one above it."""
        column = SQL.identifier(alias, "company_id")
        return SQL("(%s IS NULL OR %s = ANY(%s))", column, column, [*self.company_ids])

    def buys_by(self, alias: str) -> SQL:
        """The price is for all companies, or for this one alone."""
        column = SQL.identifier(alias, "company_id")
        return SQL("(%s IS NULL OR %s = %s)", column, column, self.company_id)


def a_year_before(day: date) -> date:
    return day - timedelta(days=YEAR_DAYS)


def found(kind: str, **columns: SQL) -> SQL:
    """What follows SELECT: a row of ``jit_found``, empty where nothing is said."""
    columns["kind"] = SQL("%s", kind)
    columns.setdefault("facts", SQL("'{}'"))
    columns.setdefault("figures", SQL("'{}'"))
    return SQL(", ").join(
        SQL("(%s)::%s", columns.get(name, SQL("NULL")), SQL(column_type))
        for name, column_type in COLUMNS.items()
    )


def facts(**values: SQL) -> SQL:
    """A jsonb object of these values."""
    pairs = [
        part for name, value in values.items() for part in (SQL("%s", name), value)
    ]
    return SQL("jsonb_build_object(%s)", SQL(", ").join(pairs))


def key(*parts: Any) -> SQL:
    """What tells a fault from others of its kind, the same every time."""
    return SQL("concat_ws(':', %s)", SQL(", ").join(parts))
