"""Who was told of what runs out, and who has yet to be."""

from datetime import datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

from .today import running_out


class CauseRow(NamedTuple):
    """A rule that runs out before supply and whose class has people told.

    :param escalate_after_hours: 0 for never
    :param since: when the first of those who were told was; None while nobody is
    :param user_ids: who has an open alert of it
    :param is_escalated: a manager is among them as such
    """

    rule_id: int
    escalate_after_hours: int
    since: datetime | None
    user_ids: list[int]
    is_escalated: bool


def read_causes(env: Environment, company_id: int) -> list[CauseRow]:
    """The worst class first."""
    env["jit.alert"].flush_model()
    env["jit.consequence.class"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT short.id, class.escalate_after_hours, MIN(alert.since),
                   COALESCE(array_agg(alert.user_id ORDER BY alert.user_id)
                            FILTER (WHERE alert.id IS NOT NULL), '{}'),
                   COALESCE(BOOL_OR(alert.is_escalated), FALSE)
              FROM (%s) AS short
              JOIN jit_consequence_class class ON class.id = short.class_id
               AND (class.tells_at_once OR class.escalate_after_hours > 0)
         LEFT JOIN jit_alert alert
                ON alert.orderpoint_id = short.id AND alert.closed_at IS NULL
             GROUP BY short.id, short.rank, short.urgency,
                      class.escalate_after_hours
             ORDER BY short.rank, short.urgency, short.id
            """,
            running_out(env, [company_id]),
        )
    )
    return [CauseRow(*row) for row in rows]


def read_cured(env: Environment, company_id: int) -> list[int]:
    """Open alerts whose cause is over."""
    env["jit.alert"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT alert.id FROM jit_alert alert
             WHERE alert.company_id = %s AND alert.closed_at IS NULL
               AND alert.orderpoint_id NOT IN (SELECT short.id FROM (%s) AS short)
            """,
            company_id,
            running_out(env, [company_id]),
        )
    )
    return [alert_id for (alert_id,) in rows]
