"""The rules that queries read: those of the database, and any that are imagined."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from odoo.api import Environment
from odoo.tools import SQL

# context keys, and the id of a rule that nobody wrote
IMAGINED, TRIED = "jit_imagined_rules", "jit_tried_rules"
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


@dataclass(frozen=True, slots=True)
class TriedRules:
    """Stored rules that are read as if they were live, with other figures.

    :param changes: rule id -> column -> the value it is read with
    """

    changes: Mapping[int, Mapping[str, object]]

    def as_json(self) -> str:
        return json.dumps({str(rule_id): row for rule_id, row in self.changes.items()})


def rule_table(env: Environment) -> SQL:
    """What to read rules from, as in ``FROM %s op``."""
    tried = env.context.get(TRIED)
    if isinstance(tried, TriedRules):
        return _with_tried(tried)
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


def _with_tried(tried: TriedRules) -> SQL:
    return SQL(
        """
        (SELECT * FROM stock_warehouse_orderpoint WHERE id <> ALL(%(ids)s)
          UNION ALL
         SELECT tried.*
           FROM stock_warehouse_orderpoint stored
     CROSS JOIN LATERAL jsonb_populate_record(
                stored, %(changes)s::jsonb -> stored.id::text) tried
          WHERE stored.id = ANY(%(ids)s))
        """,
        ids=list(tried.changes),
        changes=tried.as_json(),
    )
