from collections.abc import Mapping
from datetime import datetime

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..queries.bulk_rows import column_names, unnested

FIGURES = [("suggested", "Suggested"), ("own", "Its Own")]

# one row a rule and day; what is so is not written
_STORE = """
    INSERT INTO %(table)s AS known (%(names)s)
    SELECT %(names)s FROM %(rows)s AS latest(%(names)s)
        ON CONFLICT (orderpoint_id, day) DO UPDATE
       SET (%(names)s) = ROW(%(values)s)
     WHERE (%(known)s) IS DISTINCT FROM (%(values)s)
"""


class JitTrialLog(models.AbstractModel):
    """What is noted of a rule on trial, one row a rule and day."""

    _name = "jit.trial.log"
    _inherit = ["jit.trial.rule", "jit.bounded.history"]
    _description = "Just in Time: Noted on Trial"
    _jit_kept_days = ("jit_replenishment.trial_retention_days", 730)

    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one("stock.warehouse", ondelete="set null")
    consequence_class_id = fields.Many2one(
        "jit.consequence.class", string="Class", ondelete="set null"
    )
    product_category_id = fields.Many2one(
        related="product_id.categ_id", string="Category"
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    day = fields.Date(required=True, index=True)
    trial_since = fields.Datetime(string="Trial Began", required=True)
    figures = fields.Selection(
        FIGURES,
        string="Figures Tried",
        help="Those of the open suggested change, or the rule's own where there is "
        "none.",
    )
    reorder_point = fields.Float(
        string="Reorder Point Tried", digits="Product Unit", aggregator=None
    )
    target_stock = fields.Float(
        string="Target Tried", digits="Product Unit", aggregator=None
    )
    facts = fields.Json()
    reason = fields.Text(string="Why", compute="_compute_reason")

    @api.depends("facts")
    @api.depends_context("lang", "uid")
    def _compute_reason(self) -> None:
        writer = self.env["jit.reason"]
        for record in self:
            record.reason = writer._sentences(record.facts or [], record.product_uom_id)

    @api.model
    def _jit_outdated(self, before: datetime) -> Domain:
        """Never of a trial that goes on: all it would have ordered is counted."""
        return Domain("day", "<", before.date()) & Domain(
            "orderpoint_id.jit_stage", "!=", "trial"
        )

    @api.model
    def _store(self, rows: list[dict], kept: Mapping[str, SQL] | None = None) -> None:
        """Write rows, whose keys are the same, over those of the same rule and day.

        :param kept: column -> what it becomes where there is a row already, of
            ``known`` and ``EXCLUDED``
        """
        if not rows:
            return
        columns = {
            name: self._to_column(name, [row[name] for row in rows]) for name in rows[0]
        }
        kept = kept or {}
        values = [kept.get(name, SQL.identifier("excluded", name)) for name in columns]
        self.env.cr.execute(
            # another worker was faster: no error, the work is done again
            log_exceptions=False,
            query=SQL(
                _STORE,
                table=SQL.identifier(self._table),
                names=column_names(columns),
                rows=unnested(self, columns),
                values=SQL(", ").join(values),
                known=SQL(", ").join(SQL.identifier("known", name) for name in columns),
            ),
        )
        self.invalidate_model()

    @api.model
    def _to_column(self, name: str, values: list) -> list:
        return self.env["jit.decision"]._as_column(self._fields[name], values)

    @api.model
    def _prepare_log_vals(self, look) -> dict:
        """What is noted of every look, on an order as on a day."""
        tried, verdict = look.tried, look.verdict
        rule = verdict.rule
        return {
            "orderpoint_id": rule.rule_id,
            "product_id": rule.product_id,
            "company_id": rule.company_id,
            "warehouse_id": rule.warehouse_id,
            "consequence_class_id": rule.class_id,
            "trial_since": tried.since,
            "figures": "suggested" if tried.is_suggested else "own",
            "reorder_point": tried.reorder_point,
            "target_stock": tried.target_stock,
        }
