"""What must hold whatever happened, once the next run is over. Used by every scenario.

An offence is a sentence; no sentences, no offence.
"""

import threading
from collections.abc import Callable, Iterable

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.modules.registry import Registry
from odoo.sql_db import BaseCursor

from . import brakes, needs
from .book import CONTENTS

# a killed client's statement ends by itself, but not at once
_LAST_WORDS_SECONDS = 10

_AT_ONCE = {
    "signals wait and nobody will be called": """
        SELECT COUNT(*) FROM jit_signal
        HAVING COUNT(*) > 0 AND NOT EXISTS (
               SELECT FROM ir_cron_trigger
                 JOIN ir_cron cron ON cron.id = cron_id AND cron.active
                WHERE cron.cron_name LIKE 'Just in Time%')
    """,
}

_UNENDED = """
    SELECT pid, state, wait_event_type, query FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND backend_type = 'client backend' AND state <> 'idle'
"""

_AFTER_THE_NEXT_RUN = {
    "a signal is left": "SELECT product_id FROM jit_signal",
    "a rule has two lines": """
        SELECT orderpoint_id, COUNT(*) FROM purchase_order_line
         WHERE jit_owned GROUP BY orderpoint_id HAVING COUNT(*) > 1
    """,
    "a vendor has two engine drafts": """
        SELECT partner_id, array_agg(id) FROM purchase_order
         WHERE jit_owned AND state = 'draft'
         GROUP BY company_id, partner_id, picking_type_id, currency_id
        HAVING COUNT(*) > 1
    """,
    "an engine's mark is on what is no draft of the engine": """
        SELECT line.id, po.id, po.state
          FROM purchase_order_line line JOIN purchase_order po ON po.id = line.order_id
         WHERE line.jit_owned AND NOT (po.jit_owned AND po.state = 'draft')
            OR po.jit_owned AND po.state <> 'draft'
    """,
    "an engine draft is empty": """
        SELECT id FROM purchase_order po
         WHERE jit_owned AND NOT EXISTS (
               SELECT FROM purchase_order_line line WHERE line.order_id = po.id)
    """,
    "an engine line has no reason of its own": """
        SELECT line.id FROM purchase_order_line line
     LEFT JOIN jit_decision decision ON decision.id = line.jit_decision_id
           AND decision.purchase_line_id = line.id
         WHERE line.jit_owned AND decision.id IS NULL
    """,
    "an order was written after people settled it": f"""
        SELECT settled.order_id, settled.contents, now.contents
          FROM stage_settled_order settled
     LEFT JOIN ({CONTENTS}) now ON now.id = settled.order_id
         WHERE settled.contents IS DISTINCT FROM now.contents
    """,
    "a line was written after people settled it": """
        SELECT settled.line_id, settled.quantity, line.product_qty, line.jit_owned
          FROM stage_settled_line settled
          JOIN purchase_order_line line ON line.id = settled.line_id
         WHERE line.product_qty <> settled.quantity OR line.jit_owned
    """,
    "somebody has to mend a rule that is sound": """
        SELECT orderpoint_id, kind, detail FROM jit_exception WHERE closed_at IS NULL
    """,
    "the scheduled action has failed": """
        SELECT cron_name, active, failure_count FROM ir_cron
         WHERE cron_name LIKE 'Just in Time%' AND (NOT active OR failure_count > 0)
    """,
    **needs.QUERIES,
    **brakes.QUERIES,
}

# rows that a run that finds nothing new must leave alone, by row version
_KEPT_STILL = (
    "purchase_order",
    "purchase_order_line",
    "stock_move",
    "stock_warehouse_orderpoint",
    "jit_decision",
    "jit_exception",
    "jit_position",
    "jit_run",
    "jit_run_line",
    "jit_run_limit",
)


