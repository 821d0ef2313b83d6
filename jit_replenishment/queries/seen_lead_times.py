"""How long goods really took to come, as learned of each rule."""

from odoo.api import Environment
from odoo.tools import SQL


def read_seen_lead_times(env: Environment, rule_ids: list[int]) -> dict[int, float]:
    """Days from an order to its goods; rules that never received any are absent."""
    env["jit.learning"].flush_model()
    return dict(
        env.execute_query(
            SQL(
                """
                SELECT orderpoint_id, lead_time_mean::float FROM jit_learning
                 WHERE orderpoint_id = ANY(%s) AND receipts > 0
                   AND lead_time_mean IS NOT NULL
                """,
                rule_ids,
            )
        )
    )
