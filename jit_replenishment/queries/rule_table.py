"""The rules that queries read: those of the database, and any that are imagined."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from odoo.api import Environment
from odoo.tools import SQL

# the context key, and the id of a rule that nobody wrote
IMAGINED = "jit_imagined_rules"
IMAGINED_ID = -1


@dataclass(frozen=True, slots=True)
class ImaginedRules:
    """Rules that are read as if they were stored, to ask what would be if.

    A client cannot put one into a context: it is no JSON.

    :param rows: column -> value of each, the columns of ``stock_warehouse_orderpoint``
    """

    rows: tuple[Mapping[str, object], ...]

    def as_json(self) -> str:
        return json.dumps([dict(row) for row in self.rows], default=str)


def rule_table(env: Environment) -> SQL:
    """What to read rules from, as in ``FROM %s op``."""
    imagined = env.context.get(IMAGINED)
    if not isinstance(imagined, ImaginedRules):
        return SQL("stock_warehouse_orderpoint")
    return SQL(
        """
        (SELECT * FROM stock_warehouse_orderpoint
          UNION ALL
         SELECT * FROM jsonb_populate_recordset(
                NULL::stock_warehouse_orderpoint, %s::jsonb))
        """,
        imagined.as_json(),
    )
