from odoo import models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    # as on moves: the place of a line may be corrected without a word to its move
    _jit_written = models.Index("USING brin (write_date)")
