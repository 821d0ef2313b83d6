"""Who set the reorder points of rules, and what a learned one is made of."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from odoo.api import Environment
from odoo.tools import SQL

# what says something of a rule and leaves its figures as they are
NO_FIGURES = ("declined", "pinned", "unpinned")
# sources that give a figure parts, though it be the same as before
LEARNED = ("accepted", "edited", "class")


class SetByRow(NamedTuple):
    """The last change of one rule's reorder point.

    :param source: as of ``jit.rule.change``; "made" where it is what it was made with
    :param for_demand: the buffer's parts in the product's unit, None where it has none
        or the figure is not theirs any more
    """

    source: str
    by: str | None
    at: datetime
    for_demand: float | None
    for_estimate: float | None
    for_vendor: float | None


def read_set_by(env: Environment, rule_ids: Sequence[int]) -> dict[int, SetByRow]:
    """By rule, those there are."""
    for model in (
        "stock.warehouse.orderpoint",
        "jit.rule.change",
        "jit.reorder.proposal",
        "res.users",
        "res.partner",
    ):
        env[model].flush_model()
    rows = env.execute_query(
        SQL(
            """
            SELECT op.id, COALESCE(change.source, 'made'), person.name,
                   COALESCE(change.changed_at, op.create_date),
                   parts.for_demand::float, parts.for_estimate::float,
                   parts.for_vendor::float
              FROM stock_warehouse_orderpoint op
         LEFT JOIN LATERAL (
                   SELECT one.source, one.changed_at, one.user_id, one.proposal_id
                     FROM jit_rule_change one
                    WHERE one.orderpoint_id = op.id AND one.source <> ALL(%s)
                      AND (one.source = ANY(%s)
                           OR COALESCE(one.old_reorder_point, 0)
                              <> COALESCE(one.new_reorder_point, 0))
                    ORDER BY one.id DESC
                    LIMIT 1) change ON TRUE
         LEFT JOIN res_users account
                ON account.id = CASE WHEN change.source IS NULL
                                     THEN op.create_uid ELSE change.user_id END
         LEFT JOIN res_partner person ON person.id = account.partner_id
         LEFT JOIN jit_reorder_proposal parts ON parts.id = change.proposal_id
               AND ABS(parts.new_reorder_point - op.product_min_qty) < 0.000001
             WHERE op.id = ANY(%s)
            """,
            list(NO_FIGURES),
            list(LEARNED),
            list(rule_ids),
        )
    )
    return {rule_id: SetByRow(*values) for rule_id, *values in rows}
