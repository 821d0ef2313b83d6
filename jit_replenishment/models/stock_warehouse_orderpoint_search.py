from odoo import api, models
from odoo.fields import Domain


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
