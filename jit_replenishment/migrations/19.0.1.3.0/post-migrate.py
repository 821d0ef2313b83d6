"""Rules that are live already know since when."""

from odoo.sql_db import Cursor


def migrate(cr: Cursor, version: str | None) -> None:
    """The day they were taken over, else that of their first verdict, else their own.

    The roll-out board compares the weeks before that day with those since.
    """
    if not version:
        return
    cr.execute(
        """
        UPDATE stock_warehouse_orderpoint op
           SET jit_live_since = COALESCE(
                   (SELECT MIN(takeover.create_date) FROM jit_takeover takeover
                     WHERE takeover.orderpoint_id = op.id),
                   (SELECT MIN(verdict.decided_at) FROM jit_decision verdict
                     WHERE verdict.orderpoint_id = op.id),
                   op.create_date)
         WHERE op.trigger = 'jit' AND op.jit_live_since IS NULL
        """
    )
