from odoo import api, fields, models
from odoo.exceptions import ValidationError

_MOST_A_MONTH = 1e9


class StockWarehouseOrderpoint(models.Model):
    """What people know of a rule's demand, and what that does to its figures."""

    _inherit = "stock.warehouse.orderpoint"

    jit_first_guess = fields.Float(
        string="Expected a Month",
        digits="Product Unit",
        copy=False,
        help="What you expect a new product to sell. It counts as three sales do, and "
        "is forgotten as real sales come in.",
    )
    jit_effect_ids = fields.One2many(
        "jit.adjustment.effect", "orderpoint_id", string="Planned Changes"
    )
    jit_not_counted = fields.Char(
        string="Not Counted", compute="_compute_jit_not_counted", compute_sudo=True
    )

    @api.depends_context("lang")
    def _compute_jit_not_counted(self) -> None:
        """What leaving out demand by hand did, and that the product expires."""
        learnings = self.env["jit.learning"].search(
            [("orderpoint_id", "in", self._origin.ids)]
        )
        by_rule = {learned.orderpoint_id: learned for learned in learnings}
        for rule in self:
            learned = by_rule.get(rule._origin, learnings.browse())
            facts = [
                [code, values] for key, code, values in learned.effects or () if not key
            ]
            unit = rule.product_id.uom_id
            rule.jit_not_counted = self.env["jit.reason"]._sentences(facts, unit)

    @api.constrains("jit_first_guess")
    def _check_jit_first_guess(self) -> None:
        for rule in self:
            if not 0 <= rule.jit_first_guess <= _MOST_A_MONTH:
                raise ValidationError(
                    self.env._(
                        "%(product)s: nobody sells less than nothing, or more than a "
                        "billion. Say how many are expected a month, or 0 if you "
                        "cannot tell.",
                        product=rule.product_id.display_name,
                    )
                )

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if "jit_first_guess" in vals:
            self._jit_learn_again()
        return result

    def action_jit_open_adjustments(self) -> dict:
        """What is planned for this rule, its product or its category."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "jit_replenishment.jit_adjustment_action"
        )
        product = self.product_id
        categories = product.categ_id.parent_path or ""
        return action | {
            "domain": [
                ("company_id", "=", self.company_id.id),
                "|",
                "|",
                "|",
                "&",
                ("applies_to", "=", "product"),
                ("product_id", "=", product.id),
                ("orderpoint_id", "=", self.id),
                ("other_product_id", "=", product.id),
                ("category_id", "in", list(map(int, categories.split("/")[:-1]))),
            ],
            "context": {
                "default_product_id": product.id,
                "default_company_id": self.company_id.id,
            },
        }
