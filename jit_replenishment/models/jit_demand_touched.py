from odoo import fields, models


class JitDemandTouched(models.Model):
    """Moves of a product changed: what is known of its demand is to be read anew.

    Noted together with how far the moves were looked through, so nothing is forgotten
    when the learning is interrupted. A row goes with the commit of what was read.
    """

    _name = "jit.demand.touched"
    _description = "Just in Time: Moves to Take In"
    _log_access = False
    _order = "id"

    product_id = fields.Many2one(
        "product.product", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    moves = fields.Integer(help="How much there is to read, about.")
