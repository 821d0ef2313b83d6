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
    :param spans: likewise of ``jit_demand_span``: since when their places could show a
        demand; without one a rule has no history
    """

    rows: tuple[Mapping[str, object], ...]
    spans: tuple[Mapping[str, object], ...] = ()


def rule_table(env: Environment) -> SQL:
    """What to read rules from, as in ``FROM %s op``."""
    imagined = _imagined(env)
    return _with_imagined("stock_warehouse_orderpoint", imagined and imagined.rows)


def span_table(env: Environment) -> SQL:
    """What to read days with stock from, as in ``FROM %s span``."""
    imagined = _imagined(env)
    return _with_imagined("jit_demand_span", imagined and imagined.spans)


def _imagined(env: Environment) -> ImaginedRules | None:
    imagined = env.context.get(IMAGINED)
    return imagined if isinstance(imagined, ImaginedRules) else None


def _with_imagined(table: str, rows: tuple[Mapping[str, object], ...] | None) -> SQL:
    stored = SQL.identifier(table)
    if not rows:
        return stored
    return SQL(
        """
        (SELECT * FROM %(stored)s
          UNION ALL
         SELECT * FROM jsonb_populate_recordset(NULL::%(stored)s, %(rows)s::jsonb))
        """,
        stored=stored,
        rows=json.dumps([dict(row) for row in rows], default=str),
    )
