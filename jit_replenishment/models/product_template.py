from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

# a change of one of these may change what is to be ordered
_TERMS = frozenset(
    {
        "active",
        "company_id",
        "type",
        "is_storable",
        "purchase_ok",
        "uom_id",
        "route_ids",
        "categ_id",
        "supplier_taxes_id",
        "jit_consequence_class_id",
    }
)
# what its figures are learned from; how long it keeps is there with product_expiry
_LEARNED_FROM = frozenset(
    {"uom_id", "tracking", "use_expiration_date", "expiration_time", "removal_time"}
)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    jit_consequence_class_id = fields.Many2one(
        "jit.consequence.class",
        string="If It Runs Out for a Week",
        ondelete="restrict",
        tracking=True,
        help="What happens if this product runs out for a week. "
        "Empty: the answer of its category holds.",
        groups="base.group_user",
    )
    jit_effective_class_id = fields.Many2one(
        "jit.consequence.class",
        string="Consequence Class",
        compute="_compute_jit_effective_class_id",
        store=True,
        index="btree_not_null",
        compute_sudo=True,
        groups="base.group_user",
    )
    jit_class_origin = fields.Char(
        string="Where the Class Comes From",
        compute="_compute_jit_class_origin",
        groups="base.group_user",
    )
    jit_rule_ids = fields.One2many(
        "stock.warehouse.orderpoint",
        "product_tmpl_id",
        string="Reordering Rules by Location",
        groups="base.group_user",
    )

    @api.depends("jit_consequence_class_id", "categ_id.jit_effective_class_id")
    def _compute_jit_effective_class_id(self) -> None:
        assumed = self.env["jit.consequence.class"]._default_class()
        for template in self:
            template.jit_effective_class_id = (
                template.jit_consequence_class_id
                or template.categ_id.jit_effective_class_id
                or assumed
            )

    @api.depends("jit_consequence_class_id", "categ_id.jit_effective_class_id")
    def _compute_jit_class_origin(self) -> None:
        for template in self:
            template.jit_class_origin = template._jit_class_origin_text()

    def _jit_answer(self, consequence_class: models.Model) -> None:
        """Give these products their class; without one their answers stay."""
        if consequence_class:
            # whoever answers the question need not be allowed to edit products
            answered = self._filtered_access("read").sudo()
            answered.jit_consequence_class_id = consequence_class

    def _jit_class_origin_text(self) -> str:
        self.ensure_one()
        if self.jit_consequence_class_id:
            return self.env._("set on this product")
        return self.categ_id._jit_class_origin_text()

    @api.constrains("is_storable", "type")
    def _check_jit_tracked(self) -> None:
        untracked = self.filtered(lambda template: not template.is_storable)
        # rules of other companies would stop ordering just as silently
        rules = self.env["stock.warehouse.orderpoint"].sudo()
        live = rules.with_context(active_test=False).search(
            [
                ("trigger", "=", "jit"),
                ("product_id.product_tmpl_id", "in", untracked.ids),
            ],
            limit=1,
        )
        if live:
            raise ValidationError(
                self.env._(
                    "%(product)s is kept by Just in Time, which cannot work without "
                    "Track Inventory. Take its reordering rules off Just in Time "
                    "first, archived ones too.",
                    product=live.product_tmpl_id.display_name,
                )
            )

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        if "jit_rule_ids" in vals:
            # their way back to the template is not stored: the cache does not follow
            self.invalidate_recordset(["jit_rule_ids"])
        if _TERMS & vals.keys():
            products = self.with_context(active_test=False).product_variant_ids
            self.env["jit.signal"]._emit(products, self.env["res.company"], forced=True)
        if _LEARNED_FROM & vals.keys():
            # whoever keeps products need not be allowed to see rules
            rules = self.env["stock.warehouse.orderpoint"].sudo()
            rules.search([("product_tmpl_id", "in", self.ids)])._jit_learn_again()
        return result

    def action_jit_enroll(self) -> dict:
        """Ask how, then put the products under just-in-time."""
        return self.product_variant_ids.action_jit_enroll()

    def action_jit_choose(self) -> dict:
        """Ask what Just in Time is to do about the rules of these products."""
        return self.product_variant_ids.action_jit_choose()

    def action_explain(self) -> dict:
        """Show why this product, or its first variant, is ordered, or why not."""
        self.ensure_one()
        products = self.with_context(active_test=False).product_variant_ids
        if not products:
            raise UserError(self.env._("This product has no variant to ask about."))
        return products[:1].action_explain()

    def action_jit_check_now(self) -> dict:
        """Have the engine look at all rules of these products at once."""
        return self.product_variant_ids.action_jit_check_now()
