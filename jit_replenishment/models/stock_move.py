from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        # changes of stock that core's door below lets pass
        if {"product_uom", "quantity", "location_final_id"} & vals.keys():
            self._jit_signal()
        return result

    def _update_orderpoints(self) -> None:
        """Core's one door for created and changed moves: signal, and nothing else."""
        self._jit_signal()
        return super()._update_orderpoints()

    def _jit_document(self) -> models.Model:
        """What a person knows this move by: an order, a transfer, else the move."""
        return self._get_source_document() or self

    def _jit_signal(self) -> None:
        signal = self.env["jit.signal"]
        for company, moves in self.grouped("company_id").items():
            signal._emit(moves.product_id, company)
