"""By what rules are sorted that no column of theirs says."""

import json
from collections.abc import Mapping

from odoo.api import Environment
from odoo.tools import SQL


def runs_out_at_last_look(env: Environment, alias: str) -> SQL:
    """An expression on the rule ``alias``: the day its shelf was found to be empty."""
    env["jit.position"].flush_model()
    return SQL(
        """
        (SELECT look.runs_out_on FROM jit_position look
          WHERE look.orderpoint_id = %s)
        """,
        SQL.identifier(alias, "id"),
    )


def sales_waiting(alias: str, worth: Mapping[int, float]) -> SQL:
    """An expression on the rule ``alias``: what customers wait for; 0 for nothing.

    :param worth: by rule, in one currency
    """
    by_rule = {str(rule_id): value for rule_id, value in worth.items()}
    return SQL(
        "COALESCE((%s::jsonb ->> %s::text)::float, 0)",
        json.dumps(by_rule),
        SQL.identifier(alias, "id"),
    )


def to_order_at_last_look(env: Environment, alias: str) -> SQL:
    """An expression on the rule ``alias``: what is to be ordered, in the product's
    unit; 0 where nothing is.

    Of a live rule what the engine's last look found, of another one what core computed
    last, or a person typed.
    """
    for model in ("jit.position", "jit.decision", "stock.warehouse.orderpoint"):
        env[model].flush_model()
    return SQL(
        """
        CASE WHEN %(rule)s.trigger = 'jit' THEN COALESCE(
             (SELECT said.ordered_quantity
                FROM jit_position look
                JOIN jit_decision said ON said.id = look.decision_id
               WHERE look.orderpoint_id = %(rule)s.id AND look.outcome = 'order'), 0)
             ELSE COALESCE(NULLIF(%(rule)s.qty_to_order_manual, 0),
                           %(rule)s.qty_to_order_computed, 0) END
        """,
        rule=SQL.identifier(alias),
    )
