from odoo import models
from odoo.tools import SQL, Query

from ..forms import open_form
from ..queries.check_scope import YEAR_DAYS


class JitStockAudit(models.Model):
    """Many products together, and one of them on its own."""

    _inherit = "jit.stock.audit"

    def _read_group_select(self, aggregate_spec: str, query: Query) -> SQL:
        """Of several together: how long all their value lasts.

        The mean of each one's days would be that of what hardly sells.
        """
        if aggregate_spec != "supply_days:avg":
            return super()._read_group_select(aggregate_spec, query)
        value, sold_value = (
            self._field_to_sql(self._table, name, query)
            for name in ("stock_value", "sold_value")
        )
        return SQL(
            "SUM(GREATEST(%s, 0)) * %s / NULLIF(SUM(%s), 0)",
            value,
            YEAR_DAYS,
            sold_value,
        )

    def action_open_product(self) -> dict:
        self.ensure_one()
        return open_form(self.product_id)

    def action_check_now(self) -> dict:
        """Have all be counted again, with the faults in the data."""
        return self.env["jit.finding"].action_check_now()
