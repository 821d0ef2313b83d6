from odoo import api, fields, models
from odoo.exceptions import UserError


class ProductCategory(models.Model):
    _inherit = "product.category"

    jit_consequence_class_id = fields.Many2one(
        "jit.consequence.class",
        string="If It Runs Out for a Week",
        ondelete="restrict",
        help="What happens if products of this category run out for a week. "
        "Categories below it and products without an answer of their own follow.",
    )
    jit_effective_class_id = fields.Many2one(
        "jit.consequence.class",
        string="Consequence Class",
        compute="_compute_jit_effective_class_id",
        recursive=True,
        store=True,
        compute_sudo=True,
    )

    jit_class_origin = fields.Char(
        string="Where the Class Comes From", compute="_compute_jit_class_origin"
    )

    @api.depends("jit_consequence_class_id", "parent_id.jit_effective_class_id")
    def _compute_jit_effective_class_id(self) -> None:
        assumed = self.env["jit.consequence.class"]._default_class()
        for category in self:
            category.jit_effective_class_id = (
                category.jit_consequence_class_id
                or category.parent_id.jit_effective_class_id
                or assumed
            )

    @api.depends("jit_consequence_class_id", "parent_id.jit_effective_class_id")
    def _compute_jit_class_origin(self) -> None:
        for category in self:
            category.jit_class_origin = category._jit_class_origin_text()

    def _jit_class_origin_text(self) -> str:
        """Whose answer holds for what is in this category, or in none."""
        answering = self._jit_answering()
        if answering:
            return self.env._("from category %(name)s", name=answering.display_name)
        return self.env._("assumed")

    def write(self, vals: dict) -> bool:
        result = super().write(vals)
        # the class itself reaches the rules, and their signals, as it is recomputed
        if {"parent_id", "route_ids"} & vals.keys():
            self.env["jit.signal"]._sweep_soon()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_planned(self) -> None:
        """Planned changes would go along, also those of categories below."""
        # those of other companies would go just as silently
        plans = self.env["jit.adjustment"].sudo().with_context(active_test=False)
        used = plans.search(
            [("category_id", "child_of", self.ids), ("is_used", "=", True)]
        )
        if used:
            raise UserError(
                self.env._(
                    "%(category)s: figures were learned with planned changes of this "
                    "category (%(count)s). Archive them in Planned Changes and give "
                    "them another category first, so that the history can still be "
                    "explained.",
                    category=used[0].category_id.display_name,
                    count=len(used),
                )
            )

    def _jit_answering(self) -> "ProductCategory":
        """The category whose answer holds here: itself, the nearest above, or none."""
        category = self
        while category and not category.jit_consequence_class_id:
            category = category.parent_id
        return category
