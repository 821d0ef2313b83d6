from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _update_orderpoints(self) -> None:
        """Core's one door for created and changed moves: signal, and nothing else."""
        signal = self.env["jit.signal"]
        for company, moves in self.grouped("company_id").items():
            signal._emit(moves.product_id, company)
        return super()._update_orderpoints()
