"""What came of the orders a manager said yes to."""

from odoo.api import Environment
from odoo.tools import SQL


def read_approved_orders(env: Environment, approval_ids: list[int]) -> dict[int, int]:
    """Order of the first decision after the one that was approved, if it ordered."""
    for model in ("jit.run.approval", "jit.decision", "purchase.order.line"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT approval.id, COALESCE(line.order_id, after.purchase_order_id)
              FROM jit_run_approval approval
        CROSS JOIN LATERAL (
                   SELECT purchase_order_id, purchase_line_id FROM jit_decision later
                    WHERE later.orderpoint_id = approval.orderpoint_id
                      AND later.id > approval.decision_id
                      AND later.outcome <> 'waiting'
                    ORDER BY later.id LIMIT 1) AS after
         LEFT JOIN purchase_order_line line ON line.id = after.purchase_line_id
             WHERE approval.id = ANY(%s)
               AND COALESCE(line.order_id, after.purchase_order_id) IS NOT NULL
            """,
            approval_ids,
        )
    )
    return dict(rows)
