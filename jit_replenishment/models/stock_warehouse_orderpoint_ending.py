from odoo import api, fields, models
from odoo.fields import Domain

_ENDS = ("retire", "supersession")


class StockWarehouseOrderpoint(models.Model):
    """Goods are bought as before of what is planned to end, until a person accepts
    the figures suggested for it: that is told wherever it is ordered."""

    _inherit = "stock.warehouse.orderpoint"

    jit_ending = fields.Char(
        string="Ends", compute="_compute_jit_ending", compute_sudo=True
    )

    @api.depends("jit_effect_ids.is_change", "product_max_qty", "jit_open_proposal_id")
    @api.depends_context("lang")
    def _compute_jit_ending(self) -> None:
        effects = self._jit_endings()
        for rule in self:
            found = effects.get(rule._origin.id)
            rule.jit_ending = found and rule._jit_say_ending(found)

    def _jit_endings(self) -> dict[int, models.Model]:
        """By rule that still keeps stock, the effect of a planned end on it.

        One that ends later than what is ordered now lasts has no effect yet.
        """
        kept = self._origin.filtered(lambda rule: rule.product_max_qty > 0)
        effects = self.env["jit.adjustment.effect"].search(
            Domain("orderpoint_id", "in", kept.ids)
            & Domain("is_change", "=", True)
            & Domain("adjustment_id.kind", "in", _ENDS)
            & Domain("adjustment_id.active", "=", True)
        )
        return {
            effect.orderpoint_id.id: effect
            for effect in effects
            if effect.kind == "retire"
            or effect.adjustment_id.other_product_id == effect.product_id
        }

    def _jit_say_ending(self, effect: models.Model) -> str:
        day = effect.first_day and self.env["jit.reason"]._day(
            fields.Date.to_string(effect.first_day)
        )
        named = {"day": day, "successor": effect.adjustment_id.product_id.display_name}
        if effect.kind == "retire":
            ends = (
                self.env._("Phased out from %(day)s", **named)
                if day
                else self.env._("Phased out")
            )
        elif day:
            ends = self.env._("Replaced by %(successor)s from %(day)s", **named)
        else:
            ends = self.env._("Replaced by %(successor)s", **named)
        if self.jit_open_proposal_id:
            return self.env._(
                "%(ends)s: it is ordered as before until you accept the "
                "suggested change.",
                ends=ends,
            )
        return f"{ends}."
