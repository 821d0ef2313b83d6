from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..queries.rule_order import (
    runs_out_at_last_look,
    sales_waiting,
    to_order_at_last_look,
)
from ..queries.today_sales import waiting_sales

_AT_LAST_LOOK = {
    "qty_to_order": to_order_at_last_look,
    "jit_runs_out_on": runs_out_at_last_look,
}


class StockWarehouseOrderpoint(models.Model):
    """Rules are found by what the engine's last look said: deciding all of them anew
    for a filter would take too long."""

    _inherit = "stock.warehouse.orderpoint"

    @api.model
    def _search_jit_outcome(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        return self._jit_last_looked(Domain("outcome", "in", value))

    @api.model
    def _search_jit_runs_out_on(self, operator: str, value) -> Domain:
        if operator not in ("<", "<=", ">", ">="):
            return NotImplemented
        return self._jit_last_looked(Domain("runs_out_on", operator, value))

    @api.model
    def _jit_last_looked(self, said: Domain) -> Domain:
        # who may see the rules may know what was said of them
        looks = self.env["jit.position"].sudo()._search(said)
        found = Domain("id", "in", looks.subselect("orderpoint_id"))
        return Domain("trigger", "=", "jit") & found

    @api.model
    def _order_field_to_sql(
        self, alias: str, field_name: str, direction: SQL, nulls: SQL, query: Query
    ) -> SQL:
        """What is to be ordered, and by when, sorts by what the last look found, as
        core's own rules do by what was computed last: the figures of now would have all
        rules decided to show the first page."""
        if field_name == "jit_sales_waiting":
            known = self._jit_sales_waiting_to_sql(alias, field_name)
            return SQL("%s %s %s", known, direction, nulls)
        if field_name not in _AT_LAST_LOOK:
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        self._check_field_access(self._fields[field_name], "read")
        known = _AT_LAST_LOOK[field_name](self.env, alias)
        return SQL("%s %s %s", known, direction, nulls)

    @api.model
    def _jit_sales_waiting_to_sql(self, alias: str, field_name: str) -> SQL:
        """As Today sorts, the money of several companies in one currency."""
        if not self._has_field_access(self._fields[field_name], "read"):
            # who may not know of it sees the same list, by what else it is sorted
            return SQL("NULL::float")
        env = self.sudo().env
        rates = self.env["jit.today"]._rates()
        sales = waiting_sales(env, self.env.companies.ids)
        worth = {
            rule_id: each.value * rates[each.company_id]
            for rule_id, each in sales.items()
        }
        return sales_waiting(alias, worth)
