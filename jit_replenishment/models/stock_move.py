from odoo import models

# changes of a position that pass by core's own door
_POSITION = frozenset(
    {"product_uom", "location_final_id", "move_orig_ids", "move_dest_ids"}
)


class StockMove(models.Model):
    _inherit = "stock.move"

    # whose moves changed since yesterday; of a few pages, and no delivery notices it
    _jit_written = models.Index("USING brin (write_date)")
    # how often a product was counted, without reading all of its moves
    _jit_counted = models.Index("(product_id) WHERE is_inventory AND state = 'done'")

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if _POSITION & vals.keys():
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
        # whoever confirms a sale moves stock, but need not be allowed to see places
        for company, moves in self.sudo().grouped("company_id").items():
            shared = moves.filtered(lambda move: move._jit_is_shared())
            signal._emit((moves - shared).product_id, company)
            signal._emit(shared.product_id, company.browse())

    def _jit_is_shared(self) -> bool:
        """Whether it touches a place in which other companies keep stock too."""
        places = self.location_id | self.location_dest_id | self.location_final_id
        return any(
            place.usage == "internal" and not place.company_id for place in places
        )
