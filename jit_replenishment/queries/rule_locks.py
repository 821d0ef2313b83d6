"""Rules that are written next, and by nobody else meanwhile."""

from collections.abc import Sequence

from odoo.api import Environment
from odoo.tools import SQL


def lock_rules(env: Environment, rule_ids: Sequence[int]) -> None:
    """Wait for whoever writes these rules. Who had to wait fails, and sees what came of
    it when beginning anew.

    :raises psycopg2.errors.SerializationFailure: somebody was first
    """
    env.cr.execute(
        SQL(
            """
            SELECT id FROM stock_warehouse_orderpoint WHERE id = ANY(%s)
             ORDER BY id FOR NO KEY UPDATE
            """,
            list(rule_ids),
        ),
        log_exceptions=False,
    )
