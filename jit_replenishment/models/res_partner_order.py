from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class ResPartner(models.Model):
    """What an approver has to know of a vendor."""

    _inherit = "res.partner"

    jit_minimum_order_value = fields.Float(
        string="Minimum Order Value",
        company_dependent=True,
        groups="base.group_user",
        help="Before taxes, in the currency this vendor is ordered from in. Whoever "
        "approves lines is warned where an order, or what stays behind, is worth "
        "less. 0: none.",
    )
    jit_sold_product_id = fields.Many2one(
        "product.product",
        string="Sells",
        compute="_compute_jit_sold_product_id",
        search="_search_jit_sold_product_id",
        groups="base.group_user",
    )

    @api.constrains("jit_minimum_order_value")
    def _check_jit_minimum_order_value(self) -> None:
        # NaN is not at or above zero either
        if not all(partner.jit_minimum_order_value >= 0 for partner in self):
            raise ValidationError(
                self.env._("A minimum order value cannot be negative. Use 0 for none.")
            )

    def _compute_jit_sold_product_id(self) -> None:
        """Only there to be searched: who sells a product."""
        self.jit_sold_product_id = False

    @api.model
    def _search_jit_sold_product_id(self, operator: str, value) -> Domain:
        if operator != "in":
            return NotImplemented
        products = self.env["product.product"].browse(filter(None, value))
        offers = self.env["product.supplierinfo"].search(
            [
                ("product_tmpl_id", "in", products.product_tmpl_id.ids),
                ("product_id", "in", [False, *products.ids]),
            ]
        )
        return Domain("id", "in", offers.partner_id.ids)
