"""Many rows of values in one statement, whatever their number."""

from collections.abc import Iterable, Mapping

from odoo.models import BaseModel
from odoo.tools import SQL


def column_names(names: Iterable[str]) -> SQL:
    return SQL(", ").join(map(SQL.identifier, names))


def unnested(model: BaseModel, columns: Mapping[str, list]) -> SQL:
    """FROM item: the values of these columns of the model's table, row by row."""
    arrays = [
        SQL("%s::%s[]", values, SQL(model._fields[name].column_type[0]))
        for name, values in columns.items()
    ]
    return SQL("unnest(%s)", SQL(", ").join(arrays))
