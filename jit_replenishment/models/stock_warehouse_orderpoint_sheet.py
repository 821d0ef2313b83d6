from odoo import models


class StockWarehouseOrderpoint(models.Model):
    """Rules that people edit in a spreadsheet."""

    _inherit = "stock.warehouse.orderpoint"

    def action_jit_export(self) -> dict:
        """A workbook of these rules, to be edited and brought back."""
        return self.env["jit.sheet.export"]._export(self)
