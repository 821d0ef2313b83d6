from datetime import datetime

from odoo import api, fields, models
from odoo.tools import SQL

from ..queries.taken_spans import spans_of_products

_KEEP = """
    INSERT INTO jit_demand_span AS known
           (orderpoint_id, company_id, first_day, blind, counts, right_counts)
    SELECT span.orderpoint_id, span.company_id, span.first_day, span.blind,
           span.counts, span.right_counts
      FROM (%s) span
        ON CONFLICT (orderpoint_id) DO UPDATE
       SET company_id = EXCLUDED.company_id, first_day = EXCLUDED.first_day,
           blind = EXCLUDED.blind, counts = EXCLUDED.counts,
           right_counts = EXCLUDED.right_counts
     WHERE (known.company_id, known.first_day, known.blind, known.counts,
            known.right_counts)
           IS DISTINCT FROM
           (EXCLUDED.company_id, EXCLUDED.first_day, EXCLUDED.blind, EXCLUDED.counts,
            EXCLUDED.right_counts)
"""


class JitDemandSpan(models.Model):
    """Since when a rule's place could show a demand, and when it could not."""

    _name = "jit.demand.span"
    _description = "Days with Stock"
    _log_access = False
    _rec_name = "orderpoint_id"

    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    first_day = fields.Date(
        help="The first receipt or delivery; empty: there was none yet."
    )
    blind = fields.Json(
        help="First and last day of each time without stock in which nobody waited; "
        "no last day: it lasts."
    )
    counts = fields.Integer(help="Days it was counted, but the first.")
    right_counts = fields.Integer(help="Of these, as expected.")

    _one_per_rule = models.UniqueIndex("(orderpoint_id)")

    @api.model
    def _read_anew(self, product_ids: list[int], since: datetime) -> None:
        """Keep what the moves taken say of the rules of these products."""
        self.env.cr.execute(
            # another worker reads the same: no error, the caller tries again
            log_exceptions=False,
            query=SQL(_KEEP, spans_of_products(self.env, product_ids, since)),
        )
        self.invalidate_model()
