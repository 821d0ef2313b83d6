from typing import Any

from odoo import api, fields, models
from odoo.tools import SQL

from ..queries.check_scope import COLUMNS

_STORED = tuple(name for name in COLUMNS if name not in ("kind", "value"))
# what is wrong decides whether it stays set aside; all else may change by itself
_GONE = """
    DELETE FROM jit_finding known
     WHERE known.company_id = %(company)s
       AND NOT EXISTS (SELECT FROM jit_found_valued latest WHERE %(same)s)
"""
_UPDATE = """
    UPDATE jit_finding known
       SET (%(names)s) = ROW(%(latest)s),
           set_aside_on = CASE WHEN known.facts = latest.facts
                               THEN known.set_aside_on END,
           set_aside_by = CASE WHEN known.facts = latest.facts
                               THEN known.set_aside_by END,
           set_aside_reason = CASE WHEN known.facts = latest.facts
                                   THEN known.set_aside_reason END
      FROM jit_found_valued latest
     WHERE %(same)s AND (%(known)s) IS DISTINCT FROM (%(latest)s)
"""
_ADD = """
    INSERT INTO jit_finding (%(names)s, kind_id, company_id, found_on)
    SELECT %(latest)s, latest.kind_id, %(company)s, %(today)s
      FROM jit_found_valued latest
     WHERE NOT EXISTS (SELECT FROM jit_finding known WHERE %(same)s)
     ORDER BY latest.kind_id, latest.key
"""


class JitFinding(models.Model):
    """One fault in the data of a company, found by the check and gone once mended.

    The check alone writes it; whoever manages Just in Time may set one aside, which
    holds until what is wrong there changes.
    """

    _name = "jit.finding"
    _description = "Fault in the Data"
    _log_access = False
    _order = "value desc, id"
    _rec_name = "kind_id"

    kind_id = fields.Many2one("jit.finding.kind", required=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    key = fields.Char(required=True, help="What tells it from others of its kind.")
    product_tmpl_id = fields.Many2one(
        "product.template", string="Product", index="btree_not_null", ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.product", string="Variant", index="btree_not_null", ondelete="cascade"
    )
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint",
        string="Reordering Rule",
        index="btree_not_null",
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        "res.partner", string="Vendor", index="btree_not_null", ondelete="cascade"
    )
    purchase_line_id = fields.Many2one(
        "purchase.order.line",
        string="Order Line",
        index="btree_not_null",
        ondelete="cascade",
    )
    location_id = fields.Many2one(
        "stock.location", index="btree_not_null", ondelete="cascade"
    )
    target_ids = fields.Json(help="Ids of the records where it is mended.")
    facts = fields.Json(help="What is wrong. Set aside until something here changes.")
    figures = fields.Json(help="What changes by itself, day by day.")
    currency_id = fields.Many2one(related="company_id.currency_id")
    value = fields.Monetary(
        string="At Stake",
        help="At cost: a year's sales of the product, what is missing from stock, what "
        "was asked for or bought.",
    )
    found_on = fields.Date(string="Found")
    set_aside_on = fields.Date(string="Set Aside")
    set_aside_by = fields.Many2one("res.users", ondelete="set null")
    set_aside_reason = fields.Char(string="Not a Fault Because")

    _one_per_fault = models.UniqueIndex("(company_id, kind_id, key)")

    @api.model
    def _reconcile(self, company: models.Model) -> int:
        """Make the findings of a company equal to what was found now.

        What is so is not written, and what is still there keeps its id.

        :returns: how many there are
        """
        names = (*_STORED, "value")
        parts: dict[str, Any] = {
            "company": company.id,
            "today": company._jit_today(),
            "names": SQL(", ").join(map(SQL.identifier, names)),
            "known": SQL(", ").join(SQL.identifier("known", name) for name in names),
            "latest": SQL(", ").join(SQL.identifier("latest", name) for name in names),
            "same": SQL(
                """
                known.company_id = %s AND known.kind_id = latest.kind_id
                AND known.key = latest.key
                """,
                company.id,
            ),
        }
        self.flush_model()
        for statement in (_GONE, _UPDATE, _ADD):
            self.env.cr.execute(SQL(statement, **parts), log_exceptions=False)
        self.invalidate_model()
        return self.search_count(
            [("company_id", "=", company.id), ("set_aside_on", "=", False)]
        )
