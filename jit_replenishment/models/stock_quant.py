from odoo import api, models

_POSITION = frozenset({"quantity", "product_id", "location_id", "lot_id"})


class StockQuant(models.Model):
    """Stock on hand changes here, whoever changes it: moves, counts, other addons."""

    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        quants = super().create(vals_list)
        quants.filtered("quantity")._jit_signal()
        return quants

    def write(self, vals: dict) -> bool:
        if {"product_id", "location_id"} & vals.keys():
            # what leaves its old place goes short there
            self._jit_signal()
        result = super().write(vals)
        if _POSITION & vals.keys():
            self._jit_signal()
        return result

    def unlink(self) -> bool:
        self.filtered("quantity")._jit_signal()
        return super().unlink()

    def _jit_signal(self) -> None:
        signal = self.env["jit.signal"]
        # stock at a place all companies share concerns the rules of each
        for company, quants in self.sudo().grouped("company_id").items():
            signal._emit(quants.product_id, company)
