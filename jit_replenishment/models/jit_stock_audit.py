from typing import Any

from odoo import api, fields, models
from odoo.tools import SQL

from ..policy.abc_xyz import abc
from ..queries.bulk_rows import column_names
from ..queries.check_scope import Scope
from ..queries.stock_audit import read_movers, take_audit
from .jit_learning import ABC

PACES = [
    ("new", "New"),
    ("moving", "Moving"),
    ("slow", "Slow"),
    ("dead", "Dead"),
    ("out", "None in Stock"),
]
_FIGURES = (
    "on_hand",
    "unit_cost",
    "stock_value",
    "sold",
    "sold_value",
    "picks",
    "last_sold",
    "supply_days",
    "idle_since",
    "pace",
    "sensible_stock",
    "excess_quantity",
    "excess_value",
    "carrying_cost",
    "abc",
    "abc_picks",
)
_CLASSES = """
    CREATE TEMPORARY TABLE jit_audit_class ON COMMIT DROP AS
    SELECT * FROM unnest(%s::int[], %s::int[], %s::varchar[], %s::varchar[])
           AS latest(product_id, warehouse_id, abc, abc_picks)
"""
_LATEST = SQL(
    """
    (SELECT audit.*, class.abc, class.abc_picks
       FROM jit_audit audit
  LEFT JOIN jit_audit_class class ON class.product_id = audit.product_id
        AND class.warehouse_id = COALESCE(audit.warehouse_id, 0))
    """
)
_GONE = """
    DELETE FROM jit_stock_audit known
     WHERE known.company_id = %(company)s
       AND NOT EXISTS (SELECT FROM jit_audit latest WHERE %(same)s)
"""
_CHANGE = """
    UPDATE jit_stock_audit known SET (%(names)s) = ROW(%(latest_values)s)
      FROM %(latest)s latest
     WHERE known.company_id = %(company)s AND %(same)s
       AND (%(known_values)s) IS DISTINCT FROM (%(latest_values)s)
"""
# set aside first: what is being inserted would be looked through again for each row
_MISSING = """
    CREATE TEMPORARY TABLE jit_audit_missing ON COMMIT DROP AS
    SELECT latest.* FROM %(latest)s latest
     WHERE NOT EXISTS (SELECT FROM jit_stock_audit known
                        WHERE known.company_id = %(company)s AND %(same)s)
"""
_ADD = """
    INSERT INTO jit_stock_audit (company_id, product_id, warehouse_id, %(names)s)
    SELECT %(company)s, latest.product_id, latest.warehouse_id, %(latest_values)s
      FROM jit_audit_missing latest
"""


class JitStockAudit(models.Model):
    """Where the money lies: a product's stock and sales of a year in one warehouse.

    The check alone writes it.
    """

    _name = "jit.stock.audit"
    _description = "Stock Audit"
    _log_access = False
    _order = "stock_value desc, id"
    _rec_name = "product_id"

    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    warehouse_id = fields.Many2one("stock.warehouse", ondelete="cascade")
    product_category_id = fields.Many2one(
        related="product_id.categ_id", string="Category"
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    currency_id = fields.Many2one(related="company_id.currency_id")
    on_hand = fields.Float(
        digits="Product Unit", help="In places of your own; goods of others are not."
    )
    unit_cost = fields.Float(string="Cost", digits="Product Price", aggregator="avg")
    stock_value = fields.Monetary(help="On hand at cost.")
    sold = fields.Float(
        string="Sold in a Year",
        digits="Product Unit",
        help="What left for customers and production within 365 days, returns taken "
        "off.",
    )
    sold_value = fields.Monetary(
        string="Value Sold", help="What was sold in a year, at cost."
    )
    picks = fields.Integer(help="Deliveries of it within a year.")
    last_sold = fields.Date()
    supply_days = fields.Float(
        string="Days of Supply",
        digits=(16, 0),
        aggregator="avg",
        help="How long the stock lasts if it sells as in the last year. Of several "
        "together: their stock value by the value they sold.",
    )
    idle_since = fields.Date(
        help="The day it was last sold; the day it came, if it never was."
    )
    pace = fields.Selection(
        PACES,
        help="Of what is on hand. Slow: nothing sold for 90 days. Dead: for 180. New: "
        "known for less than 90.",
    )
    sensible_stock = fields.Float(
        digits="Product Unit",
        help="The target that was learned; a year of sales where none was. Empty for "
        "what is new.",
    )
    excess_quantity = fields.Float(
        string="Excess", digits="Product Unit", help="On hand above sensible stock."
    )
    excess_value = fields.Monetary(help="Excess at cost.")
    carrying_cost = fields.Monetary(
        string="Cost a Year",
        help="Of keeping it, at the rate of Settings > Purchase > Just in Time.",
    )
    abc = fields.Selection(
        ABC,
        string="ABC by Value",
        help="A: the products that make up 80 % of the value sold. B: up to 95 %.",
    )
    abc_picks = fields.Selection(
        ABC,
        string="ABC by Picks",
        help="A: the products that make up 80 % of all picks. B: up to 95 %.",
    )

    _one_per_place = models.UniqueIndex(
        "(product_id, company_id, COALESCE(warehouse_id, 0))"
    )

    @api.model
    def _fill(self, scope: Scope, company: models.Model) -> None:
        """Make the rows of a company those of today; what is so is not written."""
        cr = self.env.cr
        cr.execute(take_audit(self.env, scope, company.jit_holding_rate))
        cr.execute("CREATE INDEX ON jit_audit (product_id)")
        cr.execute("ANALYZE jit_audit")
        self._classify()
        self.flush_model()
        parts = self._store_parts(company)
        for statement in (_GONE, _CHANGE, _MISSING, _ADD):
            cr.execute(SQL(statement, **parts), log_exceptions=False)
        self.invalidate_model()

    @api.model
    def _keep_at_rate(self, companies: models.Model) -> None:
        """Keeping stock costs more or less from now on."""
        for company in companies:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE jit_stock_audit
                       SET carrying_cost = GREATEST(stock_value, 0) * %s
                     WHERE company_id = %s
                    """,
                    company.jit_holding_rate,
                    company.id,
                )
            )
        self.invalidate_model(["carrying_cost"])

    @api.model
    def _classify(self) -> None:
        """Each product's share of what its company sells, by value and by picks."""
        movers = read_movers(self.env)
        products, warehouses, values, picks = (
            zip(*movers, strict=True) if movers else ((), (), (), ())
        )
        self.env.cr.execute(
            _CLASSES,
            [
                list(products),
                [warehouse or 0 for warehouse in warehouses],
                abc(values),
                abc(picks),
            ],
        )
        self.env.cr.execute("ANALYZE jit_audit_class")

    @api.model
    def _store_parts(self, company: models.Model) -> dict[str, Any]:
        # as they are stored, or each would differ from what it was in the last digit
        latest_values = [
            SQL("%s::%s", SQL.identifier("latest", name), SQL(field.column_type[0]))
            for name in _FIGURES
            for field in [self._fields[name]]
        ]
        known_values = [SQL.identifier("known", name) for name in _FIGURES]
        return {
            "company": company.id,
            "names": column_names(_FIGURES),
            "latest": _LATEST,
            "latest_values": SQL(", ").join(latest_values),
            "known_values": SQL(", ").join(known_values),
            "same": SQL(
                """
                latest.product_id = known.product_id
                AND COALESCE(latest.warehouse_id, 0) = COALESCE(known.warehouse_id, 0)
                """
            ),
        }
