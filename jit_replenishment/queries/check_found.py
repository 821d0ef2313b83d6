"""Everything found about one company, together, in tables of the transaction."""

from collections.abc import Sequence
from typing import Any

from odoo.api import Environment
from odoo.tools import SQL

from .check_offers import (
    expired_prices,
    lead_times_of_zero,
    same_skus,
    take_offers,
    unit_clashes,
    without_vendor,
    zero_prices,
)
from .check_orders import old_requests
from .check_rules import rules_in_odd_places
from .check_scope import COLUMNS, Scope
from .check_stock import negative_stock, take_sold, untracked_goods
from .compiling import stop_compiling

_WORK_MEMORY = "64MB"
_TABLES = ("jit_check_sold", "jit_check_offer", "jit_found", "jit_found_valued")
_AUDIT_TABLES = ("jit_audit", "jit_audit_class", "jit_audit_missing")


def take_basics(env: Environment, scope: Scope) -> None:
    """What several faults and the stock audit are found by."""
    cr = env.cr
    stop_compiling(env)
    # sorts stay in memory
    cr.execute("SELECT set_config('work_mem', %s, TRUE)", [_WORK_MEMORY])
    for table in (*_TABLES, *_AUDIT_TABLES):
        cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(table)))
    cr.execute(take_sold(env, scope))
    cr.execute("CREATE INDEX ON jit_check_sold (product_id)")
    cr.execute("ANALYZE jit_check_sold")
    cr.execute(take_offers(env, scope))
    cr.execute("CREATE INDEX ON jit_check_offer (product_tmpl_id)")
    cr.execute("ANALYZE jit_check_offer")


def find_by_query(env: Environment, scope: Scope) -> None:
    """Fill ``jit_found`` with what the database alone can tell."""
    cr = env.cr
    columns = SQL(", ").join(
        SQL("%s %s", SQL.identifier(name), SQL(column_type))
        for name, column_type in COLUMNS.items()
    )
    cr.execute(SQL("CREATE TEMPORARY TABLE jit_found (%s) ON COMMIT DROP", columns))
    for select in (
        without_vendor(env, scope),
        zero_prices(),
        expired_prices(),
        lead_times_of_zero(),
        unit_clashes(),
        same_skus(env),
        negative_stock(env, scope),
        untracked_goods(env, scope),
        rules_in_odd_places(env, scope),
        old_requests(env, scope),
    ):
        cr.execute(SQL("INSERT INTO jit_found %s", select))


def add_found(env: Environment, rows: Sequence[dict[str, Any]]) -> None:
    """More rows of ``jit_found``; JSON as text."""
    if not rows:
        return
    arrays = SQL(", ").join(
        SQL("%s::%s[]", [row.get(name) for row in rows], SQL(column_type))
        for name, column_type in COLUMNS.items()
    )
    env.cr.execute(SQL("INSERT INTO jit_found SELECT * FROM unnest(%s)", arrays))


def value_found(env: Environment, decimals: int) -> None:
    """CREATE ``jit_found_valued``: with the id of the kind, and what is at stake.

    Unless the fault knows better, that is what was sold of the product in a year.
    """
    env["jit.finding.kind"].flush_model()
    names = [name for name in COLUMNS if name not in ("kind", "value")]
    env.cr.execute(
        SQL(
            """
            CREATE TEMPORARY TABLE jit_found_valued ON COMMIT DROP AS
            SELECT kind.id AS kind_id, %s, ROUND(COALESCE(
                   found.value, variant.value, product.value, 0)::numeric, %s) AS value
              FROM jit_found found
              JOIN jit_finding_kind kind ON kind.code = found.kind
         LEFT JOIN (SELECT product_id, SUM(sold_value) AS value
                      FROM jit_audit GROUP BY product_id) variant
                ON variant.product_id = found.product_id
         LEFT JOIN (SELECT product_tmpl_id, SUM(sold_value) AS value
                      FROM jit_audit GROUP BY product_tmpl_id) product
                ON product.product_tmpl_id = found.product_tmpl_id
               AND found.product_id IS NULL
            """,
            SQL(", ").join(SQL.identifier("found", name) for name in names),
            decimals,
        )
    )
    env.cr.execute("ANALYZE jit_found_valued")
