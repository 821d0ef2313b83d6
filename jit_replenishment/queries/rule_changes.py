"""What was changed last of the figures of rules."""

from collections.abc import Sequence

from odoo.api import Environment
from odoo.tools import SQL


def read_newest(env: Environment, rule_ids: Sequence[int]) -> list[int]:
    """The latest change of each of these rules that moved a figure.

    The columns hold what the unit's precision leaves of a figure: no noise to compare.
    """
    env["jit.rule.change"].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT DISTINCT ON (orderpoint_id) id
              FROM jit_rule_change
             WHERE orderpoint_id = ANY(%s)
               AND (COALESCE(old_reorder_point, 0), COALESCE(old_target_stock, 0))
                <> (COALESCE(new_reorder_point, 0), COALESCE(new_target_stock, 0))
             ORDER BY orderpoint_id, id DESC
            """,
            list(rule_ids),
        )
    )
    return [change_id for (change_id,) in rows]
