"""Whether what was counted of the roll-out is still so."""

from collections.abc import Sequence

from odoo.api import Environment
from odoo.tools import SQL


def read_outdated(env: Environment, company_ids: Sequence[int]) -> list[int]:
    """Those of these companies whose rules are at other stages than was counted.

    It is read off the rules themselves: whatever moved them, nothing has to be written
    about it. Companies without any rule are not among them.
    """
    for model in ("stock.warehouse.orderpoint", "jit.rollout", "jit.rollout.line"):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            WITH stage AS (
                SELECT op.company_id,
                       COUNT(*) FILTER (WHERE op.jit_stage = 'hand') AS hand,
                       COUNT(*) FILTER (WHERE op.jit_stage = 'trial') AS trial,
                       COUNT(*) FILTER (WHERE op.jit_stage = 'live') AS live,
                       MAX(GREATEST(op.jit_trial_since, op.jit_live_since)) AS moved
                  FROM stock_warehouse_orderpoint op
                  JOIN product_product pp ON pp.id = op.product_id AND pp.active
                 WHERE op.active AND op.company_id = ANY(%(companies)s)
                 GROUP BY op.company_id),
            counted AS (
                SELECT company_id, SUM(hand) AS hand, SUM(trial) AS trial,
                       SUM(live) AS live
                  FROM jit_rollout_line
                 WHERE company_id = ANY(%(companies)s)
                 GROUP BY company_id)
            SELECT company_id
              FROM stage
         FULL JOIN counted USING (company_id)
         LEFT JOIN jit_rollout state USING (company_id)
             WHERE state.counted_at IS NULL
                OR stage.moved > state.counted_at
                OR (stage.hand, stage.trial, stage.live)
                   IS DISTINCT FROM (counted.hand, counted.trial, counted.live)
            """,
            companies=list(company_ids),
        )
    )
    return [company_id for (company_id,) in rows]
