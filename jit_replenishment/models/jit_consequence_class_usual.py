from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..policy.usual import UsualTerms

_MOST_PERCENT = 1000.0


class JitConsequenceClass(models.Model):
    """Which lines may be approved without a look at each. By itself: not, unless
    ticked."""

    _inherit = "jit.consequence.class"

    usual_together = fields.Boolean(
        string="Usual Lines Approved Together",
        default=True,
        help="Lines like those bought before may be approved all at once. Without it "
        "every line of this class is looked at.",
    )
    usual_quantity_percent = fields.Float(
        string="Usual Quantity Within (%)",
        default=50.0,
        help="Of what is usual: the middle of the last five purchases of the product "
        "from the same vendor, of two at least. 50 %: up to half as much again, or "
        "down by the same factor.",
    )
    usual_price_percent = fields.Float(
        string="Usual Price Within (%)",
        default=5.0,
        help="Of the last price paid to the same vendor, up or down.",
    )
    approves_usual = fields.Boolean(
        string="Approves Usual Lines by Itself",
        help="Usual lines nobody has changed are ordered as soon as they are made, and "
        "listed as such. Never below the vendor's minimum order value; above the "
        "amount that needs a second approval they wait for that.",
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict]):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if "approves_usual" in vals:
            # remembered, as every run asks whether any does
            self.env.registry.clear_cache()
        return result

    def unlink(self) -> bool:
        self.env.registry.clear_cache()
        return super().unlink()

    @api.constrains("usual_quantity_percent", "usual_price_percent")
    def _check_usual_limits(self) -> None:
        for record in self:
            percents = (record.usual_quantity_percent, record.usual_price_percent)
            # NaN is not within any limits
            if not all(0 <= each <= _MOST_PERCENT for each in percents):
                raise ValidationError(
                    self.env._(
                        "%(name)s: what is usual lies within 0 to %(most)s %%.",
                        name=record.name,
                        most=int(_MOST_PERCENT),
                    )
                )

    def _usual_terms(self) -> UsualTerms:
        """As the policy takes them; without a class every line is looked at."""
        return UsualTerms(
            self.usual_together if self else False,
            self.usual_quantity_percent,
            self.usual_price_percent,
        )
