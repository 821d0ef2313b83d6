"""What a program sends along, which may be anything: over RPC nothing is typed.

What a form sends has been through a field; what a method takes beside its records has
not. Nonsense is answered in words, and never gets as far as the database.
"""

from datetime import date

from psycopg2 import DataError

from odoo import fields
from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.models import BaseModel
from odoo.tools.misc import clean_context


def as_text(env: Environment, value: object) -> str:
    """A text, stripped; empty if none was sent.

    :raises UserError: it is something else
    """
    if value is None or value is False:
        return ""
    if not isinstance(value, str):
        raise UserError(env._("%(value)s is not a text.", value=value))
    return value.strip()


def as_day(env: Environment, value: object) -> date | None:
    """A day, also as "2026-03-31"; None if none was sent.

    :raises UserError: it is something else
    """
    if value is None or value is False or value == "":
        return None
    try:
        # another type could pass for a day further down
        day = fields.Date.to_date(value if isinstance(value, str | date) else None)
    except ValueError:
        day = None
    if not day:
        raise UserError(
            env._("%(value)s is not a day. Write it like 2026-03-31.", value=value)
        )
    return day


def as_id(env: Environment, value: object) -> int | None:
    """The number of a record, which need not exist; None if none was sent.

    :raises UserError: it is something else
    """
    if value is None or value is False:
        return None
    # True is a number to Python
    if type(value) is not int:
        raise UserError(env._("%(value)s is not the number of a record.", value=value))
    return value


def as_domain(records: BaseModel, value: object) -> Domain | None:
    """What to search among such records; None if nothing was sent.

    :raises UserError: it is nothing to search by, or names a field that is none
    """
    if value is None or value is False:
        return None
    try:
        if not isinstance(value, list | tuple | Domain):
            raise ValueError
        domain = Domain(value)
        # some of what is wrong with it only the database finds out
        with records.env.cr.savepoint():
            records.search(domain, limit=1)
    except (ValueError, TypeError, KeyError, AttributeError, DataError) as error:
        raise UserError(
            records.env._("%(value)s is not a filter of these records.", value=value)
        ) from error
    return domain


def without_defaults(records: BaseModel) -> BaseModel:
    """To make records of what is known here alone: a default that a client sends along
    would say what was done, by whom and when."""
    context = clean_context(records.env.context)
    # replaced and not extended: else they would stay
    return records.with_context(context)  # pylint: disable=context-overridden