def broken(registry: Registry, run: Callable[[], None]) -> list[str]:
    """Look, have the next run done, look again, and see that one more writes nothing.

    :param run: the sweep and the replenisher, one after the other
    """
    found = [f"a transaction never ends: {row}" for row in _unended(registry)]
    with registry.cursor() as cr:
        found += _look(cr, _AT_ONCE)
    run()
    found += offences(registry)
    before = _versions(registry)
    with registry.cursor() as cr:
        rules = Environment(cr, SUPERUSER_ID, {})["stock.warehouse.orderpoint"]
        rules.search([("trigger", "=", "jit")])._jit_signal()
    run()
    after = _versions(registry)
    for table in _KEPT_STILL:
        if odd := _differing(before[table], after[table]):
            found.append(f"a quiet run writes: {table} {odd[:4]}")
    return found


def offences(registry: Registry, planted: Iterable[str] = ()) -> list[str]:
    """What is wrong right now, where nothing is left to be done.

    :param planted: statements to look after; nothing of them is kept
    """
    with registry.cursor() as cr:
        for statement in planted:
            cr.execute(statement)
        found = _look(cr, _AFTER_THE_NEXT_RUN) + _undecided(cr)
        cr.rollback()
    return found


def _look(cr: BaseCursor, queries: dict[str, str]) -> list[str]:
    found = []
    for offence, query in queries.items():
        cr.execute(query)
        found += [f"{offence}: {row}" for row in cr.fetchall()]
    return found


def _unended(registry: Registry) -> list[tuple]:
    """Other connections amid a transaction, after some patience."""
    rows, patience = [], threading.Event()
    for _second in range(_LAST_WORDS_SECONDS * 10):
        with registry.cursor() as cr:
            cr.execute(_UNENDED)
            rows = cr.fetchall()
        if not rows:
            break
        patience.wait(0.1)
    return rows


def _undecided(cr: BaseCursor) -> list[str]:
    """Lines differ from what ``decide()`` wants at this moment."""
    env = Environment(cr, SUPERUSER_ID, {})
    rules = env["stock.warehouse.orderpoint"].search([("trigger", "=", "jit")])
    verdicts = env["jit.situation"]._decide(rules.ids)
    wishes = env["jit.wish"]
    wished = {rule_id: wishes._of(verdict) for rule_id, verdict in verdicts.items()}
    wanted = {
        (rule_id, tuple(wish.key), wish.purchase_quantity)
        for rule_id, wish in wished.items()
        if wish.key
    }
    kept = {rule_id for rule_id, wish in wished.items() if wish.keeps_line}
    lines = env["purchase.order.line"].search([("jit_owned", "=", True)])
    written = {
        (
            line.orderpoint_id.id,
            (
                line.order_id.company_id.id,
                line.order_id.partner_id.id,
                line.order_id.picking_type_id.id,
                line.order_id.currency_id.id,
            ),
            line.product_qty,
        )
        for line in lines
        if line.orderpoint_id.id not in kept
    }
    return [f"a line is not as decided: {odd}" for odd in sorted(wanted ^ written)]


def _versions(registry: Registry) -> dict[str, dict[int, tuple]]:
    """By table and id: version of the row, mark of the last look, all else."""
    with registry.cursor() as cr:
        versions = {}
        for table in _KEPT_STILL:
            cr.execute(
                f"SELECT id, xmin::text, to_jsonb(t) ->> 'seen',"
                f" md5((to_jsonb(t) - 'seen')::text) FROM {table} t"
            )
            versions[table] = {row[0]: row[1:] for row in cr.fetchall()}
    return versions


def _differing(before: dict[int, tuple], after: dict[int, tuple]) -> list[tuple]:
    """Rows that were written; marking what was looked at is no writing, where others
    have changed something about the product since the last look."""
    return [
        (row_id, before.get(row_id), after.get(row_id))
        for row_id in sorted(before.keys() | after.keys())
        if not _is_same(before.get(row_id), after.get(row_id))
    ]


def _is_same(before: tuple | None, after: tuple | None) -> bool:
    if not before or not after:
        return False
    (version, seen, content), (new_version, new_seen, new_content) = before, after
    return content == new_content and (version == new_version or seen != new_seen)
