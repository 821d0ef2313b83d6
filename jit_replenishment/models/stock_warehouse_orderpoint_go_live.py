from odoo import models


class StockWarehouseOrderpoint(models.Model):
    """People go live and back through a page that says first what will happen."""

    _inherit = "stock.warehouse.orderpoint"

    def action_jit_open_go_live(self) -> dict:
        """What the first run of these rules would order, to say yes to."""
        return self.env["jit.go.live"]._open(self)

    def action_jit_open_undo(self) -> dict:
        """What taking these rules off would do, to say yes to."""
        return self.env["jit.undo"]._open(self)
